// SPDX-License-Identifier: MIT
// Generated tests: searched for without a store, then run with one; what differs is left out and
// said. Recorded ones: led by a script, then run likewise.
#include "throughgate/generating.hpp"

#include <algorithm>
#include <set>

#include "core/resolved_files.hpp"
#include "definition/load.hpp"
#include "definition/reader.hpp"
#include "definition/value_text.hpp"
#include "tooling/generate.hpp"

namespace throughgate {
namespace {

using definition::Faults;
using definition::SourceFile;

/// The spine starts the others, so it is always there.
std::vector<std::string> published_with(const std::string& pathway, bool has_spine) {
    if (pathway == "spine" || !has_spine) return {pathway};
    return {"spine", pathway};
}

/// Files of the wanted pathways, and all that are no pathway; labels of the others fall away.
std::vector<DefinitionFile> files_of(const std::vector<DefinitionFile>& all,
                                     const std::vector<std::string>& wanted) {
    std::vector<DefinitionFile> files;
    for (const DefinitionFile& file : all) {
        Faults ignored;
        const auto root = definition::read({file.path, file.bytes}, ignored);
        const definition::Node* id = root ? root->find("pathway") : nullptr;
        const bool labels = root && root->find("labels") != nullptr;
        const bool other =
            id != nullptr && std::find(wanted.begin(), wanted.end(), id->text) == wanted.end();
        if (!other && !labels) files.push_back(file);
    }
    return files;
}

std::string errors_of(const definition::Loaded& loaded) {
    std::string text;
    for (const Diagnostic& each : loaded.diagnostics)
        if (each.severity == Severity::error)
            text += (text.empty() ? "" : "\n") + format_diagnostic(each);
    return text;
}

bool declares(const std::vector<DefinitionFile>& files, const std::string& pathway) {
    return std::any_of(files.begin(), files.end(), [&](const DefinitionFile& file) {
        Faults ignored;
        const auto root = definition::read({file.path, file.bytes}, ignored);
        const definition::Node* id = root ? root->find("pathway") : nullptr;
        return id != nullptr && id->text == pathway;
    });
}

/// Those of `walks` that pass on a real engine.
Result<std::vector<tooling::Walk>> passing(tooling::Generated& generated,
                                           const std::vector<DefinitionFile>& files,
                                           const std::vector<std::string>& published,
                                           const GeneratingOptions& options) {
    std::vector<tooling::Walk> good;
    if (generated.walks.empty()) return good;
    const std::string text = tooling::generated_text(generated, options.pathway, published);
    auto report =
        run_workflow_tests(files, {{"generated.test.yaml", text}}, {"", options.folder, ""});
    if (!report.ok()) return report.error();
    if (report->results.size() != generated.walks.size()) {
        std::string faults;
        for (const Diagnostic& each : report->faults) faults += format_diagnostic(each) + "\n";
        return Error{ErrorKind::invalid, "the generated tests cannot be run:\n" + faults,
                     options.pathway};
    }
    for (std::size_t i = 0; i < generated.walks.size(); ++i)
        if (report->results[i].passed) good.push_back(std::move(generated.walks[i]));
    return good;
}

/// What only tests that were left out took.
void add_lost(const definition::Definition& pathway, const definition::Places& places,
              const std::set<tooling::WayKey>& before, const std::set<tooling::WayKey>& after,
              GeneratedTests& tests) {
    for (const auto& [rule, way] : before) {
        const Place& place = places.ways[rule][way];
        if (after.contains({rule, way}) || place.line == 0) continue;
        const auto& of = pathway.rules[rule];
        const bool elsewhere = std::any_of(after.begin(), after.end(), [&](const auto& key) {
            return places.ways[key.first][key.second] == place;
        });
        if (elsewhere) continue;
        tests.unreached.push_back({tooling::way_name(pathway, of, of.branches[way]), place,
                                   "the engine came to another state with the same steps"});
    }
}

std::set<tooling::WayKey> ways_of(const std::vector<tooling::Walk>& walks) {
    std::set<tooling::WayKey> ways;
    for (const tooling::Walk& walk : walks) ways.insert(walk.ways.begin(), walk.ways.end());
    return ways;
}

/// What one pathway is walked on.
struct Ground {
    std::vector<std::string> published;
    std::vector<DefinitionFile> files;
    definition::Loaded loaded;
    const definition::Definition* pathway = nullptr;
    rules::Zone zone;
};

Result<Ground> ground_of(const std::vector<DefinitionFile>& definitions,
                         const std::string& pathway) {
    if (!declares(definitions, pathway))
        return Error{ErrorKind::invalid, "there is no pathway '" + pathway + "'", pathway};
    const auto published = published_with(pathway, declares(definitions, "spine"));
    const auto files = files_of(definitions, published);
    const auto sources = core::sources_of(files);
    definition::Loaded loaded = definition::load(sources);
    if (!loaded.clean()) return Error{ErrorKind::invalid, errors_of(loaded), pathway};
    const auto* of = loaded.set.current_of(*Symbol::find(pathway));
    auto zone = rules::Zone::load(of->zone);
    if (!zone.ok()) return zone.error();
    return Ground{published, files, std::move(loaded), of, std::move(*zone)};
}

// --- recording -----------------------------------------------------------------------------------

std::string text_of(const Datum& datum) {
    if (datum.kind == Datum::Kind::truth) return datum.truth ? "true" : "false";
    return datum.kind == Datum::Kind::number ? std::to_string(datum.number) : datum.text;
}

std::optional<tooling::Walk> done(tooling::Walker& walker, tooling::Walk walk,
                                  const ScriptStep& step) {
    if (step.after.count() != 0 || !step.event) {
        auto later = walker.wait(walk, step.after);
        if (!later || !step.event) return later;
        walk = std::move(*later);
    }
    tooling::FactTexts facts;
    for (const auto& [name, value] : step.data.fields) facts.emplace(name, text_of(value));
    return walker.follow(walk, *step.event, facts);
}

/// A walk that went through the whole script, or how far the best of them came.
struct Followed {
    std::optional<tooling::Walk> walk;
    std::size_t steps = 0;
    bool in_vain = false;  ///< the last of these steps changes nothing
};

Followed follow_from(tooling::Walker& walker, std::optional<tooling::Walk> walk,
                     const Script& script) {
    Followed followed;
    while (walk && followed.steps < script.steps.size()) {
        walk = done(walker, std::move(*walk), script.steps[followed.steps++]);
        followed.in_vain = walk && walk->steps.back().in_vain;
        if (followed.in_vain) walk.reset();
    }
    followed.walk = std::move(walk);
    return followed;
}

Followed follow(tooling::Walker& walker, const Script& script, const RecordingOptions& options) {
    Followed best;
    for (const auto& opening : walker.plain_openings(options.start)) {
        auto walk = walker.open(opening, options.start);
        if (!walk || walker.active_in(*walk).empty()) continue;
        Followed followed = follow_from(walker, std::move(walk), script);
        if (followed.walk) return followed;
        if (followed.steps > best.steps) best = std::move(followed);
    }
    return best;
}

std::string why_not(const ScriptStep& step, bool in_vain) {
    if (!step.event) return "time does not come to rest";
    if (in_vain)
        return "no state that the case is in by then answers event '" + *step.event +
               "', and it changes nothing; look where the steps before it lead";
    return "event '" + *step.event +
           "' is refused from everybody; look at its gate, and at what it asks for";
}

Error no_such_step(const Followed& followed, const Script& script, const std::string& pathway) {
    if (followed.steps == 0)
        return {ErrorKind::refused, "no case can be opened in which '" + pathway + "' begins",
                pathway};
    const ScriptStep& step = script.steps[followed.steps - 1];
    return {ErrorKind::refused,
            "step " + std::to_string(followed.steps) +
                " cannot be done on a whole case: " + why_not(step, followed.in_vain),
            pathway};
}

/// "" or the first thing in a script that no fact of the pathways can hold.
std::string unknown_fact(const definition::Loaded& loaded, const Script& script) {
    const tooling::TryableFacts facts(loaded.set);
    for (const ScriptStep& step : script.steps)
        for (const auto& [name, value] : step.data.fields) {
            const auto* fact = facts.find(name);
            if (fact == nullptr) return "'" + name + "' is no fact of these pathways";
            if (!definition::value_of(*fact, text_of(value)))
                return "'" + text_of(value) + "' does not fit fact '" + name + "'";
        }
    return "";
}

Status passes(const Ground& ground, const std::string& text, const RecordingOptions& options) {
    const auto report =
        run_workflow_tests(ground.files, {{"recorded.test.yaml", text}}, {"", options.folder, ""});
    if (!report.ok()) return report.error();
    std::string why;
    for (const Diagnostic& each : report->faults) why += format_diagnostic(each) + "\n";
    for (const WorkflowTestResult& each : report->results)
        if (!each.passed) why += each.failure + "\n";
    const bool passed = report->results.size() == 1 && report->results.front().passed;
    if (passed) return {};
    return Error{ErrorKind::refused, "as a test it does not pass:\n" + why, options.pathway};
}

}  // namespace

Result<GeneratedTests> generate_tests(const std::vector<DefinitionFile>& definitions,
                                      const GeneratingOptions& options) {
    auto ground = ground_of(definitions, options.pathway);
    if (!ground.ok()) return ground.error();
    const definition::Loaded& loaded = ground->loaded;
    const definition::Definition& pathway = *ground->pathway;
    std::size_t index = 0;
    while (loaded.resolved[index].first != pathway.behaviour) ++index;
    tooling::GenerateLimits limits;
    limits.decisions = options.most_decisions;
    tooling::Generated generated = tooling::generate(loaded, pathway, *loaded.places[index],
                                                     ground->zone, options.start, limits);
    GeneratedTests tests;
    tests.transitions = generated.ways;
    tests.decisions = generated.decisions;
    for (auto& each : generated.unreached)
        tests.unreached.push_back({each.name, each.place, each.reason});
    const auto before = ways_of(generated.walks);
    auto good = passing(generated, ground->files, ground->published, options);
    if (!good.ok()) return good.error();
    add_lost(pathway, *loaded.places[index], before, ways_of(*good), tests);
    generated.walks = std::move(*good);
    tests.tests = generated.walks.size();
    tests.reached = tests.transitions - tests.unreached.size();
    generated.reached = tests.reached;
    tests.bytes = tooling::generated_text(generated, options.pathway, ground->published);
    return tests;
}

Result<RecordedTest> record_test(const std::vector<DefinitionFile>& definitions,
                                 const Script& script, const RecordingOptions& options) {
    if (options.name.empty())
        return Error{ErrorKind::invalid, "a test needs a name: a sentence that is true of it",
                     "name"};
    const auto ground = ground_of(definitions, options.pathway);
    if (!ground.ok()) return ground.error();
    if (const std::string fault = unknown_fact(ground->loaded, script); !fault.empty())
        return Error{ErrorKind::invalid, fault, options.pathway};
    tooling::Walker walker(ground->loaded.set, *ground->pathway, ground->zone);
    const Followed followed = follow(walker, script, options);
    if (!followed.walk) return no_such_step(followed, script, options.pathway);
    RecordedTest test;
    test.bytes =
        tooling::recorded_text(*followed.walk, options.name, options.pathway, ground->published);
    test.active = walker.active_in(*followed.walk);
    if (const Status sound = passes(*ground, test.bytes, options); !sound.ok())
        return sound.error();
    return test;
}

}  // namespace throughgate

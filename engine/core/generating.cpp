// SPDX-License-Identifier: MIT
// Generated tests: searched for without a store, then run with one; what differs is left out and
// said.
#include "throughgate/generating.hpp"

#include <algorithm>
#include <set>

#include "definition/load.hpp"
#include "definition/reader.hpp"
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

}  // namespace

Result<GeneratedTests> generate_tests(const std::vector<DefinitionFile>& definitions,
                                      const GeneratingOptions& options) {
    if (!declares(definitions, options.pathway))
        return Error{ErrorKind::invalid, "there is no pathway '" + options.pathway + "'",
                     options.pathway};
    const auto published = published_with(options.pathway, declares(definitions, "spine"));
    const auto files = files_of(definitions, published);
    std::vector<SourceFile> sources;
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    const definition::Loaded loaded = definition::load(sources);
    if (!loaded.clean()) return Error{ErrorKind::invalid, errors_of(loaded), options.pathway};
    const auto name = Symbol::find(options.pathway);
    const definition::Definition& pathway = *loaded.set.current_of(*name);
    auto zone = rules::Zone::load(pathway.zone);
    if (!zone.ok()) return zone.error();
    std::size_t index = 0;
    while (loaded.resolved[index].first != pathway.behaviour) ++index;
    tooling::GenerateLimits limits;
    limits.decisions = options.most_decisions;
    tooling::Generated generated =
        tooling::generate(loaded, pathway, *loaded.places[index], *zone, options.start, limits);
    GeneratedTests tests;
    tests.transitions = generated.ways;
    tests.decisions = generated.decisions;
    for (auto& each : generated.unreached)
        tests.unreached.push_back({each.name, each.place, each.reason});
    const auto before = ways_of(generated.walks);
    auto good = passing(generated, files, published, options);
    if (!good.ok()) return good.error();
    add_lost(pathway, *loaded.places[index], before, ways_of(*good), tests);
    generated.walks = std::move(*good);
    tests.tests = generated.walks.size();
    tests.reached = tests.transitions - tests.unreached.size();
    generated.reached = tests.reached;
    tests.bytes = tooling::generated_text(generated, options.pathway, published);
    return tests;
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// Planning a change: reads the live cases a page at a time, writes nothing.
#include "base/hash.hpp"
#include "core/change_approval.hpp"
#include "core/change_checks.hpp"
#include "core/change_identity.hpp"
#include "core/change_runs.hpp"
#include "core/change_texts.hpp"
#include "core/engine_parts.hpp"
#include "core/planner.hpp"
#include "core/published.hpp"
#include "core/resolved_files.hpp"
#include "definition/load.hpp"
#include "throughgate/mappings.hpp"

namespace throughgate {
namespace {

constexpr std::size_t page = 500;

CheckReport faults_of(definition::Loaded&& loaded) {
    CheckReport report;
    report.diagnostics = std::move(loaded.diagnostics);
    for (const Diagnostic& each : report.diagnostics)
        ++(each.severity == Severity::error ? report.errors : report.warnings);
    for (const auto& definition : loaded.set.current)
        report.pathways.emplace_back(definition->pathway.text());
    return report;
}

std::vector<exchange::PlannedDefinition> definitions_of(const core::Surroundings& around,
                                                        const definition::Loaded& loaded) {
    std::vector<exchange::PlannedDefinition> all;
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        const definition::Definition& each = *loaded.set.current[i];
        const bool same = core::is_published(around.definitions, loaded.set, each);
        // What a team tries of it goes on: what does not change here is no way back.
        if (same && !core::who_tries(around, each.pathway).empty()) continue;
        all.push_back({std::string(each.pathway.text()), to_hex(each.behaviour),
                       same ? std::string() : loaded.resolved[i].second});
    }
    return all;
}

/// Every pathway of the files is as it is published, and teams try another version of each.
Error nothing_but_tried(const core::Surroundings& around, const definition::Loaded& loaded) {
    const Symbol pathway = loaded.set.current.front()->pathway;
    return core::change_texts::another_is_tried(pathway.text(), core::who_tries(around, pathway));
}

void add_unknown_mappings(Engine& engine, const std::vector<DefinitionFile>& files,
                          definition::Loaded& loaded) {
    for (Diagnostic& each : unknown_mappings(engine, files))
        loaded.diagnostics.push_back(std::move(each));
}

/// Who has to approve it, and what teams try of its pathways already.
Status add_what_is_published(Engine::Parts& parts, const exchange::PlanDocument& document,
                             ChangePlan& plan) {
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto publications = (*reader)->publications();
    if (!publications.ok()) return publications.error();
    plan.approval = core::approval_needed(*publications, document).words;
    for (const auto& [team, texts] : core::tried_by_team(*publications))
        for (const auto& each : document.definitions) {
            const Publication* theirs = core::begins_with(*publications, each.pathway, team);
            if (theirs == nullptr || theirs->team != team) continue;
            plan.tried.push_back("team " + team + " tries " + each.pathway + " " +
                                 to_hex(theirs->behaviour).substr(0, 12));
        }
    return {};
}

/// A case that fails is no reason to say nothing of all others.
void look_carefully(core::Planner& planner, const journey::World& before,
                    const journey::World& after, const Case& the_case) {
    try {
        planner.look(before, after, the_case);
    } catch (const std::exception& mistake) {
        planner.note_failing(core::shown_reference(the_case), mistake.what());
    }
}

}  // namespace

namespace core {

Result<ChangePlan> look_at_cases(Engine::Parts& parts, const Surroundings& around,
                                 const Planned& planned, std::string_view team, Instant at,
                                 const ChangeProgress& progress) {
    const std::uint64_t incarnation = parts.store->incarnation();
    const journey::World before = around.world(at, incarnation);
    const journey::World after = planned.around.world(at, incarnation);
    Planner planner(planned);
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    for (CaseId last;;) {
        auto reader = parts.store->read();
        if (!reader.ok()) return reader.error();
        const auto count = (*reader)->count_cases();
        if (!count.ok()) return count.error();
        total = *count;
        const auto rows = (*reader)->list_cases({}, last, page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows) {
            const auto loaded = (*reader)->load_case(row.id);
            last = row.id;
            if (!loaded.ok() && loaded.error().kind != ErrorKind::corrupt) return loaded.error();
            if (!loaded.ok())
                planner.note_unreadable(row.reference, loaded.error().message);
            else if (loaded->has_value() && (team.empty() || context_of(**loaded).team == team))
                look_carefully(planner, before, after, **loaded);
        }
        done += rows->size();
        if (progress) progress(done, total);
        if (rows->size() < page) return planner.plan();
    }
}

Result<exchange::PlanBasis> basis_of(Engine::Parts& parts, const Surroundings& around) {
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto last = (*reader)->last_commit();
    if (!last.ok()) return last.error();
    exchange::PlanBasis basis{std::to_string(parts.store->incarnation()), *last, {}};
    for (const auto& each : around.definitions.current)
        basis.current.emplace(std::string(each->pathway.text()), to_hex(each->behaviour));
    return basis;
}

}  // namespace core

Result<ChangePlan> plan_change(Engine& engine, const std::vector<DefinitionFile>& files,
                               const Actor& actor, const PlanOptions& options) {
    Engine::Parts& parts = engine.parts();
    const core::SurroundingsPointer around = parts.loop->surroundings();
    if (auto known = core::is_known(around->directory, actor.person); !known.ok())
        return known.error();
    const auto today = around->today(parts.clock->now());
    if (options.effective_day && *options.effective_day < today)
        return core::change_texts::day_is_past(*options.effective_day);
    auto loaded = definition::load(core::sources_of(files), today);
    if (loaded.clean()) add_unknown_mappings(engine, files, loaded);
    if (!loaded.clean()) {
        ChangePlan none;
        none.report = faults_of(std::move(loaded));
        return none;
    }
    exchange::PlanDocument document;
    const auto basis = core::basis_of(parts, *around);
    if (!basis.ok()) return basis.error();
    document.basis = *basis;
    document.made = parts.clock->now();
    document.author = actor;
    document.effective_from = options.effective_from;
    if (options.effective_day)
        document.effective_from = around->zone.at(*options.effective_day, Milliseconds{0});
    document.definitions = definitions_of(*around, loaded);
    if (document.definitions.empty()) return nothing_but_tried(*around, loaded);
    const auto planned = core::planned_from(*around, document.definitions);
    if (!planned.ok()) return planned.error();
    auto plan = core::look_at_cases(parts, *around, **planned, "", document.made, options.progress);
    if (!plan.ok()) return plan;
    document.plan = std::move(*plan);
    for (auto& each : document.definitions)
        if (const auto from = document.plan.from.find(each.pathway);
            from != document.plan.from.end())
            each.from.assign(from->second.begin(), from->second.end());
    const std::string text = exchange::write_plan(document);
    auto kept = read_plan(text);
    if (!kept.ok()) return kept;
    kept->report = faults_of(std::move(loaded));
    if (auto told = add_what_is_published(parts, document, *kept); !told.ok()) return told.error();
    return kept;
}

Result<ChangePlan> read_plan(std::string_view text) {
    auto document = exchange::read_plan_document(text);
    if (!document.ok()) return document.error();
    ChangePlan plan = std::move(document->plan);
    plan.text = text;
    plan.hash = to_hex(sha256(text));
    return plan;
}

}  // namespace throughgate

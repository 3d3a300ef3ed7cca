// SPDX-License-Identifier: MIT
// Planning a change: reads the live cases a page at a time, writes nothing.
#include "base/hash.hpp"
#include "core/change_runs.hpp"
#include "core/engine_parts.hpp"
#include "core/planner.hpp"
#include "core/published.hpp"
#include "definition/load.hpp"

namespace throughgate {
namespace {

constexpr std::size_t page = 500;

definition::Loaded load(const std::vector<DefinitionFile>& files, std::optional<Date> today) {
    std::vector<definition::SourceFile> sources;
    sources.reserve(files.size());
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    return definition::load(sources, today);
}

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
        all.push_back({std::string(each.pathway.text()), to_hex(each.behaviour),
                       same ? std::string() : loaded.resolved[i].second});
    }
    return all;
}

}  // namespace

namespace core {

Result<ChangePlan> look_at_cases(Engine::Parts& parts, const Surroundings& around,
                                 const Planned& planned, const ChangeProgress& progress) {
    const Instant now = parts.clock->now();
    const std::uint64_t incarnation = parts.store->incarnation();
    const journey::World before = around.world(now, incarnation);
    const journey::World after = planned.around.world(now, incarnation);
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
            if (!loaded.ok()) return loaded.error();
            if (loaded->has_value()) planner.look(before, after, **loaded);
            last = row.id;
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
    auto loaded = load(files, around->today(parts.clock->now()));
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
    document.definitions = definitions_of(*around, loaded);
    const auto planned = core::planned_from(*around, document.definitions);
    if (!planned.ok()) return planned.error();
    auto plan = core::look_at_cases(parts, *around, **planned, options.progress);
    if (!plan.ok()) return plan;
    document.plan = std::move(*plan);
    const std::string text = exchange::write_plan(document);
    auto kept = read_plan(text);
    if (kept.ok()) kept->report = faults_of(std::move(loaded));
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

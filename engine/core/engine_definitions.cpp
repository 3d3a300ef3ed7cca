// SPDX-License-Identifier: MIT
// Definitions: checking needs no engine; publishing writes new versions and leaves live cases
// pinned.
#include "base/hash.hpp"
#include "core/change_texts.hpp"
#include "core/engine_parts.hpp"
#include "core/published.hpp"
#include "definition/codes.hpp"
#include "definition/load.hpp"
#include "throughgate/mappings.hpp"

namespace throughgate {
namespace {

definition::Loaded load(const std::vector<DefinitionFile>& files, std::optional<Date> today,
                        Strictness strictness = Strictness::usual) {
    std::vector<definition::SourceFile> sources;
    sources.reserve(files.size());
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    return definition::load(sources, today, strictness);
}

CheckReport report_of(const definition::Loaded& loaded) {
    CheckReport report;
    report.diagnostics = loaded.diagnostics;
    for (const auto& definition : loaded.set.current) {
        report.pathways.emplace_back(definition->pathway.text());
        report.states += definition->states.size() - 1;  // the root is no state of the author's
        report.handoffs += definition->handoffs.size();
    }
    for (const auto& chart : loaded.charts) {
        report.charts.emplace_back(chart->pathway.text());
        report.states += chart->states.size() - 2;  // neither its root nor what stands for it
    }
    for (const Diagnostic& each : report.diagnostics)
        ++(each.severity == Severity::error ? report.errors : report.warnings);
    return report;
}

std::string words_for(const definition::Definition& definition) {
    return std::string(definition.pathway.text()) + " " +
           to_hex(definition.behaviour).substr(0, 12);
}

/// What stands in the way inside the transaction, whatever was looked at before it.
Result<Status> refused_now(store::Transaction& transaction, const std::vector<Publication>& fresh) {
    const auto open = transaction.open_change_run();
    if (!open.ok()) return open.error();
    if (*open && (*open)->undoes != 0)
        return Result<Status>(Status(core::change_texts::run_under_way((*open)->id)));
    const auto all = transaction.publications();
    if (!all.ok()) return all.error();
    for (const auto& [team, texts] : core::tried_by_team(*all))
        for (const Publication& each : fresh)
            if (const auto* theirs = core::begins_with(*all, each.pathway, team);
                theirs != nullptr && theirs->team == team)
                return Result<Status>(
                    Status(core::change_texts::another_is_tried(each.pathway, team)));
    return Result<Status>(Status());
}

}  // namespace

CheckReport check_definitions(const std::vector<DefinitionFile>& files, std::optional<Date> today,
                              Strictness strictness) {
    return report_of(load(files, today, strictness));
}

std::string explain_code(std::string_view code) {
    const definition::CodeRow* row = definition::find_code(code);
    if (row == nullptr) return "";
    return std::string(row->code) + ": " + std::string(row->title) + "\n" +
           std::string(row->cause) + "\nRepair: " + std::string(row->repair);
}

Result<AppliedDefinitions> Engine::apply(const std::vector<DefinitionFile>& files,
                                         const Actor& actor) {
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    auto loaded = load(files, around->today(parts_->clock->now()));
    if (loaded.clean())
        for (Diagnostic& each : unknown_mappings(*this, files))
            loaded.diagnostics.push_back(std::move(each));
    AppliedDefinitions applied;
    applied.report = report_of(loaded);
    if (!loaded.clean()) return applied;
    std::vector<Publication> fresh;
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        const definition::Definition& definition = *loaded.set.current[i];
        const bool same = core::is_published(around->definitions, loaded.set, definition);
        (same ? applied.unchanged : applied.published).push_back(words_for(definition));
        if (same) continue;
        if (const auto team = core::who_tries(*around, definition.pathway); !team.empty())
            return core::change_texts::another_is_tried(definition.pathway.text(), team);
        fresh.push_back({definition.behaviour, definition.text,
                         std::string(definition.pathway.text()), loaded.resolved[i].second,
                         parts_->clock->now(),
                         actor.person.empty() ? actor.asserted_by : actor.person});
    }
    if (fresh.empty()) return applied;
    Status refused;
    const auto put = parts_->work([&](store::Transaction& transaction, Instant) -> Status {
        const auto now = refused_now(transaction, fresh);
        if (!now.ok()) return now.error();
        refused = *now;
        if (!refused.ok()) return {};
        for (const Publication& publication : fresh)
            if (auto written = transaction.put_publication(publication); !written.ok())
                return written;
        return {};
    });
    if (!put.ok()) return put.error();
    if (!refused.ok()) return refused.error();
    return applied;
}

}  // namespace throughgate

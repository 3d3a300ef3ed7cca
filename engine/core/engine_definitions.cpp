// SPDX-License-Identifier: MIT
// Definitions: checking needs no engine; publishing writes new versions and leaves live cases
// pinned.
#include "base/hash.hpp"
#include "core/engine_parts.hpp"
#include "definition/codes.hpp"
#include "definition/load.hpp"

namespace throughgate {
namespace {

definition::Loaded load(const std::vector<DefinitionFile>& files) {
    std::vector<definition::SourceFile> sources;
    sources.reserve(files.size());
    for (const DefinitionFile& file : files) sources.push_back({file.path, file.bytes});
    return definition::load(sources);
}

CheckReport report_of(const definition::Loaded& loaded) {
    CheckReport report;
    report.diagnostics = loaded.diagnostics;
    for (const auto& definition : loaded.set.current) {
        report.pathways.emplace_back(definition->pathway.text());
        report.states += definition->states.size() - 1;  // the root is no state of the author's
        report.handoffs += definition->handoffs.size();
    }
    for (const Diagnostic& each : report.diagnostics)
        ++(each.severity == Severity::error ? report.errors : report.warnings);
    return report;
}

std::string words_for(const definition::Definition& definition) {
    return std::string(definition.pathway.text()) + " " +
           to_hex(definition.behaviour).substr(0, 12);
}

}  // namespace

CheckReport check_definitions(const std::vector<DefinitionFile>& files) {
    return report_of(load(files));
}

std::string explain_code(std::string_view code) {
    const definition::CodeRow* row = definition::find_code(code);
    if (row == nullptr) return "";
    return std::string(row->code) + ": " + std::string(row->title) + "\n" +
           std::string(row->cause) + "\nRepair: " + std::string(row->repair);
}

Result<AppliedDefinitions> Engine::apply(const std::vector<DefinitionFile>& files,
                                         const Actor& actor) {
    const auto loaded = load(files);
    AppliedDefinitions applied;
    applied.report = report_of(loaded);
    if (!loaded.clean()) return applied;
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    std::vector<Publication> fresh;
    for (std::size_t i = 0; i < loaded.set.current.size(); ++i) {
        const definition::Definition& definition = *loaded.set.current[i];
        const auto* known = around->definitions.current_of(definition.pathway);
        const bool same = known != nullptr && known->behaviour == definition.behaviour &&
                          known->text == definition.text;
        (same ? applied.unchanged : applied.published).push_back(words_for(definition));
        if (same) continue;
        fresh.push_back({definition.behaviour, definition.text,
                         std::string(definition.pathway.text()), loaded.resolved[i].second,
                         parts_->clock->now(),
                         actor.person.empty() ? actor.asserted_by : actor.person});
    }
    if (fresh.empty()) return applied;
    const auto put = parts_->work([&fresh](store::Transaction& transaction, Instant) -> Status {
        for (const Publication& publication : fresh)
            if (auto written = transaction.put_publication(publication); !written.ok())
                return written;
        return {};
    });
    if (!put.ok()) return put.error();
    return applied;
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
#include "core/mapping_check.hpp"

#include <set>

#include "core/engine_parts.hpp"
#include "core/resolved_files.hpp"
#include "definition/extends.hpp"
#include "definition/shown_line.hpp"
#include "throughgate/mappings.hpp"

namespace throughgate::core {
namespace {

using definition::Node;

/// What versions of one pathway called what live cases hold.
struct Known {
    std::set<std::string> states, handoffs, deadlines;
    bool any = false;
};

void add_clocks(Known& known, const std::string& handoff) {
    for (const char* clock : {"", ".acknowledge", ".complete"})
        known.deadlines.insert(handoff + clock);
}

Known known_of(const definition::DefinitionSet& published, std::string_view pathway) {
    Known known;
    for (const auto& [hash, version] : published.versions) {
        if (version->pathway.text() != pathway) continue;
        known.any = true;
        for (const auto& state : version->states) known.states.emplace(state.id.text());
        for (const auto& handoff : version->handoffs) known.handoffs.emplace(handoff.id.text());
        for (const auto& timer : version->timers) known.deadlines.emplace(timer.name.text());
    }
    known.deadlines.insert(known.states.begin(), known.states.end());
    for (const std::string& each : known.handoffs) add_clocks(known, each);
    return known;
}

class MappingCheck {
public:
    MappingCheck(const Known& known, std::string pathway, definition::Faults& faults)
        : known_(known), pathway_(std::move(pathway)), faults_(faults) {}

    void run(const Node& migrate) {
        look(migrate, "states", "state", known_.states);
        look(migrate, "ends", "state", known_.states);
        look(migrate, "handoffs", "handoff", known_.handoffs);
        look(migrate, "drop", "deadline or handoff", known_.deadlines);
    }

private:
    void look(const Node& migrate, std::string_view key, const std::string& kind,
              const std::set<std::string>& names) {
        const Node* mapping = migrate.find(key);
        if (mapping == nullptr) return;
        for (const definition::Member& each : mapping->members) {
            if (names.count(each.key) == 1) continue;
            faults_.error(
                "TG1406", each.key_place,
                "no published version of '" + pathway_ + "' has a " + kind + " '" + each.key + "'",
                definition::suggestion(each.key, {names.begin(), names.end()}));
        }
    }

    const Known& known_;
    const std::string pathway_;
    definition::Faults& faults_;
};

}  // namespace

std::vector<Diagnostic> unknown_mappings(const definition::DefinitionSet& published,
                                         const std::vector<DefinitionFile>& files) {
    const auto sources = core::sources_of(files);
    definition::Faults none, faults;
    for (const definition::SourceDocument& each : definition::read_documents(sources, none)) {
        const Node* pathway = each.root.find("pathway");
        const Node* migrate = each.root.find("migrate");
        if (pathway == nullptr || migrate == nullptr) continue;
        const Known known = known_of(published, pathway->text);
        if (known.any) MappingCheck(known, pathway->text, faults).run(*migrate);
    }
    sort_diagnostics(faults.list);
    return std::move(faults.list);
}

}  // namespace throughgate::core

namespace throughgate {

std::vector<Diagnostic> unknown_mappings(Engine& engine, const std::vector<DefinitionFile>& files) {
    auto found = core::unknown_mappings(engine.parts().loop->surroundings()->definitions, files);
    for (Diagnostic& each : found)
        for (const DefinitionFile& file : files)
            if (file.path == each.place.file) definition::show_line(file.bytes, each);
    return found;
}

}  // namespace throughgate

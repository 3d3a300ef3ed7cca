// SPDX-License-Identifier: MIT
#include "core/dump.hpp"

#include <algorithm>

namespace throughgate::core {
namespace {

constexpr std::size_t page = 500;

std::string when(const std::optional<Instant>& instant) {
    return instant ? format_instant(*instant) : "-";
}

/// Lines sorted by their text: the order of rows says nothing.
void add_sorted(std::string& text, std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) text += "  " + line + "\n";
}

void add_pathways(std::string& text, const Case& the_case, const Surroundings& around) {
    for (const Pathway& pathway : the_case.pathways) {
        text += "  pathway " + std::string(pathway.name.text()) + " " +
                std::string(lifecycle::name_of(pathway.stage)) + " " +
                std::string(pathway.outcome.text()) + ":";
        if (const auto* definition = around.definitions.find(pathway.definition))
            pathway.configuration.each([&](StateIndex state) {
                text += " " + std::string(definition->states[state].id.text());
            });
        text += "\n";
    }
}

void add_facts(std::string& text, const Case& the_case) {
    std::vector<std::string> lines;
    for (const Fact& fact : the_case.facts)
        lines.push_back("fact " + std::string(fact.name.text()) + "[" + fact.subject +
                        "] = " + to_text(fact.value));
    for (const RoleHolder& holder : the_case.holders)
        lines.push_back("holder " + std::string(holder.role.text()) + " = " + holder.person);
    for (const GateClearance& gate : the_case.gates)
        lines.push_back("gate " + std::string(gate.gate.text()) + "[" + gate.subject + "] " +
                        (gate.cleared ? "cleared by " : "wanted by ") + gate.cleared_by);
    add_sorted(text, std::move(lines));
}

void add_handoffs(std::string& text, const Case& the_case) {
    std::vector<std::string> lines;
    for (const Handoff& handoff : the_case.handoffs)
        lines.push_back(
            "handoff " + std::to_string(handoff.id.number) + " " +
            std::string(handoff.name.text()) + " to " + std::string(handoff.to_role.text()) + " " +
            std::string(lifecycle::name_of(handoff.state)) + " raised " +
            format_instant(handoff.raised) + " by " + when(handoff.acknowledge_due) + " done by " +
            when(handoff.complete_due) + " told " + std::to_string(handoff.told));
    for (const Timer& timer : the_case.timers)
        lines.push_back("timer " + std::to_string(timer.id.number) + " " +
                        std::string(timer.pathway.text()) + "/" + std::string(timer.name.text()) +
                        " generation " + std::to_string(timer.generation) + " rung " +
                        std::to_string(timer.rung) + "." + std::to_string(timer.occurrence) +
                        " target " + when(timer.target) + " due " + when(timer.due));
    add_sorted(text, std::move(lines));
}

Status add_log(std::string& text, store::Reader& reader, CaseId id) {
    std::uint64_t after = 0;
    for (;;) {
        const auto entries = reader.read_log(id, after, page);
        if (!entries.ok()) return entries.error();
        for (const StoredLogEntry& entry : *entries)
            text += "  log " + std::to_string(entry.sequence) + " " + entry.kind + " " +
                    format_instant(entry.recorded) + "\n";
        if (entries->size() < page) return {};
        after = entries->back().sequence;
    }
}

Status add_effects(std::string& text, store::Reader& reader, CaseId id) {
    EffectId after;
    after.case_id = id;
    for (;;) {
        const auto rows = reader.list_outbox(id, after, page);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows)
            text += "  effect " + std::to_string(row.effect.sequence) + "." +
                    std::to_string(row.effect.ordinal) + " " +
                    std::string(row.notice.message.text()) + " to " + row.recipient + " " +
                    std::string(lifecycle::name_of(row.state)) + "\n";
        if (rows->size() < page) return {};
        after = rows->back().effect;
    }
}

Status add_records(std::string& text, store::Reader& reader, CaseId id) {
    store::UpstreamFilter filter;
    filter.case_id = id;
    filter.which = store::UpstreamFilter::Which::all;
    EffectId after;
    for (;;) {
        const auto items = reader.list_upstream_items(filter, after, page);
        if (!items.ok()) return items.error();
        for (const UpstreamItem& item : *items)
            text += "  record " + std::to_string(item.effect.sequence) + "." +
                    std::to_string(item.effect.ordinal) + " in " +
                    std::string(item.record.upstream.text()) + " " +
                    std::string(lifecycle::name_of(item.state)) + "\n";
        if (items->size() < page) return {};
        after = items->back().effect;
    }
}

Status add_case(std::string& text, store::Reader& reader, CaseId id, const Surroundings& around) {
    const auto loaded = reader.load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value())
        return Error{ErrorKind::corrupt, "a listed case is not stored", std::to_string(id.number)};
    const Case& the_case = **loaded;
    text += the_case.reference + " " + the_case.person.noms_number + " " + the_case.person.crn +
            " " + std::string(lifecycle::name_of(the_case.state)) + " version " +
            std::to_string(the_case.version) + (the_case.parked ? " parked" : "") + "\n";
    add_pathways(text, the_case, around);
    add_facts(text, the_case);
    add_handoffs(text, the_case);
    if (auto logged = add_log(text, reader, id); !logged.ok()) return logged;
    if (auto added = add_effects(text, reader, id); !added.ok()) return added;
    return add_records(text, reader, id);
}

}  // namespace

Result<std::string> canonical_dump(store::Reader& reader, const Surroundings& around) {
    std::string text;
    CaseId after;
    for (;;) {
        const auto rows = reader.list_cases({}, after, page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows)
            if (auto added = add_case(text, reader, row.id, around); !added.ok())
                return added.error();
        if (rows->size() < page) return text;
        after = rows->back().id;
    }
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
#include "journey/gates.hpp"

#include <algorithm>

#include "journey/inputs.hpp"
#include "journey/texts.hpp"

namespace throughgate::journey {
namespace {

using definition::Gate;
using rules::Truth;

constexpr std::string_view clear_ending = ".clear";
constexpr std::string_view countersign_ending = ".countersign";

bool shuts(const Gate& gate, Symbol event) {
    return std::find(gate.shut_by.begin(), gate.shut_by.end(), event) != gate.shut_by.end();
}

std::optional<GateEvent> find_gate_event(const Draft& draft, std::string_view gate_id,
                                         bool countersign) {
    const std::optional<Symbol> id = Symbol::find(gate_id);
    if (!id) return std::nullopt;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane)
        if (const auto index = draft.definition(lane).find_gate(*id))
            return GateEvent{lane, &draft.definition(lane).gates[*index], countersign};
    return std::nullopt;
}

/// Unknown risk is no reason to do without a second person.
bool wants_countersignature(const Draft& draft, std::size_t lane, const Gate& gate) {
    if (gate.countersigned_by.empty()) return false;
    return gate.countersigned_when.evaluate(inputs_of(draft, lane)) != Truth::no;
}

GateClearance& row_for(Draft& draft, const GateEvent& asked, std::string subject) {
    auto& rows = draft.the_case().gates;
    const Symbol pathway = draft.pathway(asked.lane).name;
    for (GateClearance& row : rows)
        if (row.pathway == pathway && row.gate == asked.gate->id && row.subject == subject)
            return row;
    GateClearance& row = rows.emplace_back();
    row.pathway = pathway;
    row.gate = asked.gate->id;
    row.subject = std::move(subject);
    return row;
}

void note_gate(Draft& draft, std::size_t lane) {
    draft.change.changed.people = true;
    draft.saw(lane);
    draft.stir();
}

void log_gate(Draft& draft, std::string_view kind, const GateClearance& row,
              std::string_view wanted) {
    ChangeLog& log = draft.log(kind, {{"gate", row.gate}, {"pathway", row.pathway}});
    if (!row.subject.empty()) log.with("subject", row.subject);
    if (!wanted.empty()) log.with("wanted", wanted);
}

std::optional<Error> clear(Draft& draft, const GateEvent& asked) {
    const Gate& gate = *asked.gate;
    GateClearance& row = row_for(draft, asked, subject_of(draft.the_case(), gate.per));
    if (row.cleared || !row.cleared_by.empty()) return std::nullopt;
    row.cleared_by = draft.event.actor.person;
    row.reason = draft.event.reason;
    row.at = draft.now;
    const bool second = wants_countersignature(draft, asked.lane, gate);
    row.cleared = !second;
    log_gate(draft, second ? "gate.signed" : "gate.cleared", row,
             second ? gate.countersigned_by.text() : std::string_view());
    if (second) draft.change.note = "The gate opens once the other person has countersigned.";
    note_gate(draft, asked.lane);
    return std::nullopt;
}

std::optional<Error> countersign(Draft& draft, const GateEvent& asked) {
    const Gate& gate = *asked.gate;
    GateClearance* row = nullptr;
    const GateClearance* found =
        clearance_of(draft.the_case(), draft.pathway(asked.lane).name, gate);
    for (GateClearance& each : draft.the_case().gates)
        if (&each == found) row = &each;
    if (row == nullptr)
        return texts::gate_not_ready(
            gate.id.text(), {"to be cleared by the " + std::string(gate.cleared_by.text())});
    if (row->cleared) return std::nullopt;
    if (row->cleared_by == draft.event.actor.person)
        return texts::gate_not_ready(gate.id.text(), {"a second person to countersign"});
    row->countersigned_by = draft.event.actor.person;
    row->cleared = true;
    log_gate(draft, "gate.countersigned", *row, {});
    note_gate(draft, asked.lane);
    return std::nullopt;
}

/// What cannot have been when somebody cleared it. A need that is not known does not count: the
/// other system may have known it.
std::vector<std::string> missing_then(const Draft& draft, std::size_t lane, const Gate& gate,
                                      const PlacedGate& said) {
    std::vector<std::string> missing;
    if (said.cleared_by.empty()) missing.emplace_back("a named person who cleared it");
    if (said.reason.empty()) missing.emplace_back("a reason");
    if (said.at && *said.at > draft.now) missing.emplace_back("a time that is not in the future");
    if (!gate.per.empty() && subject_of(draft.the_case(), gate.per).empty())
        missing.push_back("the fact " + std::string(gate.per.text()) +
                          ", for which it was cleared");
    const bool second = wants_countersignature(draft, lane, gate);
    if (second && said.countersigned_by.empty())
        missing.push_back("a second person, the " + std::string(gate.countersigned_by.text()) +
                          ", who countersigned it");
    if (!said.countersigned_by.empty() && said.countersigned_by == said.cleared_by)
        missing.emplace_back("another person to countersign it than who cleared it");
    const CaseInputs inputs = inputs_of(draft, lane);
    for (const rules::Guard& need : gate.needs)
        if (need.evaluate(inputs) == Truth::no) missing.push_back(need.text());
    return missing;
}

std::vector<std::string> missing_to_sign(const Draft& draft, const GateEvent& asked) {
    std::vector<std::string> missing;
    if (draft.event.actor.person.empty()) missing.emplace_back("a named person");
    if (!asked.countersign && draft.event.reason.empty()) missing.emplace_back("a reason");
    for (std::string& need : missing_for(draft, asked.lane, *asked.gate))
        missing.push_back(std::move(need));
    return missing;
}

}  // namespace

bool is_shut(const Draft& draft, std::size_t lane, const Gate& gate) {
    if (!draft.in_hand.empty() && shuts(gate, draft.in_hand)) return true;
    const GateClearance* row = clearance_of(draft.the_case(), draft.pathway(lane).name, gate);
    return row == nullptr || !row->cleared;
}

std::vector<std::string> missing_for(const Draft& draft, std::size_t lane, const Gate& gate) {
    std::vector<std::string> missing;
    if (!gate.per.empty() && subject_of(draft.the_case(), gate.per).empty())
        missing.push_back(std::string(gate.per.text()) + " is known");
    const CaseInputs inputs = inputs_of(draft, lane);
    for (const rules::Guard& need : gate.needs)
        if (need.evaluate(inputs) != Truth::yes) missing.push_back(need.text());
    return missing;
}

std::vector<std::string> place_clearance(Draft& draft, std::size_t lane, const Gate& gate,
                                         const PlacedGate& said) {
    std::vector<std::string> missing = missing_then(draft, lane, gate, said);
    if (!missing.empty()) return missing;
    const GateEvent asked{lane, &gate, false};
    GateClearance& row = row_for(draft, asked, subject_of(draft.the_case(), gate.per));
    row.cleared_by = said.cleared_by;
    row.countersigned_by = said.countersigned_by;
    row.reason = said.reason;
    row.at = said.at.value_or(draft.effective);
    row.cleared = true;
    ChangeLog& log = draft.log("gate.placed", {{"gate", row.gate}, {"pathway", row.pathway}});
    log.with("cleared_by", row.cleared_by).with("at", format_instant(row.at));
    if (!row.countersigned_by.empty()) log.with("countersigned_by", row.countersigned_by);
    log.with("reason", row.reason);
    note_gate(draft, lane);
    return {};
}

void shut_gates(Draft& draft, Symbol event, std::optional<std::size_t> only) {
    auto& rows = draft.the_case().gates;
    for (std::size_t i = rows.size(); i-- > 0;) {
        const std::size_t lane = draft.lane_of(rows[i].pathway);
        if (lane == draft.lanes.size() || (only && *only != lane)) continue;
        const auto index = draft.definition(lane).find_gate(rows[i].gate);
        if (!index || !shuts(draft.definition(lane).gates[*index], event)) continue;
        log_gate(draft, "gate.shut", rows[i], {});
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
        note_gate(draft, lane);
    }
}

void shut_all_gates(Draft& draft, std::size_t lane) {
    auto& rows = draft.the_case().gates;
    const auto is_mine = [&](const GateClearance& row) {
        return row.pathway == draft.pathway(lane).name;
    };
    for (const GateClearance& row : rows)
        if (is_mine(row)) log_gate(draft, "gate.shut", row, {});
    if (std::erase_if(rows, is_mine) > 0) note_gate(draft, lane);
}

std::optional<GateEvent> gate_event(const Draft& draft, Symbol event) {
    const std::string_view text = event.text();
    if (text.ends_with(clear_ending))
        return find_gate_event(draft, text.substr(0, text.size() - clear_ending.size()), false);
    if (text.ends_with(countersign_ending))
        return find_gate_event(draft, text.substr(0, text.size() - countersign_ending.size()),
                               true);
    return std::nullopt;
}

std::optional<Error> pass_gate(Draft& draft, const GateEvent& asked) {
    const Symbol role = asked.countersign ? asked.gate->countersigned_by : asked.gate->cleared_by;
    const auto& grants = draft.event.grants;
    if (role.empty() || std::find(grants.begin(), grants.end(), role) == grants.end())
        return texts::wrong_role(draft.cause.text(), {std::string(role.text())});
    const std::vector<std::string> missing = missing_to_sign(draft, asked);
    if (!missing.empty()) return texts::gate_not_ready(asked.gate->id.text(), missing);
    return asked.countersign ? countersign(draft, asked) : clear(draft, asked);
}

}  // namespace throughgate::journey

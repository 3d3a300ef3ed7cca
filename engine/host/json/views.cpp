// SPDX-License-Identifier: MIT
#include "host/json/views.hpp"

namespace throughgate {
namespace {

namespace json = boost::json;

json::value of(const std::optional<Instant>& instant) {
    return instant ? json::value(format_instant(*instant)) : json::value(nullptr);
}

json::object to_json(const PathwayView& pathway) {
    json::array states;
    for (const StateView& state : pathway.states)
        states.push_back(json::object{{"id", state.id},
                                      {"title", state.title},
                                      {"instruction", state.instruction},
                                      {"owner", state.owner},
                                      {"since", format_instant(state.since)}});
    return {{"id", pathway.id},           {"title", pathway.title},
            {"stage", pathway.stage},     {"definition", pathway.definition},
            {"outcome", pathway.outcome}, {"states", std::move(states)}};
}

json::object to_json(const FactView& fact) {
    return {{"name", fact.name},      {"subject", fact.subject},
            {"value", fact.value},    {"label", fact.label},
            {"by", fact.recorded_by}, {"recorded", format_instant(fact.recorded)}};
}

json::object to_json(const GateView& gate) {
    return {{"pathway", gate.pathway},
            {"id", gate.id},
            {"title", gate.title},
            {"subject", gate.subject},
            {"state", gate.state},
            {"cleared_by", gate.cleared_by},
            {"by", gate.by},
            {"waits_for", json::array(gate.waits_for.begin(), gate.waits_for.end())}};
}

json::object to_json(const DeadlineView& deadline) {
    return {
        {"kind", deadline.kind},       {"pathway", deadline.pathway},   {"name", deadline.name},
        {"handoff", deadline.handoff}, {"target", of(deadline.target)}, {"next", of(deadline.next)},
        {"why", deadline.why}};
}

}  // namespace

json::object to_json(const NoticeView& notice) {
    return {{"effect", notice.effect},
            {"message", notice.message},
            {"class", notice.notice_class},
            {"to", notice.to},
            {"recipient", notice.recipient},
            {"state", notice.state},
            {"handoff", notice.handoff},
            {"attempts", notice.attempts},
            {"queued", format_instant(notice.queued)},
            {"detail", notice.detail}};
}

namespace {

template <typename View>
json::array inner(const std::vector<View>& views) {
    json::array array;
    for (const View& view : views) array.push_back(to_json(view));
    return array;
}

}  // namespace

json::object to_json(const Receipt& receipt) {
    return {{"outcome", name_of(receipt.outcome)},
            {"case", receipt.case_reference},
            {"version", receipt.version},
            {"sequence", receipt.sequence},
            {"note", receipt.note}};
}

json::object to_json(const CaseRow& row) {
    return {{"case", row.reference},
            {"noms", row.person.noms_number},
            {"crn", row.person.crn},
            {"state", row.state},
            {"prison", row.prison},
            {"team", row.team},
            {"officer", row.officer},
            {"release", row.release ? json::value(format_date(*row.release)) : nullptr},
            {"parked", row.parked},
            {"restricted", row.restricted}};
}

json::object to_json(const HistoryEntry& entry) {
    json::object fields;
    for (const auto& [name, value] : entry.fields) fields[name] = value;
    return {{"sequence", entry.sequence},
            {"kind", entry.kind},
            {"recorded", format_instant(entry.recorded)},
            {"effective", format_instant(entry.effective)},
            {"actor", entry.actor},
            {"asserted_by", entry.asserted_by},
            {"on_behalf_of", entry.on_behalf_of},
            {"reason", entry.reason},
            {"fields", std::move(fields)}};
}

json::object to_json(const HandoffView& h) {
    return {{"case", h.case_reference},
            {"number", h.number},
            {"name", h.name},
            {"title", h.title},
            {"pathway", h.pathway},
            {"from", h.from},
            {"to", h.to},
            {"state", h.state},
            {"version", h.version},
            {"raised", format_instant(h.raised)},
            {"acknowledge_due", of(h.acknowledge_due)},
            {"complete_due", of(h.complete_due)},
            {"acknowledged_by", h.acknowledged_by},
            {"completed_by", h.completed_by},
            {"reason", h.reason},
            {"overdue", h.overdue},
            {"escalated", h.escalated}};
}

json::object to_json(const WorklistRow& row) {
    return {{"case", row.case_reference},
            {"pathway", row.pathway},
            {"title", row.title},
            {"instruction", row.instruction},
            {"role", row.role},
            {"handoff", row.handoff},
            {"due", of(row.due)},
            {"why", row.why},
            {"overdue", row.overdue},
            {"risk", row.risk},
            {"handoff_state", row.handoff_state}};
}

json::object to_json(const IncidentView& incident) {
    return {{"number", incident.id},       {"case", incident.case_reference},
            {"kind", incident.kind},       {"subject", incident.subject},
            {"message", incident.message}, {"opened", format_instant(incident.opened)}};
}

json::object to_json(const CaseView& view) {
    json::object object = to_json(view.row);
    object["version"] = view.version;
    object["parked_because"] = view.parked_because;
    json::object holders;
    for (const auto& [role, person] : view.holders) holders[role] = person;
    object["holders"] = std::move(holders);
    object["pathways"] = inner(view.pathways);
    object["facts"] = inner(view.facts);
    object["deadlines"] = inner(view.deadlines);
    object["gates"] = inner(view.gates);
    object["handoffs"] = to_json_array(view.handoffs);
    object["notices"] = inner(view.notices);
    object["quality"] = json::array(view.quality.begin(), view.quality.end());
    return object;
}

boost::json::object to_json(const Diagnostic& d) {
    return {{"code", d.code},
            {"severity", d.severity == Severity::error ? "error" : "warning"},
            {"file", d.place.file},
            {"line", d.place.line},
            {"column", d.place.column},
            {"message", d.message},
            {"hint", d.hint}};
}

}  // namespace throughgate

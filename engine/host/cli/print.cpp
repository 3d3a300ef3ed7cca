// SPDX-License-Identifier: MIT
#include "host/cli/print.hpp"

#include "host/cli/exit_codes.hpp"
#include "host/json/views.hpp"

namespace throughgate::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string date_of(const std::optional<Date>& date) { return date ? format_date(*date) : "-"; }

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

void heading(const Console& console, const std::string& text) {
    console.line("");
    console.line(text);
}

std::string to_second(Instant at, const Console& console) {
    return console.when(at) + format_instant(at).substr(16, 3);
}

void print_states(const CaseView& view, const Console& console) {
    heading(console, "Where things stand");
    Rows rows;
    for (const PathwayView& pathway : view.pathways)
        for (const StateView& state : pathway.states)
            rows.push_back({pathway.id, pathway.stage, state.id, state.title, state.owner,
                            console.when(state.since)});
    console.table({"pathway", "stage", "state", "title", "owner", "since"}, rows);
}

void print_gates(const CaseView& view, const Console& console) {
    if (view.gates.empty()) return;
    heading(console, "Gates");
    Rows rows;
    for (const GateView& gate : view.gates) {
        std::string waits;
        for (const std::string& each : gate.waits_for) waits += (waits.empty() ? "" : "; ") + each;
        rows.push_back({gate.pathway,
                        gate.id + (gate.subject.empty() ? "" : "[" + gate.subject + "]"),
                        gate.title, gate.state, gate.cleared_by, or_dash(gate.by), or_dash(waits)});
    }
    console.table({"pathway", "gate", "title", "state", "cleared by", "by", "waits for"}, rows);
}

void print_deadlines(const CaseView& view, const Console& console) {
    heading(console, "Dates, and why");
    for (const DeadlineView& deadline : view.deadlines)
        console.line("  " + deadline.pathway + "/" + deadline.name + " (" + deadline.kind +
                     (deadline.handoff != 0 ? " " + std::to_string(deadline.handoff) : "") +
                     "), next " + console.when(deadline.next) + ": " + deadline.why);
}

void print_notices(const CaseView& view, const Console& console) {
    heading(console, "Notices");
    Rows rows;
    for (const NoticeView& notice : view.notices)
        rows.push_back({console.when(notice.queued), notice.notice_class, notice.message, notice.to,
                        or_dash(notice.recipient), notice.state});
    console.table({"queued", "class", "message", "to", "recipient", "state"}, rows);
}

void print_facts(const CaseView& view, const Console& console) {
    heading(console, "Facts");
    Rows rows;
    for (const FactView& fact : view.facts)
        rows.push_back({fact.name + (fact.subject.empty() ? "" : "[" + fact.subject + "]"),
                        fact.value, or_dash(fact.label), console.when(fact.recorded),
                        or_dash(fact.recorded_by)});
    console.table({"fact", "value", "label", "recorded", "by"}, rows);
}

}  // namespace

int print_receipt(const Result<Receipt>& result, const Console& console) {
    if (!result.ok()) return console.fail(result.error());
    const bool idle = result->outcome == Outcome::unchanged;
    if (console.json()) {
        console.value(to_json(*result));
        return idle ? exit_findings : exit_clean;
    }
    std::string text = std::string(name_of(result->outcome)) + " " + result->case_reference +
                       " version " + std::to_string(result->version);
    if (!result->note.empty()) text += ": " + result->note;
    if (idle && result->note.empty())
        text += ": nothing that the case is in now answers it; it is kept in the log";
    console.line(text);
    return idle ? exit_findings : exit_clean;
}

void print_cases(const std::vector<CaseRow>& rows, const Console& console) {
    if (console.json()) return console.value(to_json_array(rows));
    Rows cells;
    for (const CaseRow& row : rows)
        cells.push_back({row.reference, or_dash(row.person.noms_number), or_dash(row.person.crn),
                         row.state + (row.parked ? " (parked)" : ""), or_dash(row.prison),
                         or_dash(row.team), or_dash(row.officer), date_of(row.release)});
    console.table({"case", "prison number", "crn", "state", "prison", "team", "officer", "release"},
                  cells);
}

void print_case(const CaseView& view, const Console& console) {
    if (console.json()) return console.value(to_json(view));
    const CaseRow& row = view.row;
    console.line(row.reference + "  " + or_dash(row.person.noms_number) + "  " +
                 or_dash(row.person.crn) + "  " + row.state + "  release " + date_of(row.release) +
                 "  version " + std::to_string(view.version));
    if (row.parked) console.line("parked: " + view.parked_because);
    for (const auto& [role, person] : view.holders) console.line("  " + role + ": " + person);
    print_states(view, console);
    print_gates(view, console);
    heading(console, "Handoffs");
    print_handoffs(view.handoffs, console);
    print_deadlines(view, console);
    print_notices(view, console);
    print_facts(view, console);
    if (!view.quality.empty()) heading(console, "Imported values that could not be used");
    for (const std::string& item : view.quality) console.line("  " + item);
}

void print_history(const std::vector<HistoryEntry>& entries, const Console& console) {
    if (console.json()) return console.value(to_json_array(entries));
    for (const HistoryEntry& entry : entries) {
        std::string text = std::to_string(entry.sequence) + "  " +
                           to_second(entry.recorded, console) + "  " + entry.kind + "  " +
                           or_dash(entry.actor);
        if (!entry.asserted_by.empty()) text += " (" + entry.asserted_by + ")";
        if (entry.effective != entry.recorded)
            text += "  true " + to_second(entry.effective, console);
        for (const auto& [name, value] : entry.fields) text += "  " + name + "=" + value;
        if (!entry.reason.empty()) text += "  because " + entry.reason;
        console.line(text);
    }
}

void print_handoffs(const std::vector<HandoffView>& handoffs, const Console& console) {
    if (console.json()) return console.value(to_json_array(handoffs));
    Rows rows;
    for (const HandoffView& h : handoffs)
        rows.push_back(
            {h.case_reference, std::to_string(h.number), h.name, h.title, h.from + " -> " + h.to,
             h.state + (h.overdue ? ", overdue" : "") + (h.escalated ? ", escalated" : ""),
             console.when(h.acknowledge_due), console.when(h.complete_due),
             or_dash(h.acknowledged_by), or_dash(h.reason)});
    console.table({"case", "no", "handoff", "title", "from -> to", "state", "acknowledge by",
                   "done by", "acknowledged by", "last said"},
                  rows);
}

namespace {

std::string risk_in_words(const std::string& risk) {
    if (risk.empty()) return "";
    return risk == "very_high" ? ", very high risk" : ", " + risk + " risk";
}

}  // namespace

void print_worklist(const std::vector<WorklistRow>& rows, const Console& console) {
    if (console.json()) return console.value(to_json_array(rows));
    if (rows.empty()) console.line("Nothing to do today.");
    for (const WorklistRow& row : rows) {
        console.line((row.overdue ? "OVERDUE  " : "         ") + row.case_reference + "  " +
                     row.title +
                     (row.handoff != 0 ? " (handoff " + std::to_string(row.handoff) + ")" : "") +
                     risk_in_words(row.risk));
        if (!row.instruction.empty()) console.line("         " + row.instruction);
        if (!row.why.empty()) console.line("         " + row.why);
    }
}

namespace {

std::string place_of(const DefinitionChange& change) {
    const Place& place = change.after.file.empty() ? change.before : change.after;
    return place.file.empty() ? "" : "  " + place.file + ":" + std::to_string(place.line);
}

}  // namespace

void print_differences(const std::vector<DefinitionChange>& changes, const Console& console) {
    std::string document;
    for (const DefinitionChange& change : changes) {
        if (change.document != document) console.line(change.document + ":");
        document = change.document;
        std::string kind(name_of(change.kind));
        kind.resize(10, ' ');
        console.line("  " + kind + (change.breaks ? "breaks  " : "        ") + change.words +
                     place_of(change));
        if (change.breaks) console.line("                    " + change.because);
    }
}

}  // namespace throughgate::cli

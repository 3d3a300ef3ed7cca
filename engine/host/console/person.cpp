// SPDX-License-Identifier: MIT
#include "host/console/person.hpp"

#include <algorithm>

#include "host/console/acting.hpp"
#include "host/console/components.hpp"
#include "host/console/pathway_picture.hpp"
#include "host/console/work_items.hpp"

namespace throughgate::console {
namespace {

using Row = std::vector<Cell>;

std::string words_or_none(const Engine& engine, const std::optional<Instant>& instant) {
    return instant ? engine.in_words(*instant) : "";
}

Cell instant_cell(const Engine& engine, const std::optional<Instant>& instant) {
    return {.text = instant ? engine.in_words(*instant) : "-",
            .sort = instant ? format_instant(*instant) : "9"};
}

const StateView* find_state(const CaseView& view, const DeadlineView& date) {
    for (const PathwayView& pathway : view.pathways)
        for (const StateView& state : pathway.states)
            if (pathway.id == date.pathway && state.id == date.name) return &state;
    return nullptr;
}

const HandoffView* find_handoff(const CaseView& view, const DeadlineView& date) {
    for (const HandoffView& handoff : view.handoffs)
        if (handoff.number == date.handoff) return &handoff;
    return nullptr;
}

struct Named {
    std::string title, owner;
};

Named named(const CaseView& view, const DeadlineView& date) {
    if (date.handoff != 0)
        if (const HandoffView* handoff = find_handoff(view, date))
            return {handoff->title + " (" + handoff->name + ")", handoff->to};
    if (const StateView* state = find_state(view, date)) return {state->title, state->owner};
    return {date.name, ""};
}

bool is_of_people(const DeadlineView& date) {
    return date.kind == "deadline" || date.kind == "acknowledge" || date.kind == "complete";
}

std::string holder_of(const CaseView& view, const std::string& role, const RoleNames& roles) {
    for (const auto& [held, person] : view.holders)
        if (held == role && !person.empty()) return roles.of(role) + " " + person;
    return roles.of(role);
}

/// What somebody has to do next, by its date.
std::vector<SummaryRow> next_action(const Engine& engine, const CaseView& view,
                                    const RoleNames& roles) {
    const DeadlineView* next = nullptr;
    for (const DeadlineView& each : view.deadlines)
        if (is_of_people(each) && each.target && (!next || *each.target < *next->target))
            next = &each;
    if (next == nullptr) return {{"Next dated action", {.text = "None"}}};
    const Named what = named(view, *next);
    const bool late = *next->target < engine.now();
    SummaryRow row{"Next dated action", {.text = what.title}};
    row.value.hint = "by " + engine.in_words(*next->target) +
                     (what.owner.empty() ? "" : ", owner " + holder_of(view, what.owner, roles));
    if (late) row.value.hint = "Overdue: " + row.value.hint;
    return {row};
}

/// As the definitions record it, if whoever looks may know.
SummaryRow risk_of(const CaseView& view) {
    for (const FactView& fact : view.facts)
        if (fact.name == "risk.rosh" && (fact.value == "high" || fact.value == "very_high"))
            return {"Risk", {.tag = Tag{std::string(words_of_risk(fact.value)), "orange"}}};
        else if (fact.name == "risk.rosh")
            return {"Risk", {.text = std::string(words_of_risk(fact.value))}};
    return {"Risk", {.text = std::string(words_of_risk(""))}};
}

/// How many are under way, and how many of them are late.
SummaryRow handoffs_row(const CaseView& view) {
    std::size_t open = 0, overdue = 0;
    for (const HandoffView& each : view.handoffs) {
        const bool over = each.state == "completed" || each.state == "ended";
        open += over ? 0 : 1;
        overdue += !over && each.overdue ? 1 : 0;
    }
    Cell cell{.text = open == 0 ? "None open" : std::to_string(open) + " open"};
    if (open > 0) cell.href = "#handoffs";
    if (overdue > 0) cell.hint = std::to_string(overdue) + " overdue";
    return {"Handoffs", cell};
}

SummaryRow officer_row(const CaseRow& row, const PersonHead& head) {
    if (row.officer.empty()) return {"Responsible officer", {.text = "Nobody is allocated"}};
    return {"Responsible officer",
            {.text = head.officer_name.empty() ? row.officer
                                               : head.officer_name + " (" + row.officer + ")"}};
}

/// What matters first: on a telephone it is all that stands open.
std::vector<SummaryRow> summary_of(const Engine& engine, const CaseView& view,
                                   const PersonHead& head, const RoleNames& roles) {
    std::vector<SummaryRow> rows{risk_of(view)};
    for (SummaryRow& each : next_action(engine, view, roles)) rows.push_back(std::move(each));
    rows.push_back({"Release date",
                    {.text = head.release_words.empty() ? "Not known" : head.release_words,
                     .hint = head.certainty == "unknown" ? "" : head.certainty}});
    rows.push_back(officer_row(view.row, head));
    rows.push_back(handoffs_row(view));
    return rows;
}

std::vector<SummaryRow> more_of(const CaseView& view, const PersonHead& head,
                                const RoleNames& roles) {
    const CaseRow& row = view.row;
    std::vector<SummaryRow> rows;
    rows.push_back(
        {"Prison number and CRN", {.text = row.person.noms_number + "  " + row.person.crn}});
    rows.push_back(
        {"Prison", {.text = row.prison.empty() ? "-" : row.prison, .hint = head.location}});
    rows.push_back({"Community team", {.text = row.team.empty() ? "-" : row.team}});
    for (const auto& [role, person] : view.holders)
        if (role != "ro") rows.push_back({roles.of(role), {.text = person}});
    return rows;
}

Table states_table(const Engine& engine, const PathwayView& pathway, const RoleNames& roles) {
    Table table{.caption = pathway.title + ": where it stands", .size = "s"};
    table.columns = {{"Step"}, {"Owner"}, {"Since"}};
    table.first_names = true;
    for (const StateView& state : pathway.states)
        if (!state.title.empty())
            table.rows.push_back({{.text = state.title, .hint = state.instruction},
                                  {.text = state.owner.empty() ? "-" : roles.of(state.owner)},
                                  instant_cell(engine, state.since)});
    table.empty = "Nothing is under way.";
    return table;
}

Data strands_of(const std::vector<PathwayMap>& maps, const std::string& pathway,
                const RoleNames& roles) {
    for (const PathwayMap& map : maps)
        if (map.pathway == pathway) return strands_data(map, roles);
    return Data(false);
}

Data pathways_of(const Engine& engine, const PersonParts& parts, const RoleNames& roles) {
    Data all = list();
    for (const PathwayView& pathway : parts.view.pathways) {
        Data each;
        each["title"] = text(pathway.title.empty() ? pathway.id : pathway.title);
        each["stage"] = to_data(Tag{stage_words(pathway.stage), ""});
        each["outcome"] = text(pathway.outcome);
        each["picture"] = stages_data(pathway);
        each["states"] = to_data(states_table(engine, pathway, roles));
        each["strands"] = strands_of(parts.maps, pathway.id, roles);
        add(all, std::move(each));
    }
    return all;
}

/// The earliest first; those without a date last.
std::vector<const DeadlineView*> sorted_dates(const CaseView& view, bool of_people) {
    std::vector<const DeadlineView*> sorted;
    for (const DeadlineView& each : view.deadlines)
        if (is_of_people(each) == of_people) sorted.push_back(&each);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        if (a->target.has_value() != b->target.has_value()) return a->target.has_value();
        return a->target && *a->target < *b->target;
    });
    return sorted;
}

/// "earlier day" of "phase.inside.earlier_day".
std::string last_words(const std::string& name) {
    return stage_words(name.substr(name.rfind('.') + 1));
}

std::string title_of_pathway(const CaseView& view, const std::string& id) {
    for (const PathwayView& each : view.pathways)
        if (each.id == id && !each.title.empty()) return each.title;
    return id;
}

Table dates_table(const Engine& engine, const CaseView& view, const RoleNames& roles,
                  bool of_people) {
    Table table{.caption = of_people ? "What somebody has to do"
                                     : "What happens by itself when its day comes"};
    table.columns = {{of_people ? "What" : "Step"}, {"Date"}, {"Why"}};
    table.empty = of_people ? "There is no date yet." : "";
    for (const DeadlineView* each : sorted_dates(view, of_people)) {
        const Named what = named(view, *each);
        table.rows.push_back(
            {{.text = of_people ? what.title : last_words(each->name),
              .hint = of_people ? roles.of(what.owner) : title_of_pathway(view, each->pathway)},
             instant_cell(engine, each->target),
             {.text = each->why}});
    }
    return table;
}

Data handoffs_of(const Engine& engine, const CaseView& view, const RoleNames& roles, bool may_act) {
    Data all = list();
    for (const HandoffView& handoff : view.handoffs) {
        Data each;
        each["name"] = text(handoff.name);
        each["title"] = text(handoff.title);
        each["from"] = text(roles.of(handoff.from));
        each["to"] = text(roles.of(handoff.to));
        each["tag"] = to_data(tag_of_state(handoff));
        each["acknowledge_due"] = text(words_or_none(engine, handoff.acknowledge_due));
        each["complete_due"] = text(words_or_none(engine, handoff.complete_due));
        each["acknowledged_by"] = text(handoff.acknowledged_by);
        each["completed_by"] = text(handoff.completed_by);
        each["reason"] = text(handoff.reason);
        Data links = list();
        if (may_act)
            for (const Offer& offer : offers_in(handoff.state))
                add(links, to_data(Link{std::string(words_of(offer.action)),
                                        address_of({handoff.case_reference, handoff.number},
                                                   offer.action)}));
        each["links"] = std::move(links);
        add(all, std::move(each));
    }
    return all;
}

Table needs_table(const NeedsList& needs, const RoleNames& roles) {
    Table table{.caption = "What is needed and who does it"};
    table.columns = {{"Need"}, {"What is to be done"}, {"Who"}, {"Due"}};
    table.empty = "No need is open.";
    for (const NeedView& need : needs.needs) {
        if (need.tasks.empty())
            table.rows.push_back(
                {{.text = need.title, .hint = stage_words(need.stage)}, {}, {}, {}});
        for (const NeedTask& task : need.tasks) {
            Cell due{.text = task.due_words};
            if (task.overdue) due.tag = Tag{"Overdue", "red"};
            table.rows.push_back(
                {{.text = need.title, .hint = stage_words(need.stage)},
                 {.text = task.title, .hint = task.instruction},
                 {.text = task.person_name.empty() ? roles.of(task.role) : task.person_name,
                  .hint = task.person_name.empty() ? "" : roles.of(task.role)},
                 due});
        }
    }
    return table;
}

Table facts_table(const FactsView& facts) {
    Table table{.caption = "Facts, and who says so"};
    table.columns = {{"Fact"}, {"Value"}, {"From"}};
    table.empty = "Nothing is known.";
    table.first_names = true;
    for (const SourcedFact& fact : facts.facts)
        table.rows.push_back(
            {{.text = fact.title.empty() ? fact.name : fact.title, .hint = fact.subject},
             {.text = fact.value_words.empty() ? fact.value : fact.value_words,
              .hint = fact.label.empty() ? "" : "label " + fact.label},
             {.text = fact.age.empty() ? fact.source_title : fact.age, .hint = fact.person}});
    return table;
}

bool is_role(std::string_view field) {
    return field == "role" || field == "from" || field == "to" || field == "owner";
}

TimelineItem to_item(const Engine& engine, const HistoryEntry& entry, const RoleNames& roles) {
    TimelineItem item{entry.kind, entry.actor, engine.in_words(entry.recorded),
                      format_instant(entry.recorded)};
    for (const auto& [name, value] : entry.fields)
        if (!value.empty())
            item.lines.push_back(name + ": " + (is_role(name) ? roles.of(value) : value));
    if (!entry.reason.empty()) item.lines.push_back("reason: " + entry.reason);
    return item;
}

Table notices_table(const Engine& engine, const CaseView& view, const RoleNames& roles) {
    Table table{.caption = "Notices about this case"};
    table.columns = {{"When"}, {"What"}, {"To"}, {"How it went"}};
    table.empty = "Nobody was sent anything.";
    for (auto each = view.notices.rbegin(); each != view.notices.rend(); ++each) {
        Cell state{.hint = each->detail};
        state.tag = Tag{each->state, each->state == "dead_lettered" ? "red" : "grey"};
        table.rows.push_back({instant_cell(engine, each->queued),
                              {.text = each->message, .hint = each->notice_class},
                              {.text = roles.of(each->to), .hint = each->recipient},
                              state});
    }
    return table;
}

Table gates_table(const CaseView& view, const RoleNames& roles) {
    Table table{.caption = "Gates"};
    table.columns = {{"Gate"}, {"State"}, {"Waits for"}};
    for (const GateView& gate : view.gates) {
        std::string waits;
        for (const std::string& each : gate.waits_for) waits += (waits.empty() ? "" : "; ") + each;
        Cell state{.hint = gate.by.empty() ? "cleared by " + roles.of(gate.cleared_by) : gate.by};
        state.tag = Tag{gate.state, gate.state == "cleared" ? "green" : "yellow"};
        table.rows.push_back({{.text = gate.title, .hint = gate.subject}, state, {.text = waits}});
    }
    return table;
}

}  // namespace

std::string stage_words(std::string_view stage) {
    std::string words(stage);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

Data person_data(const Engine& engine, const PersonParts& parts, const RoleNames& roles,
                 bool may_act) {
    const CaseView& view = parts.view;
    const std::string address = address_of_case(view.row.reference);
    std::vector<TimelineItem> items;
    for (const HistoryEntry& entry : parts.history) items.push_back(to_item(engine, entry, roles));
    Data data;
    data["reference"] = text(view.row.reference);
    data["state"] = to_data(Tag{view.row.state, "blue"});
    data["parked"] = text(view.parked_because);
    data["summary"] = summary_list(summary_of(engine, view, parts.facts.head, roles));
    data["more_summary"] = summary_list(more_of(view, parts.facts.head, roles));
    data["sheet"] = text(address + "/release-sheet");
    data["pathways"] = pathways_of(engine, parts, roles);
    data["gates"] = to_data(gates_table(view, roles));
    data["dates"] = to_data(dates_table(engine, view, roles, true));
    data["moves"] = to_data(dates_table(engine, view, roles, false));
    data["handoffs"] = handoffs_of(engine, view, roles, may_act);
    data["needs"] = to_data(needs_table(parts.needs, roles));
    data["facts"] = to_data(facts_table(parts.facts));
    data["timeline"] = timeline(items);
    data["more"] = parts.more_history ? Data(address + "?history=all#timeline") : Data(false);
    data["notices"] = to_data(notices_table(engine, view, roles));
    return data;
}

}  // namespace throughgate::console

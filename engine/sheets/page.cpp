// SPDX-License-Identifier: MIT
#include "sheets/page.hpp"

#include <algorithm>
#include <functional>

#include "sheets/desk.hpp"

namespace throughgate {

std::string PageLanguage::operator[](std::string_view id) const {
    const auto found = words.find(id);
    return found == words.end() ? std::string(id) : found->second;
}

}  // namespace throughgate

namespace throughgate::sheets {
namespace {

using Words = PageLanguage;

std::string or_unknown(const Words& words, const std::string& text) {
    return text.empty() ? words["not_known"] : text;
}

std::string officer_of(const Words& words, const PersonHead& head) {
    if (head.officer.empty()) return words["nobody"];
    return head.officer_name.empty() ? head.officer : head.officer_name;
}

std::string release_of(const Words& words, const PersonHead& head) {
    if (!head.release) return words["not_known"];
    return head.release_words +
           (head.certainty == "confirmed" ? "" : " (" + words[head.certainty] + ")");
}

Page begin(const Words& words, std::string_view title, const std::string& printed) {
    Page page;
    page.language = words.code;
    page.title = words[title];
    page.printed = words["printed"] + " " + printed;
    page.marking = "OFFICIAL";
    return page;
}

Page begin_case(const Words& words, std::string_view title, const std::string& printed,
                const PersonHead& head) {
    Page page = begin(words, title, printed);
    page.title += ", " + words["case"] + " " + head.reference;
    if (head.limited_access) page.marking = "OFFICIAL-SENSITIVE";
    page.about = {{words["case"], head.reference},
                  {words["prison_number"], or_unknown(words, head.person.noms_number)},
                  {"CRN", or_unknown(words, head.person.crn)},
                  {words["phase"], words["state." + head.state]},
                  {words["prison"], or_unknown(words, head.prison)},
                  {words["location"], or_unknown(words, head.location)},
                  {words["release"], release_of(words, head)},
                  {words["officer"], officer_of(words, head)},
                  {words["team"], or_unknown(words, head.team)}};
    return page;
}

std::string person_of(const Words& words, const std::string& id, const std::string& name) {
    if (!name.empty()) return name;
    return id.empty() ? words["nobody"] : id;
}

// --- blocks --------------------------------------------------------------------------------------
std::string when_of(const Words& words, const AppointmentView& each) {
    if (!each.day) return words["not_known"];
    return each.day_words;
}

Cell with_of(const AppointmentView& each) {
    Cell cell;
    if (!each.with.empty()) cell.push_back(each.with);
    if (!each.with_name.empty()) cell.push_back(each.with_name);
    return cell;
}

std::string place_of(const Words& words, const AppointmentView& each) {
    if (each.at_gate) return words["state.gate"];
    if (each.withheld || !each.places) return words["in_the_record"];
    return or_unknown(words, each.place);
}

Block appointments_block(const Words& words, const std::vector<AppointmentView>& appointments) {
    Block block;
    block.heading = words["appointments"];
    block.columns = {words["what"],  words["day"],    words["time"],
                     words["place"], words["travel"], words["with"]};
    for (const AppointmentView& each : appointments)
        block.rows.push_back({{each.title},
                              {when_of(words, each)},
                              {or_unknown(words, each.time)},
                              {place_of(words, each)},
                              {each.at_gate  ? "-"
                               : each.travel ? std::to_string(*each.travel) + " " + words["minutes"]
                                             : words["not_known"]},
                              with_of(each)});
    block.nothing = words["no_appointment"];
    return block;
}

Block clashes_block(const Words& words, const std::vector<ClashView>& clashes) {
    Block block;
    block.heading = words["clashes"];
    block.warns = true;
    for (const ClashView& each : clashes)
        block.items.push_back(day_words(words, each.day) + ": " + each.sentence);
    return block;
}

Block missing_block(const Words& words, const std::vector<MissingView>& missing) {
    Block block;
    block.heading = words["missing"];
    block.warns = !missing.empty();
    for (const MissingView& each : missing) block.items.push_back(each.sentence);
    block.nothing = words["nothing_missing"];
    return block;
}

std::string stage_of(const Words& words, const NeedView& need) {
    std::string text = words["stage." + need.stage];
    if (need.suspended) text += ", " + words["suspended"];
    if (need.declined) text += ", " + words["declined"];
    return text;
}

std::string due_of(const Words& words, const NeedTask& task) {
    if (task.due_words.empty()) return "-";
    return task.due_words + (task.overdue ? " (" + words["overdue"] + ")" : "");
}

/// One row for each task; a need without any has one that says where it stands.
Block needs_block(const Words& words, const std::vector<NeedView>& needs) {
    Block block;
    block.heading = words["needs"];
    block.columns = {words["need"], words["stage"], words["do"], words["owner"], words["due"]};
    for (const NeedView& need : needs) {
        if (need.settled) continue;
        for (const NeedTask& task : need.tasks)
            block.rows.push_back({{need.title},
                                  {stage_of(words, need)},
                                  {task.title},
                                  {task.role, person_of(words, task.person, task.person_name)},
                                  {due_of(words, task)}});
        if (need.tasks.empty())
            block.rows.push_back(
                {{need.title}, {stage_of(words, need)}, need.stands, {"-"}, {"-"}});
    }
    block.nothing = words["no_need"];
    return block;
}

Block settled_block(const Words& words, const std::vector<NeedView>& needs) {
    Block block;
    block.heading = words["settled"];
    for (const NeedView& need : needs) {
        if (!need.settled) continue;
        std::string text = need.title;
        for (const std::string& each : need.stands) text += ": " + each;
        block.items.push_back(text);
    }
    return block;
}

Block services_block(const Words& words, const std::vector<NeedView>& needs) {
    Block block;
    block.heading = words["services"];
    block.columns = {words["what"], words["who"], words["cost"], words["refer"]};
    std::vector<std::string> seen;
    for (const NeedView& need : needs)
        for (const ServiceView& each : need.services) {
            if (std::find(seen.begin(), seen.end(), each.id) != seen.end()) continue;
            seen.push_back(each.id);
            Cell how = {each.refer};
            for (const std::string* more : {&each.contact, &each.guidance})
                if (!more->empty()) how.push_back(*more);
            Cell who = {each.who};
            if (!each.certain) who.push_back(words["uncertain"]);
            block.rows.push_back({{each.title}, who, {words["cost." + each.cost]}, how});
        }
    return block;
}

Block people_block(const Words& words, const std::vector<SheetPerson>& people) {
    Block block;
    block.heading = words["people"];
    block.columns = {words["role"], words["person"], words["email"]};
    for (const SheetPerson& each : people)
        block.rows.push_back({{each.role}, {each.name}, {or_unknown(words, each.email)}});
    block.nothing = words["nobody"];
    return block;
}

void add(Page& page, Block block) {
    const bool empty = block.rows.empty() && block.items.empty();
    if (!empty || !block.nothing.empty()) page.blocks.push_back(std::move(block));
}

/// "ZZA, Wing B".
std::string place_heading(const Words& words, const PersonHead& head) {
    const std::string wing = head.wing.empty() ? words["not_known"] : head.wing;
    return or_unknown(words, head.prison) + ", " + words["wing"] + " " + wing;
}

/// The rows of one prison and wing, each block with its own heading; `rows` are in that order.
template <typename Row>
void add_by_place(Page& page, const Words& words, const std::vector<Row>& rows,
                  const std::vector<std::string>& columns,
                  const std::function<std::vector<Cell>(const Row&)>& cells) {
    for (const Row& row : rows) {
        const std::string heading = place_heading(words, row.head);
        if (page.blocks.empty() || page.blocks.back().heading != heading)
            page.blocks.push_back({heading, columns, {}, {}, {}, false});
        page.blocks.back().rows.push_back(cells(row));
    }
    if (rows.empty()) page.blocks.push_back({page.title, {}, {}, {}, words["no_case"], false});
}

Cell numbers_of(const PersonHead& head) {
    Cell cell = {head.reference};
    if (!head.person.noms_number.empty()) cell.push_back(head.person.noms_number);
    if (!head.location.empty()) cell.push_back(head.location);
    return cell;
}

Cell first_of(const Words& words, const ReleaseRow& row) {
    const auto first =
        std::find_if(row.appointments.begin(), row.appointments.end(),
                     [](const AppointmentView& each) { return each.day.has_value(); });
    if (first == row.appointments.end()) return {words["not_known"]};
    return {first->title, first->day_words + " " + first->time, place_of(words, *first)};
}

Cell lacks_of(const Words& words, const ReleaseRow& row) {
    Cell cell;
    for (const ClashView& each : row.clashes)
        cell.push_back(day_words(words, each.day) + ": " + each.sentence);
    for (const MissingView& each : row.missing) cell.push_back(each.sentence);
    if (cell.empty()) cell.push_back(words["nothing_missing"]);
    return cell;
}

}  // namespace

Page page_of(const FactsView& facts) {
    const Words& words = facts.language;
    Page page = begin_case(words, "facts", facts.printed, facts.head);
    Block block;
    block.heading = words["facts"];
    block.columns = {words["fact"],     words["value"], words["source"],
                     words["recorded"], words["since"], words["certainty"]};
    for (const SourcedFact& each : facts.facts) {
        Cell name = {each.name + (each.subject.empty() ? "" : " [" + each.subject + "]")};
        if (!each.title.empty()) name.push_back(each.title);
        if (!each.label.empty()) name.push_back("(" + each.label + ")");
        Cell source = {each.age};
        if (!each.person.empty()) source.push_back(words["by"] + " " + each.person);
        block.rows.push_back({name,
                              {each.value_words},
                              source,
                              {each.recorded_words},
                              {each.effective_words},
                              {words[each.certainty]}});
    }
    add(page, std::move(block));
    return page;
}

Page page_of(const NeedsList& needs) {
    Page page = begin_case(needs.language, "needs", needs.printed, needs.head);
    add(page, needs_block(needs.language, needs.needs));
    add(page, settled_block(needs.language, needs.needs));
    add(page, services_block(needs.language, needs.needs));
    return page;
}

Page page_of(const ReleaseSheet& sheet) {
    const Words& words = sheet.language;
    Page page = begin_case(words, "sheet", sheet.printed, sheet.head);
    add(page, appointments_block(words, sheet.appointments));
    add(page, clashes_block(words, sheet.clashes));
    add(page, missing_block(words, sheet.missing));
    add(page, needs_block(words, sheet.needs));
    add(page, services_block(words, sheet.needs));
    add(page, people_block(words, sheet.people));
    return page;
}

Page page_of(const ReleaseList& list) {
    const Words& words = list.language;
    Page page = begin(words, "out", list.printed);
    page.title += ", " + list.from_words;
    if (list.until != list.from) page.title += " - " + list.until_words;
    page.about = {{words["people_count"], std::to_string(list.total)}};
    add_by_place<ReleaseRow>(
        page, words, list.rows,
        {words["case"], words["release"], words["officer"], words["first"], words["missing"]},
        [&](const ReleaseRow& row) -> std::vector<Cell> {
            return {numbers_of(row.head),
                    {release_of(words, row.head), words["state." + row.head.state]},
                    {officer_of(words, row.head), row.head.team},
                    first_of(words, row),
                    lacks_of(words, row)};
        });
    return page;
}

Page page_of(const ReceptionList& list) {
    const Words& words = list.language;
    Page page = begin(words, "in", list.printed);
    page.title += ", " + list.day_words;
    page.about = {{words["people_count"], std::to_string(list.total)}};
    add_by_place<ReceptionRow>(
        page, words, list.rows,
        {words["case"], words["came"], words["phase"], words["release"], words["officer"]},
        [&](const ReceptionRow& row) -> std::vector<Cell> {
            Cell came = {words[row.how]};
            if (!row.from.empty()) came.push_back(words["from"] + " " + row.from);
            return {numbers_of(row.head),
                    came,
                    {row.phase_title},
                    {release_of(words, row.head)},
                    {officer_of(words, row.head), row.head.team}};
        });
    return page;
}

}  // namespace throughgate::sheets

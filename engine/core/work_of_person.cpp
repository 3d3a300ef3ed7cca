// SPDX-License-Identifier: MIT
// What waits for a person: the worklist, and which handoffs are theirs.
#include "core/work_of_person.hpp"

#include <algorithm>

#include "core/queries.hpp"
#include "core/work_answer.hpp"

namespace throughgate::core {
Error nobody_called(std::string_view person, const Directory& directory) {
    constexpr std::size_t named = 12;
    std::vector<std::string> ids;
    for (const StaffMember& member : directory.members)
        if (!member.box) ids.push_back(member.id);
    std::string known = ids.empty() ? "" : "; it has ";
    for (std::size_t i = 0; i < std::min(named, ids.size()); ++i)
        known += (i == 0 ? "" : ", ") + ids[i];
    if (ids.size() > named) known += " and " + std::to_string(ids.size() - named) + " more";
    return {ErrorKind::not_found,
            "no member of staff '" + std::string(person) +
                "' is in the directory; import the directory or correct the id" + known,
            std::string(person)};
}

std::vector<Symbol> grants_on(const Surroundings& around, const Case& the_case,
                              std::string_view person, Instant now) {
    return notices::grants_of(around.directory, around.definitions, context_of(the_case), person,
                              around.today(now));
}

bool waits_for(const journey::WorkItem& item, const Handoff* handoff,
               const std::vector<Symbol>& grants, std::string_view person) {
    if (handoff != nullptr && !handoff->owner.empty() && item.role == handoff->to_role)
        return handoff->owner == person;
    return std::find(grants.begin(), grants.end(), item.role) != grants.end();
}

/// Handoffs of the case that wait for `person`.
std::vector<HandoffId> waiting_handoffs(const Case& the_case, const journey::World& world,
                                        const std::vector<Symbol>& grants,
                                        std::string_view person) {
    std::vector<HandoffId> waiting;
    for (const journey::WorkItem& item : journey::work_items(world, the_case)) {
        const Handoff* handoff = the_case.find_handoff(item.handoff);
        if (handoff != nullptr && waits_for(item, handoff, grants, person))
            waiting.push_back(item.handoff);
    }
    return waiting;
}

namespace {

/// Nothing of it may leave before it is durable: the line in the log of reads comes after it, and
/// where there is no line, this waits.
Status settle(const Asker& asker, Window& window) {
    if (window.has_reads()) return window.keep_reads();
    const auto durable = asker.parts.store->read();
    return durable.ok() ? Status{} : Status{durable.error()};
}

struct Shown {
    std::unique_ptr<Window> window;
    WorkAnswerPointer answer;
};

Result<Shown> look(const Asker& asker, std::string_view person) {
    auto opened = open_work(asker);
    if (!opened.ok()) return opened.error();
    auto answer = work_of(*opened->window, opened->place, person);
    if (!answer.ok()) return answer.error();
    return Shown{std::move(opened->window), std::move(*answer)};
}

void give(Shown& shown, std::size_t begin, std::size_t end, std::vector<WorklistRow>& rows) {
    rows.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        const WorkRow& each = shown.answer->rows[i];
        if (each.noted) shown.window->note(each.case_id);
        rows.push_back(each.row);
    }
}

WorkPage page_of(Shown& shown, const WorkQuery& query) {
    const std::size_t all = shown.answer->rows.size();
    const std::size_t rows =
        query.rows_of_page == 0 ? std::max<std::size_t>(all, 1) : query.rows_of_page;
    WorkPage page;
    page.all = all;
    page.overdue = shown.answer->overdue;
    page.mark = shown.answer->mark;
    page.pages = std::max<std::size_t>(1, (all + rows - 1) / rows);
    page.page = std::clamp<std::size_t>(query.page, 1, page.pages);
    const std::size_t begin = (page.page - 1) * rows;
    give(shown, begin, std::min(all, begin + rows), page.rows);
    return page;
}

}  // namespace

Result<std::vector<WorklistRow>> worklist(const Asker& asker, std::string_view person) {
    auto shown = look(asker, person);
    if (!shown.ok()) return shown.error();
    std::vector<WorklistRow> rows;
    give(*shown, 0, shown->answer->rows.size(), rows);
    if (auto settled = settle(asker, *shown->window); !settled.ok()) return settled.error();
    return rows;
}

Result<WorkPage> work(const Asker& asker, const WorkQuery& query) {
    auto shown = look(asker, query.person);
    if (!shown.ok()) return shown.error();
    WorkPage page = page_of(*shown, query);
    if (auto settled = settle(asker, *shown->window); !settled.ok()) return settled.error();
    return page;
}

void work(const Asker& asker, const WorkQuery& query, const std::function<void(WorkPage)>& prepare,
          std::function<void(Status)> logged) {
    auto shown = look(asker, query.person);
    if (!shown.ok()) return logged(shown.error());
    prepare(page_of(*shown, query));
    Window& window = *shown->window;
    if (!window.has_reads()) return logged(settle(asker, window));
    asker.parts.read_log->keep(window.take_reads(), std::move(logged));
    shown->window.reset();  // the snapshot is given back before the loop is driven
    asker.parts.drive();
}

Result<std::string> work_mark(const Asker& asker, std::string_view person) {
    const auto shown = look(asker, person);
    if (!shown.ok()) return shown.error();
    if (auto settled = settle(asker, *shown->window); !settled.ok()) return settled.error();
    return shown->answer->mark;
}

}  // namespace throughgate::core

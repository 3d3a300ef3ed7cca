// SPDX-License-Identifier: MIT
// My work today: what somebody has to do, most urgent first, with why it is theirs and when it is
// due; what can be done at a press is done here, one by one or many at once.
#include <algorithm>
#include <map>
#include <set>

#include "host/console/acting.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/http/change_hub.hpp"
#include "host/http/crypto.hpp"
#include "host/http/event_stream.hpp"
#include "host/http/limits.hpp"
#include "host/http/reads.hpp"

namespace throughgate::console {
namespace {

using Handoffs = std::map<std::string, HandoffView>;

std::string name_of_row(const WorklistRow& row) {
    return text_of(HandoffName{row.case_reference, row.handoff});
}

/// What a page of the list shows.
struct Part {
    std::size_t page = 1, pages = 1, begin = 0, end = 0;
};

Part part_of(std::size_t rows, const std::string& wanted) {
    Part part;
    part.pages = std::max<std::size_t>(1, (rows + limits::rows - 1) / limits::rows);
    const std::size_t number = static_cast<std::size_t>(std::strtoul(wanted.c_str(), nullptr, 10));
    part.page = std::clamp<std::size_t>(number, 1, part.pages);
    part.begin = (part.page - 1) * limits::rows;
    part.end = std::min(rows, part.begin + limits::rows);
    return part;
}

struct Work {
    std::vector<WorklistRow> rows;
    Part part;
    Handoffs handoffs;  ///< of the cases that are shown, by name
};

/// Case by case: asking for all that waits for somebody would look at every case once more.
Status add_handoffs(Access& reads, Work& work) {
    std::set<std::string> asked;
    for (std::size_t i = work.part.begin; i < work.part.end; ++i) {
        const WorklistRow& row = work.rows[i];
        if (row.handoff == 0 || !asked.insert(row.case_reference).second) continue;
        HandoffQuery query;
        query.case_reference = row.case_reference;
        auto handoffs = reads.list_handoffs(query);
        if (!handoffs.ok()) return handoffs.error();
        for (HandoffView& each : *handoffs) {
            std::string name = text_of(HandoffName{each.case_reference, each.number});
            work.handoffs.emplace(std::move(name), std::move(each));
        }
    }
    return {};
}

Result<Work> work_of(http::Services& services, const Visit& visit) {
    Access reads = http::reading(services.engine, visit.principal);
    auto rows = reads.worklist(visit.principal.person);
    if (!rows.ok()) return rows.error();
    Work work{std::move(*rows), {}, {}};
    work.part = part_of(work.rows.size(), visit.query["page"]);
    if (auto added = add_handoffs(reads, work); !added.ok()) return added.error();
    return work;
}

/// Headings of the list, in their order.
enum class Urgency { overdue, today, soon, later, undated };

std::string_view heading_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::overdue: return "Overdue";
        case Urgency::today: return "Due today";
        case Urgency::soon: return "Due in the next 7 days";
        case Urgency::later: return "Due later";
        case Urgency::undated: break;
    }
    return "No date yet";
}

/// "Tue 17 Mar 2026" of "Tue 17 Mar 2026 09:00".
std::string day_in(const std::string& words) { return words.substr(0, words.rfind(' ')); }

Urgency urgency_of(const Engine& engine, const WorklistRow& row, Instant now) {
    if (row.overdue) return Urgency::overdue;
    if (!row.due) return Urgency::undated;
    if (day_in(engine.in_words(*row.due)) == day_in(engine.in_words(now))) return Urgency::today;
    return *row.due < now + std::chrono::days(7) ? Urgency::soon : Urgency::later;
}

/// "2 working days after it was raised" of "Due Mon 30 Nov 2026 09:00: 2 working days after ...".
std::string reason_in(const std::string& why) {
    const std::size_t colon = why.find(": ");
    return why.starts_with("Due ") && colon != why.npos ? why.substr(colon + 2) : why;
}

Data buttons_of(const HandoffView& handoff, const std::string& name) {
    Data all = list();
    for (const Offer& offer : offers_in(handoff.state)) {
        const std::string words(words_of(offer.action));
        Data each;
        each["text"] = text(words);
        each["act"] = offer.asks ? Data(false) : Data(std::string(name_of(offer.action)));
        each["href"] =
            offer.asks ? Data(address_of({handoff.case_reference, handoff.number}, offer.action))
                       : Data(false);
        each["id"] = text(name);
        add(all, std::move(each));
    }
    return all;
}

Data to_item(const Engine& engine, const WorklistRow& row, const Work& work, bool may_act) {
    const std::string name = name_of_row(row);
    const auto handoff = work.handoffs.find(name);
    const bool acts = may_act && row.handoff != 0 && handoff != work.handoffs.end();
    Data item;
    item["id"] = text(name);
    item["reference"] = text(row.case_reference);
    item["href"] = text(address_of_case(row.case_reference));
    item["title"] = text(row.title);
    item["instruction"] = text(row.instruction);
    item["role"] = text(row.role);
    item["pathway"] = text(row.pathway);
    item["due"] = row.due ? Data(engine.in_words(*row.due)) : Data(false);
    item["why"] = text(reason_in(row.why));
    item["overdue"] = Data(row.overdue);
    item["bulk"] = Data(acts && handoff->second.state == "raised");
    item["buttons"] = acts ? buttons_of(handoff->second, name) : list();
    return item;
}

Paging paging_of(const Part& part) {
    Paging paging;
    if (part.page > 1) paging.previous = "/work?page=" + std::to_string(part.page - 1);
    if (part.page < part.pages) paging.next = "/work?page=" + std::to_string(part.page + 1);
    return paging;
}

Data groups_of(const Engine& engine, const Work& work, const Part& part, bool may_act) {
    Data groups = list();
    std::size_t at = part.begin;
    while (at < part.end) {
        const Instant now = engine.now();
        const Urgency urgency = urgency_of(engine, work.rows[at], now);
        Data items = list();
        for (; at < part.end && urgency_of(engine, work.rows[at], now) == urgency; ++at)
            add(items, to_item(engine, work.rows[at], work, may_act));
        Data group;
        group["heading"] = text(std::string(heading_of(urgency)));
        group["items"] = std::move(items);
        add(groups, std::move(group));
    }
    return groups;
}

std::string count_in_words(const Work& work) {
    const auto overdue = std::count_if(work.rows.begin(), work.rows.end(),
                                       [](const WorklistRow& row) { return row.overdue; });
    const std::size_t all = work.rows.size();
    if (all == 0) return "Nothing waits for you.";
    return std::to_string(all) + (all == 1 ? " thing waits for you, " : " things wait for you, ") +
           (overdue == 0 ? "none" : std::to_string(overdue)) + " of them overdue.";
}

/// Changes with whatever the list shows.
std::string mark_of(const std::vector<WorklistRow>& rows) {
    std::string whole;
    for (const WorklistRow& row : rows)
        whole += name_of_row(row) + row.pathway + row.title + row.instruction +
                 (row.overdue ? "!" : "") + "\n";
    return http::hex(http::sha256(whole).substr(0, 8));
}

http::Response show_work(http::Services& services, const Visit& visit,
                         std::vector<Fault> faults = {}, unsigned status = 200) {
    const auto work = work_of(services, visit);
    if (!work.ok()) return show_error(visit, work.error());
    const Part& part = work->part;
    const bool may_act = http::may(visit.principal, http::Scope::act);
    Data data;
    data["form"] = form_of(
        visit, visit.query["page"].empty() ? "/work" : "/work?page=" + std::to_string(part.page));
    data["count"] = text(count_in_words(*work));
    data["mark"] = text(mark_of(work->rows));
    data["groups"] = groups_of(services.engine, *work, part, may_act);
    data["several"] = Data(may_act && !work->handoffs.empty());
    data["paging"] = to_data(paging_of(part));
    return show(visit, {.title = "My work today", .faults = std::move(faults), .status = status},
                "work", data);
}

/// "acknowledge TG-000001/3" of one button, or the boxes that were ticked.
std::vector<Act> acts_in(const Visit& visit) {
    std::vector<Act> acts;
    const std::string& one = visit.form["act"];
    const std::string& key = visit.form["key"];
    const std::size_t space = one.find(' ');
    if (space != one.npos) {
        const auto action = read_action(one.substr(0, space));
        const auto handoff = read_handoff(one.substr(space + 1));
        if (action && handoff) acts.push_back({*handoff, *action, key + one});
        return acts;
    }
    for (const std::string& each : visit.form.every("handoff"))
        if (const auto handoff = read_handoff(each); handoff && acts.size() < limits::bulk)
            acts.push_back({*handoff, HandoffAction::acknowledge, key + "ack " + each});
    return acts;
}

std::string done_in_words(const std::vector<Act>& acts, std::size_t done) {
    const std::string word(done_words(acts.front().action));
    if (acts.size() == 1)
        return "Handoff " + std::to_string(acts[0].handoff.number) + " of " +
               acts[0].handoff.reference + " is " + word + ".";
    return std::to_string(done) + (done == 1 ? " handoff is " : " handoffs are ") + word + ".";
}

/// A single one that is refused may want a reason or evidence: its own page asks for it.
http::Response act(http::Services& services, Visit& visit) {
    const std::vector<Act> acts = acts_in(visit);
    if (acts.empty())
        return show_work(services, visit, {{"Select at least one handoff to acknowledge"}}, 400);
    std::vector<Fault> faults;
    for (const Act& each : acts) {
        const auto receipt = act_on(services, visit, each);
        if (receipt.ok()) continue;
        if (acts.size() == 1 && receipt.error().kind == ErrorKind::refused)
            return ask_about(services, visit, each.handoff, each.action, receipt.error().message,
                             422);
        if (acts.size() == 1) return show_error(visit, receipt.error());
        faults.push_back({text_of(each.handoff) + ": " + receipt.error().message,
                          address_of_case(each.handoff.reference)});
    }
    const std::size_t done = acts.size() - faults.size();
    if (faults.empty()) {
        visit.say = done_in_words(acts, done);
        return go_to(address_within(visit.form["back"], "/work"));
    }
    if (done > 0) visit.said = done_in_words(acts, done);
    return show_work(services, visit, std::move(faults), 422);
}

/// Tells the browser whenever the list is another one than it shows.
struct Watch {
    http::Services& services;
    Visit visit;
    std::shared_ptr<http::EventStream> stream = std::make_shared<http::EventStream>();
    std::string told{};
    http::ChangeHub::Steady next{};
    http::ChangeHub::Steady end = std::chrono::steady_clock::now() + http::limits::stream_life;
    bool stale = true;

    bool look(bool moved, http::ChangeHub::Steady now) {
        if (stream->closed()) return true;
        stale = stale || moved;
        if (now >= end) stream->finish();
        if (stale && now >= next && !stream->closed()) tell();
        return stream->closed();
    }

    void tell() {
        const auto began = std::chrono::steady_clock::now();
        const auto rows =
            http::reading(services.engine, visit.principal).worklist(visit.principal.person);
        if (!rows.ok()) return stream->finish();
        const auto done = std::chrono::steady_clock::now();
        next = done + std::max<std::chrono::steady_clock::duration>(std::chrono::seconds(1),
                                                                    10 * (done - began));
        stale = false;
        const std::string mark = mark_of(*rows);
        if (mark == told) return;
        told = mark;
        stream->push(http::EventStream::event_text("", "work", mark));
    }
};

http::Response watch(http::Services& services, const Visit& visit) {
    auto source = std::make_shared<Watch>(Watch{services, visit});
    source->tell();
    const bool taken =
        services.hub.wait([source](bool moved, auto now) { return source->look(moved, now); });
    if (!taken) return show_problem(visit, {"busy", "too many streams are open", "", {}, 5});
    http::Response response;
    response.type = "text/event-stream";
    response.body = "retry: 5000\n\n";
    response.stream = source->stream;
    return response;
}

}  // namespace

std::vector<Page> work_pages(http::Services& services) {
    const auto on = [&services](auto answer) {
        return [&services, answer](Visit& visit) { return answer(services, visit); };
    };
    return {
        {.path = "/",
         .operation = "page.showStart",
         .answer = [](Visit&) { return go_to("/work"); }},
        {.path = "/worklist",  // as notices have it
         .operation = "page.followWork",
         .answer = [](Visit&) { return go_to("/work"); }},
        {.path = "/work",
         .operation = "page.showWork",
         .section = "work",
         .answer = [&services](Visit& visit) { return show_work(services, visit); }},
        {.path = "/watch/work", .operation = "page.watchWork", .aside = true, .answer = on(watch)},
        {.method = "POST",
         .path = "/work",
         .operation = "page.actOnWork",
         .section = "work",
         .scope = http::Scope::act,
         .answer = on(act)}};
}

}  // namespace throughgate::console

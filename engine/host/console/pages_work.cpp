// SPDX-License-Identifier: MIT
// My work today: what somebody has to do, highest risk first, with why it is theirs and when it is
// due; what can be done at a press is done here, one by one or many at once.
#include <algorithm>
#include <memory>

#include "host/console/acting.hpp"
#include "host/console/limits.hpp"
#include "host/console/page.hpp"
#include "host/console/work_items.hpp"
#include "host/http/change_hub.hpp"
#include "host/http/event_stream.hpp"
#include "host/http/limits.hpp"
#include "host/http/reads.hpp"

namespace throughgate::console {
namespace {

/// What the page is made with.
struct Desk {
    explicit Desk(http::Services& given) : services(given), items(given.engine) {}

    http::Services& services;
    WorkItems items;
};

Data page_data(Desk& desk, const Visit& visit, const WorkPage& page) {
    const bool may_act = http::may(visit.principal, http::Scope::act);
    const bool acts = may_act && std::any_of(page.rows.begin(), page.rows.end(),
                                             [](const auto& row) { return row.handoff != 0; });
    Data data;
    data["form"] = form_of(
        visit, visit.query["page"].empty() ? "/work" : "/work?page=" + std::to_string(page.page));
    data["count"] = text(count_in_words(page));
    data["mark"] = text(page.mark);
    data["items"] = markup(desk.items.html(page, may_act));
    data["several"] = Data(acts);
    data["paging"] = to_data(paging_of(page));
    return data;
}

WorkQuery wanted_by(const Visit& visit) {
    WorkQuery query;
    query.person = visit.principal.person;
    query.page = std::max<std::size_t>(1, std::strtoul(visit.query["page"].c_str(), nullptr, 10));
    query.rows_of_page = limits::rows;
    return query;
}

http::Response page_of(Desk& desk, const Visit& visit, const WorkPage& page,
                       std::vector<Fault> faults = {}, unsigned status = 200) {
    return show(visit, {.title = "My work today", .faults = std::move(faults), .status = status},
                "work", page_data(desk, visit, page));
}

http::Response show_work(Desk& desk, const Visit& visit, std::vector<Fault> faults,
                         unsigned status) {
    const auto page = http::reading(desk.services.engine, visit.principal).work(wanted_by(visit));
    if (!page.ok()) return show_error(visit, page.error());
    return page_of(desk, visit, *page, std::move(faults), status);
}

/// Made at once, and given when the log of reads has its line.
void show_work_later(Desk& desk, Visit& visit, const http::Respond& respond) {
    auto made = std::make_shared<http::Response>();
    http::reading(desk.services.engine, visit.principal)
        .work(
            wanted_by(visit), [&](const WorkPage& page) { *made = page_of(desk, visit, page); },
            [&visit, made, respond](const Status& logged) {
                respond(logged.ok() ? std::move(*made) : show_error(visit, logged.error()));
            });
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
http::Response act(Desk& desk, Visit& visit) {
    const std::vector<Act> acts = acts_in(visit);
    if (acts.empty())
        return show_work(desk, visit, {{"Select at least one handoff to acknowledge"}}, 400);
    std::vector<Fault> faults;
    for (const Act& each : acts) {
        const auto receipt = act_on(desk.services, visit, each);
        if (receipt.ok()) continue;
        if (acts.size() == 1 && receipt.error().kind == ErrorKind::refused)
            return ask_about(desk.services, visit, each.handoff, each.action,
                             receipt.error().message, 422);
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
    return show_work(desk, visit, std::move(faults), 422);
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
        const auto read =
            http::reading(services.engine, visit.principal).work_mark(visit.principal.person);
        if (!read.ok()) return stream->finish();
        const auto done = std::chrono::steady_clock::now();
        next = done + std::max<std::chrono::steady_clock::duration>(std::chrono::seconds(1),
                                                                    10 * (done - began));
        stale = false;
        if (*read == told) return;
        told = *read;
        stream->push(http::EventStream::event_text("", "work", told));
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
    const auto desk = std::make_shared<Desk>(services);
    return {{.path = "/",
             .operation = "page.showStart",
             .answer = [](Visit&) { return go_to("/work"); }},
            {.path = "/worklist",  // as notices have it
             .operation = "page.followWork",
             .answer = [](Visit&) { return go_to("/work"); }},
            {.path = "/work",
             .operation = "page.showWork",
             .section = "work",
             .late_answer = [desk](Visit& visit,
                                   auto respond) { show_work_later(*desk, visit, respond); }},
            {.path = "/watch/work",
             .operation = "page.watchWork",
             .aside = true,
             .answer = [&services](Visit& visit) { return watch(services, visit); }},
            {.method = "POST",
             .path = "/work",
             .operation = "page.actOnWork",
             .section = "work",
             .scope = http::Scope::act,
             .answer = [desk](Visit& visit) { return act(*desk, visit); }}};
}

}  // namespace throughgate::console

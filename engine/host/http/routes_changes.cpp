// SPDX-License-Identifier: MIT
// The feed of changes, by page, by long poll and as server-sent events; a worklist as it changes.
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "host/http/change_hub.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;
using Steady = ChangeHub::Steady;

Problem problem_of_feed(const Error& error) {
    Problem problem = problem_of(error);
    if (error.kind == ErrorKind::refused) problem.code = "cursor-gone";
    return problem;
}

Response response_of_page(const Result<ChangePage>& page) {
    if (!page.ok()) return to_response(problem_of_feed(page.error()));
    return json_response(json::object{
        {"items", to_json_array(page->rows)}, {"next", page->next}, {"more", page->more}});
}

/// Pages of which nothing may be told are passed over, a few at a time.
constexpr int most_pages = 10;

/// The next page that holds something, or the last one that was looked at.
Result<ChangePage> next_told(Services& services, const Principal& viewer, std::string& after,
                             std::size_t limit) {
    auto page = reading(services.engine, viewer).changes(after, limit);
    for (int i = 1; i < most_pages && page.ok() && page->rows.empty() && page->more; ++i) {
        after = page->next;
        page = reading(services.engine, viewer).changes(after, limit);
    }
    if (page.ok() && page->rows.empty()) after = page->next;
    return page;
}

bool is_told(const Result<ChangePage>& page) {
    return !page.ok() || !page->rows.empty() || page->more;
}

/// Waits until there is something behind the cursor, or the time is over.
struct Poll {
    Services& services;
    Principal viewer;
    std::string after;
    std::size_t limit;
    Steady end;
    Respond respond;

    bool look(bool moved, Steady now) {
        if (!moved && now < end) return false;
        auto page = next_told(services, viewer, after, limit);
        if (!is_told(page) && now < end) return false;
        respond(response_of_page(page));
        return true;
    }
};

std::chrono::seconds wait_of(const Call& call) {
    const std::string& text = call.in_query("wait");
    unsigned seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds{seconds};
}

void poll(Services& services, const std::shared_ptr<const Call>& call, const Respond& respond) {
    const auto look = [&services, call, respond] {
        std::string after = call->in_query("after");
        auto page = next_told(services, call->principal, after, call->limit());
        if (is_told(page) || wait_of(*call).count() == 0) return respond(response_of_page(page));
        const Steady end = std::chrono::steady_clock::now() + wait_of(*call);
        auto waiting = std::make_shared<Poll>(
            Poll{services, call->principal, after, call->limit(), end, respond});
        const bool taken = services.hub.wait(
            [waiting](bool moved, Steady now) { return waiting->look(moved, now); });
        if (!taken) respond(response_of_page(page));
    };
    if (!services.workers.post(look))
        respond(to_response({"busy", "too much waits already; try again", "", {}, 1}));
}

/// A stream that sends every change behind its cursor.
struct ChangeStream {
    Services& services;
    Principal viewer;
    std::string after;
    std::shared_ptr<EventStream> stream;
    Steady end = std::chrono::steady_clock::now() + limits::stream_life;
    bool behind = true;

    bool look(bool moved, Steady now) {
        if (stream->closed()) return true;
        if (moved || behind) send();
        if (now >= end) stream->finish();
        return stream->closed();
    }

    /// A few pages a turn: others wait for the same worker.
    void send() {
        for (int i = 0; i < most_pages && !stream->closed(); ++i) {
            const auto page = reading(services.engine, viewer).changes(after, limits::page);
            if (!page.ok()) return stream->finish();  // asked again, it hears why
            after = page->next;
            push(*page);
            behind = page->more;
            if (!behind) return;
        }
    }

    /// Whoever comes back goes on behind what was passed over, too.
    void push(const ChangePage& page) {
        for (const ChangeRow& row : page.rows)
            if (!stream->push(
                    EventStream::event_text(row.cursor, "change", json::serialize(to_json(row)))))
                return;
        if (page.rows.empty() && page.more) stream->push("id: " + page.next + "\n\n");
    }
};

Response stream_response(std::shared_ptr<EventStream> stream) {
    Response response;
    response.type = "text/event-stream";
    response.body = "retry: 2000\n\n";
    response.stream = std::move(stream);
    return response;
}

Problem too_many_streams() {
    return {"busy", "too many streams are open; close some, or poll", "", {}, 5};
}

Response stream_changes(Services& services, const Call& call) {
    const std::string& last = call.headers.last_event_id;
    std::string after = last.empty() ? call.in_query("after") : last;
    const auto known = reading(services.engine, call.principal).changes(after, 1);
    if (!known.ok()) return to_response(problem_of_feed(known.error()));
    if (after == "now") after = known->next;
    auto source = std::make_shared<ChangeStream>(
        ChangeStream{services, call.principal, after, std::make_shared<EventStream>()});
    source->send();
    const bool taken =
        services.hub.wait([source](bool moved, Steady now) { return source->look(moved, now); });
    return taken ? stream_response(source->stream) : to_response(too_many_streams());
}

/// A stream that sends a worklist whenever it differs. What takes long is asked for less often.
struct WorklistStream {
    Services& services;
    Principal viewer;
    std::string person;
    std::shared_ptr<EventStream> stream;
    std::string sent{};
    Steady next{};
    Steady end = std::chrono::steady_clock::now() + limits::stream_life;
    bool stale = true;

    bool look(bool moved, Steady now) {
        if (stream->closed()) return true;
        stale = stale || moved;
        if (now >= end) stream->finish();
        if (stale && now >= next && !stream->closed()) send();
        return stream->closed();
    }

    void send() {
        const Steady began = std::chrono::steady_clock::now();
        const auto rows = reading(services.engine, viewer).worklist(person);
        if (!rows.ok()) return stream->finish();
        const Steady done = std::chrono::steady_clock::now();
        next = done + std::max<Steady::duration>(std::chrono::seconds(1), 10 * (done - began));
        stale = false;
        std::string text = json::serialize(json::object{{"items", to_json_array(*rows)}});
        if (text == sent) return;
        stream->push(EventStream::event_text("", "worklist", text));
        sent = std::move(text);
    }
};

Response stream_worklist(Services& services, const Call& call) {
    const std::string& person = call.in_path("person");
    if (const auto known = reading(services.engine, call.principal).worklist(person); !known.ok())
        return to_response(problem_of(known.error()));
    auto source = std::make_shared<WorklistStream>(
        WorklistStream{services, call.principal, person, std::make_shared<EventStream>()});
    source->send();
    const bool taken =
        services.hub.wait([source](bool moved, Steady now) { return source->look(moved, now); });
    return taken ? stream_response(source->stream) : to_response(too_many_streams());
}

Parameter cursor() {
    return {"after", some_text(100),
            "Cursor of the last change that you have; `now`: only what comes from now on; none: "
            "from the first change"};
}

ShapePointer change_page() {
    return object("ChangePage", "Changes in the order of their commits",
                  {required("items", list_of(shapes::change()), "At most `limit`"),
                   required("next", text(), "Go on with this as `after`, also after an empty page"),
                   required("more", truth(), "There are more already")});
}

}  // namespace

std::vector<Route> change_routes(Services& services) {
    const auto query = [&services](Response (*answer)(Services&, const Call&)) {
        return [&services, answer](const Call& call) { return answer(services, call); };
    };
    const std::size_t most = static_cast<std::size_t>(limits::longest_poll.count());
    return {
        {.method = "GET",
         .path = "/api/v1/changes",
         .operation = "listChanges",
         .tag = "Changes",
         .title = "What was committed, in order",
         .about = "For mirrors: keep `next`, read each case that is named, go on. Every commit "
                  "that wrote to a log is here once; after a crash go on from the last cursor.",
         .in_query = {cursor(),
                      limit_parameter(),
                      {"wait", number(0, most), "Seconds to wait for a change when there is none"}},
         .answer = change_page(),
         .problems = {"cursor-gone"},
         .handler = [&services](const std::shared_ptr<const Call>& call,
                                const Respond& respond) { poll(services, call, respond); }},
        {.method = "GET",
         .path = "/api/v1/changes/stream",
         .operation = "streamChanges",
         .tag = "Changes",
         .title = "The same as server-sent events",
         .about = "Events `change`, each with its cursor as id; a client that reconnects sends the "
                  "last one as Last-Event-ID and misses nothing.",
         .in_query = {cursor()},
         .answer_type = "text/event-stream",
         .problems = {"cursor-gone"},
         .query = query(stream_changes)},
        {.method = "GET",
         .path = "/api/v1/worklists/{person}/stream",
         .operation = "streamWorklist",
         .tag = "Work",
         .title = "A worklist, again whenever it changes, as server-sent events",
         .about = "Events `worklist`, each with the whole list as `{\"items\": [...]}`.",
         .in_path = {{"person", some_text(100), "Staff id"}},
         .answer_type = "text/event-stream",
         .problems = {"not-found", "forbidden"},
         .query = query(stream_worklist)},
    };
}

}  // namespace throughgate::http

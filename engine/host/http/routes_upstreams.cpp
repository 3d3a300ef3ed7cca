// SPDX-License-Identifier: MIT
// Other systems: how they are doing, what is not in their record yet, what a person decides about
// it, what their feeds brought, and how old what was taken from them is.
#include "host/http/commands.hpp"
#include "host/http/reads.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/upstreams.hpp"
#include "throughgate/access.hpp"

namespace throughgate::http {
namespace {

/// What a system said last may be about somebody: that is for operators.
Response list_upstreams(Services& services, const Call& call) {
    auto all = upstreams(services.engine);
    if (!all.ok()) return to_response(problem_of(all.error()));
    if (!may(call.principal, Scope::operate))
        for (UpstreamView& each : *all) each.said.clear();
    return page_response(array_of(*all), "");
}

Response list_items(Services& services, const Call& call) {
    using Which = UpstreamItemQuery::Which;
    UpstreamItemQuery query;
    query.upstream = call.in_query("upstream");
    query.case_reference = call.in_query("case");
    if (call.in_query("which") == "refused") query.which = Which::refused;
    if (call.in_query("which") == "all") query.which = Which::all;
    query.after = call.in_query("after");
    query.limit = call.limit();
    const auto items = reading(services.engine, call.principal).upstream_items(query);
    if (!items.ok()) return to_response(problem_of(items.error()));
    const bool full = items->size() == query.limit;
    return page_response(array_of(*items), full ? items->back().effect : "");
}

Response decide(Services& services, const Call& call) {
    const std::string& item = call.in_path("item");
    const std::string why = text_member(call.body.get_object(), "reason");
    const bool waives = call.in_path("decision") == "waiver";
    const auto viewer = viewer_of(call.principal);
    if (!viewer)
        return done_or_problem(
            waives ? waive_upstream_item(services.engine, item, actor_of(call), why)
                   : retry_upstream_item(services.engine, item, actor_of(call), why));
    Access access(services.engine, *viewer);
    return done_or_problem(waives ? access.waive_upstream_item(item, why)
                                  : access.retry_upstream_item(item, why));
}

Response try_now(Services& services, const Call& call) {
    return done_or_problem(try_upstream(services.engine, call.in_path("upstream"), actor_of(call)));
}

Response list_feeds(Services& services, const Call&) {
    const auto feeds = inbound_feeds(services.engine);
    if (!feeds.ok()) return to_response(problem_of(feeds.error()));
    return page_response(array_of(*feeds), "");
}

Response list_waiting(Services& services, const Call& call) {
    const auto after = number_in<std::int64_t>(call.in_query("after"));
    const auto events = waiting_events(services.engine, after, call.limit());
    if (!events.ok()) return to_response(problem_of(events.error()));
    const bool full = events->size() == call.limit();
    return page_response(array_of(*events), full ? std::to_string(events->back().number) : "");
}

ShapePointer upstream_shape() {
    return object(
        "Upstream", "Another system that must have in its record what happens here",
        {required("name", text(), "As definitions name it"),
         required("title", text(), "For people"),
         required("connected", truth(), "The running engine has a plug-in for it"),
         required("away", truth(), "It failed several times: asked again at `next_try`"),
         required("away_since", or_null(instant()), "Null: it is not"),
         required("next_try", or_null(instant()), "Null: whenever something is due"),
         required("answered", or_null(instant()), "When it last took or refused something"),
         required("said", text(), "Its last words, or why there were none; for operators alone"),
         required("waiting", number(), "Items not taken yet"),
         required("oldest", or_null(instant()), "Of these: since when"),
         required("refused", number(), "Items that a person has to look at"),
         required("recorded", number(), "Taken, ever"), required("waived", number(), "Ever")});
}

ShapePointer item_shape() {
    return object(
        "UpstreamItem", "What another system must have in its record",
        {required("item", text(), "Its id, and the idempotency key that it is sent with"),
         required("upstream", text(), "The system"),
         required("upstream_title", text(), "For people"), required("case", text(), "Reference"),
         required("pathway", text(), "Of the case"), required("about", text(), "State or handoff"),
         required("entry", text(), "What is to stand there"),
         required("state", choice({"queued", "held", "retrying", "delivered", "refused", "waived"}),
                  "How far it has come"),
         required("standing", text(), "The same for people: not yet in nDelius, ..."),
         required("happened", instant(), "When it was true"),
         required("recorded", instant(), "When it was recorded here"),
         required("by", text(), "Staff id; empty: the engine itself"),
         required("attempts", number(), "How often it was sent"),
         required("next_try", or_null(instant()), "Null: it does not wait for a time"),
         required("ended", or_null(instant()), "When it was taken, refused or waived"),
         required("said", text(), "The other system's words, or why it was waived"),
         required("decided_by", text(), "Staff id of whoever retried or waived it")});
}

ShapePointer feed_shape() {
    const ShapePointer ended = object(
        "FeedEnded", "",
        {required("count", number(), "How many"), required("last", instant(), "The last one")});
    return object(
        "Feed", "What one feed brought since the store was made",
        {required("source", text(), "As it names itself"),
         required("last", or_null(instant()), "When it was heard of last"),
         required("ended", map_of(ended),
                  "By outcome: applied, duplicate, unchanged, stale, buffered, refused")});
}

ShapePointer waiting_shape() {
    return object(
        "WaitingEvent", "An event of a person who has no case yet",
        {required("number", number(), "Its id"), required("noms", text(), "May be empty"),
         required("crn", text(), "May be empty"), required("event", text(), "Its name"),
         required("source", text(), "The feed"), required("received", instant(), "When it came")});
}

Query with(Services& services, Response (*query)(Services&, const Call&)) {
    return [&services, query](const Call& call) { return query(services, call); };
}

std::vector<Route> outbound(Services& services) {
    return {
        {.method = "GET",
         .path = "/api/v1/upstreams",
         .operation = "listUpstreams",
         .tag = "Upstreams",
         .title = "Other systems: reachable or away since when, what waits and how old it is",
         .answer = shapes::page_of("UpstreamPage", upstream_shape()),
         .query = with(services, list_upstreams)},
        {.method = "GET",
         .path = "/api/v1/upstreams/items",
         .operation = "listUpstreamItems",
         .tag = "Upstreams",
         .title = "What is not in another system's record yet; the list for reconciliation",
         .about = "`which`: open (waiting or refused; the default), refused, or all, of one case. "
                  "Only of cases that the caller may see.",
         .in_query = {{"upstream", some_text(100), "Only for this system"},
                      {"case", some_text(100), "Only of this case"},
                      {"which", choice({"open", "refused", "all"}), "Default open"},
                      after_parameter(),
                      limit_parameter()},
         .answer = shapes::page_of("UpstreamItemPage", item_shape()),
         .problems = {"not-found", "forbidden"},
         .query = with(services, list_items)},
        {.method = "POST",
         .path = "/api/v1/upstreams/items/{item}/{decision}",
         .operation = "decideUpstreamItem",
         .tag = "Upstreams",
         .title = "Send an item again, or record why it need not go",
         .about =
             "`retry` or `waiver`. Doing it a second time is `refused` when the item has ended, "
             "so it needs no key.",
         .scope = Scope::act,
         .in_path = {{"item", some_text(100), "Its id"},
                     {"decision", choice({"retry", "waiver"}), "Which"}},
         .body = shapes::because(),
         .success = 204,
         .answer_type = "",
         .problems = {"not-found", "refused", "forbidden"},
         .query = with(services, decide)},
        {.method = "POST",
         .path = "/api/v1/upstreams/{upstream}/trial",
         .operation = "tryUpstream",
         .tag = "Upstreams",
         .title = "Ask a system that is away now, instead of at its next try",
         .scope = Scope::operate,
         .in_path = {{"upstream", some_text(100), "Its name"}},
         .success = 204,
         .answer_type = "",
         .problems = {"not-found", "refused"},
         .query = with(services, try_now)},
    };
}

std::vector<Route> inbound(Services& services) {
    return {
        {.method = "GET",
         .path = "/api/v1/feeds",
         .operation = "listFeeds",
         .tag = "Upstreams",
         .title = "What feeds brought: applied, duplicates, late ones, unknown persons, refused",
         .answer = shapes::page_of("FeedPage", feed_shape()),
         .query = with(services, list_feeds)},
        {.method = "GET",
         .path = "/api/v1/feeds/waiting",
         .operation = "listWaitingEvents",
         .tag = "Upstreams",
         .title = "Events of persons who have no case yet, oldest first",
         .about = "They are played, in order, when a case of the person is opened.",
         .scope = Scope::operate,
         .in_query = {{"after", number(), "Number of the last one of the page before"},
                      limit_parameter()},
         .answer = shapes::page_of("WaitingEventPage", waiting_shape()),
         .query = with(services, list_waiting)},
    };
}

}  // namespace

std::vector<Route> upstream_routes(Services& services) {
    std::vector<Route> all = outbound(services);
    for (Route& route : inbound(services)) all.push_back(std::move(route));
    return all;
}

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// Going live beside the systems people already have: placing people where they stand, teams that
// are live, and what would have gone out in shadow.
#include "throughgate/going_live.hpp"

#include <boost/json/array.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/going_live.hpp"
#include "host/json/views.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Response import_placements(Services& services, const Call& call) {
    if (call.in_query("reason").empty())
        return to_response(invalid({{"query reason", "is missing; say why they are placed"}}));
    return answer_of(
        place_cases(services.engine, call.raw, "body", actor_of(call), call.in_query("reason")));
}

Response show_live(Services& services, const Call&) {
    return answer_of(live_state(services.engine));
}

Response switch_team(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    const std::string team = text_member(body, "team");
    const Status done =
        switch_live(services.engine, team.empty() ? "*" : team, body.at("live").get_bool(),
                    actor_of(call), text_member(body, "reason"));
    return done.ok() ? show_live(services, call) : to_response(problem_of(done.error()));
}

/// Pages by the position in the list.
Response list_shadowed(Services& services, const Call& call) {
    const auto all = shadowed_notices(services.engine, call.in_query("team"));
    if (!all.ok()) return to_response(problem_of(all.error()));
    const std::size_t from = std::min(all->size(), number_in<std::size_t>(call.in_query("after")));
    const std::size_t until = std::min(all->size(), from + call.limit());
    json::array items;
    for (std::size_t i = from; i < until; ++i) items.push_back(to_json((*all)[i]));
    return page_response(std::move(items), until < all->size() ? std::to_string(until) : "");
}

Route live_route(Services& services, const char* method, const char* path, const char* operation,
                 const char* title, Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = method;
    route.path = path;
    route.operation = operation;
    route.tag = "Going live";
    route.title = title;
    route.scope = Scope::operate;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

ShapePointer team_switch() {
    return object("LiveSwitch", "Switches one team, or all, live or into shadow",
                  {optional("team", some_text(100), "Of the staff directory; none: all teams"),
                   required("live", truth(), "False: in shadow from now on"),
                   required("reason", some_text(), "Why; kept in the log")});
}

}  // namespace

std::vector<Route> going_live_routes(Services& services) {
    Route lines =
        live_route(services, "POST", "/api/v1/imports/placements", "importPlacements",
                   "People who are under way elsewhere, one JSON object a line", import_placements);
    lines.tag = "Imports";
    lines.about = "Sent again by the same person, it is a difference: nobody is placed twice.";
    lines.raw_type = "application/x-ndjson";
    lines.body_limit = limits::import_body_bytes;
    lines.takes_long = true;
    lines.in_query = {{"reason", some_text(), "Why; needed, kept in the log"}};
    lines.answer = shapes::import_report();
    lines.problems = {"refused"};
    Route live = live_route(services, "GET", "/api/v1/live", "showLive",
                            "Which teams are live, and who switched them", show_live);
    live.scope = Scope::read;
    live.answer = shapes::live_state();
    Route one = live_route(services, "POST", "/api/v1/live", "switchLive",
                           "Switch a team live, or back into shadow", switch_team);
    one.about =
        "What was shadowed before is never sent late. The same switch again changes nothing.";
    one.body = team_switch();
    one.answer = shapes::live_state();
    one.problems = {"refused", "not-found"};
    Route shadowed = live_route(services, "GET", "/api/v1/outbox/shadowed", "listShadowed",
                                "Notices that would have gone, oldest first", list_shadowed);
    shadowed.in_query = {{"team", some_text(100), "Only to people of this team"},
                         {"after", number(), "`next` of the page before"},
                         limit_parameter()};
    shadowed.answer = shapes::page_of("ShadowedPage", shapes::shadowed());
    return {std::move(lines), std::move(live), std::move(one), std::move(shadowed)};
}

}  // namespace throughgate::http

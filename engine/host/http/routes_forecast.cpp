// SPDX-License-Identifier: MIT
// "What if we published this now?": the weeks to come on copies of the store.
#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/forecast.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Response play(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    const ScratchFolder scratch;
    if (scratch.path().empty())
        return to_response({"unavailable", "cannot make a temporary folder", "", {}, 5});
    ForecastOptions options;
    options.folder = scratch.path();
    if (const json::value* weeks = body.if_contains("weeks"))
        options.weeks = weeks->to_number<unsigned>();
    options.assume = assumption_named(text_member(body, "assume")).value_or(options.assume);
    const auto forecast =
        forecast_change(services.engine, definition_files_of(body), actor_of(call), options);
    if (!forecast.ok()) return to_response(problem_of(forecast.error()));
    return json_response(to_json(*forecast));
}

ShapePointer body_shape() {
    return object("ForecastRequest", "A workflows folder, and what to assume",
                  {required("files", shapes::definition_files()->members[0].shape,
                            "Every .yaml of the folder but the tests"),
                   optional("weeks", number(1, 52), "Default 12"),
                   optional("assume", choice({"nobody-answers", "on-time"}),
                            "What people do meanwhile; default nobody-answers")});
}

ShapePointer plan_shape() {
    const ShapePointer line =
        object("ForecastLine", "What is done at once",
               {required("kind", text(), "As in a plan"), required("pathway", text(), "Its id"),
                required("subject", text(), "State, date, handoff or message"),
                required("words", text(), "About the first of them"),
                required("cases", number(), "How many"),
                required("first", list_of(text()), "References, at most 5")});
    const ShapePointer team =
        object("ForecastTeam", "Things to do",
               {required("team", text(), "Of the cases"), required("before", number(), "Now"),
                required("after", number(), "Then")});
    return object("ForecastPlan", "What publishing would do at once, as a plan says it",
                  {required("plan", text(), "Of the copy; of no use elsewhere"),
                   required("publishes", list_of(text()), "Versions that are new"),
                   required("cases", number(), "Live ones of its pathways"),
                   required("changes", number(), "Brought over"),
                   required("blocked", number(), "Without a way; then nothing is played"),
                   required("incidents", number(), "Left alone, an incident holds them"),
                   required("notices_now", number(), "That go at once"),
                   required("lines", list_of(line), "What is in the way first"),
                   required("teams", list_of(team), "Whose work changes"),
                   required("approval", text(), "Who has to approve it, in words"),
                   required("tried", list_of(text()), "What teams try of its pathways already")});
}

ShapePointer week_shape() {
    const ShapePointer figures =
        object("ForecastFigures", "One week",
               {required("opened", number(), "Handoffs"),
                required("due", number(), "Dates of handoffs and states that lie in it"),
                required("overdue", number(), "Handoffs, when it ends"),
                required("escalated", number(), "Handoffs that went to a manager"),
                required("notices", number(), "Messages sent; a digest is one"),
                required("tasks", number(), "Things to do when it ends")});
    return object(
        "ForecastWeek", "As things are, and with the change",
        {required("week", date(), "Its first day"), required("before", figures, "As things are"),
         required("after", figures, "With the change")});
}

ShapePointer answer_shape() {
    const ShapePointer load = object("ForecastLoad", "Things to do when each week ends",
                                     {required("name", text(), "Staff id, box or team; may be ''"),
                                      required("before", list_of(number()), "By week"),
                                      required("after", list_of(number()), "By week")});
    const ShapePointer incidents = object("ForecastIncidents", "Open at the end",
                                          {required("before", number(), "As things are"),
                                           required("after", number(), "With the change")});
    return object(
        "Forecast", "The weeks to come, as things are and with the change",
        {required("plan", plan_shape(), "What is done at once"),
         required("diagnostics", shapes::check_report()->members[3].shape,
                  "Of the files; with errors nothing was played"),
         required("assume", text(), "As asked"),
         required("assumed", text(), "The same as a sentence"),
         required("from", instant(), "The engine's time"), required("until", instant(), "The end"),
         required("many", number(), "With more things to do a person has too many"),
         required("weeks", list_of(week_shape()), "Empty: nothing was played"),
         required("people", list_of(load), "The fullest first"),
         required("teams", list_of(load), "The fullest first"),
         required("not_done", list_of(text()), "What nobody could do, and why"),
         required("incidents", incidents, "Open at the end; a case may have several, and go on")});
}

}  // namespace

std::vector<Route> forecast_routes(Services& services) {
    Route route;
    route.method = "POST";
    route.path = "/api/v1/definitions/forecast";
    route.operation = "forecastDefinitions";
    route.tag = "Definitions";
    route.title = "What if these were published now?";
    route.about =
        "Copies of the store are played, as things are and with the change; the store itself "
        "stays as it is and nobody is told.";
    route.scope = Scope::operate;
    route.body_limit = limits::import_body_bytes;
    route.takes_long = true;
    route.body = body_shape();
    route.answer = answer_shape();
    route.problems = {"refused"};
    route.query = [&services](const Call& call) { return play(services, call); };
    return {std::move(route)};
}

}  // namespace throughgate::http

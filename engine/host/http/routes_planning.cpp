// SPDX-License-Identifier: MIT
// What would be if the files were so: who would be told, and calendars with newer bank holidays.
// Nothing is written and nobody is told.
#include <boost/json/array.hpp>

#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"
#include "host/json/notices.hpp"
#include "host/json/views.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

Response preview_notices(Services&, const Call& call) {
    const json::object& body = call.body.get_object();
    const ScratchFolder scratch;
    if (scratch.path().empty())
        return to_response({"unavailable", "cannot make a temporary folder", "", {}, 5});
    RouteOptions options;
    options.definitions = definition_files_of(body);
    options.staff = text_member(body, "staff");
    options.rota = text_member(body, "rota");
    options.scene = text_member(body, "scene");
    options.channel = body.contains("channel") ? text_member(body, "channel") : "file-drop";
    options.folder = scratch.path();
    const auto routed = route(options);
    if (!routed.ok()) return to_response(problem_of(routed.error()));
    return json_response(json::object{{"items", to_json_array(*routed)}});
}

Response bring_bank_holidays(Services& services, const Call& call) {
    const json::object& body = call.body.get_object();
    const Date today = std::chrono::floor<std::chrono::days>(services.engine.now());
    const std::string version =
        body.contains("version") ? text_member(body, "version") : format_date(today);
    const auto updates = import_bank_holidays(text_member(body, "holidays"), "holidays",
                                              definition_files_of(body), version);
    if (!updates.ok()) return to_response(problem_of(updates.error()));
    json::array items;
    for (const CalendarUpdate& update : *updates) {
        json::object item = to_json(update);
        item["text"] = update.bytes;
        items.push_back(std::move(item));
    }
    return json_response(json::object{{"items", std::move(items)}});
}

Member definition_file_member() { return shapes::definition_files()->members[0]; }

ShapePointer notice_preview_body() {
    return object("NoticePreview", "Definitions, people and an invented case",
                  {definition_file_member(), required("staff", text(), "CSV of the directory"),
                   optional("rota", text(), "CSV of who is on duty"),
                   required("scene", some_text(20000),
                            "The case, JSON as text: {at, until, facts, people, events}"),
                   optional("channel", some_text(100), "Used first; default file-drop")});
}

ShapePointer notice_preview_answer() {
    return object(
        "NoticePreviewAnswer", "Who would be told, in order of time",
        {required(
            "items",
            list_of(object(
                "PreviewedNotice", "One person, told once",
                {required("at", instant(), "When"), required("person", text(), "Staff id"),
                 required("way", text(), "alone, digest, summary, unread, none"),
                 required("class", text(), "critical, action, info"),
                 required("channel", text(), "By which"),
                 required("what", text(), "Message, or subject of a mail"),
                 required("to", text(), "As whom"), required("because", text(), "Plain words")})),
            "Nothing was sent")});
}

ShapePointer holidays_body() {
    return object("BankHolidays", "A published list, and calendars",
                  {definition_file_member(),
                   required("holidays", some_text(1000000), "The JSON that GOV.UK publishes"),
                   optional("version", some_text(100), "What changed files say; default today")});
}

ShapePointer holidays_answer() {
    return object(
        "CalendarUpdates", "Calendars with the list in them; publish them to use them",
        {required("items",
                  list_of(object("CalendarUpdate", "One file",
                                 {required("file", text(), "Its path"),
                                  required("calendar", text(), "Its name"),
                                  required("changed", truth(), "False: nothing new"),
                                  required("added", list_of(text()), "Days"),
                                  required("removed", list_of(text()), "Days"),
                                  required("renamed", list_of(text()), "Days"),
                                  required("known_until", date(), "Last year it covers"),
                                  required("text", text(), "The whole file, comments kept")})),
                  "One a calendar")});
}

Route planning_route(Services& services, const char* path, const char* operation, const char* title,
                     Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = "POST";
    route.path = path;
    route.operation = operation;
    route.tag = "Definitions";
    route.title = title;
    route.scope = Scope::operate;
    route.body_limit = limits::import_body_bytes;
    route.takes_long = true;
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> planning_routes(Services& services) {
    Route preview = planning_route(services, "/api/v1/definitions/notices", "previewNotices",
                                   "Who would be told what, when and why", preview_notices);
    preview.about = "A case is invented as the scene says and played; nothing is sent.";
    preview.body = notice_preview_body();
    preview.answer = notice_preview_answer();
    Route holidays =
        planning_route(services, "/api/v1/definitions/bank-holidays", "bringBankHolidays",
                       "Calendars as a list of bank holidays changes them", bring_bank_holidays);
    holidays.about = "Answers the changed files; publishing them is a request of its own.";
    holidays.body = holidays_body();
    holidays.answer = holidays_answer();
    holidays.problems = {"not-found"};
    return {std::move(preview), std::move(holidays)};
}

}  // namespace throughgate::http

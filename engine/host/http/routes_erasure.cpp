// SPDX-License-Identifier: MIT
// Erasing closed cases, by two people.
#include "host/http/routes_erasure.hpp"

#include "host/http/commands.hpp"
#include "host/http/shapes.hpp"
#include "host/json/erasure.hpp"
#include "throughgate/erasure.hpp"

namespace throughgate::http {
namespace {

/// Whoever calls, with the rights that their host asserts.
Viewer asker_of(const Call& call) {
    if (const auto viewer = viewer_of(call.principal)) return *viewer;
    return {call.principal.person, call.principal.id, "", {}};
}

std::string reason_of(const Call& call) { return text_member(call.body.get_object(), "reason"); }

Response erase(Services& services, const Call& call) {
    return answer_of(
        erase_case(services.engine, call.in_path("case"), asker_of(call), reason_of(call)));
}

Response withdraw(Services& services, const Call& call) {
    return done_or_problem(
        withdraw_erasure(services.engine, call.in_path("case"), asker_of(call), reason_of(call)));
}

ShapePointer erasure_shape() {
    return object("Erasure", "How far it is, and how much it is about",
                  {required("case", text(), "Its reference"),
                   required("erased", truth(), "False: asked for; a second person does the same"),
                   required("asked_by", text(), "Staff id; empty: it was erased before"),
                   required("asked", instant(), "When"),
                   required("entries", number(), "Of the log: their words go"),
                   required("facts", number(), "As they were last"),
                   required("handoffs", number(), "The newest"),
                   required("notices", number(), "Waiting ones too"),
                   required("records", number(), "For other systems, which keep theirs"),
                   required("reads", number(), "Only what they were for goes"),
                   required("note", text(), "What is to be done, for people")});
}

Route erasure_route(Services& services, const char* path, const char* operation, const char* title,
                    Response (*query)(Services&, const Call&)) {
    Route route;
    route.method = "POST";
    route.path = path;
    route.operation = operation;
    route.tag = "Cases";
    route.title = title;
    route.scope = Scope::operate;
    route.in_path = {case_parameter()};
    route.body = shapes::because();
    route.problems = {"not-found", "refused", "forbidden"};
    route.query = [&services, query](const Call& call) { return query(services, call); };
    return route;
}

}  // namespace

std::vector<Route> erasure_routes(Services& services) {
    Route erasing = erasure_route(services, "/api/v1/cases/{case}/erasure", "eraseCase",
                                  "Erase a closed case, by two people", erase);
    erasing.about =
        "The first call asks, the same by somebody who is certainly another person erases for "
        "good. Both are in the staff directory. The feed of changes has a row of the kind "
        "`erased`.";
    erasing.takes_long = true;
    erasing.answer = erasure_shape();
    Route withdrawal = erasure_route(services, "/api/v1/cases/{case}/erasure/withdrawal",
                                     "withdrawErasure", "Withdraw what was asked for", withdraw);
    withdrawal.success = 204;
    withdrawal.answer_type = "";
    return {std::move(erasing), std::move(withdrawal)};
}

}  // namespace throughgate::http

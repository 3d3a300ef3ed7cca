// SPDX-License-Identifier: MIT
#include "host/http/commands.hpp"
#include "host/http/routes.hpp"
#include "host/http/shapes.hpp"

namespace throughgate::http {
namespace {

using Build = std::function<void(const Call&, Command&)>;

bool lies_ahead(const Services& services, const Command& command) {
    return command.effective_at && *command.effective_at > services.engine.now();
}

/// Submits what `build` makes of the call and answers with the receipt.
Handler submitting(Services& services, unsigned success, Build build) {
    return [&services, success, build = std::move(build)](const std::shared_ptr<const Call>& call,
                                                          const Respond& respond) {
        Command command = command_of(*call);
        if (lies_ahead(services, command))
            return respond(to_response(invalid(
                {{"/effective_at", "lies in the future; it says when something was true"}})));
        build(*call, command);
        submit(services, std::move(command),
               [call, success, respond](const Result<Receipt>& result) {
                   respond(response_of(result, *call, success));
               });
    };
}

std::uint32_t handoff_in(const Call& call) {
    return number_in<std::uint32_t>(call.in_path("handoff"));
}

Route command_route(const char* path, const char* operation, const char* tag, const char* title) {
    Route route;
    route.method = "POST";
    route.path = path;
    route.operation = operation;
    route.tag = tag;
    route.title = title;
    route.scope = Scope::act;
    route.wants_key = true;
    route.answer = shapes::receipt();
    route.problems = {"not-found", "conflict", "key-expired", "key-reused", "refused", "forbidden"};
    return route;
}

Route open_route(Services& services) {
    Route route = command_route("/api/v1/cases", "openCase", "Cases", "Open the case of a person");
    route.about =
        "A conflict when the person has an open case already; its reference is the "
        "problem's subject.";
    route.body = shapes::open_case();
    route.success = 201;
    route.handler = submitting(services, 201, [](const Call& call, Command& command) {
        command.what = open_case_of(call.body.get_object());
    });
    return route;
}

Route place_route(Services& services) {
    Route route = command_route("/api/v1/cases/place", "placeCase", "Cases",
                                "Open the case of somebody who is under way elsewhere");
    route.about =
        "Where they really stand: states, handoffs that are open, gates that were cleared. What "
        "lies before counts as told: nobody gets a notice of it. Every fault is told at once.";
    route.body = shapes::place_case();
    route.success = 201;
    route.handler = submitting(services, 201, [](const Call& call, Command& command) {
        command.what = place_case_of(call.body.get_object());
    });
    return route;
}

Route event_route(Services& services) {
    Route route = command_route("/api/v1/cases/{case}/events", "sendEvent", "Cases",
                                "Tell a case that something happened");
    route.about = "With If-Match it is applied only when the case is still as you read it.";
    route.in_path = {case_parameter()};
    route.body = shapes::event();
    route.takes_version = true;
    route.problems.push_back("stale-version");
    route.handler = submitting(services, 200, [](const Call& call, Command& command) {
        command.what = event_of(call.body.get_object(), call.in_path("case"));
    });
    return route;
}

Route event_of_person_route(Services& services) {
    Route route = command_route("/api/v1/events", "sendEventOfPerson", "Cases",
                                "Tell the case of a person that something happened");
    route.about = "For feeds: with no open case yet it is kept (`buffered`) until one is opened.";
    route.body = shapes::event_of_person();
    route.handler = submitting(services, 200, [](const Call& call, Command& command) {
        command.what = event_of(call.body.get_object(), "");
    });
    return route;
}

Route correction_route(Services& services) {
    Route route = command_route("/api/v1/cases/{case}/corrections", "correctEntry", "Cases",
                                "Take back an entry that should never have been made");
    route.in_path = {case_parameter()};
    route.body = shapes::correction();
    route.handler = submitting(services, 200, [](const Call& call, Command& command) {
        const auto& sequence = call.body.get_object().at("sequence");
        command.what = CorrectEntry{call.in_path("case"), sequence.to_number<std::uint64_t>()};
    });
    return route;
}

Route move_route(Services& services) {
    Route route = command_route("/api/v1/cases/{case}/handoffs/{handoff}/{action}", "moveHandoff",
                                "Handoffs", "Act on a handoff, as a named person");
    route.about =
        "With If-Match it is done only when the handoff is still as you read it. "
        "`decline`, `query` and `answer` need a reason; an outside body's answer needs "
        "evidence.";
    route.in_path = {case_parameter(),
                     handoff_parameter(),
                     {"action", choice(shapes::handoff_actions()), "What to do"}};
    route.body = shapes::handoff_move();
    route.takes_version = true;
    route.problems.push_back("stale-version");
    route.handler = submitting(services, 200, [](const Call& call, Command& command) {
        command.what = move_of(call.body.get_object(), call.in_path("case"), handoff_in(call),
                               call.in_path("action"));
    });
    return route;
}

}  // namespace

std::vector<Route> command_routes(Services& services) {
    return {open_route(services),       place_route(services),
            event_route(services),      event_of_person_route(services),
            correction_route(services), move_route(services)};
}

}  // namespace throughgate::http

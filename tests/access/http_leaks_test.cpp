// SPDX-License-Identifier: MIT
// Goal: nobody is given anything over HTTP that their scope, limited access or a label keeps from
// them: by any route, in any field, header, problem, stream, figure or line of the log.
// Method: as leaks_test, over the routes' own table: a route that is new is asked too, and fails
// the test until it is written down how. The search is tried on routes that leak: the same ones
// with the token of a service that asks for nobody in particular.
#include <set>

#include "access/http_asks.hpp"
#include "access/search.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using Found = std::vector<std::string>;

const RightsRow no_rights{"nobody", {}, {}, {}};

bool is_of_all(const http::Route& route) { return route.path.find("{case}") == route.path.npos; }

Answered searched(const http::Route& route, const HttpAsk& ask, const HttpAnswer& answer) {
    return {route.operation, is_of_all(route), asked_by_number(route),
            ask.name.empty() ? answer.whole : without(answer.whole, ask.name)};
}

void add(Found& found, const Found& more) { found.insert(found.end(), more.begin(), more.end()); }

struct Asking {
    Stage& stage;
    HttpDoor& door;
    Found leaked;
    std::set<std::string> not_asked;  ///< operations

    void ask(const http::Route& route, const HttpCaller& caller, const RightsRow& rights,
             const StagedCase& about) {
        const auto asks = asks_of(route, stage, about);
        if (asks.empty()) not_asked.insert(route.operation);
        for (const HttpAsk& each : asks) {
            const HttpAnswer answer =
                door.ask(caller, route.method, each.target, each.body, each.type);
            add(leaked, leaks(stage, searched(route, each, answer), rights, about));
        }
    }
};

}  // namespace

TEST_CASE("everybody asks every route, and nothing that is protected comes back") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string service = door.token("caseworker");
    Asking asking{stage, door, {}, {}};
    for (const RightsRow& rights : table_of_rights())
        for (const http::Route& route : door.routes()) {
            if (route.scope == http::Scope::operate) continue;
            for (const StagedCase& about : stage.cases())
                asking.ask(route, {service, rights.person}, rights, about);
        }
    INFO(listed(asking.leaked));
    CHECK(asking.leaked.empty());
    CHECK(asking.not_asked.empty());
    CHECK(stage.engine().verify_audit().value().empty());
    // Logs and figures are for whoever runs the server, who may see no case at all.
    const Answered log{"log", true, false, door.log()};
    const Answered figures{"metrics", true, false, door.ask({}, "GET", "/metrics").whole};
    for (const StagedCase& about : stage.cases()) {
        CHECK(leaks(stage, log, no_rights, about).empty());
        CHECK(leaks(stage, figures, no_rights, about).empty());
    }
    CHECK(log.text.find("\"operation\":\"showCase\"") != log.text.npos);
}

TEST_CASE("what is for operators is refused to everybody else, and the refusal says nothing") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string service = door.token("caseworker");
    Found leaked;
    for (const http::Route& route : door.routes()) {
        if (route.scope != http::Scope::operate) continue;
        for (const HttpAsk& each : asks_of(route, stage, stage.of("plain"))) {
            const auto answer =
                door.ask({service, "RO1"}, route.method, each.target, each.body, each.type);
            INFO(route.operation);
            CHECK(answer.status == 403);
            add(leaked, leaks(stage, searched(route, each, answer), no_rights, stage.of("plain")));
        }
    }
    CHECK(leaked.empty());
}

TEST_CASE("whoever may read something is given it over HTTP") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string service = door.token("reader");
    for (const RightsRow& rights : table_of_rights())
        for (const StagedCase& about : stage.cases()) {
            const auto answer =
                door.ask({service, rights.person}, "GET", "/api/v1/cases/" + about.reference);
            INFO(rights.person << " about " << about.name);
            CHECK(answer.status == (rights.cases.contains(about.name) ? 200 : 403));
            if (answer.status != 200) continue;
            for (const std::string& label : rights.labels)
                CHECK(answer.body.find("value-" + label + "-of-" + about.name) != answer.body.npos);
        }
}

TEST_CASE("a token of nobody in particular is given nothing that its labels do not open") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string feed = door.token("reader", "", {"health"});
    const Names all = {"plain", "limited", "survivor", "perpetrator", "elsewhere"};
    const RightsRow rights{"a feed", all, {}, {"health"}};
    Asking asking{stage, door, {}, {}};
    for (const http::Route& route : door.routes())
        if (route.scope == http::Scope::read)
            for (const StagedCase& about : stage.cases()) asking.ask(route, {feed}, rights, about);
    INFO(listed(asking.leaked));
    CHECK(asking.leaked.empty());
    const auto answer = door.ask({feed}, "GET", "/api/v1/cases/TG-000002");
    CHECK(answer.body.find("value-health-of-limited") != answer.body.npos);
    CHECK(stage.engine().reads({}).value().back().asserted_by.find(" everything") !=
          std::string::npos);
}

TEST_CASE("names that a caller makes up are not kept") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string service = door.token("reader");
    const auto answer =
        door.ask({service, "anna", R"({"roles":["made-up-role"],"labels":["made-up"]})"}, "GET",
                 "/api/v1/cases");
    CHECK(answer.status == 400);
    CHECK_FALSE(Symbol::find("made-up-role"));
    CHECK_FALSE(Symbol::find("made-up"));
}

TEST_CASE("a leak in any route is found by the search over HTTP") {
    Stage stage;
    HttpDoor door(stage.engine());
    const std::string trusted = door.token("caseworker", "", labels());
    std::set<std::string> silent;
    for (const http::Route& route : door.routes()) {
        if (route.scope == http::Scope::operate) continue;
        Asking asking{stage, door, {}, {}};
        for (const StagedCase& about : stage.cases())
            asking.ask(route, {trusted}, no_rights, about);
        if (asking.leaked.empty()) silent.insert(route.operation);
    }
    // No incident is open here, and the feed has references alone: access_test asks for both.
    // Answers to searches and commands say no more than what was asked for, and the others tell of
    // no case, or of figures and references alone. A one-time link shows reference and handoff, to
    // whoever has its token.
    const std::set<std::string> expected = {
        "listIncidents", "listChanges",        "streamChanges",  "openCase",
        "placeCase",     "sendEvent",          "correctEntry",   "findCase",
        "runBulk",       "sendEventOfPerson",  "evaluateRule",   "drawDiagram",
        "showHealth",    "showMetrics",        "showVersion",    "showMe",
        "showOpenApi",   "showOpenApi30",      "showRights",     "breakGlass",
        "showLive",      "explainDiagnostic",  "listUpstreams",  "listUpstreamItems",
        "listFeeds",     "decideUpstreamItem", "showLink",       "followLink",
        "takeReply",     "reportCaseload",     "reportWorkload", "reportUnreachable",
        "reportStates",  "reportInspection"};
    CHECK(silent == expected);
}

}  // namespace throughgate::testing

// SPDX-License-Identifier: MIT
#include "access/http_asks.hpp"

#include <functional>
#include <map>
#include <set>

#include "throughgate/upstreams.hpp"

namespace throughgate::testing {
namespace {

using Texts = std::vector<std::string>;
using Bodies = std::function<Texts(const Stage&, const StagedCase&)>;

constexpr unsigned most_handoffs = 9;  ///< of a staged case, with a few that are not there

Texts numbers() {
    Texts all;
    for (unsigned each = 1; each <= most_handoffs; ++each) all.push_back(std::to_string(each));
    return all;
}

Texts names_and_numbers() {
    Texts all = numbers();
    for (const std::string& label : labels()) all.push_back("P_" + label);
    return all;
}

/// Of the case, and one that is not there.
Texts items_of(Stage& stage, const StagedCase& about) {
    UpstreamItemQuery query;
    query.case_reference = about.reference;
    query.which = UpstreamItemQuery::Which::all;
    Texts all{"no-such-item"};
    const auto items = upstream_items(stage.engine(), query).value();
    for (const UpstreamItemView& each : items) all.push_back(each.effect);
    return all;
}

/// Whatever can stand for a parameter of a path.
Texts values_of(const http::Route& route, const std::string& parameter, Stage& stage,
                const StagedCase& about) {
    if (parameter == "case") return {about.reference};
    if (parameter == "handoff")
        return route.operation == "showContact" ? names_and_numbers() : numbers();
    if (parameter == "person") return staff();
    if (parameter == "action") return {"query", "acknowledge"};
    if (parameter == "code") return {"TG0107"};
    if (parameter == "incident") return {"1"};
    if (parameter == "item") return items_of(stage, about);
    if (parameter == "notice") return {"0000000000000007-1-1-0", "no-such-notice"};
    if (parameter == "decision") return {"retry", "waiver"};
    if (parameter == "upstream") return {"ndelius"};
    if (parameter == "plan") return {"no-such-plan"};
    if (parameter == "run") return {"1"};
    if (parameter == "token") return {"no-such-link", "AAAA.AAAA"};
    return {};
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string person_body(const StagedCase& about) {
    return R"("person":{"noms":)" + quoted(about.person.noms_number) + R"(,"crn":)" +
           quoted(about.person.crn) + "}";
}

/// Events that every label's state answers, and one of the case itself.
Texts events() {
    Texts all{"noted"};
    for (const std::string& label : labels()) all.push_back("over." + label);
    return all;
}

Texts event_bodies(const std::string& before) {
    Texts all;
    for (const std::string& event : events())
        all.push_back("{" + before + R"("event":)" + quoted(event) +
                      R"(,"fields":{"reason":"to see what comes back"}})");
    return all;
}

Texts bulk_bodies(const StagedCase& about) {
    static unsigned keys = 0;
    const std::string key = quoted("bulk-" + std::to_string(++keys));
    return {R"({"items":[{"event":{"key":)" + key + R"(,"case":)" + quoted(about.reference) +
            R"(,"event":"noted"}},{"move":{"key":)" + key + R"(,"case":)" +
            quoted(about.reference) + R"(,"handoff":1,"action":"query","reason":"why"}}]})"};
}

const std::map<std::string, Bodies>& bodies() {
    static const std::map<std::string, Bodies> table = {
        {"findCase",
         [](auto&, const StagedCase& c) {
             return Texts{R"({"noms":)" + quoted(c.person.noms_number) + "}",
                          R"({"crn":)" + quoted(c.person.crn) + "}"};
         }},
        {"openCase", [](auto&, auto& c) { return Texts{"{" + person_body(c) + "}"}; }},
        {"placeCase",
         [](auto&, auto& c) {
             return Texts{"{" + person_body(c) +
                          R"(,"states":[{"pathway":"spine","state":"phase.in_custody"}],)"
                          R"("reason":"taken over"})"};
         }},
        {"sendEvent", [](auto&, auto&) { return event_bodies(""); }},
        {"sendEventOfPerson", [](auto&, auto& c) { return event_bodies(person_body(c) + ","); }},
        {"correctEntry",
         [](auto&, auto&) {
             Texts all;
             for (const std::string& each : numbers())
                 all.push_back(R"({"sequence":)" + each + R"(,"reason":"a mistake"})");
             return all;
         }},
        {"moveHandoff", [](auto&, auto&) { return Texts{R"({"reason":"to see what comes"})"}; }},
        {"runBulk", [](auto&, auto& c) { return bulk_bodies(c); }},
        {"breakGlass", [](auto&, auto&) { return Texts{R"({"reason":" "})"}; }},
        {"eraseCase", [](auto&, auto&) { return Texts{R"({"reason":"kept long"})"}; }},
        {"withdrawErasure", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"decideUpstreamItem", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"decideNotice", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"noteHeard",
         [](auto&, auto&) {
             return Texts{R"({"notice":"0000000000000007-1-1-0","heard":"opened"})"};
         }},
        {"resolveIncident", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"switchLive", [](auto&, auto&) { return Texts{R"({"live":false,"reason":"x"})"}; }},
        {"takeReply",
         [](auto&, auto&) {
             return Texts{R"({"token":"AAAA.AAAA","from":"somebody@example.invalid"})"};
         }},
        {"checkDefinitions", [](auto&, auto&) { return Texts{R"({"files":[]})"}; }},
        {"applyDefinitions", [](auto&, auto&) { return Texts{R"({"files":[]})"}; }},
        {"makePlan", [](auto&, auto&) { return Texts{R"({"files":[]})"}; }},
        {"approvePlan", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"withdrawPlan", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"undoChange", [](auto&, auto&) { return Texts{R"({"reason":"seen"})"}; }},
        {"drawDiagram", [](auto&, auto&) { return Texts{R"({"files":[]})"}; }},
        {"previewNotices",
         [](auto&, auto&) { return Texts{R"({"files":[],"staff":"","scene":"{}"})"}; }},
        {"bringBankHolidays",
         [](auto&, auto&) { return Texts{R"({"files":[],"holidays":"{}"})"}; }},
        {"evaluateRule", [](auto&, auto&) { return Texts{R"({"expression":"1 = 1"})"}; }},
        {"moveClock", [](auto&, auto&) { return Texts{R"({"now":"2026-09-28T08:00:00Z"})"}; }},
    };
    return table;
}

/// Queries beside none at all.
Texts queries_of(const http::Route& route, const StagedCase& about) {
    const std::string& of = route.operation;
    if (of == "listCases")
        return {"", "prison=ZZA", "team=N03A", "officer=RO2", "state=custody", "limit=1"};
    if (of == "listHandoffs")
        return {"", "case=" + about.reference, "case=" + about.reference + "&all=true", "limit=2"};
    if (of == "listReleases")
        return {"from=2026-09-01&until=2026-12-01", "from=2026-09-01&until=2026-12-01&limit=1"};
    if (of == "listReceptions") return {"day=2026-09-28", "day=2026-09-28&prison=ZZA"};
    if (of == "reportCaseload")
        return {"", "person=RO2", "prison=ZZA&sort=overdue", "person=P1&limit=1"};
    if (of == "reportWorkload") return {"from=2026-09-01&until=2026-12-01", "team=N03A"};
    if (of == "reportHandoffs") return {"", "overdue=true", "person=RO2", "sort=age_days"};
    if (of == "reportStates") return {"", "prison=ZZA"};
    if (of == "reportReleases") return {"from=2026-09-01&until=2026-12-01"};
    if (of == "reportInspection")
        return {"from=2026-09-01&until=2026-12-01", "known_on=2026-09-28"};
    if (of == "listChanges") return {"", "limit=2"};
    return {""};
}

Texts bodies_of(const http::Route& route, const Stage& stage, const StagedCase& about) {
    if (!route.raw_type.empty()) return {"anything"};
    if (!route.body) return {""};
    const auto found = bodies().find(route.operation);
    return found == bodies().end() ? Texts{} : found->second(stage, about);
}

Texts filled_paths(const http::Route& route, Stage& stage, const StagedCase& about) {
    Texts paths{route.path};
    for (const http::Parameter& parameter : route.in_path) {
        const std::string place = "{" + parameter.name + "}";
        Texts filled;
        for (const std::string& path : paths)
            for (const std::string& value : values_of(route, parameter.name, stage, about)) {
                std::string one = path;
                filled.push_back(one.replace(one.find(place), place.size(), value));
            }
        paths = std::move(filled);
    }
    return paths;
}

std::string name_in(const std::string& path) {
    const std::size_t begin = path.find("/P_");
    if (begin == path.npos) return {};
    return path.substr(begin + 1, path.find('/', begin + 1) - begin - 1);
}

}  // namespace

std::vector<HttpAsk> asks_of(const http::Route& route, Stage& stage, const StagedCase& about) {
    const std::string type = route.raw_type.empty() ? "application/json" : route.raw_type;
    std::vector<HttpAsk> all;
    for (const std::string& path : filled_paths(route, stage, about))
        for (const std::string& query : queries_of(route, about))
            for (const std::string& body : bodies_of(route, stage, about))
                all.push_back(
                    {query.empty() ? path : path + "?" + query, body, type, name_in(path)});
    return all;
}

bool asked_by_number(const http::Route& route) {
    static const std::set<std::string> all = {"findCase", "openCase", "placeCase",
                                              "sendEventOfPerson"};
    return all.contains(route.operation);
}

}  // namespace throughgate::testing

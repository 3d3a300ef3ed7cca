// SPDX-License-Identifier: MIT
// Goal: the console shows nobody what their scope, limited access or a label keeps from them: on no
// page, in no message, stream or line of the log; and it takes no form that is not its own.
// Method: as http_leaks_test, over the console's own table of pages: a page that is new is asked,
// too, and fails the test until it is written down how. The search is tried on somebody who may see
// nothing by the table but is shown what another person may see.
#include <functional>
#include <set>

#include "access/console_door.hpp"
#include "access/search.hpp"
#include "support/catch.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::testing {
namespace {

using Found = std::vector<std::string>;
using Texts = std::vector<std::string>;

/// Whatever can stand for a parameter of a path.
Texts values_of(const std::string& parameter, const StagedCase& about) {
    if (parameter == "case") return {about.reference};
    if (parameter == "handoff") return {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
    if (parameter == "action") return {"query", "acknowledge"};
    if (parameter == "kind") return {"caseload", "workload", "handoffs", "releases", "inspection"};
    if (parameter == "file") return {"report.json", "people.csv", "handoffs.csv", "sample.csv"};
    if (parameter == "view") return {"of-nobody"};
    if (parameter == "run" || parameter == "alert") return {"1", "99"};
    if (parameter == "code") return {"TG0101", "TG9999"};
    if (parameter == "what")
        return {"check",  "diagram",  "simulate", "record", "changes",
                "format", "describe", "complete", "map",    "nothing"};
    return {};
}

Texts queries_of(const console::Page& page, const StagedCase& about) {
    if (page.operation == "page.showAudit")
        return {"", "?person=RO1", "?kind=refused", "?case=" + about.reference};
    if (page.operation == "page.listCases")
        return {"",
                "?prison=ZZA",
                "?team=N03A",
                "?officer=RO2",
                "?state=custody",
                "?sort=release&skip=1",
                "?sort=-officer"};
    if (page.operation == "page.chooseAllocation") return {"", "?role=pom", "?role=ro&person=RO2"};
    if (page.operation == "page.showPerson") return {"", "?history=all"};
    if (page.operation.starts_with("page.report.") || page.operation == "page.takeReport")
        return {"?from=2026-09-01&until=2026-12-01", "?person=RO2", "?prison=ZZA&sort=overdue"};
    return {""};
}

Texts forms_of(const console::Page& page, const StagedCase& about) {
    if (page.method == "GET") return {""};
    if (page.operation == "page.actOnWork")
        return {"act=acknowledge+" + about.reference + "/1",
                "handoff=" + about.reference + "/1&handoff=" + about.reference + "/2", "nothing=1"};
    if (page.operation == "page.actOnHandoff") return {"reason=to+see+what+comes", "reason="};
    if (page.operation == "page.openCase") return {"reason=+"};
    if (page.operation == "page.reviewAlert") return {"note=", "note=right"};
    if (page.operation == "page.allocate") {
        const std::string chosen = "role=ro&to=RO2&reason=leave&case=" + about.reference + "+1";
        return {chosen + (about.name == "plain" ? "" : "&confirmed=yes")};
    }
    if (page.operation == "page.saveView") return {"name=Mine&back=/cases", "name=&back=/cases"};
    if (page.operation == "page.renameView") return {"name=Other"};
    if (page.operation == "page.deleteView") return {"back=/cases"};
    if (page.scope == http::Scope::operate) return {"reason=", "team=N03A"};
    return {};
}

Texts filled_paths(const console::Page& page, const StagedCase& about, const std::string& plan) {
    std::string whole = page.path;
    if (const std::size_t at = whole.find("{plan}"); at != whole.npos) whole.replace(at, 6, plan);
    Texts paths{whole};
    for (std::size_t open = whole.find('{'); open != whole.npos; open = whole.find('{', open + 1)) {
        const std::string place = whole.substr(open, whole.find('}', open) + 1 - open);
        Texts filled;
        for (const std::string& path : paths)
            for (const std::string& value : values_of(place.substr(1, place.size() - 2), about)) {
                std::string one = path;
                filled.push_back(one.replace(one.find(place), place.size(), value));
            }
        paths = std::move(filled);
    }
    return paths;
}

/// Signing out would end what the next page is asked with.
bool is_asked(const console::Page& page) {
    return page.signed_in && page.operation != "page.signOut" && page.scope != http::Scope::operate;
}

/// What is not about one case is asked once, not for each of them.
bool is_asked_about(const console::Page& page, const StagedCase& about, const Stage& stage) {
    return page.method != "GET" || page.path.find("{case}") != page.path.npos ||
           about.reference == stage.cases().front().reference;
}

struct Asking {
    Stage& stage;
    ConsoleDoor& door;
    std::string plan{};  ///< hash of one that was put forward
    Found leaked{};
    Texts not_asked{};

    void ask(const console::Page& page, const std::string& person, const RightsRow& rights,
             const StagedCase& about) {
        bool asked = false;
        for (const std::string& path : filled_paths(page, about, plan))
            for (const std::string& query : queries_of(page, about))
                for (const std::string& form : forms_of(page, about)) {
                    asked = true;
                    const HttpAnswer answer = page.method == "GET"
                                                  ? door.get(person, path + query)
                                                  : door.post(person, path + query, form);
                    look(page, answer, rights, about);
                }
        if (!asked) not_asked.push_back(page.operation);
    }

    void look(const console::Page& page, const HttpAnswer& answer, const RightsRow& rights,
              const StagedCase& about) {
        const bool of_all = page.path.find("{case}") == page.path.npos;
        const bool of_definitions = page.section == "definitions";
        const auto found = leaks(
            stage, {page.operation, of_all, false, answer.whole, of_definitions}, rights, about);
        leaked.insert(leaked.end(), found.begin(), found.end());
    }
};

}  // namespace

TEST_CASE("everybody looks at every page, and nothing that is protected is shown") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    Asking asking{stage, door};
    for (const RightsRow& rights : table_of_rights())
        for (const console::Page& page : door.pages())
            if (is_asked(page))
                for (const StagedCase& about : stage.cases())
                    if (is_asked_about(page, about, stage))
                        asking.ask(page, rights.person, rights, about);
    INFO(listed(asking.leaked));
    CHECK(asking.leaked.empty());
    INFO(listed(asking.not_asked));
    CHECK(asking.not_asked.empty());
    CHECK(stage.engine().verify_audit().value().empty());
    const RightsRow nobody{"nobody", {}, {}, {}};
    for (const StagedCase& about : stage.cases())
        CHECK(leaks(stage, {"log", true, false, door.log()}, nobody, about).empty());
}

namespace {

/// The staged definitions with another title, published and brought to every case: a plan with a
/// run.
std::string published_plan(Stage& stage) {
    auto files = definition_files("tests/support/definitions/labelled");
    for (DefinitionFile& file : files)
        if (const auto at = file.bytes.find("title: Care\n"); at != file.bytes.npos)
            file.bytes.replace(at, 12, "title: Care, later\n");
    const Actor author{"SPO1", "os:spo1", ""}, approver{"HPDU", "os:hpdu", ""};
    const auto plan = plan_change(stage.engine(), files, author);
    REQUIRE(plan.ok());
    REQUIRE(submit_plan(stage.engine(), plan->text, author).ok());
    REQUIRE(approve_plan(stage.engine(), plan->text, approver, "looked at").ok());
    REQUIRE(apply_plan(stage.engine(), plan->text, author).ok());
    return plan->hash;
}

bool is_of_operators(const console::Page& page) {
    return page.signed_in && page.scope == http::Scope::operate;
}

}  // namespace

TEST_CASE("operators look at every page of theirs, and are shown no case beyond their rights") {
    Stage stage;
    ConsoleDoor door(stage.engine(), "operator");
    Asking asking{stage, door, published_plan(stage)};
    // Not about one case: each is asked once.
    const StagedCase& about = stage.of("plain");
    std::set<std::string> pages;
    for (const RightsRow& rights : table_of_rights())
        for (const console::Page& page : door.pages())
            if (is_of_operators(page)) {
                asking.ask(page, rights.person, rights, about);
                pages.insert(page.operation);
            }
    CHECK(pages.size() > 12);
    INFO(listed(asking.leaked));
    CHECK(asking.leaked.empty());
    INFO(listed(asking.not_asked));
    CHECK(asking.not_asked.empty());
    for (const char* person : {"SPO1", "AW1"})
        CHECK(door.get(person, "/audit?verify=yes").status == 200);
}

TEST_CASE("nobody but an operator is given a page of operators") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string plan = published_plan(stage);
    for (const console::Page& page : door.pages())
        if (is_of_operators(page))
            for (const std::string& path : filled_paths(page, stage.of("plain"), plan)) {
                INFO(page.method << " " << path);
                CHECK((page.method == "GET" ? door.get("HPDU", path)
                                            : door.post("HPDU", path, "reason=because"))
                          .status == 403);
            }
}

TEST_CASE("whoever may see a case is shown it on its page, and whoever may not is told so") {
    Stage stage;
    ConsoleDoor door(stage.engine(), "reader");
    for (const RightsRow& rights : table_of_rights())
        for (const StagedCase& about : stage.cases()) {
            const auto answer = door.get(rights.person, "/cases/" + about.reference);
            INFO(rights.person << " about " << about.name);
            CHECK(answer.status == (rights.cases.contains(about.name) ? 200 : 403));
            if (answer.status != 200) continue;
            for (const std::string& label : rights.labels)
                CHECK(answer.body.find("value-" + label + "-of-" + about.name) != answer.body.npos);
        }
}

TEST_CASE("a leak on a page is found by the search") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const RightsRow nobody{"nobody", {}, {}, {}};
    std::set<std::string> silent;
    for (const console::Page& page : door.pages()) {
        if (!is_asked(page) || page.method != "GET") continue;
        Asking asking{stage, door};
        for (const RightsRow& rights : table_of_rights())
            for (const StagedCase& about : stage.cases())
                if (is_asked_about(page, about, stage))
                    asking.ask(page, rights.person, nobody, about);
        if (asking.leaked.empty()) silent.insert(page.operation);
    }
    // Some lead on, one tells a number, one asks for a reason.
    // Figures and references alone say nothing that is protected.
    CHECK(silent == std::set<std::string>{"page.showStart", "page.followWork", "page.followCase",
                                          "page.followHandoff", "page.watchWork",
                                          "page.askToOpenCase", "page.followView",
                                          "page.listAlerts", "page.showAlert",
                                          "page.chooseAllocation", "page.askToChangeView",
                                          "page.report.caseload", "page.report.workload",
                                          "page.report.unreachable", "page.report.inspection"});
}

TEST_CASE("a page read leaves the same line in the log of reads as the API does") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const StagedCase& plain = stage.of("plain");
    REQUIRE(door.get("RO1", "/cases/" + plain.reference).status == 200);
    ReadQuery query;
    query.case_reference = plain.reference;
    query.person = "RO1";
    std::set<std::string> whats;
    const auto entries = stage.engine().reads(query).value();
    for (const ReadEntry& each : entries) {
        CHECK(each.asserted_by == "console:ro1");
        whats.insert(each.what);
    }
    CHECK(whats.contains("case"));
    CHECK(whats.contains("history"));
}

TEST_CASE("a form without the token of its session changes nothing") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const std::string target = "/cases/" + stage.of("plain").reference + "/open";
    for (const char* body : {"reason=because&key=1",
                             "reason=because&key=1&csrf=", "reason=because&key=1&csrf=anything"}) {
        http::Request request;
        request.method = "POST";
        request.target = target;
        request.headers.cookie = door.cookie_of("RO1");
        request.headers.content_type = "application/x-www-form-urlencoded";
        request.body = body;
        INFO(body);
        CHECK(door.ask(std::move(request)).status == 403);
    }
    CHECK(door.post("RO1", target, "reason=because").status == 303);
}

TEST_CASE("a form from another site is refused even with the right token") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    http::Request request;
    request.method = "POST";
    request.target = "/sign-out";
    request.headers.cookie = door.cookie_of("RO1");
    request.headers.content_type = "application/x-www-form-urlencoded";
    request.headers.fetch_site = "cross-site";
    request.body = "csrf=anything";
    CHECK(door.ask(std::move(request)).status == 403);
    CHECK(door.get("RO1", "/work").status == 200);
}

TEST_CASE("whoever is not signed in is led to the sign-in page and shown nothing") {
    Stage stage;
    ConsoleDoor door(stage.engine());
    const auto answer = door.get("nobody", "/cases/" + stage.of("plain").reference);
    CHECK(answer.status == 303);
    CHECK(answer.whole.find("Location: /sign-in?next=%2Fcases%2F") != std::string::npos);
    CHECK(answer.body.empty());
}

}  // namespace throughgate::testing

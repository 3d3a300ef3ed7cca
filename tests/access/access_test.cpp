// SPDX-License-Identifier: MIT
// Goal: what somebody is given of a case that is not theirs, what is logged of it, and how a case
// is opened beyond one's rights.
// Method: the staged store (stage.hpp), asked through Access.
#include <algorithm>
#include <set>

#include "access/answers.hpp"
#include "access/stage.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

std::vector<std::string> references(const std::vector<CaseRow>& rows) {
    std::vector<std::string> all;
    for (const CaseRow& row : rows) all.push_back(row.reference + (row.restricted ? " shut" : ""));
    return all;
}

std::size_t rows_titled(const std::vector<WorklistRow>& rows, std::string_view title) {
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [&](const auto& row) { return row.title == title; }));
}

/// "consultation case TG-000001 by RO1 for test" for every entry.
std::vector<std::string> logged(Engine& engine, const ReadQuery& query = {}) {
    std::vector<std::string> all;
    const auto entries = engine.reads(query);
    for (const ReadEntry& each : entries.value())
        all.push_back(each.kind + " " + each.what + " " + each.case_reference + " by " +
                      each.person + " of " + each.asserted_by + " for " + each.purpose);
    return all;
}

Command noted(const std::string& key, const SendEvent& what) {
    Command command;
    command.key = key;
    command.what = what;
    return command;
}

}  // namespace

TEST_CASE("a case of limited access is a reference in a list, and forbidden by its link") {
    Stage stage;
    Access officer = stage.as("RO1");
    const auto rows = officer.list_cases({});
    CHECK(references(rows.value()) ==
          std::vector<std::string>{"TG-000001", "TG-000002 shut", "TG-000003", "TG-000004"});
    CHECK(words(rows.value()[1]) ==
          "TG-000002|"
          " "
          "||||"
          "|-|no|yes");
    const auto view = officer.find_case("TG-000002");
    CHECK(view.error().kind == ErrorKind::forbidden);
    CHECK(officer.find_case("Z9999ZZ").error().kind == ErrorKind::not_found);
    const std::string nobody = words(officer.find_case("Y8888YY"));
    std::string shut = words(officer.find_case("Z9999ZZ"));  // word for word the same
    for (std::size_t at = shut.find("Z9999ZZ"); at != shut.npos; at = shut.find("Z9999ZZ"))
        shut.replace(at, 7, "Y8888YY");
    CHECK(shut == nobody);
    CHECK(rows_titled(officer.worklist("RO1").value(), restricted) == 0);
    CHECK(rows_titled(officer.worklist("SPO1").value(), restricted) == 1);
    CHECK(rows_titled(stage.as("HOMU").worklist("POM1").value(), restricted) == 1);
}

TEST_CASE("pages of a list are full and go on past what is left out") {
    Stage stage;
    Access officer = stage.as("RO1");
    CaseQuery query;
    query.prison = "ZZA";
    query.limit = 2;
    const auto first = officer.list_cases(query);
    CHECK(references(first.value()) == std::vector<std::string>{"TG-000001", "TG-000003"});
    query.after = first.value().back().reference;
    CHECK(references(officer.list_cases(query).value()) == std::vector<std::string>{"TG-000004"});
    query.after = "TG-000002";  // closed to them, and no matter
    CHECK(references(officer.list_cases(query).value()) ==
          std::vector<std::string>{"TG-000003", "TG-000004"});
}

TEST_CASE("limited access begins and ends with the fact, and nothing is sent again") {
    Stage stage;
    const auto notices = [&] {
        return stage.engine().find_case("TG-000002").value().notices.size();
    };
    const std::size_t before = notices();
    Command command = stage.play().command("");
    SendEvent send{"TG-000002", {}, "noted", {}, {}};
    send.fields = {{"limited_access", Value(false)}, {"reason", Value(std::string("over"))}};
    command.what = std::move(send);
    command.of_record = true;
    REQUIRE(stage.play().submit(std::move(command)).ok());
    CHECK(stage.as("RO1").find_case("TG-000002").ok());
    CHECK(notices() == before);
}

TEST_CASE("an absent officer's deputy sees what the officer sees, while it lasts") {
    Stage stage;
    CHECK(stage.as("RO2").rights().value().stands_for.empty());
    CHECK(stage.as("RO2").rights().value().teams == std::vector<std::string>{"N03A"});
    CHECK(stage.as("HPDU").rights().value().teams == std::vector<std::string>{"N03P", "N03A"});
    CHECK(stage.as("WW1").rights().value().provider_teams == std::vector<std::string>{"N03A"});
}

TEST_CASE("the feed tells of cases that may be seen, and goes on past the others") {
    Stage stage;
    Access elsewhere = stage.as("POM9");
    std::string after;
    std::vector<std::string> told;
    for (bool more = true; more;) {
        const auto page = elsewhere.changes(after, 3);
        REQUIRE(page.ok());
        for (const ChangeRow& row : page->rows)
            if (!row.case_reference.empty()) told.push_back(row.case_reference);
        after = page->next;
        more = page->more;
    }
    CHECK(told.size() == labels().size() + 2);  // opened, an event a label, an item waived
    CHECK(std::count(told.begin(), told.end(), "TG-000005") == std::ssize(told));
}

TEST_CASE("an incident is told to those who may see its case") {
    Stage stage;
    REQUIRE(stage.engine()
                .parts()
                .work([](store::Transaction& transaction, Instant now) -> Status {
                    for (const std::int64_t number : {1, 2}) {
                        Incident incident;
                        incident.case_id.number = number;
                        incident.kind = "decide.assertion";
                        incident.message = "said of value-health-of-plain and of nothing else";
                        incident.opened = now;
                        if (auto put = transaction.open_incident(incident); !put.ok())
                            return put.error();
                    }
                    return {};
                })
                .ok());
    CHECK(stage.as("POM9").incidents()->empty());
    const auto seen = stage.as("OMU1").incidents();
    REQUIRE(seen->size() == 1);
    CHECK(seen->front().message == withheld);
    CHECK(stage.as("POM1").incidents()->size() == 2);
    CHECK(stage.as("POM1").incidents()->front().message.starts_with("said of value-health"));
}

TEST_CASE("nobody in the directory, and no mailbox, sees anything") {
    Stage stage;
    for (const char* person : {"", "NOBODY", "BOX1"}) {
        INFO(person);
        CHECK(stage.as(person).list_cases({}).error().kind == ErrorKind::forbidden);
        CHECK(stage.as(person).rights().error().kind == ErrorKind::forbidden);
        const auto sent = stage.as(person).submit(
            noted("k", {"TG-000001", {}, "noted", {{"reason", Value(std::string("x"))}}, {}}));
        CHECK(sent.error().kind == ErrorKind::forbidden);
    }
}

namespace {

/// The references on the list of whoever looks; "shut" beside those of restricted rows.
std::string on_list(Access& access, const std::string& person) {
    std::set<std::string> all;
    const auto rows = access.worklist(person);
    if (!rows.ok()) return std::string(name_of(rows.error().kind));
    for (const WorklistRow& row : rows.value())
        all.insert(row.case_reference + (row.title == restricted ? " shut" : ""));
    std::string text;
    for (const std::string& each : all) text += (text.empty() ? "" : ", ") + each;
    return text;
}

void import_staff(Stage& stage, const std::string& from, const std::string& to) {
    std::string text = stage_directory();
    REQUIRE(text.find(from) != text.npos);
    text.replace(text.find(from), from.size(), to);
    ImportOptions all;
    all.replace = true;
    REQUIRE(stage.engine().import_directory(text, "directory.csv", {"", "os:test", ""}, all).ok());
}

void limit(Stage& stage, const std::string& reference, bool limited) {
    Command command = stage.play().command("");
    command.of_record = true;
    command.what = SendEvent{reference, {}, "limited", {{"limited_access", Value(limited)}}, {}};
    REQUIRE(stage.play().submit(std::move(command)).ok());
}

}  // namespace

TEST_CASE("a worklist that was asked for before follows rights that change, at once") {
    Stage stage;
    Access officer = stage.as("RO1");
    const std::string before = on_list(officer, "RO1");
    const std::string said = words(officer.worklist("RO1"));
    REQUIRE(before == "TG-000001, TG-000003, TG-000004");
    REQUIRE(words(officer.worklist("RO1")) == said);
    SECTION("the officer leaves") {
        import_staff(stage,
                     "RO1,Officer Alder,ro1@example.invalid,alder,ro,N03A,RO2,SPO1,,,person\n", "");
        CHECK(on_list(officer, "RO1") == "forbidden");
    }
    SECTION("whoever looks has another role, which reads other labels") {
        Access victims = stage.as("VLO1");
        const std::string open = words(victims.worklist("RO1"));
        REQUIRE(open.find("state victim") != open.npos);
        import_staff(stage, ",vlo,N03A", ",ro,N03A");
        const std::string shut = words(victims.worklist("RO1"));
        CHECK(shut.find("TG-000001") != shut.npos);
        CHECK(shut.find("state victim") == shut.npos);
    }
    SECTION("access to a case is limited to others, and opened again") {
        const std::string of_others = on_list(officer, "POM1");
        REQUIRE(of_others == "TG-000001, TG-000002 shut, TG-000003, TG-000004");
        limit(stage, "TG-000002", false);
        CHECK(on_list(officer, "POM1") == "TG-000001, TG-000002, TG-000003, TG-000004");
        limit(stage, "TG-000002", true);
        CHECK(on_list(officer, "POM1") == of_others);
    }
    SECTION("the person who looks for an absent colleague looks for them no more") {
        Access deputy = stage.as("RO2");
        const std::string own = on_list(deputy, "RO1");
        import_staff(stage, "RO2,SPO1,,,person\nRO2", "RO2,SPO1,2026-09-01,2026-12-24,person\nRO2");
        CHECK(on_list(deputy, "RO1") == own);
        import_staff(stage, "RO2,Officer Beech,ro2@example.invalid,,ro,N03A",
                     "RO2,Officer Beech,ro2@example.invalid,,ro,N03B");
        CHECK(on_list(deputy, "RO1") != own);
    }
}

TEST_CASE("a worklist through a broken glass shuts again when its time is over") {
    Stage stage;
    Access officer = stage.as("RO1");
    REQUIRE(on_list(officer, "RO2") == "TG-000002 shut");
    REQUIRE(officer.break_glass("TG-000002", "a call at night, nobody else here").ok());
    REQUIRE(on_list(officer, "RO2") == "TG-000002");
    REQUIRE(on_list(officer, "RO2") == "TG-000002");
    stage.play().clock().set(stage.engine().now() + std::chrono::hours(4) +
                             std::chrono::minutes(1));
    CHECK(on_list(officer, "RO2") == "TG-000002 shut");
}

TEST_CASE("a page of the worklist is in the log of reads with the cases on it, and no others") {
    Stage stage;
    Access officer = stage.as("RO1");
    const std::size_t all = officer.worklist("RO1").value().size();
    ReadQuery behind;
    behind.after = stage.engine().reads({}).value().back().number;
    const WorkPage page = officer.work({"RO1", 2, 1}).value();
    REQUIRE(page.rows.size() == 1);
    CHECK(page.page == 2);
    CHECK(page.pages == all);
    CHECK(page.all == all);
    CHECK(officer.work({"RO1", 999, 1}).value().page == all);
    CHECK(officer.work_mark("RO1").value() == page.mark);
    const auto lines = logged(stage.engine(), behind);
    REQUIRE(lines.size() == 2);  // the mark says nothing of a case
    CHECK(lines[0] ==
          "consultation worklist " + page.rows[0].case_reference + " by RO1 of os:test for test");
    bool prepared = false, told = false;
    officer.work(
        {"RO1", 1, 1}, [&](const WorkPage& shown) { prepared = shown.rows.size() == 1 && !told; },
        [&](const Status& status) { told = status.ok(); });
    CHECK(prepared);
    CHECK(told);
    CHECK(logged(stage.engine(), behind).size() == 3);
    Status refused;
    stage.as("NOBODY").work(
        {"RO1", 1, 1}, [](const WorkPage&) { FAIL("nothing is shown"); },
        [&](const Status& status) { refused = status; });
    CHECK(refused.error().kind == ErrorKind::forbidden);
    CHECK(stage.engine().verify_audit().value().empty());
}

TEST_CASE("every case that is answered is in the log of reads, once a query") {
    Stage stage;
    Access officer = stage.as("RO1", "supervision");
    REQUIRE(officer.find_case("TG-000001").ok());
    REQUIRE(officer.list_cases({}).ok());
    REQUIRE(officer.release_sheet("TG-000003").ok());
    REQUIRE(!officer.find_case("TG-000002").ok());
    REQUIRE(!officer.find_case("X999999").ok());
    const std::string end = " by RO1 of os:test for supervision";
    CHECK(logged(stage.engine()) ==
          std::vector<std::string>{
              "consultation case TG-000001" + end, "consultation case list TG-000001" + end,
              "consultation case list TG-000003" + end, "consultation case list TG-000004" + end,
              "disclosure release sheet TG-000003" + end, "refused case TG-000002" + end,
              "refused case TG-000002" + end});
    ReadQuery query;
    query.case_reference = "TG-000003";
    query.limit = 1;
    CHECK(logged(stage.engine(), query).size() == 1);
    CHECK(stage.engine().verify_audit().value().empty());
}

TEST_CASE("the embedder's own queries and a refused command leave what they should in the log") {
    Stage stage;
    REQUIRE(stage.engine().find_case("TG-000002").ok());
    CHECK(logged(stage.engine()).empty());
    const auto refused = stage.as("RO1").submit(
        noted("k1", {"TG-000002", {}, "noted", {{"reason", Value(std::string("x"))}}, {}}));
    CHECK(refused.error().kind == ErrorKind::forbidden);
    CHECK(logged(stage.engine()) ==
          std::vector<std::string>{"refused command TG-000002 by RO1 of os:test for test"});
    const auto done = stage.as("RO1").submit(
        noted("k2", {"TG-000001", {}, "noted", {{"reason", Value(std::string("x"))}}, {}}));
    CHECK(words(done).substr(0, 7) == "applied");
}

TEST_CASE("whoever breaks the glass says why, is logged, and somebody above is told") {
    Stage stage;
    Access officer = stage.as("RO1");
    CHECK(officer.break_glass("TG-000002", "  ").error().kind == ErrorKind::refused);
    CHECK(officer.break_glass("TG-000077", "why").error().kind == ErrorKind::not_found);
    const auto broken = officer.break_glass("TG-000002", "a call at night, nobody else here");
    REQUIRE(broken.ok());
    CHECK(format_instant(broken.value().until) == "2026-09-28T12:00:00Z");
    const auto view = officer.find_case("TG-000002");
    REQUIRE(view.ok());
    const std::string seen = words(view.value());
    CHECK(seen.find("value-health-of-limited") != seen.npos);
    CHECK(seen.find("value-victim-of-limited") == seen.npos);  // never opened by a glass
    const auto history = stage.engine().history("TG-000002", 0, 1000).value();
    const auto entry = std::find_if(history.begin(), history.end(), [](const auto& each) {
        return each.kind == "access.glass_broken";
    });
    REQUIRE(entry != history.end());
    CHECK(entry->actor == "RO1");
    CHECK(entry->reason == "a call at night, nobody else here");
    const auto& notices = view.value().notices;
    const auto told = std::find_if(notices.begin(), notices.end(), [](const NoticeView& each) {
        return each.notice_class == "critical";
    });
    REQUIRE(told != notices.end());
    CHECK(told->to == "manager of pom");
    CHECK(logged(stage.engine()).front() ==
          "break_glass case TG-000002 by RO1 of os:test for a call at night, nobody else here");
    CHECK(stage.as("OMU1").find_case("TG-000002").error().kind == ErrorKind::forbidden);
    stage.play().run_until("2026-09-28T12:00:01Z");
    CHECK(officer.find_case("TG-000002").error().kind == ErrorKind::forbidden);
    CHECK(stage.engine().verify_audit().value().empty());
}

TEST_CASE("a handoff that is withheld keeps its place and number, and cannot be acted upon") {
    Stage stage;
    Access clerk = stage.as("OMU1");
    HandoffQuery query;
    query.case_reference = "TG-000001";
    const auto rows = clerk.list_handoffs(query);
    const auto hidden = std::find_if(rows.value().begin(), rows.value().end(),
                                     [](const auto& row) { return row.title == withheld; });
    REQUIRE(hidden != rows.value().end());
    CHECK(rows.value().size() == labels().size() + 1);
    Command command;
    command.key = "k";
    command.what = ActOnHandoff{"TG-000001", {}, hidden->number, "", HandoffAction::query, ""};
    CHECK(clerk.submit(command).error().kind == ErrorKind::forbidden);
    CHECK(clerk.contact_text("TG-000001", std::to_string(hidden->number)).error().kind ==
          ErrorKind::forbidden);
}

}  // namespace throughgate::testing

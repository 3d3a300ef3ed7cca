// SPDX-License-Identifier: MIT
// Goal: from the pages of definitions a plan is looked at, approved by people other than its
// author, tried on a team, published, watched and taken back; whoever may not do that is told why.
// Method: the pages as served, without a socket, on the real engine with a virtual clock.
#include <algorithm>
#include <regex>
#include <thread>

#include "access/console_door.hpp"
#include "access/stage.hpp"
#include "host/console/change_jobs.hpp"
#include "support/catch.hpp"
#include "throughgate/migration.hpp"
#include "throughgate/plan_files.hpp"

namespace throughgate::testing {
namespace {

using Catch::Matchers::Contains;

template <typename Value>
Value must(Result<Value> result) {
    if (!result.ok()) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

/// The staged definitions with another sentence in `care`, and a date a day later.
std::vector<DefinitionFile> changed(const std::string& from, const std::string& to) {
    auto files = definition_files("tests/support/definitions/labelled");
    bool found = false;
    for (DefinitionFile& file : files) {
        const std::size_t at =
            file.path == "care/pathway.yaml" ? file.bytes.find(from) : std::string::npos;
        if (at == std::string::npos) continue;
        file.bytes.replace(at, from.size(), to);
        found = true;
    }
    REQUIRE(found);
    return files;
}

/// A plan that SPO1 put forward.
struct Proposed {
    Stage stage;
    ConsoleDoor door{stage.engine(), "operator"};
    std::string hash;
    std::string page;

    Proposed() {
        const Actor author{"SPO1", "console:spo1", ""};
        const auto plan = must(plan_change(
            stage.engine(), changed("title: Care", "title: Care after release"), author));
        REQUIRE(plan.report.errors == 0);
        must(submit_plan(stage.engine(), plan.text, author));
        hash = plan.hash;
        page = "/definitions/plans/" + hash;
    }
    std::string look(const std::string& person = "HPDU") { return door.get(person, page).body; }
    void approve() {
        REQUIRE(door.post("HPDU", page + "/approve", "reason=looked+at").status == 303);
    }
};

/// As it is shown at the end of what is under way: until then a page says that it is to be loaded
/// again.
std::string when_done(ConsoleDoor& door, const std::string& page) {
    for (;;) {
        const auto answer = door.get("SPO1", page);
        if (answer.whole.find("Refresh: ") == answer.whole.npos) return answer.body;
        std::this_thread::yield();
    }
}

std::string first_run(const std::string& page) {
    std::smatch found;
    const std::regex link("href=\"(/definitions/runs/[0-9]+)\"");
    return std::regex_search(page, found, link) ? found[1].str() : "";
}

}  // namespace

TEST_CASE_METHOD(Proposed, "a plan shows what is different in words and line by line") {
    const std::string shown = look();
    CHECK_THAT(shown, Contains("What is different, in words"));
    CHECK_THAT(shown, Contains("Care after release"));
    CHECK_THAT(shown, Contains("care/pathway.yaml, line by line"));
    CHECK_THAT(shown, Contains("tg-line--goes\">- title: Care\n"));
    CHECK_THAT(shown, Contains("tg-line--comes\">+ title: Care after release\n"));
    CHECK_THAT(shown, Contains("What it would do"));
}

TEST_CASE_METHOD(Proposed, "an author cannot approve their own plan, and is told so on its page") {
    const auto refused = door.post("SPO1", page + "/approve", "reason=mine");
    CHECK(refused.status == 422);
    CHECK_THAT(refused.body, Contains("There is a problem"));
    CHECK_THAT(refused.body, Contains("SPO1"));
    CHECK_THAT(look(), Contains("In review"));
}

TEST_CASE_METHOD(Proposed, "one approves, somebody else publishes, and the page says so") {
    approve();
    CHECK_THAT(look(), Contains("Approved"));
    const auto refused = door.post("HPDU", page + "/apply", "");
    CHECK(refused.status == 422);
    CHECK_THAT(refused.body, Contains("There is a problem"));
    REQUIRE(door.post("SPO1", page + "/apply", "").status == 303);
    const std::string shown = when_done(door, page);
    CHECK_THAT(shown, Contains("Published"));
    CHECK_THAT(shown, Contains("Runs over live cases"));
    CHECK(must(publications(stage.engine())).front().state == "published");
}

TEST_CASE_METHOD(Proposed, "whoever only looks or works cases is let nowhere near a plan") {
    for (const char* role : {"reader", "caseworker"}) {
        ConsoleDoor other(stage.engine(), role);
        CHECK(other.get("HPDU", page).status == 403);
        for (const char* act : {"/approve", "/withdraw", "/apply", "/try", "/stop"})
            CHECK(other.post("HPDU", page + act, "reason=because").status == 403);
    }
    CHECK(must(publications(stage.engine())).front().state == "in_review");
}

TEST_CASE_METHOD(Proposed, "a plan is withdrawn with a reason, and not without") {
    CHECK(door.post("HPDU", page + "/withdraw", "reason_withdraw=").status == 422);
    REQUIRE(door.post("HPDU", page + "/withdraw", "reason_withdraw=too+early").status == 303);
    const std::string shown = look();
    CHECK_THAT(shown, Contains("Withdrawn"));
    CHECK_THAT(shown, Contains("too early"));
    CHECK(shown.find(page + "/approve") == shown.npos);
}

TEST_CASE_METHOD(Proposed, "what was published is taken back, and what could not be is listed") {
    approve();
    REQUIRE(door.post("SPO1", page + "/apply", "").status == 303);
    const std::string run = first_run(when_done(door, page));
    REQUIRE(!run.empty());
    const std::string before = when_done(door, run);
    CHECK_THAT(before, Contains("Cases left alone"));
    CHECK_THAT(before, Contains("Take it back"));
    CHECK(door.post("SPO1", run + "/undo", "reason_undo=").status == 422);
    const auto undone = door.post("SPO1", run + "/undo", "reason_undo=it+was+wrong");
    REQUIRE(undone.status == 303);
    when_done(door, run);
    const std::string after = when_done(door, first_run(look()));
    CHECK_THAT(after, Contains("What could not be taken back"));
    CHECK_THAT(after, Contains("Takes back"));
    CHECK(door.get("SPO1", run).body.find("/undo\"") == std::string::npos);
}

TEST_CASE("a plan is tried on a team, on one more, and stopped again") {
    Stage stage;
    ConsoleDoor door(stage.engine(), "operator");
    const Actor author{"SPO1", "console:spo1", ""};
    const auto plan = must(plan_change(stage.engine(), changed("owner: ro", "owner: spo"), author));
    REQUIRE(plan.report.errors == 0);
    must(submit_plan(stage.engine(), plan.text, author));
    const std::string page = "/definitions/plans/" + plan.hash;
    for (const char* person : {"HPDU", "HOMU"})
        if (must(publications(stage.engine())).front().state == "in_review")
            REQUIRE(door.post(person, page + "/approve", "reason=right").status == 303);
    CHECK_THAT(door.post("SPO1", page + "/try", "team=").body, Contains("Enter the team"));
    CHECK(door.post("SPO1", page + "/try", "team=N99X").status == 422);
    REQUIRE(door.post("SPO1", page + "/try", "team=N03A").status == 303);
    std::string shown = when_done(door, page);
    CHECK_THAT(shown, Contains("Tried by a team"));
    CHECK_THAT(shown, Contains("Try it on one more team"));
    REQUIRE(door.post("SPO1", page + "/try", "team=N03B").status == 303);
    when_done(door, page);
    CHECK(must(publications(stage.engine())).front().teams.size() == 2);
    REQUIRE(door.post("SPO1", page + "/stop", "reason_stop=enough").status == 303);
    shown = when_done(door, page);
    CHECK(must(publications(stage.engine())).front().teams.empty());
    CHECK(shown.find("Tried by a team") == shown.npos);
}

TEST_CASE("a run that takes long goes on by itself, and its end is told once") {
    console::ChangeJobs jobs(std::chrono::milliseconds(0));
    std::promise<void> release;
    auto released = release.get_future().share();
    const auto work = [released]() -> Status {
        released.wait();
        return Error{ErrorKind::conflict, "the store moved", ""};
    };
    CHECK_FALSE(jobs.begin("a", work).has_value());
    CHECK(jobs.goes_on("a"));
    const auto again = jobs.begin("a", [] { return Status{}; });
    REQUIRE(again.has_value());
    CHECK(again->error().kind == ErrorKind::conflict);
    CHECK_FALSE(jobs.end_of("a").has_value());
    release.set_value();
    while (jobs.goes_on("a")) std::this_thread::yield();
    const auto end = jobs.end_of("a");
    REQUIRE(end.has_value());
    CHECK(end->error().message == "the store moved");
    CHECK_FALSE(jobs.end_of("a").has_value());
}

TEST_CASE("lines that differ are shown with three around them, and a gap where others lie") {
    std::string before, after;
    for (int i = 1; i <= 30; ++i) {
        before += "line " + std::to_string(i) + "\n";
        after += i == 5 || i == 25 ? "other " + std::to_string(i) + "\n"
                                   : "line " + std::to_string(i) + "\n";
    }
    const auto all = file_differences({{"a.yaml", before}, {"same.yaml", "x\n"}},
                                      {{"a.yaml", after}, {"same.yaml", "x\n"}});
    REQUIRE(all.size() == 1);
    std::string marks;
    for (const DifferenceLine& each : all[0].lines) marks += each.mark;
    CHECK(marks == "@   -+   @   -+   ");
    CHECK(all[0].lines.front().text == "from line 2");
    const auto fresh = file_differences({}, {{"new.yaml", "one\ntwo\n"}});
    REQUIRE(fresh.size() == 1);
    CHECK(fresh[0].lines.size() == 3);
}

}  // namespace throughgate::testing

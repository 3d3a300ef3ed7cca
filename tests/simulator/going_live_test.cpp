// SPDX-License-Identifier: MIT
// Goal: going live with live cases floods nobody: what is past when a case is placed is told to
// nobody, what comes next is told once; in shadow everything is listed and nothing sent, and what
// was shadowed never goes late.
// Method: a whole engine with the real file-drop plug-in and its maildir on a virtual clock, from
// Mon 28 Sep 2026; invariants are checked after every commit.
#include "throughgate/going_live.hpp"

#include <algorithm>
#include <filesystem>

#include "support/catch.hpp"
#include "support/play.hpp"

namespace throughgate::testing {
namespace {

Play play_with(bool shadow) {
    PlayOptions options;
    options.mail = true;
    options.shadow = shadow;
    return Play(options);
}

std::size_t mails(const Play& play) {
    const std::filesystem::path folder = play.maildir() + "/new";
    if (!std::filesystem::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

/// Released on 19 Oct; every date of theirs but one of the address lies before 28 Sep.
std::string line_for(unsigned number) {
    const std::string noms = "A" + std::to_string(1000 + number) + "ZZ";
    return R"({"person":{"nomsNumber":")" + noms +
           R"("},"facts":{"prison":"ZZA","nation":"england","ro_team":"N03A",)"
           R"("release":"2026-10-19","supervised":true},)"
           R"("assignments":{"ro":"S01","pom":"S04"},"states":[)"
           R"({"pathway":"spine","state":"phase.pre_release","since":"2026-08-03"},)"
           R"({"pathway":"spine","state":"allocation.allocated","since":"2026-08-03"},)"
           R"({"pathway":"accommodation","state":"place.confirmed","since":"2026-08-10"},)"
           R"({"pathway":"accommodation","state":"duty_to_refer.decided","since":"2026-08-20"}],)"
           R"("handoffs":[{"pathway":"spine","name":"H01","raised":"2026-08-03",)"
           R"("acknowledgedBy":"S01","acknowledgedAt":"2026-08-05"}]})"
           "\n";
}

ImportReport placed(Play& play, const std::string& lines) {
    auto report = place_cases(play.engine(), lines, "live.jsonl", {"S05", "os:test", ""},
                              "taken over from the old system");
    REQUIRE(report.ok());
    return std::move(*report);
}

std::vector<HistoryEntry> log_of(Play& play, const std::string& reference) {
    auto history = play.engine().history(reference, 0, 10000);
    REQUIRE(history.ok());
    return std::move(*history);
}

/// What was queued for whom, a line each.
std::string told(Play& play, const std::string& reference) {
    const auto view = play.engine().find_case(reference);
    REQUIRE(view.ok());
    std::string lines;
    for (const NoticeView& each : view->notices)
        lines += format_instant(each.queued) + " " + each.message + " " + each.recipient + "\n";
    return lines;
}

TEST_CASE("fifty people placed with dates long past tell nobody, and the next rung comes once") {
    Play play = play_with(false);
    std::string lines;
    for (unsigned i = 0; i < 50; ++i) lines += line_for(i);
    const ImportReport report = placed(play, lines);
    CHECK(report.problems == std::vector<std::string>{});
    REQUIRE(report.opened == 50);
    play.run_until("2026-10-07T22:00:00Z");
    CHECK(told(play, "TG-000001") == "");
    CHECK(mails(play) == 0);
    play.run_until("2026-10-08T22:00:00Z");  // two working days before the address is due
    CHECK(mails(play) == 50);
    play.run_until("2026-10-09T22:00:00Z");
    CHECK(mails(play) == 50);
    CHECK(play.engine().totals()->invariant_violations == 0);
    CHECK(play.engine().broken_invariants()->empty());
    CHECK(play.engine().verify_audit()->empty());
}

TEST_CASE("the log says who placed a case and why, and overdue work is in the worklist at once") {
    Play play = play_with(false);
    placed(play, line_for(1));
    const auto log = log_of(play, "TG-000001");
    CHECK(log.front().kind == "case.placed");
    CHECK(log.front().actor == "S05");
    CHECK(log.front().reason == "taken over from the old system");
    CHECK(play.is_in("TG-000001", "spine:phase.pre_release"));
    CHECK(play.handoff("TG-000001", "H01") == "acknowledged");
    const auto work = play.engine().worklist("S04");
    REQUIRE(work.ok());
    CHECK(std::any_of(work->begin(), work->end(),
                      [](const WorklistRow& row) { return row.overdue; }));
}

TEST_CASE("placing again is a duplicate, placing elsewhere is refused, a bad line is kept") {
    Play play = play_with(false);
    placed(play, line_for(1));
    CHECK(placed(play, line_for(1)).duplicates == 1);
    std::string other = line_for(1);
    other.replace(other.find("2026-08-10"), 10, "2026-08-11");
    const std::string bad =
        R"({"person":{},"states":[{"pathway":"spine","since":"soon"}],"gate":1})"
        "\n";
    const ImportReport report = placed(play, other + bad + line_for(2));
    CHECK(report.refused == 1);
    CHECK(report.rejected == 1);
    CHECK(report.opened == 1);
    CHECK(report.rejects.size() == 2);
    REQUIRE(report.problems.size() == 2);
    CHECK(report.problems[0] ==
          "live.jsonl:2: nobody reads this member: gate; person names nobody: give `nomsNumber` "
          "like A1234BC, or `crn` like X123456, or both; states 1.state is missing; states 1.since "
          "is neither a day (2026-03-17) "
          "nor an instant (2026-03-17T09:00:00Z)");
    CHECK(report.problems[1].find("already has the open case TG-000001") != std::string::npos);
}

TEST_CASE("a prison number under the name that the HTTP API has for it is told so") {
    Play play = play_with(false);
    std::string line = line_for(1);
    line.replace(line.find("nomsNumber"), 10, "noms");
    const ImportReport report = placed(play, line);
    REQUIRE(report.rejected == 1);
    CHECK(report.problems.front().find("person.noms is written `nomsNumber` in these files") !=
          std::string::npos);
}

TEST_CASE("people whom the directory does not know are all named") {
    Play play = play_with(false);
    std::string line = line_for(1);
    line.replace(line.find(R"("pom":"S04")"), 11, R"("pom":"X04")");
    line.replace(line.find(R"("acknowledgedBy":"S01")"), 22, R"("acknowledgedBy":"X01")");
    const ImportReport report = placed(play, line);
    REQUIRE(report.refused == 1);
    CHECK(report.problems.front().find("'X04'") != std::string::npos);
    CHECK(report.problems.front().find("'X01'") != std::string::npos);
    CHECK(play.engine().totals()->cases == 0);
}

TEST_CASE("an entry of a placed case can be taken back") {
    Play play = play_with(false);
    placed(play, line_for(1));
    const std::string reference = "TG-000001";
    const auto before = play.states(reference);
    const auto sent = play.send(reference, "address.withdrawn", {{"reason", "landlord"}});
    REQUIRE(sent.ok());
    REQUIRE(play.states(reference) != before);
    Command command = play.command("S01", "wrong person");
    command.what = CorrectEntry{reference, sent->sequence};
    const auto corrected = play.submit(std::move(command));
    INFO((corrected.ok() ? std::string() : corrected.error().message));
    REQUIRE(corrected.ok());
    CHECK(play.states(reference) == before);
    CHECK(play.handoff(reference, "H01") == "acknowledged");
    Command first = play.command("S01", "wrong person");
    first.what = CorrectEntry{reference, 1};
    CHECK_FALSE(play.submit(std::move(first)).ok());
}

TEST_CASE("in shadow everything that would have gone is listed and nothing is sent") {
    Play play = play_with(true);
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-10-05T09:00:00Z");
    CHECK(mails(play) == 0);
    const auto notices = shadowed_notices(play.engine());
    REQUIRE(notices.ok());
    REQUIRE_FALSE(notices->empty());
    CHECK(notices->front().case_reference == reference);
    CHECK(notices->front().person == "S01");
    CHECK(notices->front().team == "N03A");
    CHECK(format_date(notices->front().day) == "2026-09-28");
    CHECK(shadowed_notices(play.engine(), "N03A")->size() +
              shadowed_notices(play.engine(), "ZZA")->size() ==
          notices->size());
    const auto log = log_of(play, reference);
    CHECK(std::count_if(log.begin(), log.end(), [](const HistoryEntry& entry) {
              return entry.kind == "notice.suppressed";
          }) >= static_cast<std::ptrdiff_t>(notices->size()));
}

TEST_CASE("a team that is switched live gets what comes from then on, and nothing late") {
    Play play = play_with(true);
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-29T09:00:00Z");
    const Actor manager{"S03", "os:test", ""};
    REQUIRE(switch_live(play.engine(), "N03A", true, manager, "trained").ok());
    play.run_until("2026-09-29T20:00:00Z");
    CHECK(mails(play) == 0);
    play.run_until("2026-10-05T09:00:00Z");
    const auto view = play.engine().find_case(reference);
    REQUIRE(view.ok());
    std::size_t sent = 0;
    for (const NoticeView& notice : view->notices) {
        if (notice.state != "delivered") continue;
        ++sent;
        CHECK(notice.recipient != "S04");
        CHECK(notice.queued > *parse_instant("2026-09-29T09:00:00Z"));
    }
    CHECK(sent > 0);
    CHECK(mails(play) == sent);
    CHECK(shadowed_notices(play.engine(), "ZZA")->size() > 0);
    const auto state = live_state(play.engine());
    REQUIRE(state.ok());
    CHECK(state->teams == std::vector<std::string>{"N03A"});
    REQUIRE(state->switches.size() == 1);
    CHECK(state->switches.front().person == "S03");
    CHECK(state->switches.front().reason == "trained");
}

TEST_CASE("a store stays in shadow whoever opens it next, until all teams are live") {
    PlayOptions options;
    options.mail = true;
    Play outer(options);
    const std::string path = outer.folder() / "other.db";
    options.store = path;
    options.shadow = true;
    {
        Play first(options);
    }
    options.shadow = false;
    Play play(options);
    play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-28T12:00:00Z");
    CHECK(mails(play) == 0);
    CHECK(shadowed_notices(play.engine())->size() == 1);
    REQUIRE(switch_live(play.engine(), "*", true, {"S03", "os:test", ""}, "all trained").ok());
    play.open_case("A9002ZZ", "2026-12-07");
    play.run_until("2026-09-28T13:00:00Z");
    CHECK(mails(play) == 1);
    play.close();
    options.shadow = true;
    options.set_up = false;
    CHECK_THROWS(Play(options));
}

TEST_CASE("a switch needs a named person, a reason, a team that there is and a store in shadow") {
    Play play = play_with(false);
    const auto refused = switch_live(play.engine(), "N99Z", true, {"", "os:test", ""}, "");
    REQUIRE_FALSE(refused.ok());
    for (const char* part : {"named person", "say why", "'N99Z'", "never run in shadow"}) {
        INFO(refused.error().message);
        CHECK(refused.error().message.find(part) != std::string::npos);
    }
}

TEST_CASE("switching one team off begins shadow mode for that team alone") {
    Play play = play_with(false);
    REQUIRE(switch_live(play.engine(), "N03A", false, {"S03", "os:test", ""}, "not yet").ok());
    play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-10-05T09:00:00Z");
    CHECK(shadowed_notices(play.engine(), "N03A")->size() > 0);
    CHECK(shadowed_notices(play.engine(), "ZZA")->empty());
    CHECK(mails(play) > 0);
    CHECK(live_state(play.engine())->except == std::vector<std::string>{"N03A"});
}

TEST_CASE("a live team without a channel is not forgotten") {
    PlayOptions options;
    options.shadow = true;
    Play play(options);
    REQUIRE(switch_live(play.engine(), "*", true, {"S03", "os:test", ""}, "go").ok());
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-09-28T12:00:00Z");
    const auto view = play.engine().find_case(reference);
    REQUIRE(view.ok());
    REQUIRE_FALSE(view->notices.empty());
    CHECK(view->notices.front().state == "queued");
    CHECK(view->notices.front().detail == "put off: there is no channel to send it by");
}

}  // namespace
}  // namespace throughgate::testing

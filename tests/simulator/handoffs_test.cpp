// SPDX-License-Identifier: MIT
// Goal: the main job: a handoff is raised, told, chased and escalated until a named person has it.
// Method: a whole engine, the real file-drop plug-in and its maildir, a virtual clock.
#include <algorithm>
#include <filesystem>

#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;

Play with_mail() {
    throughgate::testing::PlayOptions options;
    options.mail = true;
    return Play(options);
}

/// Recipients of delivered notices of one handoff, in order.
std::vector<std::string> told(Play& play, const std::string& reference, const std::string& name) {
    const auto view = play.engine().find_case(reference);
    std::vector<std::string> people;
    for (const NoticeView& notice : view->notices)
        for (const HandoffView& handoff : view->handoffs)
            if (handoff.number == notice.handoff && handoff.name == name &&
                notice.state == "delivered")
                people.push_back(notice.recipient);
    return people;
}

std::size_t mails(const Play& play) {
    const std::filesystem::path folder = play.maildir() + "/new";
    if (!std::filesystem::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST_CASE("a handoff is told at once, chased when late, and escalated to the manager") {
    Play play = with_mail();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    REQUIRE(play.handoff(reference, "H01") == "raised");
    play.run_until("2026-09-28T09:00:00Z");
    REQUIRE(told(play, reference, "H01") == std::vector<std::string>{"S01"});
    play.run_until("2026-10-05T09:00:00Z");
    const auto people = told(play, reference, "H01");
    REQUIRE(std::count(people.begin(), people.end(), "S03") == 1);
    REQUIRE(people.size() == mails(play));
}

TEST_CASE("acknowledging stops the first ladder, completing stops the second") {
    Play play = with_mail();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    REQUIRE(play.handoff(reference, "H01") == "acknowledged");
    play.run_until("2026-10-08T09:00:00Z");
    REQUIRE(told(play, reference, "H01").size() <= 1);
    REQUIRE(play.act(reference, "H01", HandoffAction::accept, "S01").ok());
    REQUIRE(play.act(reference, "H01", HandoffAction::complete, "S01").ok());
    REQUIRE(play.handoff(reference, "H01") == "completed");
    const std::size_t before = mails(play);
    play.run_until("2026-10-30T09:00:00Z");
    REQUIRE(told(play, reference, "H01").size() <= before);
}

TEST_CASE("somebody without the role cannot acknowledge, and the law cannot be skipped") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    const auto wrong_role = play.act(reference, "H01", HandoffAction::acknowledge, "S05");
    REQUIRE_FALSE(wrong_role.ok());
    REQUIRE(wrong_role.error().kind == ErrorKind::refused);
    REQUIRE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    REQUIRE_FALSE(play.act(reference, "H01", HandoffAction::acknowledge, "S01").ok());
    REQUIRE_FALSE(play.act(reference, "H77", HandoffAction::acknowledge, "S01").ok());
}

TEST_CASE("running the same time twice tells nobody twice") {
    Play play = with_mail();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-10-05T09:00:00Z");
    const std::size_t once = mails(play);
    REQUIRE(once > 0);
    play.run_until("2026-10-05T09:00:00Z");
    play.restart();
    play.run_until("2026-10-05T09:00:00Z");
    REQUIRE(mails(play) == once);
    REQUIRE(play.engine().totals()->duplicate_effects == 0);
}

TEST_CASE("after downtime everything due fires once, late") {
    Play play = with_mail();
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.close();
    play.clock().set(*parse_instant("2026-10-12T09:00:00Z"));
    play.restart();
    play.run_until("2026-10-12T09:00:00Z");
    const auto people = told(play, reference, "H01");
    REQUIRE(std::count(people.begin(), people.end(), "S03") == 1);
    REQUIRE(play.engine().totals()->invariant_violations == 0);
}

TEST_CASE("every date of a case explains itself") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    const auto view = play.engine().find_case(reference);
    REQUIRE_FALSE(view->deadlines.empty());
    for (const DeadlineView& deadline : view->deadlines) {
        CAPTURE(deadline.name);
        REQUIRE_FALSE(deadline.why.empty());
    }
}

TEST_CASE("the worklist of the officer holds the handoff until it is done") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    const auto has = [&](const std::string& person) {
        const auto rows = play.engine().worklist(person);
        return std::any_of(rows->begin(), rows->end(),
                           [](const WorklistRow& row) { return row.handoff != 0; });
    };
    REQUIRE(has("S01"));
    REQUIRE_FALSE(has("S02"));
    REQUIRE(play.engine().worklist("S77").error().kind == ErrorKind::not_found);
}

}  // namespace

// SPDX-License-Identifier: MIT
// Goal: a version can be tried on one team first: only its cases go over and only its new ones
// begin with it; then it holds for everybody, or is stopped and leaves nothing behind. Method: the
// real engine and store on a virtual clock, with cases of two teams; another engine on the same
// store sees the same.
#include "simulator/change_play.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;

bool stands_in(Play& play, const std::string& reference, const std::string& state) {
    return play.is_in(reference, "accommodation:place." + state);
}

/// A case of each of two teams, and a plan that renames `screen`, tried by the first.
struct Tried {
    Play play;
    std::string mine = case_of(play, 1, "N03A");
    std::string other = case_of(play, 2, "ZZA");
    std::string text = approved(play, renamed());
    ChangeRunView run = must(apply_plan(play.engine(), text, author, on_team("N03A")));
};

void nothing_is_broken(Play& play) {
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(play.engine().verify_audit()).empty());
}

}  // namespace

TEST_CASE_METHOD(Tried, "one team tries a version; everybody else stays with theirs") {
    CHECK(run.team == "N03A");
    CHECK(run.changed == 1);
    CHECK(stands_in(play, mine, "asking"));
    CHECK(stands_in(play, other, "screen"));
    CHECK(stands_in(play, case_of(play, 3, "N03A"), "asking"));
    CHECK(stands_in(play, case_of(play, 4, "ZZA"), "screen"));
    CHECK(stands_in(play, supervised(play, 5), "screen"));
    const PublicationView shown = must(publications(play.engine())).front();
    CHECK(shown.state == "tried");
    CHECK(shown.teams == std::vector<std::string>{"N03A"});
    nothing_is_broken(play);
}

TEST_CASE_METHOD(Tried, "what a team tries is known to every program on the store") {
    play.restart();
    CHECK(stands_in(play, case_of(play, 3, "N03A"), "asking"));
    must(play.send(mine, "screen.done", {{"address.kind", "own"}}));
    CHECK(stands_in(play, mine, "address_check"));
    const auto plan = planned(play, renamed());
    REQUIRE(plan.tried.size() == 1);
    CHECK_THAT(plan.tried.front(), Contains("team N03A tries accommodation"));
}

TEST_CASE_METHOD(Tried,
                 "stopped, the team's cases are what they were, and new ones begin as before") {
    must(play.send(mine, "screen.done", {{"address.kind", "own"}}));
    const std::string untouched = case_of(play, 3, "N03A");  // began with what is tried
    const auto stopped =
        must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
    REQUIRE(stopped.size() == 1);
    CHECK(stopped.front().undoes == run.id);
    CHECK(stopped.front().left == 2);  // somebody worked by the new version, and it began with it
    const auto left = must(cases_left(play.engine(), stopped.front().id));
    REQUIRE(left.size() == 2);
    CHECK(left.front().case_reference == mine);
    CHECK(left.back().case_reference == untouched);
    CHECK_THAT(left.back().reason, Contains("was opened while team N03A tried this version"));
    CHECK(stands_in(play, untouched, "asking"));
    CHECK(stands_in(play, case_of(play, 4, "N03A"), "screen"));
    CHECK(must(publications(play.engine())).front().state == "withdrawn");
    const auto again = stop_trial(play.engine(), must(read_plan(text)).hash, author, "again");
    CHECK_THAT(message(again), Contains("no team tries this plan"));
    nothing_is_broken(play);
}

TEST_CASE_METHOD(Tried, "a trial is stopped a batch at a time, and goes on where it was killed") {
    for (int i = 0; i < 120; ++i) case_of(play, 100 + i, "N03A");  // begin with what is tried
    CHECK_THROWS(
        stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us",
                   [](std::uint64_t, std::uint64_t) { throw std::runtime_error("killed"); }));
    play.restart();
    const ChangeRunView killed = must(change_runs(play.engine())).front();
    CHECK_FALSE(killed.finished);
    CHECK(killed.left > 0);
    const ChangeRunView back = must(continue_run(play.engine(), killed.id, author));
    CHECK(back.finished);
    CHECK(back.changed == 1);
    CHECK(back.left == 120);
    CHECK(must(cases_left(play.engine(), back.id)).size() == 120);
    CHECK(stands_in(play, mine, "screen"));
    nothing_is_broken(play);
}

TEST_CASE("a trial can be stopped however long it went on") {
    Tried tried;
    tried.play.run_until("+40 days");
    const auto stopped =
        must(stop_trial(tried.play.engine(), must(read_plan(tried.text)).hash, author, "enough"));
    CHECK(stopped.size() == 1);
    CHECK(stands_in(tried.play, case_of(tried.play, 7, "N03A"), "screen"));
}

TEST_CASE_METHOD(Tried, "what a team tries is published for everybody without another approval") {
    CHECK_THAT(message(apply_plan(play.engine(), text, author)),
               Contains("tries this plan already"));
    CHECK_THAT(message(apply_plan(play.engine(), text, approver, for_everyone())),
               Contains("somebody else applies it"));
    const ChangeRunView wide = must(apply_plan(play.engine(), text, author, for_everyone()));
    CHECK(wide.team.empty());
    CHECK(wide.changed == 1);
    CHECK(stands_in(play, other, "asking"));
    CHECK(stands_in(play, case_of(play, 3, "ZZA"), "asking"));
    CHECK(must(publications(play.engine())).front().state == "published");
    nothing_is_broken(play);
}

TEST_CASE_METHOD(Tried, "taken back from everybody, the team goes on trying it") {
    const ChangeRunView wide = must(apply_plan(play.engine(), text, author, for_everyone()));
    CHECK_THAT(message(undo_change(play.engine(), run.id, author, "the first")),
               Contains("a later version"));
    CHECK(must(undo_change(play.engine(), wide.id, author, "too early")).changed == 1);
    CHECK(stands_in(play, other, "screen"));
    CHECK(stands_in(play, mine, "asking"));
    CHECK(stands_in(play, case_of(play, 3, "N03A"), "asking"));
    CHECK(stands_in(play, case_of(play, 4, "ZZA"), "screen"));
    CHECK(must(publications(play.engine())).front().state == "tried");
    CHECK(must(undo_change(play.engine(), run.id, author, "not at all")).changed == 1);
    CHECK(stands_in(play, mine, "screen"));
    CHECK(must(publications(play.engine())).front().state == "withdrawn");
    nothing_is_broken(play);
}

TEST_CASE_METHOD(Tried, "a second team joins, and both are stopped together") {
    CHECK(must(apply_plan(play.engine(), text, author, on_team("ZZA"))).changed == 1);
    CHECK(stands_in(play, other, "asking"));
    CHECK(must(publications(play.engine())).front().teams ==
          std::vector<std::string>{"N03A", "ZZA"});
    CHECK_THAT(message(apply_plan(play.engine(), text, author, on_team("ZZA"))),
               Contains("ZZA tries this plan already"));
    const auto stopped =
        must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
    REQUIRE(stopped.size() == 2);
    CHECK(stands_in(play, mine, "screen"));
    CHECK(stands_in(play, other, "screen"));
    nothing_is_broken(play);
}

TEST_CASE_METHOD(Tried, "while a team tries a version, nothing else is published for its pathway") {
    CHECK_THAT(message(play.engine().apply(later(), author)), Contains("tries another version"));
    auto files = renamed();
    for (DefinitionFile& file : files)
        replace_all(file.bytes, "due: 5 working days after entry",
                    "due: 6 working days after entry");
    const std::string rival = approved(play, files);
    CHECK_THAT(message(apply_plan(play.engine(), rival, author)),
               Contains("tries another version"));
    CHECK(must(play.engine().apply(small(), author)).published.empty());  // nothing new in it
    must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
    CHECK(publish_straight(play, later()).published.size() == 1);
}

TEST_CASE("only what holds for no other case can be tried on a team") {
    Play play;
    case_of(play, 1, "N03A");
    const std::string words = approved(play, edited("title: Accommodation", "title: A home"));
    CHECK_THAT(message(apply_plan(play.engine(), words, author, on_team("N03A"))),
               Contains("words hold for all cases"));
    const std::string text = approved(play, later());
    CHECK_THAT(
        message(apply_plan(play.engine(), text, author, on_team("N03B"))),
        Contains("nobody in the directory belongs to the team 'N03B'; did you mean 'N03A'?"));
    CHECK_THAT(message(apply_plan(play.engine(), text, author, for_everyone())),
               Contains("no team tries this plan"));
    CHECK(must(apply_plan(play.engine(), text, author, on_team("N03A"))).changed == 1);
}

// SPDX-License-Identifier: MIT
// Goal: what waits while nobody looks is done, or given up with its reason, and hurts nothing else:
// a run that was under way when the engine ended, a plan that is spoilt, a case that fails; plans
// are named by four letters; who was told of a trial is told once more when it is stopped.
// Method: the real engine and store, on a virtual clock and on the engine's own threads.
#include "simulator/change_play.hpp"
#include "store/raw_database.hpp"
#include "throughgate/notices.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;
using testing::PlayOptions;
using testing::RawDatabase;

constexpr unsigned many_looks = 1000000;  ///< so that a thread that does nothing ends the test

void past_the_engine(Play& play, const std::string& sql) {
    play.close();
    RawDatabase(play.store_path()).run(sql);
    play.restart();
}

/// A plan of later dates that holds from the midnight of Wednesday, approved.
std::string approved_for_wednesday(Play& play) {
    PlanOptions options;
    options.effective_day = parse_date("2026-09-30");
    const ChangePlan plan = must(plan_change(play.engine(), later(), author, options));
    must(submit_plan(play.engine(), plan.text, author));
    must(approve_plan(play.engine(), plan.text, approver, "looked at"));
    return plan.text;
}

/// A run by itself over 120 cases that was killed after 100.
std::string half_by_itself(Play& play) {
    open_cases(play, 120);
    const std::string text = approved(play, later());
    CHECK_THROWS(apply_plan(play.engine(), text, author, [](std::uint64_t done, std::uint64_t) {
        if (done == 100) throw std::runtime_error("killed");
    }));
    past_the_engine(play, "UPDATE change_run SET by = 'by itself, for os:elder'");
    return text;
}

bool ends_in_time(Play& play) {
    for (unsigned i = 0; i < many_looks; ++i)
        if (must(change_runs(play.engine())).front().finished) return true;
    return false;
}

std::size_t told_of_dates(Play& play, const std::string& reference) {
    NoticeQuery query;
    query.case_reference = reference;
    std::size_t told = 0;
    for (const NoticeRecord& each : must(list_notices(play.engine(), query)))
        if (each.notice.message.starts_with("dates_moved") && each.standing != "waits") ++told;
    return told;
}

PlayOptions with_mail() {
    PlayOptions options;
    options.mail = true;
    return options;
}

}  // namespace

TEST_CASE("a run that was under way when the engine ended goes on when it starts") {
    Play play;
    half_by_itself(play);
    CHECK_FALSE(must(change_runs(play.engine())).front().finished);
    must(Result<bool>(play.engine().start().ok()));
    CHECK(ends_in_time(play));
    play.engine().stop();
    const ChangeRunView run = must(change_runs(play.engine())).front();
    CHECK(run.changed == 120);
    CHECK(run.left == 0);
}

TEST_CASE("of a run by itself one case that fails is left, and the run ends") {
    Play play;
    half_by_itself(play);
    past_the_engine(play,
                    "CREATE TRIGGER spoilt BEFORE INSERT ON log WHEN NEW.key >> 24 = 110 "
                    "BEGIN SELECT RAISE(ABORT, 'spoilt'); END");
    play.run_until("+0");
    const ChangeRunView run = must(change_runs(play.engine())).front();
    CHECK(run.finished);
    CHECK(run.changed == 119);
    CHECK(must(cases_left(play.engine(), run.id)).front().case_reference == "TG-000110");
}

TEST_CASE("a plan that is spoilt in the store is given up on its day, and the engine goes on") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    approved_for_wednesday(play);
    past_the_engine(play, "UPDATE proposal SET text = '{'");
    play.run_until("2026-10-01T08:00:00Z");
    const PublicationView plan = must(publications(play.engine())).front();
    CHECK(plan.state == "withdrawn");
    CHECK_THAT(plan.reason, Contains("could not be applied on its day"));
    CHECK(play.send(reference, "screen.done", {{"address.kind", "own"}}).ok());
    CHECK(must(apply_plan(play.engine(), approved(play, later()), author)).changed == 1);
}

TEST_CASE("a day that comes while somebody's run is half done waits for its end") {
    Play play;
    open_cases(play, 120);
    const std::string by_day = approved_for_wednesday(play);
    const std::string text = approved(play, renamed());
    CHECK_THROWS(apply_plan(play.engine(), text, author, [](std::uint64_t done, std::uint64_t) {
        if (done == 100) throw std::runtime_error("killed");
    }));
    play.restart();
    play.run_until("2026-10-01T08:00:00Z");
    CHECK(shown(play, by_day).state == "superseded");
    const auto run = must(change_runs(play.engine())).front().id;
    CHECK(must(continue_run(play.engine(), run, author)).changed == 120);
    play.run_until("+1 days");
    CHECK(shown(play, by_day).state == "withdrawn");
    CHECK_THAT(shown(play, by_day).reason, Contains("was published since"));
}

TEST_CASE("four letters of a plan's hash stand for it, three and those of two plans do not") {
    Play play;
    case_of(play, 1, "N03A");
    const std::string text = approved(play, later());
    const std::string hash = must(read_plan(text)).hash;
    must(apply_plan(play.engine(), text, author, on_team("N03A")));
    CHECK_THAT(
        message(stop_trial(play.engine(), hash.substr(0, 3), author, "enough")),
        Contains("'" + hash.substr(0, 3) + "' is too short") && Contains("at least 4 letters"));
    CHECK_THAT(message(plan_text(play.engine(), "0000")), Contains("no plan '0000'"));
    CHECK(must(stop_trial(play.engine(), hash.substr(0, 4), author, "enough")).size() == 1);

    const std::string next = put_forward(play, renamed()).hash;
    CHECK(must(withdraw_plan(play.engine(), next.substr(0, 4), author, "not now")).state ==
          "withdrawn");
    put_forward(play, edited("title: Accommodation", "title: A home"));
    past_the_engine(play,
                    "UPDATE proposal SET plan = CAST(substr((SELECT min(plan) FROM proposal), 1, 2)"
                    " || substr(plan, 3) AS BLOB) WHERE state = 'in_review'");
    std::map<std::string, int> beginnings;
    for (const PublicationView& each : must(publications(play.engine())))
        ++beginnings[each.plan.substr(0, 4)];
    const auto two = std::find_if(beginnings.begin(), beginnings.end(),
                                  [](const auto& each) { return each.second == 2; });
    REQUIRE(two != beginnings.end());
    CHECK_THAT(message(withdraw_plan(play.engine(), two->first, author, "not now")),
               Contains("more than one plan begins with '" + two->first + "'; give more of it"));
}

TEST_CASE("who was told that a trial moved a date is told once that it is back, and nobody else") {
    Play play(with_mail());
    const std::string mine = case_of(play, 1, "N03A");
    const std::string other = case_of(play, 2, "ZZA");
    const std::string text = approved(play, later());
    must(apply_plan(play.engine(), text, author, on_team("N03A")));
    play.run_until("+1 days");
    const std::size_t told = told_of_dates(play, mine);
    CHECK(told > 0);
    must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "not for us"));
    play.run_until("+1 days");
    CHECK(told_of_dates(play, mine) == 2 * told);
    CHECK(told_of_dates(play, other) == 0);
}

TEST_CASE("a trial that is stopped before its dates have settled is told to nobody") {
    Play play(with_mail());
    const std::string mine = case_of(play, 1, "N03A");
    const std::string text = approved(play, later());
    must(apply_plan(play.engine(), text, author, on_team("N03A")));
    must(stop_trial(play.engine(), must(read_plan(text)).hash, author, "a mistake"));
    play.run_until("+1 days");
    CHECK(told_of_dates(play, mine) == 0);
}

TEST_CASE("a plan that is withdrawn before it is applied is told to nobody and changes no case") {
    Play play(with_mail());
    const std::string mine = case_of(play, 1, "N03A");
    const auto due = screen_due(play, mine);
    const std::string text = approved_for_wednesday(play);
    SECTION("and to somebody when it is not withdrawn") {
        play.run_until("2026-10-01T08:00:00Z");
        CHECK(screen_due(play, mine) != due);
        CHECK(told_of_dates(play, mine) > 0);
        return;
    }
    must(withdraw_plan(play.engine(), must(read_plan(text)).hash, author, "not this month"));
    play.run_until("2026-10-01T08:00:00Z");
    CHECK(screen_due(play, mine) == due);
    CHECK(told_of_dates(play, mine) == 0);
    CHECK(must(change_runs(play.engine())).empty());
}

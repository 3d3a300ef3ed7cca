// SPDX-License-Identifier: MIT
// Goal: trials, runs that were killed and things taken back do not hurt one another: what overlaps
// is refused with what to do, and nothing is left that nobody can end. Method: the real engine and
// store on a virtual clock; runs are stopped between commits.
#include "simulator/change_play.hpp"
#include "store/raw_database.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;
using testing::RawDatabase;

/// Killed once it has looked at so many cases.
ChangeProgress killed_at(std::uint64_t cases) {
    return [cases](std::uint64_t done, std::uint64_t) {
        if (done == cases) throw std::runtime_error("killed");
    };
}

std::vector<DefinitionFile> other_words_of_the_spine() {
    auto files = small();
    for (DefinitionFile& file : files)
        if (file.path == "spine/pathway.yaml")
            replace_all(file.bytes, "title: First day out", "title: First day outside");
    return files;
}

std::string hash_of(const std::string& text) { return must(read_plan(text)).hash; }

/// A pathway that nobody had before.
constexpr const char* extra = R"(format: 1
pathway: extra
title: Extra
common: [facts, roles, ladders]
calendar: england-and-wales
zone: Europe/London
starts: {when: supervised is true}
strands:
  place:
    title: Extra
    start: one
    states:
      one:
        title: One
        stage: needed
        owner: ro
        do: Do one.
        due: 5 working days after entry
        events: {extra.done: two}
      two: {title: Two, stage: closed, final: true, outcome: done}
)";

bool runs_extra(Play& play, const std::string& reference) {
    const auto found = must(play.engine().find_case(reference));
    return std::any_of(found.pathways.begin(), found.pathways.end(),
                       [](const PathwayView& each) { return each.id == "extra"; });
}

}  // namespace

TEST_CASE("words of another pathway leave a team's cases in their trial") {
    Play play;
    const std::string mine = case_of(play, 1, "N03A");
    const std::string before = approved(play, other_words_of_the_spine());  // while none tries it
    const std::string trial = approved(play, later());
    const auto due = screen_due(play, mine);
    must(apply_plan(play.engine(), trial, author, on_team("N03A")));
    const auto tried = screen_due(play, mine);
    REQUIRE(tried != due);
    CHECK_THAT(message(apply_plan(play.engine(), before, author)),
               Contains("would now do more than it says"));
    must(apply_plan(play.engine(), approved(play, other_words_of_the_spine()), author));
    CHECK(screen_due(play, mine) == tried);
    const auto stopped = must(stop_trial(play.engine(), hash_of(trial), author, "enough"));
    CHECK(stopped.front().changed == 1);
    CHECK(screen_due(play, mine) == due);
}

TEST_CASE("a plan from before a trial is refused though the team has no case yet") {
    Play play;
    case_of(play, 1, "ZZA");
    const std::string before = approved(play, other_words_of_the_spine());
    must(apply_plan(play.engine(), approved(play, later()), author, on_team("N03A")));
    CHECK_THAT(message(apply_plan(play.engine(), before, author)),
               Contains("team N03A tries another version of 'accommodation'"));
}

TEST_CASE("an older change is not taken back under a newer trial, and is once that is stopped") {
    Play play;
    const std::string mine = case_of(play, 1, "N03A");
    const auto due = screen_due(play, mine);
    const ChangeRunView first = must(apply_plan(play.engine(), approved(play, later()), author));
    const std::string trial = approved(play, renamed());
    must(apply_plan(play.engine(), trial, author, on_team("N03A")));
    CHECK_THAT(message(undo_change(play.engine(), first.id, author, "back")),
               Contains("team N03A tries another version of 'accommodation'"));
    CHECK(shown(play, trial).state == "tried");
    must(stop_trial(play.engine(), hash_of(trial), author, "enough"));
    CHECK(play.is_in(mine, "accommodation:place.screen"));
    must(undo_change(play.engine(), first.id, author, "back"));
    CHECK(screen_due(play, case_of(play, 2, "N03A")) == due);
}

TEST_CASE("taken back, a pathway that was new is begun by no case any more") {
    Play play;
    auto files = small();
    files.push_back({"extra/pathway.yaml", extra});
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, files), author));
    const std::string meanwhile = supervised(play, 1);
    CHECK(runs_extra(play, meanwhile));
    must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK_FALSE(runs_extra(play, supervised(play, 2)));
    play.restart();
    CHECK_FALSE(runs_extra(play, supervised(play, 3)));
    CHECK(runs_extra(play, meanwhile));
    must(play.send(meanwhile, "extra.done"));
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(play.engine().verify_audit()).empty());
    must(apply_plan(play.engine(), approved(play, files), author));  // and after all
    CHECK(runs_extra(play, supervised(play, 4)));
}

TEST_CASE("the plan that was taken the place of holds again") {
    Play play;
    open_cases(play, 1);
    const std::string first = approved(play, later());
    must(apply_plan(play.engine(), first, author));
    auto files = later();
    for (DefinitionFile& file : files)
        if (file.path == accommodation)
            replace_all(file.bytes, "6 working days after entry", "9 working days after entry");
    const std::string second = approved(play, files);
    const ChangeRunView run = must(apply_plan(play.engine(), second, author));
    CHECK(shown(play, first).state == "superseded");
    must(undo_change(play.engine(), run.id, author, "too late"));
    CHECK(shown(play, first).state == "published");
    CHECK(shown(play, second).state == "withdrawn");
}

TEST_CASE("somebody's work is found behind a thousand reminders") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, later()), author));
    must(play.send(reference, "screen.done", {{"address.kind", "own"}}));
    const auto sequence =
        must(must(play.engine().parts().store->read())->pre_images(run.id, CaseId{}, 1))
            .front()
            .sequence;
    const std::string over = std::to_string((std::uint64_t{1} << 24) + sequence);
    play.close();
    // What one case gets in years: reminders before the entries that are a person's.
    RawDatabase database(play.store_path());
    database.run("UPDATE log SET key = key + 1500 WHERE key > " + over + " AND key < (2 << 24)");
    CHECK(database.changed() > 0);
    database.run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
        "INSERT INTO log SELECT " +
        over +
        " + i, 'rung.told', recorded_ms, effective_ms, "
        "actor, asserted_by, on_behalf_of, reason, fields, salt, field_hashes, hash "
        "FROM n, log WHERE key = " +
        over);
    CHECK(database.changed() == 1200);
    play.restart();
    const ChangeRunView back = must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK(back.changed == 0);
    CHECK(back.left == 1);
}

TEST_CASE("everybody is not reached by going on with what a team tries") {
    Play play;
    for (int i = 0; i < 120; ++i) case_of(play, i, "N03A");
    const std::string other = case_of(play, 500, "ZZA");
    const std::string text = approved(play, renamed());
    ApplyOptions team = on_team("N03A");
    team.progress = killed_at(100);
    CHECK_THROWS(apply_plan(play.engine(), text, author, team));
    play.restart();
    CHECK_THAT(message(apply_plan(play.engine(), text, author, for_everyone())),
               Contains("is under way"));
    CHECK(must(apply_plan(play.engine(), text, author, on_team("N03A"))).changed == 120);
    must(apply_plan(play.engine(), text, author, for_everyone()));
    CHECK(play.is_in(other, "accommodation:place.asking"));
}

TEST_CASE("what is taken back goes on under the reason that was given, and is not left half-way") {
    Play play;
    std::string last;
    for (int i = 0; i < 120; ++i) last = case_of(play, i, "N03A");
    case_of(play, 500, "ZZA");
    const std::string text = approved(play, later());
    const auto first = must(apply_plan(play.engine(), text, author, on_team("N03A")));
    must(apply_plan(play.engine(), text, author, on_team("ZZA")));
    CHECK_THROWS(
        undo_change(play.engine(), first.id, author, "the days are too many", killed_at(100)));
    play.restart();
    const ChangeRunView open = must(change_runs(play.engine())).front();
    REQUIRE_FALSE(open.finished);
    CHECK_THAT(message(end_run(play.engine(), open.id, author, "enough")),
               Contains("throughgate change continue 3"));
    CHECK_THAT(message(play.engine().apply(other_words_of_the_spine(), author)),
               Contains("is under way"));
    CHECK(must(continue_run(play.engine(), open.id, author)).changed == 120);
    std::string reasons;
    for (const HistoryEntry& each : must(play.engine().history(last)))
        reasons += each.reason + "\n";
    CHECK_THAT(reasons, Contains("the days are too many") && !Contains("looked at"));
    CHECK_THAT(message(continue_run(play.engine(), open.id, author)),
               !Contains("throughgate undo"));
}

TEST_CASE("a run that ends by itself half-way says so in its plan") {
    Play play;
    open_cases(play, 120);
    const std::string text = approved(play, later());
    CHECK_THROWS(apply_plan(play.engine(), text, author, killed_at(100)));
    play.close();
    RawDatabase(play.store_path()).run("UPDATE change_run SET by = 'by itself, for os:elder'");
    play.restart();
    publish_the_first_again(play);
    play.run_until("+1 minutes");
    const ChangeRunView run = must(change_runs(play.engine())).front();
    CHECK(run.finished);
    CHECK(run.changed == 100);
    CHECK_THAT(shown(play, text).reason, Contains("ended half-way, by itself"));
}

// SPDX-License-Identifier: MIT
// Goal: a change of live cases does what its plan said, by two people, once, whatever stops it, and
// can be taken back where nobody has touched it since.
// Method: the real engine and store on a virtual clock; the small accommodation pathway has a state
// retired; runs are stopped between commits, cut off from power and filled up, and gone on with.
#include "simulator/change_play.hpp"
#include "support/faulty_vfs.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using testing::FaultyVfs;
using testing::Play;
using testing::PlayOptions;

}  // namespace

TEST_CASE("a plan looks at every live case and changes nothing") {
    Play play;
    open_cases(play, 3);
    const std::string before = must(play.engine().canonical_dump());
    const ChangePlan plan = planned(play, later());
    CHECK(plan.cases == 3);
    CHECK(plan.changes == 3);
    CHECK(cases_of(plan, "date_moves") == 3);
    CHECK(plan.lines.front().first.front() == "TG-000001");
    CHECK(must(play.engine().canonical_dump()) == before);
    CHECK(must(publications(play.engine())).empty());
}

TEST_CASE("what a plan says is what its application does") {
    Play play;
    const auto references = open_cases(play, 3);
    const auto due = screen_due(play, references.front());
    const std::string text = approved(play, later());
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    CHECK(run.changed == 3);
    CHECK(run.left == 0);
    CHECK(*screen_due(play, references.front()) == *due + std::chrono::days(1));
    CHECK(must(publications(play.engine())).front().state == "published");
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(play.engine().verify_audit()).empty());
    CHECK(must(plan_change(play.engine(), later(), author)).changes == 0);
}

TEST_CASE("a state that is gone wants a mapping, and with it live cases go on") {
    Play play;
    const auto references = open_cases(play, 2);
    auto unmapped = renamed();
    for (DefinitionFile& file : unmapped)
        if (file.path == accommodation) file.bytes.resize(file.bytes.find("migrate:"));
    const ChangePlan blocked = planned(play, unmapped);
    CHECK(blocked.blocked == 2);
    CHECK(blocked.lines.front().kind == "mapping_needed");
    CHECK(blocked.lines.front().subject == "place.screen");
    const auto refused = approve_plan(play.engine(), blocked.text, approver, "");
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("no way to the new version"));
    must(apply_plan(play.engine(), approved(play, renamed()), author));
    CHECK(play.is_in(references.front(), "accommodation:place.asking"));
    must(play.send(references.front(), "screen.done", {{"address.kind", "own"}}));
    CHECK(play.is_in(references.front(), "accommodation:place.address_check"));
}

TEST_CASE("nobody approves their own plan, nor applies what they approved") {
    Play play;
    open_cases(play, 1);
    const ChangePlan plan = planned(play, later());
    using Catch::Matchers::Contains;
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, author)),
               Contains("nobody has approved"));
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, author, "looked")),
               Contains("a second person approves it"));
    const Actor pretending{"S06", "os:elder", ""};
    CHECK_THAT(message(approve_plan(play.engine(), plan.text, pretending, "looked")),
               Contains("a second person approves it"));
    must(submit_plan(play.engine(), plan.text, author));
    CHECK(must(publications(play.engine())).front().state == "in_review");
    must(approve_plan(play.engine(), plan.text, approver, "looked"));
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, approver)),
               Contains("somebody else applies it"));
    CHECK(must(apply_plan(play.engine(), plan.text, author)).changed == 1);
    CHECK_THAT(message(apply_plan(play.engine(), plan.text, author)), Contains("applied before"));
}

TEST_CASE("a plan that was edited after its approval is another plan") {
    Play play;
    open_cases(play, 1);
    std::string text = approved(play, later());
    replace_all(text, "\"blocked\":0", "\"blocked\":0 ");
    const auto refused = apply_plan(play.engine(), text, author);
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("nobody has approved"));
}

TEST_CASE("a store that moved in a way that matters refuses, any other way does not") {
    Play play;
    const auto references = open_cases(play, 1);
    const std::string text = approved(play, renamed());
    supervised(play, 7);  // stands where the first one does
    CHECK(must(apply_plan(play.engine(), text, author)).changed == 2);

    Play other;
    const auto reference = open_cases(other, 1).front();
    must(other.send(reference, "screen.done", {{"address.kind", "own"}}));
    const std::string moved = approved(other, later());  // nobody stands in `screen`
    supervised(other, 7);
    const auto refused = apply_plan(other.engine(), moved, author);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("TG-000002"));
}

TEST_CASE("of two operators the second is told that versions have moved") {
    Play play;
    open_cases(play, 2);
    const std::string first = approved(play, later());
    const std::string second = approved(play, renamed());
    must(apply_plan(play.engine(), first, author));
    const auto refused = apply_plan(play.engine(), second, author);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("was published since"));
}

TEST_CASE("new words that were published after the plan are not taken back by it") {
    Play play;
    open_cases(play, 1);
    const std::string text = approved(play, later());
    play.run_until("+1 days");
    publish_straight(play, edited("title: ", "title: Now "));
    const auto refused = apply_plan(play.engine(), text, author);
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("was published since"));
}

TEST_CASE("a change is not taken back while a later one holds") {
    Play play;
    open_cases(play, 2);
    const ChangeRunView first = must(apply_plan(play.engine(), approved(play, later()), author));
    const ChangeRunView second = must(apply_plan(play.engine(), approved(play, renamed()), author));
    const auto refused = undo_change(play.engine(), first.id, author, "a mistake");
    REQUIRE_FALSE(refused.ok());
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("a later version"));
    CHECK(must(undo_change(play.engine(), second.id, author, "a mistake")).changed == 2);
    CHECK(undo_change(play.engine(), first.id, author, "a mistake").ok());
}

TEST_CASE("a plan does not name a case of limited access") {
    Play play;
    const std::string hidden = play.open_case(
        noms(1), "2026-12-07", {{"supervised", Value(true)}, {"limited_access", Value(true)}});
    const ChangePlan plan = planned(play, later());
    CHECK(cases_of(plan, "date_moves") == 1);
    CHECK_THAT(plan.text, !Catch::Matchers::Contains(hidden));
    CHECK_THAT(plan.text, Catch::Matchers::Contains("restricted"));
}

TEST_CASE("a plan of another store, or before its day, is refused") {
    Play play;
    open_cases(play, 1);
    const std::string text = approved(play, later());
    const std::string copy = play.folder() / "copy.db";
    REQUIRE(play.engine().backup(play.folder() / "backup.db").ok());
    REQUIRE(Engine::restore(play.folder() / "backup.db", copy).ok());
    PlayOptions restored;
    restored.store = copy;
    restored.set_up = false;
    Play other(restored);
    for (const auto& refused : {approve_plan(other.engine(), text, approver, "").error(),
                                apply_plan(other.engine(), text, author).error()})
        CHECK_THAT(refused.message, Catch::Matchers::Contains("made for another store"));
    PlanOptions options;
    options.effective_from = *parse_instant("2026-09-30T00:00:00Z");
    const ChangePlan plan = must(plan_change(play.engine(), later(), author, options));
    must(submit_plan(play.engine(), plan.text, author));
    must(approve_plan(play.engine(), plan.text, approver, "looked"));
    const auto early = apply_plan(play.engine(), plan.text, author);
    REQUIRE_FALSE(early.ok());
    CHECK_THAT(early.error().message, Catch::Matchers::Contains("effective from"));
}

TEST_CASE("undone, a case that nobody touched is what it was, and the others are listed") {
    Play play;
    const auto references = open_cases(play, 3);
    const auto due = screen_due(play, references.front());
    const std::string text = approved(play, renamed());
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    must(play.send(references[1], "screen.done", {{"address.kind", "own"}}));
    const ChangeRunView back = must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK(back.changed == 2);
    CHECK(back.left == 1);
    const auto left = must(cases_left(play.engine(), back.id));
    REQUIRE(left.size() == 1);
    CHECK(left.front().case_reference == references[1]);
    CHECK_THAT(left.front().reason, Catch::Matchers::Contains("event.applied"));
    CHECK(play.is_in(references[0], "accommodation:place.screen"));
    CHECK(screen_due(play, references[0]) == due);
    CHECK(play.is_in(references[1], "accommodation:place.address_check"));
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(publications(play.engine())).front().state == "withdrawn");
    const std::string fresh = supervised(play, 8);
    CHECK(play.is_in(fresh, "accommodation:place.screen"));
    const auto again = undo_change(play.engine(), run.id, author, "again");
    REQUIRE_FALSE(again.ok());
    CHECK_THAT(again.error().message, Catch::Matchers::Contains("taken back before"));
}

TEST_CASE("the window for undoing passes") {
    Play play;
    open_cases(play, 1);
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, later()), author));
    play.run_until("+15 days");
    const auto late = undo_change(play.engine(), run.id, author, "a mistake");
    REQUIRE_FALSE(late.ok());
    CHECK_THAT(late.error().message, Catch::Matchers::Contains("its window"));
}

TEST_CASE("a run that was stopped between commits goes on to the same end") {
    const auto played = [](bool stopped) {
        Play play;
        open_cases(play, 120);
        const std::string text = approved(play, renamed());
        if (stopped) {
            CHECK_THROWS(
                apply_plan(play.engine(), text, author, [](std::uint64_t done, std::uint64_t) {
                    if (done == 100) throw std::runtime_error("killed");
                }));
            play.restart();
            CHECK_FALSE(must(change_runs(play.engine())).front().finished);
        }
        const ChangeRunView run = must(apply_plan(play.engine(), text, author));
        CHECK(run.changed == 120);
        return must(play.engine().canonical_dump());
    };
    CHECK(played(true) == played(false));
}

TEST_CASE("a full disk leaves nothing half-applied, and with room the run goes on") {
    FaultyVfs disk("change");
    PlayOptions options;
    options.vfs = disk.name();
    Play play(options);
    const auto references = open_cases(play, 5);
    const std::string text = approved(play, renamed());
    for (std::uint64_t writes : {0, 3, 9}) {
        disk.fill_disk_after_write(writes);
        const auto full = apply_plan(play.engine(), text, author);
        disk.free_disk();
        if (full.ok()) break;
        CHECK(play.engine().list_cases({}).ok());
        const auto faults = play.engine().broken_invariants();
        if (faults.ok()) CHECK(faults->empty());
    }
    const auto runs = must(change_runs(play.engine()));
    const bool done = !runs.empty() && runs.front().finished;
    if (!done) must(apply_plan(play.engine(), text, author));
    for (const std::string& each : references)
        CHECK(play.is_in(each, "accommodation:place.asking"));
    CHECK(must(play.engine().verify_audit()).empty());
    play.close();
}

TEST_CASE("a case's history names, as the cause, the pathways that are new and that it runs") {
    Play play;
    const std::string reference = supervised(play, 1);
    must(apply_plan(play.engine(), approved(play, later()), author));
    std::string causes;
    for (const HistoryEntry& each : must(play.engine().history(reference)))
        if (each.kind == "case.migrated") causes += each.fields.front().second;
    CHECK(causes == "a new version of Accommodation was published");
}

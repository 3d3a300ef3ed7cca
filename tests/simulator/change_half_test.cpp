// SPDX-License-Identifier: MIT
// Goal: a run that was killed is no dead end: it goes on, ends or is taken back from what the store
// keeps; and one case that cannot be read, or a day that comes by itself, needs nobody's help.
// Method: the real engine and store on a virtual clock; runs are stopped between commits, a case is
// spoilt in the file, the clock passes midnight.
#include "simulator/change_play.hpp"
#include "store/raw_database.hpp"
#include "throughgate/inspection.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;
using testing::RawDatabase;

/// 120 cases, of which a run brought 100 over before it was killed.
struct Half {
    Play play;
    std::vector<std::string> references = open_cases(play, 120);
    std::string text = approved(play, renamed());

    Half() {
        CHECK_THROWS(apply_plan(play.engine(), text, author, [](std::uint64_t done, std::uint64_t) {
            if (done == 100) throw std::runtime_error("killed");
        }));
        play.restart();
    }

    /// Past what stands in the way of people, as another release may.
    void publish_the_first_again() {
        const Status put = play.engine().parts().work([](store::Transaction& store, Instant now) {
            for (Publication each : must(store.publications())) {
                if (each.pathway != "accommodation") continue;
                each.published = now;
                return store.put_publication(each);
            }
            return Status();
        });
        REQUIRE(put.ok());
    }

    std::size_t in(const std::string& state) {
        return static_cast<std::size_t>(
            std::count_if(references.begin(), references.end(), [&](const std::string& each) {
                return play.is_in(each, "accommodation:place." + state);
            }));
    }
};

std::vector<std::string> found_in(Play& play) {
    InspectionOptions options;
    options.store_path = play.store_path();
    options.now = play.clock().now();
    std::vector<std::string> codes;
    for (const Finding& each : inspect_store(options)) codes.push_back(each.code);
    return codes;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

PlanOptions from_day(const char* day) {
    PlanOptions options;
    options.effective_day = parse_date(day);
    return options;
}

/// A plan of later dates that holds from a day, approved.
std::string approved_from(Play& play, const char* day) {
    const ChangePlan plan = must(plan_change(play.engine(), later(), author, from_day(day)));
    must(submit_plan(play.engine(), plan.text, author));
    must(approve_plan(play.engine(), plan.text, approver, "looked at"));
    return plan.text;
}

std::string state_of_plan(Play& play) { return must(publications(play.engine())).front().state; }

}  // namespace

TEST_CASE_METHOD(Half,
                 "a killed run goes on from the store alone, but not by whoever approved it") {
    CHECK(in("asking") == 100);
    CHECK(has(found_in(play), "change.open"));
    const auto run = must(change_runs(play.engine())).front().id;
    CHECK_THAT(message(continue_run(play.engine(), run, approver)),
               Contains("somebody else applies it"));
    CHECK_THAT(message(apply_plan(play.engine(), text, second_approver)),
               Contains("somebody else applies it"));
    CHECK(must(continue_run(play.engine(), run, author)).changed == 120);
    CHECK(in("asking") == 120);
    CHECK_FALSE(has(found_in(play), "change.open"));
    CHECK_THAT(message(continue_run(play.engine(), run, author)), Contains("has ended"));
}

TEST_CASE_METHOD(Half, "a killed run is ended and taken back from the store alone") {
    const auto run = must(change_runs(play.engine())).front().id;
    const ChangeRunView back = must(undo_change(play.engine(), run, author, "a mistake"));
    CHECK(back.changed == 100);
    CHECK(in("screen") == 120);
    CHECK(play.is_in(supervised(play, 500), "accommodation:place.screen"));
    CHECK(must(play.engine().broken_invariants()).empty());
    CHECK(must(play.engine().verify_audit()).empty());
}

TEST_CASE_METHOD(Half,
                 "nothing is published under a run of the same pathway, not even for a reason") {
    CHECK_THAT(message(publish_without_plan(play.engine(), later(), author, "it cannot wait")),
               Contains("run 1 of another change is under way"));
    CHECK_THAT(message(play.engine().apply(later(), author)), Contains("runs 'accommodation'"));
    must(continue_run(play.engine(), 1, author));
    CHECK(publish_straight(play, later()).published.size() == 1);
}

TEST_CASE_METHOD(Half, "a killed run does not go on over what was published meanwhile") {
    publish_the_first_again();
    const auto refused = apply_plan(play.engine(), text, author);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::conflict);
    CHECK_THAT(refused.error().message, Contains("another version was published"));
    CHECK_THAT(refused.error().message, Contains("throughgate change end 1"));
    CHECK_THAT(message(continue_run(play.engine(), 1, author)), Contains("was published"));
    CHECK(in("asking") == 100);
    CHECK_THAT(message(end_run(play.engine(), 1, author, "")), Contains("say why"));
    CHECK(must(end_run(play.engine(), 1, author, "another version holds now")).changed == 100);
    CHECK(in("screen") == 20);
    const ChangePlan next = planned(play, later());  // one holds a state that it does not draw
    CHECK(next.blocked == 100);
    CHECK_FALSE(has(found_in(play), "change.open"));
}

TEST_CASE("one case that cannot be read is listed and left, and all others go over") {
    Play play;
    const auto references = open_cases(play, 3);
    const std::string text = approved(play, renamed());
    play.close();
    RawDatabase(play.store_path())
        .run("UPDATE case_part SET body = x'00' WHERE key BETWEEN 16 AND 23");
    play.restart();
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    CHECK(run.changed == 2);
    CHECK(run.left == 1);
    const auto left = must(cases_left(play.engine(), run.id));
    REQUIRE(left.size() == 1);
    CHECK_THAT(left.front().reason, Contains("cannot be read"));
    CHECK(play.is_in(references[0], "accommodation:place.asking"));
    CHECK(play.is_in(references[2], "accommodation:place.asking"));
    const ChangePlan again = must(plan_change(play.engine(), later(), author));
    CHECK(again.incidents == 1);
    CHECK(must(undo_change(play.engine(), run.id, author, "a mistake")).changed == 2);
}

TEST_CASE("an approved plan is applied by itself at the midnight of its day") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    const auto due = screen_due(play, reference);
    const std::string text = approved_from(play, "2026-09-30");
    CHECK_THAT(message(apply_plan(play.engine(), text, author)),
               Contains("Wed 30 Sep 2026 00:00; a running engine applies it then by itself"));
    play.run_until("2026-09-29T22:59:59Z");  // British Summer Time is an hour ahead
    CHECK(state_of_plan(play) == "approved");
    CHECK(screen_due(play, reference) == due);
    play.run_until("2026-09-29T23:00:00Z");
    CHECK(state_of_plan(play) == "published");
    CHECK(*screen_due(play, reference) == *due + std::chrono::days(1));
    const ChangeRunView run = must(change_runs(play.engine())).front();
    CHECK(run.started == *parse_instant("2026-09-29T23:00:00Z"));
    CHECK(run.by == "by itself, for os:elder");
    CHECK(*screen_due(play, supervised(play, 9)) != *due);
}

TEST_CASE("a day that passed while nothing ran is made up for, late") {
    Play play;
    open_cases(play, 1);
    approved_from(play, "2026-09-30");
    play.clock().set(*parse_instant("2026-09-30T08:00:00Z"));
    CHECK(has(found_in(play), "change.waiting"));
    play.run_until("2026-09-30T08:00:00Z");
    CHECK(state_of_plan(play) == "published");
    CHECK_FALSE(has(found_in(play), "change.waiting"));
}

TEST_CASE("a plan that no longer fits on its day is withdrawn and says why") {
    Play play;
    open_cases(play, 1);
    const std::string text = approved_from(play, "2026-09-30");
    play.run_until("+1 days");
    publish_straight(play, edited("title: ", "title: Now "));
    play.run_until("2026-10-01T08:00:00Z");
    const PublicationView plan = shown(play, text);
    CHECK(plan.state == "withdrawn");
    CHECK_THAT(plan.reason, Contains("could not be applied on its day"));
    CHECK_THAT(plan.reason, Contains("was published since"));
    CHECK(must(change_runs(play.engine())).empty());
}

TEST_CASE("what cases were is let go when their window ends, whatever is planned") {
    Play play;
    open_cases(play, 3);
    const ChangeRunView run = must(apply_plan(play.engine(), approved(play, later()), author));
    const auto kept = [&] {
        return must(must(play.engine().parts().store->read())->pre_images(run.id, CaseId{}, 10));
    };
    play.run_until("+13 days");
    CHECK(kept().size() == 3);
    play.run_until("+2 days");
    CHECK(kept().empty());
}

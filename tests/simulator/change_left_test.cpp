// SPDX-License-Identifier: MIT
// Goal: one case that fails is left out of a run, with its reason, and nobody else waits for it; it
// is tried again once it is mended. Method: the real engine and store on a virtual clock; a trigger
// in the store's file lets every write to the log of one case fail.
#include "simulator/change_play.hpp"
#include "store/raw_database.hpp"

namespace {

using namespace throughgate;
using namespace throughgate::testing::change;
using Catch::Matchers::Contains;
using testing::Play;
using testing::RawDatabase;

/// Three cases and a plan; nothing can be written to the second case while it is spoilt.
struct Three {
    Play play;
    std::vector<std::string> references = open_cases(play, 3);
    std::string text = approved(play, renamed());

    void past_the_engine(const std::string& sql) {
        play.close();
        RawDatabase(play.store_path()).run(sql);
        play.restart();
    }
    void spoil() {
        past_the_engine(
            "CREATE TRIGGER spoilt BEFORE INSERT ON log WHEN NEW.key >> 24 = 2 "
            "BEGIN SELECT RAISE(ABORT, 'spoilt'); END");
    }
    void mend() { past_the_engine("DROP TRIGGER spoilt"); }

    std::size_t in(const std::string& state) {
        return static_cast<std::size_t>(
            std::count_if(references.begin(), references.end(), [&](const std::string& each) {
                return play.is_in(each, "accommodation:place." + state);
            }));
    }

    void only_the_second_is_left(const ChangeRunView& run) {
        CHECK(run.finished);
        CHECK(run.changed == 2);
        CHECK(run.left == 1);
        const auto left = must(cases_left(play.engine(), run.id));
        REQUIRE(left.size() == 1);
        CHECK(left.front().case_reference == references[1]);
        CHECK_THAT(left.front().reason, Contains("it failed: "));
    }

    void nothing_is_broken() {
        CHECK(must(play.engine().broken_invariants()).empty());
        CHECK(must(play.engine().verify_audit()).empty());
    }
};

}  // namespace

TEST_CASE_METHOD(Three, "a case that fails is left with its reason, and all others go over") {
    spoil();
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    only_the_second_is_left(run);
    CHECK(in("asking") == 2);
    only_the_second_is_left(must(continue_run(play.engine(), run.id, author)));  // still spoilt

    mend();
    CHECK_THAT(message(continue_run(play.engine(), run.id, approver)),
               Contains("somebody else applies it"));
    const ChangeRunView again = must(continue_run(play.engine(), run.id, author));
    CHECK(again.changed == 3);
    CHECK(again.left == 0);
    CHECK(must(cases_left(play.engine(), run.id)).empty());
    CHECK(in("asking") == 3);
    CHECK_THAT(message(continue_run(play.engine(), run.id, author)), Contains("has ended"));
    CHECK(must(undo_change(play.engine(), run.id, author, "a mistake")).changed == 3);
    CHECK(in("screen") == 3);
    nothing_is_broken();
}

TEST_CASE_METHOD(Three, "a case that cannot be taken back is left, and is once it is mended") {
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    spoil();
    const ChangeRunView back = must(undo_change(play.engine(), run.id, author, "a mistake"));
    only_the_second_is_left(back);
    CHECK(in("screen") == 2);
    mend();
    const ChangeRunView again = must(continue_run(play.engine(), back.id, author));
    CHECK(again.changed == 3);
    CHECK(again.left == 0);
    CHECK(in("screen") == 3);
    CHECK_THAT(message(continue_run(play.engine(), run.id, author)), Contains("has ended"));
    nothing_is_broken();
}

TEST_CASE_METHOD(Three, "what was left is not brought to a version that holds no more") {
    spoil();
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    mend();
    publish_straight(play, later());
    CHECK_THAT(message(continue_run(play.engine(), run.id, author)),
               Contains("another version was published"));
    CHECK(in("screen") == 1);
    CHECK(must(cases_left(play.engine(), run.id)).size() == 1);
}

TEST_CASE_METHOD(Three, "what was left of a run that was taken back stays where it is") {
    spoil();
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    mend();
    must(undo_change(play.engine(), run.id, author, "a mistake"));
    CHECK_THAT(message(continue_run(play.engine(), run.id, author)), Contains("taken back before"));
    CHECK(in("screen") == 3);
}

TEST_CASE("of many cases that fail each is left, and the rest of their batches goes over") {
    Play play;
    open_cases(play, 120);
    const std::string text = approved(play, later());
    play.close();
    RawDatabase(play.store_path())
        .run(
            "CREATE TRIGGER spoilt BEFORE INSERT ON log WHEN (NEW.key >> 24) % 40 = 0 "
            "BEGIN SELECT RAISE(ABORT, 'spoilt'); END");
    play.restart();
    const ChangeRunView run = must(apply_plan(play.engine(), text, author));
    CHECK(run.changed == 117);
    CHECK(run.left == 3);
    CHECK(run.done == 120);
}

// SPDX-License-Identifier: MIT
// Goal: every store keeps plans that were put forward, how far a run over live cases came, and what
// each case was before, in the transaction of each case.
// Method: written through the interface and read back; an abandoned transaction leaves nothing.
#include "base/hash.hpp"
#include "base/random.hpp"
#include "model/change_rows.hpp"
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "store/whole_case.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
    std::unique_ptr<store::Reader> read() { return must(store->read()); }

    template <typename Do>
    void in_commit(Do work, bool kept = true) {
        auto transaction = must(store->begin());
        work(*transaction);
        if (kept) must(transaction->commit(at_minute(1)));
    }
};

Proposal proposal(const std::string& text, int minute) {
    Proposal made;
    made.plan = sha256(text);
    made.author = "os:elder";
    made.proposed = at_minute(minute);
    made.text = text;
    return made;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a plan that was put forward goes on in its life and keeps its text") {
    Proposal made = proposal("a plan", 1);
    in_commit([&](auto& t) { must(t.put_proposal(made)); });
    in_commit([&](auto& t) { must(t.put_proposal(proposal("another", 2))); });
    in_commit([&](auto& t) { must(t.put_proposal(proposal("never", 3))); }, false);
    made.state = ProposalState::approved;
    made.approved_by = "S09 (os:iris)";
    made.approved = at_minute(4);
    made.effective_from = at_minute(9);
    made.reason = "looked at";
    in_commit([&](auto& t) { must(t.put_proposal(made)); });
    const Proposal read_back = must(read()->find_proposal(made.plan)).value();
    CHECK(read_back.state == ProposalState::approved);
    CHECK(read_back.author == "os:elder");
    CHECK(read_back.approved_by == "S09 (os:iris)");
    CHECK(read_back.approved == at_minute(4));
    CHECK(read_back.published == std::nullopt);
    CHECK(read_back.effective_from == at_minute(9));
    CHECK(read_back.text == "a plan");
    const auto all = must(read()->list_proposals(5));
    REQUIRE(all.size() == 2);
    CHECK(all[0].plan == sha256("another"));
    CHECK(all[1].text.empty());
    CHECK(must(read()->find_proposal(sha256("never"))) == std::nullopt);
}

TEST_CASE("every state of a plan has a name that leads back to it") {
    for (const ProposalState state :
         {ProposalState::in_review, ProposalState::approved, ProposalState::tried,
          ProposalState::published, ProposalState::superseded, ProposalState::withdrawn})
        CHECK(proposal_state_named(name_of(state)) == state);
    CHECK(proposal_state_named("draft") == std::nullopt);
}

TEST_CASE_METHOD(Fixture, "a run over live cases goes on after the last one, and ends once") {
    stored(*store, plain_case("A1000AA"));
    stored(*store, plain_case("A1001AA"));
    ChangeRun run;
    run.plan = sha256("a plan");
    run.by = "os:elder";
    run.started = at_minute(1);
    in_commit([&](auto& t) { run.id = must(t.begin_change_run(run)); });
    CHECK(must(read()->open_change_run()).value().total == 2);
    run.done = 1;
    run.changed = 1;
    run.last = CaseId{1};
    in_commit([&](auto& t) { must(t.update_change_run(run)); });
    ChangeRun further = run;
    further.done = 2;
    in_commit([&](auto& t) { must(t.update_change_run(further)); }, false);
    const ChangeRun open = must(read()->open_change_run()).value();
    CHECK(open.done == 1);
    CHECK(open.last == CaseId{1});
    CHECK(open.plan == run.plan);
    run.finished = at_minute(2);
    run.undo_until = at_minute(99);
    in_commit([&](auto& t) { must(t.update_change_run(run)); });
    CHECK(must(read()->open_change_run()) == std::nullopt);
    const ChangeRun ended = must(read()->find_change_run(run.id)).value();
    CHECK(ended.finished == at_minute(2));
    CHECK(ended.undo_until == at_minute(99));
    CHECK(must(read()->list_change_runs(5)).size() == 1);
    CHECK(must(read()->find_change_run(run.id + 1)) == std::nullopt);
    auto transaction = must(store->begin());
    run.id += 7;
    CHECK_FALSE(transaction->update_change_run(run).ok());
}

TEST_CASE_METHOD(Fixture, "what cases were before a run is kept by run and case") {
    const Case the_case = plain_case("A1000AA");
    const std::string body = store::encode_case(the_case);
    in_commit([&](auto& t) {
        must(t.put_pre_image({1, CaseId{2}, 7, {}, body}));
        must(t.put_pre_image({1, CaseId{1}, 0, "parked", {}}));
        must(t.put_pre_image({2, CaseId{1}, 9, {}, body}));
    });
    const auto images = must(read()->pre_images(1, CaseId{}, 10));
    REQUIRE(images.size() == 2);
    CHECK(images[0].case_id == CaseId{1});
    CHECK(images[0].detail == "parked");
    CHECK(images[1].sequence == 7);
    CHECK(must(store::decode_case(images[1].body)) == the_case);
    CHECK(must(read()->pre_images(1, CaseId{1}, 10)).size() == 1);
    in_commit([&](auto& t) { must(t.drop_pre_images(1)); });
    CHECK(must(read()->pre_images(1, CaseId{}, 10)).empty());
    CHECK(must(read()->pre_images(2, CaseId{}, 10)).size() == 1);
}

TEST_CASE("a whole case as bytes comes back as it was, and damage is said") {
    Case the_case = plain_case("A1000AA");
    const std::string body = store::encode_case(the_case);
    the_case.id = {};
    Case again = must(store::decode_case(body));
    CHECK(again == the_case);
    for (std::size_t cut : {std::size_t{0}, std::size_t{1}, body.size() / 2, body.size() - 1}) {
        const auto damaged = store::decode_case(body.substr(0, cut));
        REQUIRE_FALSE(damaged.ok());
        CHECK(damaged.error().kind == ErrorKind::corrupt);
    }
    CHECK_FALSE(store::decode_case(body + "x").ok());
}

TEST_CASE("what was published before teams could try a version holds for everybody") {
    const TemporaryFolder folder;
    store::SqliteOptions options;
    options.path = folder / "store.db";
    const auto random = make_seeded_random(1);
    options.random = random.get();
    {
        auto store = must(store::open_sqlite(options));
        auto transaction = must(store->begin());
        must(transaction->put_publication(
            {sha256("behaviour"), sha256("text"), "accommodation", "{}", at_minute(1), "S05"}));
        must(transaction->commit(at_minute(1)));
    }
    RawDatabase(options.path)
        .run(
            "ALTER TABLE publication DROP COLUMN team; ALTER TABLE change_run DROP COLUMN team; "
            "DROP TABLE shown; DROP TABLE shown_set; PRAGMA user_version = 6");
    auto store = must(store::open_sqlite(options));
    const auto all = must(must(store->read())->publications());
    REQUIRE(all.size() == 1);
    CHECK(all.front().team.empty());
    CHECK(must(store::verify_audit(*must(store->read()))).empty());
}

}  // namespace throughgate::testing

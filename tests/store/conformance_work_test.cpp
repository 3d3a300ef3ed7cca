// SPDX-License-Identifier: MIT
// Goal: every store keeps what is still to be done: due rows, handoffs, outbox. Method: changes
// written through the interface, queues read back in their order.
#include "store/sample_cases.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {
namespace {

using lifecycle::DeliveryState;

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
    Case first = stored(*store, plain_case("A0001AA"));
    Case second = stored(*store, plain_case("A0002AA"));

    std::unique_ptr<store::Reader> read() { return must(store->read()); }
};

Change arming(const Case& the_case, std::vector<Change::DueRow> arm,
              std::vector<Change::DueRow> disarm = {}) {
    Change change;
    change.after = the_case;
    change.arm.assign(arm.begin(), arm.end());
    change.disarm.assign(disarm.begin(), disarm.end());
    return change;
}

Change::DueRow due(int minute, std::uint32_t timer, std::uint32_t generation = 1) {
    return {at_minute(minute), TimerId{timer}, generation};
}

Change notifying(const Case& the_case, std::uint32_t notices) {
    Change change = logging(the_case, {"timer.fired", "notice.planned"});
    for (std::uint32_t i = 0; i < notices; ++i) change.notices.push_back(sample_notice(i));
    return change;
}

bool same(const Notice& a, const Notice& b) {
    return a.ordinal == b.ordinal && a.recipient == b.recipient &&
           a.notice_class == b.notice_class && a.pathway == b.pathway && a.message == b.message &&
           a.handoff == b.handoff && a.timer == b.timer && a.rung == b.rung &&
           a.occurrence == b.occurrence && a.deadline_version == b.deadline_version &&
           a.state == b.state && a.due == b.due;
}

std::vector<std::pair<std::int64_t, std::uint32_t>> keys(const std::vector<HandoffRow>& rows) {
    std::vector<std::pair<std::int64_t, std::uint32_t>> found;
    for (const HandoffRow& row : rows)
        found.emplace_back(row.case_id.number, row.handoff.id.number);
    return found;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "due rows come in order of due, case and timer") {
    stored_change(*store, arming(second, {due(10, 2), due(10, 1), due(5, 9)}), at_minute(0));
    stored_change(*store, arming(first, {due(10, 7), due(30, 1)}), at_minute(0));
    std::vector<std::pair<std::int64_t, std::uint32_t>> order;
    for (const auto& row : must(read()->due_timers(at_minute(10), 100)))
        order.emplace_back(row.case_id.number, row.timer.number);
    CHECK(order ==
          std::vector<std::pair<std::int64_t, std::uint32_t>>{{2, 9}, {1, 7}, {2, 1}, {2, 2}});
    CHECK(must(read()->due_timers(at_minute(10), 2)).size() == 2);
    CHECK(must(read()->due_timers(at_minute(4), 100)).empty());
    CHECK(must(read()->next_timer()) == at_minute(5));
}

TEST_CASE_METHOD(Fixture,
                 "a disarmed row is gone; a row re-armed at its instant has the new generation") {
    stored_change(*store, arming(first, {due(5, 1), due(6, 2)}), at_minute(0));
    stored_change(*store, arming(first, {due(6, 2, 2)}, {due(5, 1), due(6, 2)}), at_minute(1));
    const auto rows = must(read()->due_timers(at_minute(60), 100));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].timer.number == 2);
    CHECK(rows[0].generation == 2);
    stored_change(*store, arming(first, {}, {due(6, 2, 2)}), at_minute(2));
    CHECK(must(read()->next_timer()) == std::nullopt);
}

TEST_CASE_METHOD(Fixture, "open handoffs are listed by case and number, and page") {
    Change change;
    change.after = first;
    change.after.handoffs = {sample_handoff(1, at_minute(60)), sample_handoff(2, at_minute(30)),
                             sample_handoff(3, at_minute(90))};
    change.after.handoffs[2].state = lifecycle::HandoffState::completed;
    change.handoffs = {HandoffId{1}, HandoffId{2}, HandoffId{3}};
    stored_change(*store, change, at_minute(0));
    Change other;
    other.after = second;
    other.after.handoffs = {sample_handoff(1, at_minute(10))};
    other.handoffs = {HandoffId{1}};
    stored_change(*store, other, at_minute(0));

    using Keys = std::vector<std::pair<std::int64_t, std::uint32_t>>;
    const auto list = [&](const store::HandoffFilter& filter, std::int64_t after_case,
                          std::uint32_t after, std::size_t limit) {
        return keys(
            must(read()->list_handoffs(filter, CaseId{after_case}, HandoffId{after}, limit)));
    };
    CHECK(list({}, 0, 0, 10) == Keys{{1, 1}, {1, 2}, {2, 1}});
    CHECK(list({}, 1, 1, 1) == Keys{{1, 2}});
    CHECK(list({{}, false, {}}, 1, 2, 10) == Keys{{1, 3}, {2, 1}});
    CHECK(list({first.id, true, {}}, 0, 0, 10) == Keys{{1, 1}, {1, 2}});
    CHECK(list({first.id, false, {}}, 1, 1, 10) == Keys{{1, 2}, {1, 3}});
    CHECK(list({{}, true, at_minute(31)}, 0, 0, 10) == Keys{{1, 2}, {2, 1}});
    CHECK(list({{}, true, at_minute(31)}, 1, 2, 10) == Keys{{2, 1}});
    CHECK(list({first.id, true, at_minute(31)}, 0, 0, 10) == Keys{{1, 2}});
    const auto row = must(read()->list_handoffs({first.id, true, {}}, {}, {}, 1)).at(0);
    CHECK(row.reference == first.reference);
    CHECK(row.handoff == change.after.handoffs[0]);
}

TEST_CASE_METHOD(Fixture, "the clock of acknowledging counts first, then that of completing") {
    Change change;
    change.after = first;
    change.after.handoffs = {sample_handoff(1, at_minute(10))};
    Handoff& handoff = change.after.handoffs[0];
    handoff.complete_due = at_minute(100);
    handoff.acknowledged_at = at_minute(1);
    handoff.state = lifecycle::HandoffState::acknowledged;
    change.handoffs = {HandoffId{1}};
    stored_change(*store, change, at_minute(0));
    const auto due_before = [&](int minute) {
        return must(read()->list_handoffs({{}, true, at_minute(minute)}, {}, {}, 9)).size();
    };
    CHECK(due_before(50) == 0);
    CHECK(due_before(101) == 1);
}

TEST_CASE_METHOD(Fixture, "a notice becomes a queued outbox row known by its decision") {
    auto transaction = must(store->begin());
    Change change = notifying(first, 2);
    CHECK(must(transaction->write(change, sample_event(), at_minute(1))) == 1);
    must(transaction->commit(at_minute(1)));
    const auto rows = must(read()->due_outbox(at_minute(1), 10));
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].effect == EffectId{store->incarnation(), first.id, 1, 1});
    CHECK(rows[1].state == DeliveryState::queued);
    CHECK(rows[1].queued == at_minute(1));
    CHECK(same(rows[1].notice, sample_notice(1)));
    CHECK(must(read()->due_outbox(at_minute(0), 10)).empty());
    CHECK(must(read()->next_outbox()) == at_minute(1));
}

TEST_CASE_METHOD(Fixture, "an outbox row keeps how its delivery went") {
    stored_change(*store, notifying(first, 1), at_minute(1));
    OutboxRow row = must(read()->due_outbox(at_minute(1), 10)).at(0);
    row.state = DeliveryState::delivered;
    row.due = std::nullopt;
    row.attempts = 3;
    row.recipient = "officer-aspen";
    row.channel = "file-drop";
    row.detail = "250 ok";
    auto transaction = must(store->begin());
    must(transaction->update_outbox(row));
    must(transaction->commit(at_minute(2)));
    const OutboxRow found = must(read()->find_outbox(row.effect)).value();
    CHECK(found.state == DeliveryState::delivered);
    CHECK(found.due == std::nullopt);
    CHECK(found.attempts == 3);
    CHECK(found.recipient == "officer-aspen");
    CHECK(found.channel == "file-drop");
    CHECK(found.detail == "250 ok");
    CHECK(must(read()->next_outbox()) == std::nullopt);
}

TEST_CASE_METHOD(Fixture,
                 "updating a notice that is not there, or of another incarnation, is refused") {
    stored_change(*store, notifying(first, 1), at_minute(1));
    OutboxRow row = must(read()->due_outbox(at_minute(1), 10)).at(0);
    row.effect.incarnation += 1;
    CHECK(must(read()->find_outbox(row.effect)).has_value() == false);
    auto transaction = must(store->begin());
    const Status status = transaction->update_outbox(row);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().kind == ErrorKind::not_found);
}

TEST_CASE_METHOD(Fixture, "the outbox is listed by effect, all or of one case, and pages") {
    stored_change(*store, notifying(second, 1), at_minute(1));
    stored_change(*store, notifying(first, 3), at_minute(2));
    const auto all = must(read()->list_outbox({}, {}, 10));
    REQUIRE(all.size() == 4);
    CHECK(all[0].effect.case_id == first.id);
    CHECK(all[3].effect.case_id == second.id);
    CHECK(must(read()->list_outbox({}, all[1].effect, 1)).at(0).effect == all[2].effect);
    CHECK(must(read()->list_outbox(second.id, {}, 10)).size() == 1);
    CHECK(must(read()->list_outbox(first.id, all[0].effect, 10)).size() == 2);
    CHECK(must(read()->list_outbox(second.id, all[2].effect, 10)).size() == 1);
}

TEST_CASE_METHOD(Fixture, "a held outbox takes new notices as held until it is released") {
    auto transaction = must(store->begin());
    must(transaction->put_meta("outbox_held", "1"));
    Change change = notifying(first, 1);
    must(transaction->write(change, sample_event(), at_minute(1)));
    must(transaction->commit(at_minute(1)));
    CHECK(must(read()->next_outbox()) == std::nullopt);
    CHECK(must(read()->list_outbox({}, {}, 9)).at(0).state == DeliveryState::held);
    transaction = must(store->begin());
    must(transaction->release_outbox(at_minute(5)));
    must(transaction->commit(at_minute(5)));
    CHECK(must(read()->due_outbox(at_minute(5), 9)).at(0).state == DeliveryState::queued);
    stored_change(*store, notifying(second, 1), at_minute(6));
    CHECK(must(read()->due_outbox(at_minute(6), 9)).size() == 2);
}

TEST_CASE_METHOD(Fixture, "a notice key is taken once") {
    auto transaction = must(store->begin());
    CHECK_FALSE(must(transaction->has_notice_key(digest_of(1))));
    CHECK(must(transaction->put_notice_key(digest_of(1), {1, first.id, 1, 0})));
    CHECK_FALSE(must(transaction->put_notice_key(digest_of(1), {1, first.id, 2, 0})));
    must(transaction->commit(at_minute(1)));
    CHECK(must(read()->has_notice_key(digest_of(1))));
    CHECK_FALSE(must(read()->has_notice_key(digest_of(2))));
}

TEST_CASE_METHOD(Fixture, "totals count what there is, and a notice delivered twice") {
    Change change = notifying(first, 3);
    change.log.rename_first("event.applied");
    for (std::uint32_t i = 0; i < 3; ++i)
        change.notices[i].rung = Symbol::of("r" + std::to_string(i));
    change.after.handoffs = {sample_handoff(1, at_minute(60)), sample_handoff(2, at_minute(60))};
    change.after.handoffs[0].acknowledged_at = at_minute(1);
    change.after.handoffs[1].escalated = true;
    change.handoffs = {HandoffId{1}, HandoffId{2}};
    change = [&] {
        Change copy = change;
        copy.after = stored_change(*store, change, at_minute(1));
        return copy;
    }();
    Change twice = logging(change.after, {"timer.fired"});
    twice.notices = {change.notices[0]};
    stored_change(*store, twice, at_minute(2));
    auto transaction = must(store->begin());
    for (OutboxRow row : must(transaction->list_outbox({}, {}, 9))) {
        const bool last = row.effect.ordinal == 2;
        row.state = last ? DeliveryState::dead_lettered : DeliveryState::delivered;
        row.due = std::nullopt;
        row.recipient = "officer-aspen";
        must(transaction->update_outbox(row));
    }
    must(transaction->open_incident(
        {0, first.id, "delivery.dead_letter", "x", "y", at_minute(2), {}, ""}));
    must(transaction->commit(at_minute(3)));
    const store::StoreTotals totals = must(read()->totals());
    CHECK(totals.cases == 2);
    CHECK(totals.events == 1);
    CHECK(totals.handoffs_raised == 2);
    CHECK(totals.handoffs_acknowledged == 1);
    CHECK(totals.handoffs_escalated == 1);
    CHECK(totals.notices_delivered == 3);
    CHECK(totals.notices_undeliverable == 1);
    CHECK(totals.duplicate_effects == 1);
    CHECK(totals.open_incidents == 1);
}

}  // namespace throughgate::testing

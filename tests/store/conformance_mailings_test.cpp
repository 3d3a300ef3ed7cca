// SPDX-License-Identifier: MIT
// Goal: every store keeps mails of several notices, the delivery record and who is on duty.
// Method: rows written through the interface and read back, also after the store is opened again.
#include "base/random.hpp"
#include "store/raw_database.hpp"
#include "store/sample_cases.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "store/stores.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace throughgate::testing {
namespace {

using lifecycle::DeliveryState;

struct Fixture {
    const StoreKind& kind = GENERATE(from_range(store_kinds()));
    std::unique_ptr<StorePlace> place = kind.make();
    std::unique_ptr<store::Store> store = must(place->open());
    Case first = stored(*store, plain_case("A0001AA"));

    std::unique_ptr<store::Reader> read() { return must(store->read()); }

    std::int64_t opened(const Mailing& mailing, int now) {
        auto transaction = must(store->begin());
        const auto number = must(transaction->open_mailing(mailing, at_minute(now)));
        must(transaction->commit(at_minute(now)));
        return number;
    }
};

Mailing mailing(const std::string& person, int slot, MailingKind kind = MailingKind::digest,
                const std::string& cause = "") {
    Mailing made;
    made.incarnation = 7;
    made.kind = kind;
    made.person = person;
    made.cause = cause;
    made.slot = at_minute(slot);
    made.due = made.slot;
    return made;
}

DeliveryLine line(const std::string& person, int minute, const std::string& way,
                  const std::string& outcome, const std::string& notice_class = "action") {
    DeliveryLine made;
    made.at = at_minute(minute);
    made.person = person;
    made.effect = {7, CaseId{1}, 3, 0};
    made.way = way;
    made.notice_class = notice_class;
    made.channel = "email";
    made.outcome = outcome;
    made.detail = "250 ok";
    return made;
}

}  // namespace

TEST_CASE_METHOD(Fixture, "a person's next digest is joined, up to the slot that is wanted") {
    const auto number = opened(mailing("s1", 30), 1);
    CHECK(opened(mailing("s1", 30), 2) == number);
    CHECK(opened(mailing("s1", 90), 2) == number);
    CHECK(opened(mailing("s1", 20), 2) != number);
    CHECK(opened(mailing("s2", 30), 2) != number);
    CHECK(opened(mailing("s1", 90), 31) != number);  // its time has come: it takes nothing more
}

TEST_CASE_METHOD(Fixture, "a mail that was tried takes nothing more") {
    const auto number = opened(mailing("s1", 30), 1);
    auto transaction = must(store->begin());
    Mailing tried = must(transaction->find_mailing(number)).value();
    tried.attempts = 1;
    tried.state = DeliveryState::retrying;
    must(transaction->update_mailing(tried));
    must(transaction->commit(at_minute(2)));
    CHECK(opened(mailing("s1", 30), 2) != number);
}

TEST_CASE_METHOD(Fixture, "notes are added to a mail once each") {
    Mailing noted = mailing("s1", 30);
    noted.notes = "one\n";
    const auto number = opened(noted, 1);
    opened(noted, 2);
    noted.notes = "two\n";
    opened(noted, 3);
    CHECK(must(read()->find_mailing(number))->notes == "one\ntwo\n");
}

TEST_CASE_METHOD(Fixture, "a summary is joined by its cause, a watch never") {
    const auto summary = opened(mailing("s1", 10, MailingKind::summary, "re-date"), 1);
    CHECK(opened(mailing("s1", 12, MailingKind::summary, "re-date"), 3) == summary);
    CHECK(opened(mailing("s1", 12, MailingKind::summary, "other"), 3) != summary);
    CHECK(must(read()->find_summary("s1", "re-date", at_minute(0)))->number == summary);
    CHECK_FALSE(must(read()->find_summary("s1", "re-date", at_minute(10))).has_value());
    const auto watch = opened(mailing("s1", 10, MailingKind::unread, "x"), 1);
    CHECK(opened(mailing("s1", 10, MailingKind::unread, "x"), 1) != watch);
}

TEST_CASE_METHOD(Fixture, "mails come in order of due until they have ended") {
    const auto late = opened(mailing("s1", 30), 1);
    const auto early = opened(mailing("s2", 10), 1);
    CHECK(must(read()->next_mailing()) == at_minute(10));
    const auto due = must(read()->due_mailings(at_minute(30), 9));
    REQUIRE(due.size() == 2);
    CHECK(due[0].number == early);
    CHECK(due[1].number == late);
    CHECK(due[1].person == "s1");
    auto transaction = must(store->begin());
    Mailing ended = due[0];
    ended.due.reset();
    ended.state = DeliveryState::delivered;
    must(transaction->update_mailing(ended));
    must(transaction->commit(at_minute(11)));
    CHECK(must(read()->next_mailing()) == at_minute(30));
}

TEST_CASE_METHOD(Fixture, "notices wait for a mail, move to another, and are looked at again") {
    Change change = logging(first, {"timer.fired", "notice.planned"});
    for (std::uint32_t i = 0; i < 3; ++i) change.notices.push_back(sample_notice(i));
    stored_change(*store, change, at_minute(1));
    const auto number = opened(mailing("s1", 30), 1);
    auto transaction = must(store->begin());
    for (OutboxRow row : must(transaction->list_outbox({}, {}, 9))) {
        row.mailing = number;
        row.recipient = "s1";
        row.due.reset();
        must(transaction->update_outbox(row));
    }
    must(transaction->commit(at_minute(2)));
    CHECK(must(read()->notices_of(number, 9)).size() == 3);
    CHECK(must(read()->notices_to("s1", at_minute(0), 9)).size() == 3);
    CHECK(must(read()->next_outbox()) == std::nullopt);
    transaction = must(store->begin());
    must(transaction->move_notices(number, number + 1));
    must(transaction->commit(at_minute(3)));
    CHECK(must(read()->notices_of(number, 9)).empty());
    CHECK(must(read()->notices_of(number + 1, 9)).size() == 3);
    transaction = must(store->begin());
    must(transaction->look_again(first.id, at_minute(4)));
    must(transaction->commit(at_minute(4)));
    CHECK(must(read()->notices_of(number + 1, 9)).empty());
    CHECK(must(read()->due_outbox(at_minute(4), 9)).size() == 3);
}

TEST_CASE_METHOD(Fixture, "the delivery record tells by person and by notice, and counts a day") {
    auto transaction = must(store->begin());
    for (const DeliveryLine& each :
         {line("s1", 1, "alone", "retry"), line("s1", 2, "alone", "sent"),
          line("s1", 3, "alone", "sent", "critical"), line("s1", 4, "digest", "sent"),
          line("s1", 5, "alone", "opened"), line("s2", 6, "alone", "sent"),
          line("s1", 99, "alone", "sent")})
        must(transaction->put_delivery(each));
    must(transaction->commit(at_minute(99)));
    const auto lines = must(read()->deliveries_to("s1", at_minute(2), 3));
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].outcome == "sent");
    CHECK(lines[0].detail == "250 ok");
    CHECK(must(read()->deliveries_of({7, CaseId{1}, 3, 0})).size() == 7);
    const ToldToday told = must(read()->told("s1", at_minute(0), at_minute(60)));
    CHECK(told.alone == 1);
    CHECK(told.digests == 1);
}

TEST_CASE_METHOD(Fixture, "a directory keeps who is on duty and how people work, and verifies") {
    Directory directory;
    StaffMember member;
    member.id = "s1";
    member.name = "Officer Aspen";
    member.team = "N1";
    member.works = 0x0f;
    member.no_info = true;
    directory.members = {member};
    const Date day = std::chrono::sys_days(std::chrono::year{2026} / 3 / 17);
    directory.duties = {{"N1", day + std::chrono::days{1}, "s1"}, {"N1", day, "s1"}};
    auto transaction = must(store->begin());
    must(transaction->put_directory(directory));
    must(transaction->commit(at_minute(1)));
    const Directory read_back = must(read()->directory());
    CHECK(read_back.members == directory.members);
    REQUIRE(read_back.duties.size() == 2);
    CHECK(read_back.duties[0].day == day);
    REQUIRE(read_back.on_duty("N1", day) != nullptr);
    CHECK(read_back.on_duty("N1", day)->id == "s1");
    CHECK(read_back.on_duty("N1", day - std::chrono::days{1}) == nullptr);
    CHECK(read_back.on_duty("N2", day) == nullptr);
    CHECK(must(store::verify_audit(*read())).empty());
}

TEST_CASE("a store that is older than the mails gets their tables when it is opened") {
    const TemporaryFolder folder;
    const auto random = make_seeded_random(1);
    store::SqliteOptions options;
    options.path = folder / "store.db";
    options.random = random.get();
    {
        auto store = must(store::open_sqlite(options));
        Case the_case = stored(*store, plain_case("A1000AA"));
        Change change = logging(the_case, {"timer.fired"});
        change.notices = {sample_notice(0)};
        stored_change(*store, change, at_minute(1));
    }
    RawDatabase(options.path).run(std::string(before_mailings) + "PRAGMA user_version = 4");
    auto store = must(store::open_sqlite(options));
    const auto rows = must(must(store->read())->list_outbox({}, {}, 9));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].mailing == 0);
    CHECK_FALSE(rows[0].late);
    CHECK(must(must(store->read())->next_mailing()) == std::nullopt);
    CHECK(must(must(store->read())->directory()).duties.empty());
}

}  // namespace throughgate::testing

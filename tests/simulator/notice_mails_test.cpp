// SPDX-License-Identifier: MIT
// Goal: mails of several notices go only to people of live teams, count as having told, say what
// they are about, and are not sent twice. Method: the real engine on a virtual clock from Mon 28
// Sep 2026 with a policy and a channel that keeps what it is given.
#include <algorithm>
#include <map>

#include "simulator/post.hpp"
#include "support/catch.hpp"
#include "throughgate/going_live.hpp"

using namespace throughgate;
using namespace throughgate::testing;

namespace {

void switch_off(Play& play, const char* team) {
    REQUIRE(switch_live(play.engine(), team, false, {"S03", "os:test", ""}, "not yet").ok());
}

std::ptrdiff_t told_on(Play& play, const char* person) {
    const auto record = record_of(play, person);
    return std::count_if(record.begin(), record.end(), [](const DeliveryView& each) {
        return each.way == "unread" && each.outcome == "sent";
    });
}

bool has(const plugin::Message& mail, const std::string& words) {
    return mail.body.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what waits for a digest when a team is switched off is kept in shadow") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T15:00:00Z");
    switch_off(play, "N03A");
    play.run_until("2026-09-29T12:00:00Z");
    CHECK(post.mails.empty());
    const auto kept = shadowed_notices(play.engine(), "N03A");
    REQUIRE(kept.ok());
    REQUIRE(kept->size() == 1);
    CHECK(kept->front().case_reference == reference);
    CHECK(of_case(play, reference).front().notice.detail == "in shadow: team N03A");
    REQUIRE(switch_live(play.engine(), "N03A", true, {"S03", "os:test", ""}, "trained").ok());
    play.run_until("2026-09-30T08:00:00Z");
    CHECK(post.to("s01").empty());  // never late
}

TEST_CASE("nobody of a team that is not live is told what another has not acted on") {
    Post post;
    Play play(with(post, "{classes: {handover: critical}}"));
    play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    switch_off(play, "N03A");
    play.run_until("2026-09-28T16:00:00Z");
    CHECK(post.mails.size() == 1);
}

TEST_CASE("the notes on an officer's open work stay away from a manager who is not live") {
    Post post;
    Play play(with(post, "{alone_a_day: 0, many_open: 1}"));
    std::string staff = play_directory();
    const std::string line = "spo,N03A,,S09";
    staff.replace(staff.find(line), line.size(), "spo,N03M,,S09");
    REQUIRE(play.engine().import_directory(staff, "staff.csv", {"S05", "os:test", ""}).ok());
    play.open_case("A0001AA", release_in(70));
    play.open_case("A0002AA", release_in(70));
    switch_off(play, "N03M");
    play.run_until("2026-09-30T12:00:00Z");
    REQUIRE(post.to("s01").size() >= 1);
    CHECK(has(post.to("s01")[0], "You have 2 open items, more than 1"));
    CHECK(post.to("s03").empty());
}

TEST_CASE("what a digest has said counts as told: its reminders wait for the next digest") {
    Post post;
    Play play(with(post, "{alone_a_day: 1, unread_hours: 0}"));
    play.open_case("A0009AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("+10");
    int reminders = 0;
    for (const NoticeRecord& each : of_case(play, reference)) {
        if (each.notice.message != "not_acknowledged" || each.notice.recipient != "S01") continue;
        CAPTURE(wall(each.notice.queued), each.standing, each.notice.detail);
        if (each.standing != "sent") continue;
        ++reminders;
        CHECK(each.mail != "");
    }
    CHECK(reminders >= 1);
}

TEST_CASE("a digest that failed has told nobody") {
    Post post;
    Play play(with(post, "{alone_a_day: 1, unread_hours: 0}"));
    play.open_case("A0009AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    post.answer = [](const plugin::Message& mail) {
        return mail.notice_class == "action" && mail.reference.empty() ? What::failed
                                                                       : What::delivered;
    };
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("+10");
    const auto record = of_case(play, reference);
    CHECK(std::any_of(record.begin(), record.end(), [](const NoticeRecord& each) {
        return each.notice.message == "not_acknowledged" && each.notice.recipient == "S01" &&
               each.standing == "sent" && each.mail == "";
    }));
}

TEST_CASE("however many critical notices of one handoff there are, each person is told on once") {
    Post post;
    Play play(with(
        post, "{classes: {handover: critical, not_acknowledged: critical, not_done: critical}}"));
    play.open_case("A0001AA", release_in(70));
    play.run_until("+21");
    CHECK(told_on(play, "S02") == 1);
    for (const char* person : {"S01", "S03", "S09", "B01"}) {
        CAPTURE(person);
        CHECK(told_on(play, person) <= 1);
    }
}

TEST_CASE("the week's part is in the first digest of a week, whatever its day, and only there") {
    Post post;
    Play play(with(post, "{alone_a_day: 0, many_open: 1}"));
    for (const char* noms : {"A0001AA", "A0002AA"}) play.open_case(noms, release_in(3));
    play.run_until("2026-09-29T10:00:00Z");
    REQUIRE(post.to("s01").size() == 1);
    CHECK(has(post.to("s01")[0], "Releases this week\n- Thu 1 Oct 2026: "));
    play.open_case("A0003AA", release_in(70));
    play.run_until("2026-09-30T12:00:00Z");
    REQUIRE(post.to("s01").size() >= 2);
    CHECK_FALSE(has(post.to("s01").back(), "Releases this week"));
}

TEST_CASE("a manager is told once a week who has too much open, in a mail that says what it is") {
    Post post;
    Play play(with(post, "{alone_a_day: 0, many_open: 1}"));
    for (const char* noms : {"A0001AA", "A0002AA"}) play.open_case(noms, release_in(70));
    play.run_until("2026-09-29T15:00:00Z");
    play.open_case("A0003AA", release_in(70));
    play.run_until("2026-10-01T07:00:00Z");
    CHECK(post.to("s01").size() == 2);
    REQUIRE(post.to("s03").size() >= 1);
    CHECK(post.to("s03")[0].subject == "Open work of your team, Wed 30 Sep 2026");
    CHECK(has(post.to("s03")[0], "Officer Aspen has 2 open items, more than 1."));
    CHECK(post.to("s03").size() == 1);
}

TEST_CASE("a staff id that nobody has is not answered as if nothing had been sent") {
    Post post;
    Play play(with(post, ""));
    NoticeQuery query;
    query.person = "NOBODY";
    const auto listed = list_notices(play.engine(), query);
    REQUIRE_FALSE(listed.ok());
    CHECK(listed.error().kind == ErrorKind::not_found);
    const auto record = deliveries_to(play.engine(), "S999", Instant{}, 10);
    REQUIRE_FALSE(record.ok());
    CHECK(record.error().kind == ErrorKind::not_found);
    CHECK(deliveries_to(play.engine(), "S01", Instant{}, 10).value().empty());
}

TEST_CASE("a digest says which dates have moved and why, where nobody could read it elsewhere") {
    Post post;
    Play play(with(post, "{alone_a_day: 0, unread_hours: 0}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-30T12:00:00Z");
    Command command = play.command("S05");
    command.of_record = true;
    SendEvent send;
    send.case_reference = reference;
    send.name = "release_date.changed";
    send.fields = {{"release", Value(std::string("2026-10-20"))}};
    command.what = std::move(send);
    REQUIRE(play.submit(std::move(command)).ok());
    play.run_until("2026-10-01T12:00:00Z");
    const auto mails = post.to("s01");
    const auto told = std::find_if(mails.begin(), mails.end(), [](const plugin::Message& mail) {
        return has(mail, "For your information");
    });
    REQUIRE(told != mails.end());
    CAPTURE(told->body);
    CHECK(has(*told, reference + ": dates have moved\n  "));
    CHECK(has(*told, "is now Tue 20 Oct 2026"));
}

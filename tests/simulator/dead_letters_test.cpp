// SPDX-License-Identifier: MIT
// Goal: what could not be delivered is in front of a named person until they decide, and what was
// heard of a notice later is told apart from its having been sent.
// Method: the real engine with a channel that refuses, and its delivery record.
#include <algorithm>

#include "simulator/post.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using namespace throughgate::testing;

TEST_CASE("a dead letter is listed until a named person tells it again or waives it") {
    Post post;
    Play play(with(post, "{alone_a_day: 3}"));
    post.answer = [](const plugin::Message& mail) {
        return mail.recipient.starts_with("s01") ? What::failed : What::delivered;
    };
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    auto dead = dead_letters(play);
    REQUIRE(dead.size() == 1);
    CHECK(dead[0].standing == "failed");
    CHECK(dead[0].incident.has_value());
    const std::string effect = dead[0].notice.effect;
    const Actor manager{"S03", "os:test", ""};
    CHECK_FALSE(retry_notice(play.engine(), effect, manager, "").ok());
    CHECK_FALSE(waive_notice(play.engine(), effect, {"", "os:test", ""}, "told by phone").ok());
    post.answer = nullptr;
    REQUIRE(retry_notice(play.engine(), effect, manager, "the address was wrong").ok());
    play.run_until("2026-09-28T09:10:00Z");
    CHECK(dead_letters(play).empty());
    CHECK(post.to("s01").size() == 1);
    CHECK_FALSE(waive_notice(play.engine(), effect, manager, "twice").ok());
    const auto history = play.engine().history(reference).value();
    const auto again = std::find_if(history.begin(), history.end(), [](const HistoryEntry& each) {
        return each.kind == "notice.sent_again";
    });
    REQUIRE(again != history.end());
    CHECK(again->actor == "S03");
    CHECK(again->reason == "the address was wrong");
    CHECK(play.engine().verify_audit().value().empty());
}

TEST_CASE("a digest that nobody can take leaves each of its notices to a person") {
    Post post;
    Play play(with(post, "{alone_a_day: 0}"));
    post.answer = [](const plugin::Message& mail) {
        return mail.recipient.starts_with("s01") ? What::failed : What::delivered;
    };
    play.open_case("A0001AA", release_in(70));
    play.open_case("A0002AA", release_in(70));
    play.run_until("2026-09-29T09:00:00Z");
    auto dead = dead_letters(play);
    CHECK(dead.size() == 2);
    for (const NoticeRecord& each : dead) {
        CHECK(each.incident.has_value());
        const Actor manager{"S03", "os:test", ""};
        REQUIRE(waive_notice(play.engine(), each.notice.effect, manager, "told by phone").ok());
    }
    CHECK(dead_letters(play).empty());
}

TEST_CASE("sent, delivered and opened are told apart, and a bounce is a dead letter") {
    Post post;
    Play play(with(post, "{alone_a_day: 3}"));
    const std::string reference = play.open_case("A0001AA", release_in(70));
    play.run_until("2026-09-28T09:00:00Z");
    const std::string effect = of_case(play, reference).front().notice.effect;
    const auto standing = [&] { return find_notice(play.engine(), effect).value().standing; };
    CHECK(standing() == "sent");
    REQUIRE(note_heard(play.engine(), effect, Heard::delivered, "notify", "call-back").ok());
    CHECK(standing() == "delivered");
    REQUIRE(note_heard(play.engine(), effect, Heard::opened, "link", "").ok());
    REQUIRE(note_heard(play.engine(), effect, Heard::opened, "link", "").ok());
    CHECK(standing() == "opened");
    CHECK(find_notice(play.engine(), effect).value().deliveries.size() == 3);
    REQUIRE(note_heard(play.engine(), effect, Heard::bounced, "email", "no such user").ok());
    CHECK(dead_letters(play).empty() == false);
    CHECK_FALSE(note_heard(play.engine(), "nothing", Heard::opened, "link", "").ok());
}

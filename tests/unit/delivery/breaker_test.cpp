// SPDX-License-Identifier: MIT
// Goal: a channel that keeps failing is left alone, one that works never is, and notices take the
// next channel when they should. Method: the pure functions; then the courier with scripted
// channels, on the spot and on threads.
#include "delivery/breaker.hpp"
#include "base/limits.hpp"
#include "delivery_support.hpp"

using namespace throughgate;
using namespace throughgate::delivery;
using namespace throughgate::testing;
using lifecycle::DeliveryState;
using What = Answer::What;

namespace {

const Instant start_time(Milliseconds(1773738000000));

Answer answer(What what, Milliseconds wait = {}) { return {what, "its word", wait}; }

/// After so many retries in a row.
ChannelState failed(std::uint32_t times, Random& random, Milliseconds wait = {}) {
    ChannelState state;
    for (std::uint32_t i = 0; i < times; ++i)
        state = after_attempt(state, answer(What::retry, wait), start_time, random);
    return state;
}

Milliseconds rest(const ChannelState& state) {
    REQUIRE(state.rests_until);
    return *state.rests_until - start_time;
}

/// Counts what each channel is given; answers as the test says.
struct Post {
    std::unique_ptr<Random> random = make_seeded_random(7);
    VirtualClock clock{start_time};
    Courier courier{*random};
    std::map<std::string, Answer> says;
    std::map<std::string, int> given;
    std::mutex mutex;

    explicit Post(const std::vector<std::string>& names) {
        for (const std::string& name : names)
            REQUIRE(courier
                        .add_channel(name, channel_that([this, name](const plugin::Message&) {
                                         const std::lock_guard lock(mutex);
                                         ++given[name];
                                         return says[name];
                                     }))
                        .ok());
        courier.fall_back_in_order(names);
    }

    Report send(Instant now = start_time, const std::string& notice_class = "action",
                std::uint32_t attempt = 1) {
        Send send = send_number(3);
        send.message.notice_class = notice_class;
        send.attempt = attempt;
        return courier.carry_out(send, now);
    }
};

}  // namespace

TEST_CASE("a channel rests from the fifth failure in a row on, longer each time, up to a bound") {
    const auto random = make_seeded_random(7);
    CHECK_FALSE(failed(limits::channel_failures - 1, *random).rests_until);
    const auto near = [](Milliseconds wait, Milliseconds expected) {
        return wait >= expected * 8 / 10 && wait <= expected * 12 / 10;
    };
    CHECK(near(rest(failed(limits::channel_failures, *random)), limits::channel_rest_first));
    CHECK(near(rest(failed(limits::channel_failures + 2, *random)),
               4 * Milliseconds(limits::channel_rest_first)));
    CHECK(near(rest(failed(60, *random)), limits::channel_rest_longest));
}

TEST_CASE("any answer but a retry shows that a channel works") {
    const auto random = make_seeded_random(7);
    for (const What what : {What::delivered, What::failed, What::pending}) {
        const ChannelState state =
            after_attempt(failed(9, *random), answer(what), start_time, *random);
        CHECK(state.failures == 0);
        CHECK_FALSE(rests(state, start_time));
    }
}

TEST_CASE("a far end that asks for a wait gets it at once, but not for ever") {
    const auto random = make_seeded_random(7);
    CHECK(rest(failed(1, *random, std::chrono::minutes(2))) == std::chrono::minutes(2));
    CHECK(rest(failed(1, *random, std::chrono::hours(48))) == limits::retry_longest);
}

TEST_CASE("a channel rests until the instant, then is asked again") {
    ChannelState state;
    state.rests_until = start_time + std::chrono::minutes(1);
    CHECK(rests(state, start_time));
    CHECK_FALSE(rests(state, start_time + std::chrono::minutes(1)));
}

TEST_CASE("a refusal, a critical notice and a last attempt go to the next channel") {
    CHECK(passes_on(answer(What::failed), false, 1));
    CHECK(passes_on(answer(What::retry), true, 1));
    CHECK(passes_on(answer(What::retry), false, limits::delivery_attempts));
    CHECK_FALSE(passes_on(answer(What::retry), false, 1));
    CHECK_FALSE(passes_on(answer(What::delivered), true, limits::delivery_attempts));
    CHECK_FALSE(passes_on(answer(What::pending), true, limits::delivery_attempts));
}

TEST_CASE("what one channel refuses the next one takes, and both are named") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::failed, "no such address"}}, {"text", {What::delivered, "taken"}}};
    const Report report = post.send();
    CHECK(report.state == DeliveryState::delivered);
    CHECK(report.channel == "text");
    CHECK(report.detail == "not by mail: no such address; went by text: taken");
    REQUIRE(report.trials.size() == 2);
    CHECK(report.trials[0].answer == What::failed);
    CHECK(report.trials[1].channel == "text");
}

TEST_CASE("a notice that one may still take is not given up because another refused it") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::retry, "busy"}}, {"text", {What::failed, "no number"}}};
    const Report report = post.send(start_time, "critical");
    CHECK(report.state == DeliveryState::retrying);
    CHECK(report.detail == "not by mail: busy; not by text: no number");
    CHECK(post.send(start_time, "critical", limits::delivery_attempts).state ==
          DeliveryState::dead_lettered);
}

TEST_CASE("an ordinary notice waits for its own channel, a critical one does not") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::retry, "busy"}}, {"text", {What::delivered, "taken"}}};
    CHECK(post.send().state == DeliveryState::retrying);
    CHECK(post.given["text"] == 0);
    CHECK(post.send(start_time, "critical").state == DeliveryState::delivered);
    CHECK(post.given["text"] == 1);
}

TEST_CASE("a channel that rests is passed over without being asked") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::retry, "down"}}, {"text", {What::delivered, "taken"}}};
    for (std::uint32_t i = 0; i < limits::channel_failures; ++i) post.send();
    const Report report = post.send();
    CHECK(post.given["mail"] == int{limits::channel_failures});
    CHECK(report.state == DeliveryState::delivered);
    CHECK_FALSE(report.trials[0].asked);
    CHECK_THAT(report.detail, Catch::StartsWith("not by mail: left alone until 2026-03-17T09:0") &&
                                  Catch::Contains("after 5 failures in a row, the last: down; "
                                                  "went by text: taken"));
}

TEST_CASE("when every channel rests nothing is tried, and no attempt is counted") {
    Post post({"mail"});
    post.says = {{"mail", {What::retry, "down"}}};
    for (std::uint32_t i = 0; i < limits::channel_failures; ++i) post.send();
    const Report report = post.send(start_time, "action", limits::delivery_attempts);
    CHECK(post.given["mail"] == int{limits::channel_failures});
    CHECK(report.state == DeliveryState::retrying);
    CHECK(report.attempt == limits::delivery_attempts - 1);
    CHECK(report.next_try == post.courier.state_of("mail").rests_until);
}

TEST_CASE("a channel that rested is tried with one notice, and is back when that went") {
    Post post({"mail"});
    post.says = {{"mail", {What::retry, "down"}}};
    for (std::uint32_t i = 0; i < limits::channel_failures; ++i) post.send();
    const Instant first = *post.courier.state_of("mail").rests_until;
    CHECK(post.send(first).trials[0].asked);
    const Instant second = *post.courier.state_of("mail").rests_until;
    CHECK(second > first);
    CHECK_FALSE(post.send(first).trials[0].asked);
    post.says["mail"] = {What::delivered, "taken"};
    CHECK(post.send(second).state == DeliveryState::delivered);
    CHECK(post.send(second).state == DeliveryState::delivered);
}

TEST_CASE("a refusal is no end while another channel will be back") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::failed, "no such address"}}, {"text", {What::retry, "down"}}};
    for (std::uint32_t i = 0; i < limits::channel_failures; ++i)
        CHECK(post.send().state == DeliveryState::retrying);
    const Report report = post.send();
    CHECK_FALSE(report.trials[1].asked);
    CHECK(report.state == DeliveryState::retrying);
}

TEST_CASE("what the others refuse waits for the one that rests, and uses up no attempt") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::failed, "no such mailbox"}}, {"text", {What::retry, "down"}}};
    for (std::uint32_t i = 0; i < limits::channel_failures; ++i) post.send();
    const auto back = post.courier.state_of("text").rests_until;
    REQUIRE(back);
    for (const std::uint32_t attempt : {1u, limits::delivery_attempts}) {
        const Report report = post.send(start_time, "action", attempt);
        CHECK(report.state == DeliveryState::retrying);
        CHECK(report.next_try == back);
        CHECK(report.attempt == attempt - 1);
    }
    CHECK(post.send(*back, "action", limits::delivery_attempts).state ==
          DeliveryState::dead_lettered);
}

TEST_CASE("what one channel has already is given to no other, whatever becomes of it") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::retry, "ask later"}}, {"text", {What::delivered, ""}}};
    Send send = send_number(3);
    send.held = true;
    send.message.notice_class = "critical";
    for (std::uint32_t i = 0; i <= limits::channel_failures; ++i)
        CHECK(post.courier.carry_out(send, start_time).state == DeliveryState::retrying);
    CHECK(post.given["text"] == 0);
}

TEST_CASE("what is under way is asked for when the channel says, and never told twice") {
    Post post({"mail", "text"});
    post.says = {{"mail", {What::pending, "under way", std::chrono::hours(5)}}};
    const Report report = post.send(start_time, "critical");
    CHECK(report.state == DeliveryState::retrying);
    CHECK(report.next_try == start_time + std::chrono::hours(5));
    CHECK(post.given["text"] == 0);
    CHECK(post.send(start_time, "critical", limits::delivery_attempts).state ==
          DeliveryState::dead_lettered);
}

TEST_CASE("on threads a notice goes on to the next channel's own, and is reported once") {
    constexpr std::uint32_t count = 200;
    Post post({"mail", "text", "files"});
    post.says = {{"mail", {What::failed, "no"}},
                 {"text", {What::failed, "no"}},
                 {"files", {What::delivered, "written"}}};
    Reports reports;
    post.courier.start(post.clock, [&](Report report) { reports.add(std::move(report)); });
    for (std::uint32_t i = 0; i < count; ++i) REQUIRE(post.courier.submit(send_number(i)).ok());
    std::set<std::uint32_t> ordinals;
    for (const Report& report : reports.wait_for(count)) {
        CHECK(report.channel == "files");
        CHECK(report.state == DeliveryState::delivered);
        CHECK(report.trials.size() == 3);
        ordinals.insert(report.effect.ordinal);
    }
    post.courier.stop();
    CHECK(ordinals.size() == count);
    CHECK(reports.count() == count);
}

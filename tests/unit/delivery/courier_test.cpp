// SPDX-License-Identifier: MIT
// Goal: every send that is taken is reported once, a channel that falls over holds up nobody else,
// and stopping is safe whenever it happens. Method: channels scripted by the test, gates for order.
#include <stdexcept>
#include <thread>

#include "base/limits.hpp"
#include "delivery_support.hpp"

using namespace throughgate;
using namespace throughgate::delivery;
using namespace throughgate::testing;
using lifecycle::DeliveryState;

namespace {

const Instant start_time(Milliseconds(1773738000000));

struct Fixture {
    VirtualClock clock{start_time};
    std::unique_ptr<Random> random = make_seeded_random(7);
    Reports reports;
    Courier courier{*random};

    void add(const std::string& name, std::unique_ptr<plugin::Channel> channel) {
        REQUIRE(courier.add_channel(name, std::move(channel)).ok());
    }
    void start() {
        courier.start(clock, [this](Report report) { reports.add(std::move(report)); });
    }
};

}  // namespace

TEST_CASE("a send that is carried out on the spot is reported with all that came with it") {
    Fixture fixture;
    fixture.add("mail", channel_that(Answer{Answer::What::delivered, "taken"}));
    Send send = send_number(3);
    send.attempt = 2;
    const Report report = fixture.courier.carry_out(send, start_time);
    CHECK(report.effect == send.effect);
    CHECK(report.state == DeliveryState::delivered);
    CHECK(report.detail == "taken");
    CHECK(report.recipient == "aspen");
    CHECK(report.channel == "mail");
    CHECK(report.attempt == 2);
    CHECK(report.at == start_time);
}

TEST_CASE("a channel is given the effect id as text, unless the message has one") {
    Fixture fixture;
    std::vector<std::string> seen;
    fixture.add("mail", channel_that([&](const plugin::Message& message) {
                    seen.push_back(message.effect_id);
                    return Answer{Answer::What::delivered, ""};
                }));
    Send send = send_number(3);
    fixture.courier.carry_out(send, start_time);
    send.message.effect_id = "own";
    fixture.courier.carry_out(send, start_time);
    CHECK(seen == std::vector<std::string>{"00000000000000a1-7-42-3", "own"});
}

TEST_CASE("a channel that throws, and one that is not there, are retried") {
    Fixture fixture;
    fixture.add("mail", channel_that([](const plugin::Message&) -> Answer {
                    throw std::runtime_error("no socket");
                }));
    const Report threw = fixture.courier.carry_out(send_number(0), start_time);
    CHECK(threw.state == DeliveryState::retrying);
    CHECK(threw.detail == "the channel fell over: no socket");
    CHECK(threw.next_try > start_time);
    const Report unknown = fixture.courier.carry_out(send_number(0, "pigeon"), start_time);
    CHECK(unknown.state == DeliveryState::retrying);
    CHECK(unknown.detail == "there is no channel 'pigeon'; add it to the configuration");
}

TEST_CASE("two channels of one name are a conflict") {
    Fixture fixture;
    fixture.add("mail", channel_that(Answer{}));
    const Status second = fixture.courier.add_channel("mail", channel_that(Answer{}));
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().kind == ErrorKind::conflict);
    CHECK(fixture.courier.channel_names() == std::vector<std::string>{"mail"});
}

TEST_CASE("submitted sends are each reported once, in order per channel") {
    Fixture fixture;
    fixture.add("mail", channel_that(Answer{Answer::What::delivered, ""}));
    fixture.start();
    for (std::uint32_t i = 0; i < 200; ++i) REQUIRE(fixture.courier.submit(send_number(i)).ok());
    const auto reports = fixture.reports.wait_for(200);
    for (std::uint32_t i = 0; i < 200; ++i) CHECK(reports[i].effect.ordinal == i);
    CHECK(reports[0].at == start_time);
    fixture.courier.stop();
    CHECK(fixture.reports.count() == 200);
}

TEST_CASE("a channel that hangs or falls over does not hold up the others") {
    TurnPike gate;  // outlives the workers
    Fixture fixture;
    fixture.add("hanging", channel_that([&](const plugin::Message&) {
                    gate.pass();
                    return Answer{Answer::What::retry, "late"};
                }));
    fixture.add("falling", channel_that([](const plugin::Message&) -> Answer {
                    throw std::runtime_error("down");
                }));
    fixture.add("mail", channel_that(Answer{Answer::What::delivered, ""}));
    fixture.start();
    REQUIRE(fixture.courier.submit(send_number(0, "hanging")).ok());
    gate.wait_for_arrivals(1);
    for (std::uint32_t i = 0; i < 10; ++i) {
        REQUIRE(fixture.courier.submit(send_number(i, "falling")).ok());
        REQUIRE(fixture.courier.submit(send_number(i, "mail")).ok());
        REQUIRE(fixture.courier.submit(send_number(i, "unknown")).ok());
    }
    CHECK(fixture.reports.wait_for(30).size() == 30);
    gate.open();
    CHECK(fixture.reports.wait_for(31).back().channel == "hanging");
}

TEST_CASE("a full queue refuses, and takes again once there is room") {
    TurnPike gate;  // outlives the workers
    Fixture fixture;
    fixture.add("mail", channel_that([&](const plugin::Message&) {
                    gate.pass();
                    return Answer{Answer::What::delivered, ""};
                }));
    fixture.start();
    REQUIRE(fixture.courier.submit(send_number(0)).ok());
    gate.wait_for_arrivals(1);
    for (std::uint32_t i = 0; i < limits::delivery_queue; ++i)
        REQUIRE(fixture.courier.submit(send_number(i + 1)).ok());
    const Status refused = fixture.courier.submit(send_number(9999));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::busy);
    gate.open();
    fixture.reports.wait_for(limits::delivery_queue + 1);
    CHECK(fixture.courier.submit(send_number(9999)).ok());
    fixture.reports.wait_for(limits::delivery_queue + 2);
}

TEST_CASE("nothing is taken before the start or after the stop") {
    Fixture fixture;
    fixture.add("mail", channel_that(Answer{Answer::What::delivered, ""}));
    CHECK(fixture.courier.submit(send_number(0)).error().kind == ErrorKind::unavailable);
    fixture.start();
    fixture.courier.stop();
    CHECK(fixture.courier.submit(send_number(0)).error().kind == ErrorKind::unavailable);
    CHECK(fixture.reports.count() == 0);
}

TEST_CASE("stopping waits for the attempt under way, drops those that wait, and is safe twice") {
    TurnPike gate;  // outlives the workers
    Fixture fixture;
    fixture.add("mail", channel_that([&](const plugin::Message&) {
                    gate.pass();
                    return Answer{Answer::What::delivered, ""};
                }));
    fixture.start();
    for (std::uint32_t i = 0; i < 5; ++i) REQUIRE(fixture.courier.submit(send_number(i)).ok());
    gate.wait_for_arrivals(1);
    std::thread stopper([&] { fixture.courier.stop(); });
    // A full queue answers busy; only a courier that was told to stop answers unavailable.
    const auto taken = [&] { return fixture.courier.submit(send_number(9)); };
    for (Status last = taken(); last.ok() || last.error().kind == ErrorKind::busy; last = taken())
        std::this_thread::yield();
    CHECK(fixture.reports.count() == 0);
    gate.open();
    stopper.join();
    fixture.courier.stop();
    CHECK(fixture.reports.count() == 1);
}

TEST_CASE("a report may stop the courier, from both channels at once") {
    TurnPike gate;  // outlives the workers
    Fixture fixture;
    for (const char* name : {"mail", "text"})
        fixture.add(name, channel_that([&](const plugin::Message&) {
                        gate.pass();
                        return Answer{Answer::What::delivered, ""};
                    }));
    fixture.courier.start(fixture.clock, [&](Report report) {
        fixture.courier.stop();
        fixture.reports.add(std::move(report));
    });
    REQUIRE(fixture.courier.submit(send_number(0, "mail")).ok());
    REQUIRE(fixture.courier.submit(send_number(1, "text")).ok());
    gate.wait_for_arrivals(2);
    gate.open();
    fixture.reports.wait_for(2);
    CHECK_FALSE(fixture.courier.submit(send_number(2, "mail")).ok());
    fixture.courier.stop();
}

TEST_CASE("a report may submit the next send") {
    Fixture fixture;
    fixture.add("mail", channel_that(Answer{Answer::What::delivered, ""}));
    fixture.courier.start(fixture.clock, [&](Report report) {
        const std::uint32_t next = report.effect.ordinal + 1;
        if (next < 20) static_cast<void>(fixture.courier.submit(send_number(next)));
        fixture.reports.add(std::move(report));
    });
    REQUIRE(fixture.courier.submit(send_number(0)).ok());
    CHECK(fixture.reports.wait_for(20).size() == 20);
}

TEST_CASE("a courier that goes away while sends wait does not report them") {
    Reports reports;
    {
        TurnPike gate;
        Fixture fixture;
        fixture.add("mail", channel_that([&](const plugin::Message&) {
                        gate.pass();
                        return Answer{Answer::What::delivered, ""};
                    }));
        fixture.courier.start(fixture.clock,
                              [&](Report report) { reports.add(std::move(report)); });
        for (std::uint32_t i = 0; i < 3; ++i) REQUIRE(fixture.courier.submit(send_number(i)).ok());
        gate.wait_for_arrivals(1);
        gate.open();
    }
    CHECK(reports.count() >= 1);
    CHECK(reports.count() <= 3);
}

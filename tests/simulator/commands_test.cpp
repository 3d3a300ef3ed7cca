// SPDX-License-Identifier: MIT
// Goal: what is promised of commands: applied once, refused with a reason, nobody else harmed.
// Method: a whole engine on a real SQLite file with a virtual clock.
#include <unistd.h>

#include "base/limits.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;

bool says(const Result<Receipt>& result, std::string_view text) {
    return !result.ok() && result.error().message.find(text) != std::string::npos;
}

Command event(Play& play, const std::string& reference, const std::string& name) {
    Command command = play.command("S04");
    SendEvent send;
    send.case_reference = reference;
    send.name = name;
    command.what = std::move(send);
    return command;
}

TEST_CASE("a command given twice with one key is applied once and answered the same") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    const Command command = event(play, reference, "elsewhere");
    const auto first = play.engine().submit(command);
    const auto second = play.engine().submit(command);
    REQUIRE(first.ok());
    REQUIRE(first->outcome == Outcome::applied);
    REQUIRE(second.ok());
    REQUIRE(second->outcome == Outcome::duplicate);
    REQUIRE(second->sequence == first->sequence);
    REQUIRE(second->case_reference == reference);
}

TEST_CASE("the same key with another body is refused as a conflict") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    Command command = event(play, reference, "elsewhere");
    REQUIRE(play.engine().submit(command).ok());
    command.reason = "something else";
    const auto second = play.engine().submit(command);
    REQUIRE_FALSE(second.ok());
    REQUIRE(second.error().kind == ErrorKind::conflict);
}

TEST_CASE("a key older than its window is never applied a second time") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2028-03-01");
    const Command command = event(play, reference, "elsewhere");
    REQUIRE(play.engine().submit(command).ok());
    play.run_until("+31");
    REQUIRE(says(play.engine().submit(command), "expired_key"));
}

TEST_CASE("an unknown event is refused with the nearest name") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    const auto result = play.send(reference, "elsewere");
    REQUIRE(says(result, "did you mean 'elsewhere'?"));
    REQUIRE(result.error().kind == ErrorKind::refused);
}

TEST_CASE("an unknown case, an unknown actor and an empty key each get their own error") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    REQUIRE(play.send("TG-999999", "elsewhere").error().kind == ErrorKind::not_found);
    REQUIRE(says(play.send(reference, "elsewhere", {}, "S99"), "no member of staff 'S99'"));
    Command command = event(play, reference, "elsewhere");
    command.key.clear();
    REQUIRE(play.engine().submit(command).error().kind == ErrorKind::invalid);
}

TEST_CASE("a version that has passed is a conflict and changes nothing") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    const auto before = play.engine().find_case(reference);
    Command command = event(play, reference, "elsewhere");
    command.expected_version = before->version + 5;
    const auto result = play.engine().submit(command);
    REQUIRE_FALSE(result.ok());
    REQUIRE(result.error().kind == ErrorKind::conflict);
    REQUIRE(play.engine().find_case(reference)->version == before->version);
}

TEST_CASE("one person has one open case") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    Command command = play.command("");
    command.what = OpenCase{{"A9001ZZ", ""}, {}, {}};
    const auto second = play.engine().submit(command);
    REQUIRE(says(second, reference));
    REQUIRE(second.error().kind == ErrorKind::conflict);
}

TEST_CASE("an event for somebody without a case waits until the case is opened") {
    Play play;
    Command early = play.command("");
    early.source = "feed";
    SendEvent send;
    send.person = {"A9002ZZ", ""};
    send.name = "elsewhere";
    early.what = std::move(send);
    const auto buffered = play.engine().submit(early);
    REQUIRE(buffered.ok());
    REQUIRE(buffered->outcome == Outcome::buffered);
    const std::string reference = play.open_case("A9002ZZ", "2027-06-01");
    REQUIRE(play.is_in(reference, "spine:phase.outside_prison"));
}

TEST_CASE("in a batch only the command that is wrong is refused") {
    Play play;
    const std::string one = play.open_case("A9001ZZ", "2027-06-01");
    const std::string two = play.open_case("A9002ZZ", "2027-06-01");
    const auto results =
        play.engine().submit_all({event(play, one, "elsewhere"), event(play, two, "no.such.event"),
                                  event(play, two, "elsewhere")});
    REQUIRE(results[0].ok());
    REQUIRE_FALSE(results[1].ok());
    REQUIRE(results[2].ok());
}

TEST_CASE("more commands than the queue holds are all carried out, in order") {
    Play play;
    std::vector<Command> many;
    for (std::size_t i = 0; i < limits::queue_commands + 10; ++i) {
        many.push_back(play.command("S01"));
        many.back().what = SendEvent{"TG-999999", {}, "screen.done", {}, {}};
    }
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    many.back().what = SendEvent{
        reference, {}, "screen.done", {{"address.kind", Value(std::string("private"))}}, {}};
    const auto answers = play.engine().submit_all(std::move(many));
    REQUIRE(answers.size() == limits::queue_commands + 10);
    REQUIRE(answers.back().ok());
    for (std::size_t i = 0; i + 1 < answers.size(); ++i)
        if (answers[i].error().kind != ErrorKind::not_found) FAIL(answers[i].error().message);
}

TEST_CASE("a closed case answers nothing and says so") {
    Play play;
    const std::string reference =
        play.open_case("A9001ZZ", "2027-03-01", {{"supervised", Value(std::string("false"))}});
    REQUIRE(play.send(reference, "released", {}, "S04").ok());
    REQUIRE(play.engine().find_case(reference)->row.state == "closed");
    const auto later = play.send(reference, "elsewhere", {}, "S04");
    REQUIRE((!later.ok() || later->outcome == Outcome::unchanged));
}

TEST_CASE("what was answered is still there after the engine is opened again") {
    Play play;
    const std::string reference = play.open_case("A9001ZZ", "2027-03-01");
    REQUIRE(play.send(reference, "elsewhere", {}, "S04").ok());
    const auto before = play.engine().canonical_dump();
    play.restart();
    REQUIRE(*play.engine().canonical_dump() == *before);
    REQUIRE(play.engine().verify_audit()->empty());
}

TEST_CASE("a second engine on the same store is refused, naming the owner") {
    Play play;
    const auto second = play.try_open();
    REQUIRE_FALSE(second.ok());
    REQUIRE(second.error().kind == ErrorKind::conflict);
    REQUIRE(second.error().message.find(std::to_string(getpid())) != std::string::npos);
}

TEST_CASE("options are checked together, all faults at once") {
    EngineOptions options;
    options.channels = {{"", {}}};
    options.busy_timeout = Milliseconds{-1};
    options.survives_power_loss = false;
    const auto engine = Engine::open(options);
    REQUIRE_FALSE(engine.ok());
    REQUIRE(engine.error().kind == ErrorKind::invalid);
    for (const char* part : {"store_path", "plugin_host", "library", "busy_timeout",
                             "survives_power_loss may be false on a virtual clock only"})
        REQUIRE(engine.error().message.find(part) != std::string::npos);
}

}  // namespace

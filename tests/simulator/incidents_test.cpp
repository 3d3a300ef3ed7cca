// SPDX-License-Identifier: MIT
// Goal: a case that fails inside a decision stands still alone; everybody else goes on.
// Method: a definition whose eventless rules never come to rest once a fact is set.
#include <algorithm>

#include "store/raw_database.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;

Play restless() {
    throughgate::testing::PlayOptions options;
    options.definitions = "tests/support/definitions/looping";
    return Play(options);
}

std::string open_in_wales(Play& play, const std::string& noms) {
    Command command = play.command("");
    command.what =
        OpenCase{{noms, ""}, {{"nation", Value(std::string("wales"))}}, {{"pom", "S04"}}};
    return play.submit(std::move(command))->case_reference;
}

Command moved_to(Play& play, const std::string& reference, const std::string& nation) {
    Command command = play.command("S04");
    command.what = SendEvent{reference, {}, "moved", {{"nation", Value(std::string(nation))}}, {}};
    return command;
}

std::size_t logged(Play& play, const std::string& reference, const std::string& kind) {
    const auto history = play.engine().history(reference);
    return static_cast<std::size_t>(
        std::count_if(history->begin(), history->end(),
                      [&](const HistoryEntry& entry) { return entry.kind == kind; }));
}

TEST_CASE("in a batch with a case that always fails, only that case is parked") {
    Play play = restless();
    const std::string one = open_in_wales(play, "A9001ZZ");
    const std::string two = open_in_wales(play, "A9002ZZ");
    const std::string three = open_in_wales(play, "A9003ZZ");
    const auto results =
        play.engine().submit_all({moved_to(play, one, "wales"), moved_to(play, two, "england"),
                                  moved_to(play, three, "wales")});
    REQUIRE(results[0].ok());
    REQUIRE_FALSE(results[1].ok());
    REQUIRE(results[2].ok());
    REQUIRE(play.engine().find_case(two)->row.parked);
    REQUIRE_FALSE(play.engine().find_case(three)->row.parked);
    const auto incidents = play.engine().incidents();
    REQUIRE(incidents->size() == 1);
    REQUIRE(incidents->front().case_reference == two);
    REQUIRE(incidents->front().message.find("decide.loop") != std::string::npos);
}

TEST_CASE("a parked case refuses commands, names the incident, and stays on worklists") {
    Play play = restless();
    const std::string reference = open_in_wales(play, "A9001ZZ");
    REQUIRE_FALSE(play.submit(moved_to(play, reference, "england")).ok());
    const auto refused = play.submit(moved_to(play, reference, "wales"));
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().kind == ErrorKind::refused);
    REQUIRE(refused.error().message.find("parked") != std::string::npos);
    const auto rows = play.engine().worklist("S04");
    REQUIRE(std::any_of(rows->begin(), rows->end(), [&](const WorklistRow& row) {
        return row.title.find("incident") != std::string::npos;
    }));
    REQUIRE(play.engine().health().open_incidents == 1);
}

TEST_CASE("a resolved incident lets its case go on, its timers armed as they stood") {
    Play play = restless();
    const std::string reference = open_in_wales(play, "A9001ZZ");
    const auto next = [&] { return play.engine().find_case(reference)->deadlines.front().next; };
    const auto before = next();
    REQUIRE_FALSE(play.submit(moved_to(play, reference, "england")).ok());
    const std::int64_t id = play.engine().incidents()->front().id;
    REQUIRE_FALSE(play.engine().resolve_incident(id, {"S04", "os:test", ""}, "").ok());
    REQUIRE_FALSE(play.engine().resolve_incident(id + 7, {"S04", "os:test", ""}, "seen").ok());
    REQUIRE(play.engine().resolve_incident(id, {"S04", "os:test", ""}, "a wrong nation").ok());
    REQUIRE(play.engine().incidents()->empty());
    REQUIRE(logged(play, reference, "case.unparked") == 1);
    REQUIRE(logged(play, reference, "recomputed") == 1);
    REQUIRE(play.submit(moved_to(play, reference, "wales")).ok());
    REQUIRE(next() == before);
    play.run_until("+29");
    REQUIRE(next() > before);
    REQUIRE(play.engine().verify_audit()->empty());
}

TEST_CASE("resolving what never parked its case leaves the case as it is") {
    Play play = restless();
    const std::string reference = open_in_wales(play, "A9001ZZ");
    throughgate::testing::RawDatabase(play.store_path())
        .run(
            "INSERT INTO incident (case_id, kind, subject, message, opened_ms, resolved_by) "
            "VALUES (1, 'delivery.dead_letter', '1.0', 'not delivered', 0, '')");
    const std::size_t before = play.engine().history(reference)->size();
    const std::int64_t id = play.engine().incidents()->front().id;
    REQUIRE(play.engine().resolve_incident(id, {"S04", "os:test", ""}, "told by hand").ok());
    REQUIRE(play.engine().incidents()->empty());
    REQUIRE(play.engine().history(reference)->size() == before);
}

TEST_CASE("an error of our own in a write parks what it is about, and the engine goes on") {
    Play play = restless();
    const std::string reference = open_in_wales(play, "A9001ZZ");
    const auto failed = play.engine().parts().work(
        [](store::Transaction&, Instant) -> Status { throw std::logic_error("planted"); });
    REQUIRE_FALSE(failed.ok());
    REQUIRE(play.engine().incidents()->size() == 1);
    REQUIRE(play.engine().incidents()->front().message == "planted");
    REQUIRE(play.submit(moved_to(play, reference, "wales")).ok());
}

}  // namespace

// SPDX-License-Identifier: MIT
// Goal: the counters that must stay at zero rise when there is something to count: a doubled
// effect, and one fault for each promise that can be broken behind the engine's back.
// Method: the store's file is edited between two openings, then an event touches the case.
#include <functional>

#include "store/case_codec.hpp"
#include "store/raw_database.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::Play;
using throughgate::testing::RawDatabase;

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4];
        text += digits[value & 15];
    }
    return text;
}

std::string unhex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    return bytes;
}

Case stored_case(RawDatabase& raw) {
    Case the_case;
    the_case.id.number = 1;
    for (std::size_t part = 0; part < store::case_parts; ++part) {
        const std::string body =
            raw.ask("SELECT hex(body) FROM case_part WHERE key = " + std::to_string(8 + part));
        REQUIRE(store::decode_part(static_cast<store::CasePart>(part), unhex(body), the_case).ok());
    }
    return the_case;
}

/// Case number 1 as `change` leaves it, written past the engine.
void plant(Play& play, const std::function<void(Case&)>& change) {
    play.close();
    {
        RawDatabase raw(play.store_path());
        Case the_case = stored_case(raw);
        change(the_case);
        for (std::size_t part = 0; part < store::case_parts; ++part) {
            std::string body;
            store::encode_part(static_cast<store::CasePart>(part), the_case, body);
            raw.run("UPDATE case_part SET body = x'" + hex(body) +
                    "' WHERE key = " + std::to_string(8 + part));
        }
    }
    play.restart();
}

/// A deadline that the event of this test leaves alone.
Timer& spine_deadline(Case& the_case) {
    for (Timer& timer : the_case.timers)
        if (timer.kind == TimerKind::deadline && timer.pathway.text() == "spine") return timer;
    FAIL("no such deadline");
    return the_case.timers.front();
}

struct Fault {
    const char* name;
    std::function<void(Case&)> plant;
};

const std::vector<Fault>& faults() {
    static const std::vector<Fault> all{
        {"an acknowledgement without a person",
         [](Case& the_case) {
             the_case.handoffs.front().state = lifecycle::HandoffState::acknowledged;
         }},
        {"a handoff without its clock",
         [](Case& the_case) {
             std::erase_if(the_case.timers,
                           [](const Timer& timer) { return timer.handoff.number != 0; });
         }},
        {"a clock of a handoff that has ended",
         [](Case& the_case) { the_case.handoffs.front().state = lifecycle::HandoffState::ended; }},
        {"two rows of one deadline",
         [](Case& the_case) {
             Timer second = spine_deadline(the_case);
             second.id.number = ++the_case.last_timer;
             the_case.timers.push_back(second);
         }},
        {"a timer of a state that is not active",
         [](Case& the_case) { spine_deadline(the_case).entry.number = the_case.last_entry + 9; }},
        {"a gate that nobody cleared",
         [](Case& the_case) {
             GateClearance row;
             row.pathway = the_case.pathways.back().name;
             row.gate = Symbol::of("address");
             row.subject = "a1";
             row.cleared = true;
             the_case.gates.push_back(row);
         }},
        {"a configuration that no chart allows",
         [](Case& the_case) {
             auto& entries = the_case.pathways.back().entries;
             Entry extra = entries.back();
             extra.state = static_cast<StateIndex>(extra.state + 1);
             the_case.pathways.back().configuration.add(extra.state);
             entries.push_back(extra);
         }},
    };
    return all;
}

TEST_CASE("a planted fault is counted as soon as something touches its case") {
    for (const Fault& fault : faults()) {
        CAPTURE(fault.name);
        Play play;
        const std::string reference =
            play.open_case("A9001ZZ", "2026-12-07", {{"supervised", Value(std::string("true"))}});
        REQUIRE(play.handoff(reference, "H01") == "raised");
        REQUIRE(play.send(reference, "ro.allocated", {}, "S03").ok());
        REQUIRE(play.engine().totals()->invariant_violations == 0);
        plant(play, fault.plant);
        REQUIRE(play.engine().totals()->invariant_violations == 0);
        const auto touched = play.send(reference, "screen.done", {{"address.kind", "private"}});
        INFO((touched.ok() ? std::string("applied") : touched.error().message));
        REQUIRE(touched.ok());
        REQUIRE(play.engine().totals()->invariant_violations > 0);
    }
}

TEST_CASE("a due row that was lost, or that nothing armed, is counted") {
    const std::string latest = " WHERE due_ms = (SELECT max(due_ms) FROM due)";
    const std::vector<std::string> tamperings{
        "DELETE FROM due" + latest, "UPDATE due SET generation = generation + 7" + latest,
        "INSERT INTO due VALUES ((SELECT max(due_ms) + 1000 FROM due), 1, 900, 1)"};
    for (const std::string& sql : tamperings) {
        CAPTURE(sql);
        Play play;
        const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
        play.close();
        {
            RawDatabase raw(play.store_path());
            raw.run(sql);
            REQUIRE(raw.changed() >= 1);
        }
        play.restart();
        const auto broken = play.engine().broken_invariants();  // before anything touches the case
        REQUIRE(broken.ok());
        REQUIRE_FALSE(broken->empty());
        REQUIRE(broken->front().starts_with(reference + ": "));
        REQUIRE(play.send(reference, "ro.allocated", {}, "S03").ok());
        REQUIRE(play.engine().totals()->invariant_violations > 0);
    }
}

TEST_CASE("a look at every case finds nothing where nothing is broken, and stray due rows") {
    Play play;
    play.open_case("A9001ZZ", "2026-12-07");
    play.open_case("A9002ZZ", "2026-12-14");
    REQUIRE(play.engine().broken_invariants()->empty());
    play.close();
    RawDatabase(play.store_path()).run("INSERT INTO due VALUES (1900000000000, 77, 1, 1)");
    play.restart();
    REQUIRE(*play.engine().broken_invariants() ==
            std::vector<std::string>{"case number 77: 1 due rows of a case that is not stored"});
}

TEST_CASE("a planted doubled effect is counted") {
    throughgate::testing::PlayOptions options;
    options.mail = true;
    Play play(options);
    const std::string reference = play.open_case("A9001ZZ", "2026-12-07");
    play.run_until("2026-10-05T09:00:00Z");
    REQUIRE(play.delivered(reference) > 0);
    REQUIRE(play.engine().totals()->duplicate_effects == 0);
    play.close();
    {
        RawDatabase raw(play.store_path());
        raw.run(
            "INSERT INTO outbox SELECT case_id, sequence, ordinal + 100, incarnation, state,"
            " queued_ms, due_ms, attempts, recipient, channel, detail, notice, mailing, late FROM"
            " outbox WHERE state = 'delivered' LIMIT 1");
        REQUIRE(raw.changed() == 1);
    }
    play.restart();
    REQUIRE(play.engine().totals()->duplicate_effects == 1);
}

TEST_CASE("a log that somebody changed does not verify, nor one that lost its end") {
    for (const char* tampering :
         {"UPDATE log SET reason = 'another' WHERE key = (SELECT max(key) FROM log)",
          "UPDATE log SET recorded_ms = recorded_ms + 1 WHERE key = (SELECT min(key) FROM log)",
          "DELETE FROM log WHERE key = (SELECT max(key) FROM log)"}) {
        CAPTURE(tampering);
        Play play;
        play.open_case("A9001ZZ", "2026-12-07");
        REQUIRE(play.engine().verify_audit()->empty());
        play.close();
        RawDatabase(play.store_path()).run(tampering);
        play.restart();
        REQUIRE_FALSE(play.engine().verify_audit()->empty());
    }
}

}  // namespace

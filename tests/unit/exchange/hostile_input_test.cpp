// SPDX-License-Identifier: MIT
// Goal: no input makes a reader crash, hang or lose a row.
// Method: random bytes, and good files with random damage; every row must be accounted for.
#include <rapidcheck.h>

#include "exchange/commands_json.hpp"
#include "exchange/directory.hpp"
#include "exchange/events.hpp"
#include "exchange/prisoners.hpp"
#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

const Instant today = *parse_instant("2026-09-28T09:00:00Z");

const std::string good_prisoners =
    R"({"content":[{"prisonerNumber":"A9001ZZ","gender":"Male","prisonId":"ZZA",
    "conditionalReleaseDate":"2026-11-20","communityManager":{"code":"S012","name":{}}},
    {"crn":"X900002","alerts":[{"alertType":"X"}],"mappa":{"level":2}}],"last":true})";
const std::string good_directory =
    "id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind\n"
    "S01,\"Officer \"\"A\"\"\",a@example.org,a,ro,N03,S02,S02,2026-10-01,2026-10-02,person\n"
    "S02,Officer B,,,ro spo,N03,,,,,\n";
const std::string good_events =
    R"({"source":"s","id":"1","at":"2026-10-01T09:00:00Z","person":{"crn":"X900001"},"event":"a",)"
    R"("fields":{"x":1},"assignments":{"ro":"S01"}})"
    "\n"
    R"({"MessageId":"m","Message":"{\"eventType\":\"prison-offender-events.prisoner.merged\"}"})"
    "\n";

std::string damaged(std::string text,
                    const std::vector<std::tuple<std::uint16_t, std::uint8_t, bool>>& damages) {
    for (const auto& [place, byte, cut] : damages) {
        if (text.empty()) break;
        const std::size_t at = place % text.size();
        if (cut) text.erase(at, 1);
        if (!cut) text[at] = static_cast<char>(byte);
    }
    return text;
}

void read_everything(const std::string& text) {
    const PrisonerImport prisoners = read_prisoners(text, "f", today);
    const bool answered = prisoners.unreadable.has_value() || prisoners.rejects.size() < 1000000;
    RC_ASSERT(answered);
    (void)read_directory(text, "f");
    (void)read_events(text, "f");
    (void)read_command(text);
}

std::size_t lines_with_content(const std::string& text) {
    std::size_t count = 0;
    bool content = false;
    for (const char c : text + "\n") {
        if (c == '\n') count += content ? 1 : 0;
        content = c != '\n' && (content || (c != ' ' && c != '\t' && c != '\r'));
    }
    return count;
}

}  // namespace

TEST_CASE("random bytes never break a reader") {
    CHECK(rc::check("bytes", [](const std::string& text) { read_everything(text); }));
}

TEST_CASE("damaged files never break a reader") {
    using Damages = std::vector<std::tuple<std::uint16_t, std::uint8_t, bool>>;
    CHECK(rc::check("damage", [](const Damages& damages) {
        read_everything(damaged(good_prisoners, damages));
        read_everything(damaged(good_directory, damages));
        read_everything(damaged(good_events, damages));
    }));
}

TEST_CASE("every line of a damaged feed is an event, a reject or unhandled") {
    using Damages = std::vector<std::tuple<std::uint16_t, std::uint8_t, bool>>;
    CHECK(rc::check("lines", [](const Damages& damages) {
        const std::string text = damaged(good_events, damages);
        const EventImport import = read_events(text, "f");
        RC_ASSERT(import.events.size() + import.rejects.size() + import.unhandled.size() ==
                  lines_with_content(text));
    }));
}

TEST_CASE("every record of a readable extract is a person or a reject") {
    CHECK(rc::check("records", [](const std::vector<std::uint8_t>& kinds) {
        std::string text = "[";
        for (const std::uint8_t kind : kinds) {
            if (text.size() > 1) text += ',';
            const std::string number = "A9" + std::to_string(100 + kind % 7) + "ZZ";
            text += kind % 3 == 0 ? "null" : "{\"prisonerNumber\":\"" + number + "\"}";
        }
        const PrisonerImport import = read_prisoners(text + "]", "f", today);
        RC_ASSERT(import.people.size() + import.rejects.size() == kinds.size());
    }));
}

}  // namespace throughgate::exchange

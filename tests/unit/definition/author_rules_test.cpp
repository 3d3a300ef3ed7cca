// SPDX-License-Identifier: MIT
// Goal: what is valid but wrong is warned of, what only looks like it is not, and a file may say
// with a reason that it knows. Method: pairs of edits of the small definitions, near each other.
#include "definition/ignores.hpp"
#include "definition/reader.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

constexpr const char* accommodation = "accommodation/pathway.yaml";
constexpr const char* spine = "spine/pathway.yaml";

Loaded loaded_with(const char* path, const std::string& from, const std::string& to,
                   Strictness strictness = Strictness::usual) {
    return load(testing::edited(testing::small_files(), path, from, to), std::nullopt, strictness);
}

bool warns(const char* code, const char* path, const std::string& from, const std::string& to) {
    return testing::has(testing::codes_of(loaded_with(path, from, to)), code);
}

TEST_CASE("a condition is called constant only when no situation changes it") {
    const auto is = [](const char* code, const std::string& condition) {
        return warns(code, spine, "supervised is false", condition);
    };
    CHECK(is("TG0351", "nation is wales and nation is england"));
    CHECK(is("TG0351", "phase is in_custody and phase is at_gate"));
    CHECK(is("TG0350", "nation is known or nation is unknown"));
    CHECK_FALSE(is("TG0351", "nation is wales and supervised is false"));
    CHECK_FALSE(is("TG0350", "nation is wales or england"));  // unknown is neither
    CHECK_FALSE(is("TG0351", "release is after today and release is before today"));  // not counted
    CHECK_FALSE(is("TG0351", "phase is in_custody and allocation is allocated"));
}

TEST_CASE("a branch is covered only when all of its situations are taken before it") {
    const auto covered = [](const std::string& second) {
        return warns("TG0352", accommodation, "{when: booking.status is confirmed",
                     "{when: " + second);
    };
    CHECK(covered("address.kind is own or private"));
    CHECK(covered("address.kind is family and booking.status is confirmed"));
    CHECK_FALSE(covered("address.kind is own or cas"));
    CHECK_FALSE(covered("address.kind is cas"));
}

TEST_CASE("dates that are over when they begin are found wherever they stand") {
    const std::string handover = "acknowledge: 2 working days after raised";
    CHECK(warns("TG0650", spine, handover, "acknowledge: 2 days before raised"));
    CHECK(warns("TG0650", spine, handover, "acknowledge: 2 days before raised at 09:00"));
    const std::string common = "common/ladders.yaml";
    CHECK(
        warns("TG0650", common.c_str(), "ladders:\n",
              "ladders:\n  early:\n    hint: {at: 2 days before raised, tell: owner, class: info, "
              "message: state_due}\n"));
    CHECK_FALSE(warns("TG0650", spine, handover, "acknowledge: 2 days after raised"));
}

TEST_CASE("rungs that only double others are found in common ladders too") {
    const auto second = [](const std::string& rung) {
        return warns("TG0653", "common/ladders.yaml", "ladders:\n",
                     "ladders:\n  double:\n    first: {at: due, tell: owner, class: action, "
                     "message: state_due}\n    second: " +
                         rung + "\n");
    };
    CHECK(second("{at: due, tell: [owner, manager of owner], class: info, message: state_due}"));
    CHECK_FALSE(second("{at: due, tell: manager of owner, class: info, message: state_due}"));
    CHECK_FALSE(second("{at: 1 day after due, tell: owner, class: action, message: state_due}"));
}

TEST_CASE("eventless steps whose conditions exclude each other are no circle") {
    const std::string drawn = "          ro.allocated: allocated\n";
    const auto circle = [&](const std::string& back) {
        return warns("TG0252", spine, drawn,
                     drawn +
                         "        always: [{when: nation is wales, to: welsh}]\n      welsh:\n"
                         "        title: Welsh\n        owner: spo\n        do: Ask.\n"
                         "        events: {ro.allocated: allocated}\n        always: [" +
                         back + "]\n");
    };
    CHECK(circle("{when: nation is not england, to: unallocated}"));
    CHECK_FALSE(circle("{when: nation is england, to: unallocated}"));
    CHECK_FALSE(circle("{when: nation is not england, to: unallocated, sets: {nation: england}}"));
}

TEST_CASE("an event may change nothing where it says why or keeps others from answering") {
    const auto idle = [](const std::string& event) {
        return warns("TG0253", accommodation, "          checks.failed:",
                     "          " + event + "\n          checks.failed:");
    };
    CHECK(idle("waved: {to: stay}"));
    CHECK_FALSE(idle("waved: {to: stay, because: kept in the history}"));
    CHECK_FALSE(idle("waved: {asks: [reason], to: stay}"));
    CHECK_FALSE(idle("risk.changed: {to: stay}"));   // shuts the gate
    CHECK_FALSE(idle("case.recalled: {to: stay}"));  // keeps the strand from answering
}

TEST_CASE("a release that may leave the state where it is does not end it") {
    const std::string due = "due: release at 09:00";
    CHECK(warns("TG0652", spine, due, "due: 2 days after release"));
    CHECK_FALSE(
        warns("TG0652", spine, due,
              "due: 2 days after release\n        events:\n          released: {to: stay, "
              "asks: [reason]}\n          cancelled: {to: in_custody}\n        title: Out"));
}

TEST_CASE("numbers that name nobody may stand in messages") {
    const auto personal = [](const std::string& words) {
        return warns("TG0750", accommodation, "{{state.title}}: {{state.do}}", words);
    };
    CHECK(personal("Ring X123456 today"));
    CHECK(personal("Write to someone@example.org"));
    CHECK(personal("Born 01/02/1990"));
    CHECK_FALSE(personal("Within 24 hours, see form R12 at 09:00"));
    CHECK_FALSE(personal("Meet @ noon"));
}

// --- ignores
// --------------------------------------------------------------------------------------

const std::string title = "title: Accommodation";
const std::string undated = "        due: 5 working days after entry\n";

Loaded ignoring(const std::string& ignore) {
    auto files = testing::edited(testing::small_files(), accommodation, undated, "");
    files = testing::edited(files, accommodation, title, "ignore: [" + ignore + "]\n" + title);
    return load(files, std::nullopt, Strictness::strict);
}

bool says(const Loaded& loaded, std::string_view words) {
    return testing::text_of(loaded).find(words) != std::string::npos;
}

TEST_CASE("an ignored warning is taken out and kept with its reason") {
    for (const char* at : {"", "at: screen, ", "at: place.screen, ", "at: states, "}) {
        INFO(at);
        const Loaded loaded = ignoring(std::string("{rule: TG0239, ") + at +
                                       "because: People come back by themselves.}");
        CHECK_FALSE(says(loaded, "'screen' has no date"));
        CHECK_FALSE(testing::has(testing::codes_of(loaded), "TG1504"));
        REQUIRE_FALSE(loaded.ignored.empty());
        CHECK(loaded.ignored.front().because == "People come back by themselves.");
    }
}

TEST_CASE("an ignore at another place leaves the warning where it is") {
    const Loaded loaded = ignoring("{rule: TG0239, at: ready, because: Nothing to wait for.}");
    CHECK(says(loaded, "'screen' has no date"));
    CHECK(testing::has(testing::codes_of(loaded), "TG1504"));
}

TEST_CASE("an ignore of a strict rule is left alone by a check that is not strict") {
    const std::string ignore = "ignore: [{rule: TG0239, at: screen, because: Asked at once.}]\n";
    const Loaded usual = loaded_with(accommodation, title, ignore + title);
    CHECK(usual.diagnostics.empty());
    const Loaded strict = loaded_with(accommodation, title, ignore + title, Strictness::strict);
    CHECK(testing::has(testing::codes_of(strict), "TG1504"));
}

TEST_CASE("ignores are words: they change no behaviour") {
    const Loaded plain = load(testing::small_files());
    const Loaded with =
        loaded_with(accommodation, title, "ignore: [{rule: TG0239, because: Known.}]\n" + title);
    CHECK(with.set.current[1]->behaviour == plain.set.current[1]->behaviour);
}

TEST_CASE("the names around a place are found in block and flow style") {
    Faults faults;
    const auto root = read({"a.yaml", "one:\n  two: {three: [four, five]}\n  six: 7\n"}, faults);
    REQUIRE(root.has_value());
    const auto names = [&](std::uint32_t line, std::uint32_t column) {
        std::string text;
        for (const auto name : names_around(*root, {"a.yaml", line, column}))
            text += std::string(name) + " ";
        return text;
    };
    CHECK(names(1, 1) == "one ");
    CHECK(names(2, 9) == "one two three ");
    CHECK(names(2, 23) == "one two three five ");
    CHECK(names(3, 8) == "one six 7 ");
}

}  // namespace
}  // namespace throughgate::definition

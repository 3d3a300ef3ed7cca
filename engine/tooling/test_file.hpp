// SPDX-License-Identifier: MIT
// TestFile: a `.test.yaml` with types and places. Read from its bytes, then held against the
// definitions that it names. Pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "definition/document.hpp"
#include "definition/faults.hpp"
#include "definition/load.hpp"

namespace throughgate::tooling {

using definition::Word;
using Pairs = std::vector<std::pair<Word, Word>>;

/// A time as it was written: a wall time, or a date rule over the facts of the case.
struct Moment {
    Word word;
    std::optional<Instant> instant;
    rules::Deadline rule;
    [[nodiscard]] bool given() const { return word.given(); }
};

struct TestPerson {
    Word id;
    std::vector<Word> roles;
    Word team, deputy, manager, absent_from, absent_until;
    bool unreachable = false;
    bool box = false;
};

struct TestOpening {
    Pairs people;
    Pairs facts;
    std::optional<std::vector<Word>> unallocated;
    std::vector<TestPerson> staff;
};

struct ExpectedNotice {
    Place place;
    Word to, message, notice_class, handoff, count;
    Moment at;
};

struct Expected {
    Place place;
    std::vector<Word> states, not_states;
    std::vector<std::pair<Word, std::vector<Word>>> only_states;
    Pairs stages, handoffs, facts;
    Word phase, refused;
    std::vector<ExpectedNotice> notices, no_notices;
    std::optional<std::vector<ExpectedNotice>> only_notices;
    bool nothing_sent = false;  ///< `no_notices: all`
    std::vector<Word> waits_for, log;
    std::optional<std::vector<Word>> incidents;
    Moment next_at;
    Word next_owner;
};

/// What a step does.
enum class Deed : std::uint8_t { nothing, send, act, correct };

struct TestStep {
    Place place;
    Moment at;             ///< empty: the clock stays
    bool stopped = false;  ///< the engine is off until then
    Deed deed = Deed::nothing;
    HandoffAction action = HandoffAction::acknowledge;
    Word verb;    ///< the key as it was written
    Word object;  ///< event or handoff
    Word by, note, because;
    Moment was;
    Pairs with, assign;
    Word channel;  ///< how the channel answers from here on
    Expected expected;
};

struct Test {
    Place place;
    Word name;
    std::vector<std::string> covers;
    Moment starts;
    TestOpening opening;  ///< the defaults, and over them the test's own
    std::vector<TestStep> steps;
};

struct TestFile {
    std::string path;
    std::string about;
    std::vector<Word> definitions;
    std::vector<Test> tests;
};

/// nullopt when nothing can be made of the file; faults about what it says are in `faults`.
std::optional<TestFile> read_tests(const definition::SourceFile& file, definition::Faults& faults);

/// Every name, value and time against the definitions; times are compiled on the way.
void check_tests(TestFile& file, const definition::DefinitionSet& set, const rules::Zone& zone,
                 definition::Faults& faults);

/// "2026-09-14 09:00" or "2026-09-14" (then 09:00) in the zone, or an ISO instant.
std::optional<Instant> wall_time(std::string_view text, const rules::Zone& zone);

/// The name of a handoff and, where it was given, of its receiver: "H06.police".
std::pair<std::string, std::string> split_handoff(std::string_view text);

}  // namespace throughgate::tooling

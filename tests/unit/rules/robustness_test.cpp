// SPDX-License-Identifier: MIT
// Goal: no text makes compiling or evaluating fail, and whatever compiles can be evaluated,
// explained and asked what it waits for. Method: seeded random words, characters and damaged rules.
#include <algorithm>
#include <random>

#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::phrase;
using testing::test_scope;
using testing::TestInputs;

const std::vector<std::string> words{
    "and",     "or",         "not",        "is",         "known",
    "unknown", "at",         "least",      "most",       "more",
    "less",    "than",       "before",     "after",      "on",
    "a",       "working",    "day",        "days",       "hours",
    "months",  "years",      "weeks",      "every",      "today",
    "now",     "release",    "entry",      "risk.rosh",  "high",
    "place",   "sustain",    "address",    "cleared",    "children",
    "prison",  "supervised", "true",       "2",          "10000",
    "-1",      "2026-03-17", "2200-12-31", "1900-01-01", "09:00",
    "23:59",   "(",          ")",          "\"x\"",      "R-14d",
    "14d",     "gate_time",  "hearing",    "seconds",    "99999999999999999999",
    "=",       "first",      "of",         "last",       "nearest",
    "future",  "start",      "end",        "the",        "month",
    "moved",   "back",       "while",      "it",         "but",
    "from",    "until",      "to",         "whole",      "holidays",
    "rule",    "hard_stop",  "except",     "Fridays",    "within",
    "offset",  "slot",       "opens",      "local",      "time",
    "minute",  "clock",      "change",     "endless",    "window"};

const std::vector<std::string> good{
    "10 working days before release at 09:00",
    "2 working days before (release on or before a working day)",
    "8 months and 14 days before release",
    "risk.rosh is high or very_high and not place is done",
    "today is after 12 weeks before release and children is at least 2",
    "48 hours after raised on or after a working day",
    "first of (release or 3 working days except Fridays after today) but not before today",
    "release moved back while it or the day after is not a working day at 09:00",
    "working days from after release until before today is at least children",
    "8 working hours before entry within 09:00 to opens",
    "end of the month of (children months after release)",
    "start of rule window but not after rule hard_stop",
    "local time of slot to the minute",
};

class Source {
public:
    explicit Source(unsigned seed) : random_(seed) {}

    std::string words_only() {
        std::string text;
        for (std::size_t i = below(14); i-- > 0;) text += words[below(words.size())] + ' ';
        return text;
    }
    std::string bytes() {
        std::string text;
        for (std::size_t i = below(60); i-- > 0;) text += static_cast<char>(below(256));
        return text;
    }
    std::string damaged() {
        std::string text = good[below(good.size())];
        for (std::size_t i = 1 + below(2); i-- > 0;) damage(text);
        return text;
    }
    void damage(std::string& text) {
        if (text.empty()) return;
        const std::size_t at = below(text.size());
        const std::string& word = words[below(words.size())];
        switch (below(3)) {
            case 0: text.erase(at, 1 + below(4)); break;
            case 1: text.insert(at, ' ' + word + ' '); break;
            default: replace_word(text, at, word);
        }
    }
    static void replace_word(std::string& text, std::size_t at, const std::string& word) {
        const std::size_t space = text.rfind(' ', at);
        const std::size_t start = space == std::string::npos ? 0 : space + 1;
        text.replace(start, std::min(text.find(' ', start), text.size()) - start, word);
    }
    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }

private:
    std::mt19937 random_;
};

TestInputs a_case() {
    TestInputs inputs;
    inputs.set_now("2026-03-29T01:30:00Z")
        .set("release", "2026-10-25")
        .set("children", "2")
        .set_anchor("entry", "2026-10-25T00:30:00Z");
    return inputs;
}

/// Everything that can be asked of a rule; the answers must agree with each other.
void use_guard(const Guard& guard, const Inputs& inputs) {
    const bool unknown = guard.evaluate(inputs) == Truth::unknown;
    if (!unknown) CHECK(guard.waits_for(inputs).empty());
    CHECK_FALSE(guard.explain(inputs).empty());
}

void use_deadline(const Deadline& deadline, const Inputs& inputs) {
    const bool known = deadline.evaluate(inputs).has_value();
    if (known) CHECK(deadline.waits_for(inputs).empty());
    CHECK(deadline.explain(inputs).starts_with("no date yet: ") != known);
}

/// How many compiled.
int compile_and_use(const std::string& text, const Inputs& inputs) {
    std::vector<Diagnostic> faults;
    int compiled = 0;
    if (const auto guard = compile_guard(text, {"a.yaml", 1, 1}, test_scope(), faults)) {
        use_guard(*guard, inputs);
        ++compiled;
    }
    DeadlineSource source = phrase(text);
    source.but_not_before = {phrase("entry")};
    const auto deadline = compile_deadline(source, test_scope(), std::chrono::minutes(540), faults);
    if (deadline) use_deadline(*deadline, inputs);
    if (const auto value = compile_expression(text, {"a.yaml", 1, 1}, test_scope(), faults)) {
        if (value->evaluate(inputs).kind != Datum::Kind::nothing)
            CHECK(value->waits_for(inputs).empty());
        CHECK_FALSE(value->explain(inputs).empty());
    }
    for (const Diagnostic& fault : faults) {
        if (fault.code.size() != 6 || fault.message.empty())
            FAIL("a fault without words: " << text);
    }
    return compiled + (deadline ? 1 : 0);
}

}  // namespace

TEST_CASE("random words compile or are refused, and what compiles can be used") {
    Source source(1);
    const TestInputs inputs = a_case();
    for (int i = 0; i < 6'000; ++i) {
        const std::string text = source.words_only();
        INFO("seed 1, case " << i << ": " << text);
        compile_and_use(text, inputs);
    }
}

TEST_CASE("random bytes are refused with a fault") {
    Source source(2);
    const TestInputs inputs = a_case();
    for (int i = 0; i < 4'000; ++i) {
        const std::string text = source.bytes();
        INFO("seed 2, case " << i);
        compile_and_use(text, inputs);
    }
}

TEST_CASE("damaged rules compile or are refused, and some still compile") {
    Source source(3);
    const TestInputs inputs = a_case();
    int compiled = 0;
    for (int i = 0; i < 8'000; ++i) {
        const std::string text = source.damaged();
        INFO("seed 3, case " << i << ": " << text);
        compiled += compile_and_use(text, inputs);
    }
    CHECK(compiled > 40);
}

TEST_CASE("deeply nested combinations take no more than linear time") {
    DeadlineSource source = phrase("10 working days before release");
    for (int i = 0; i < 60; ++i) {
        DeadlineSource outer;
        outer.first_of = {source, phrase("entry")};
        outer.but_not_before = {phrase("entry")};
        source = outer;
    }
    const Deadline deadline = testing::deadline(source);
    const TestInputs inputs = a_case();
    CHECK(testing::local(deadline.evaluate(inputs)) == "2026-10-25 01:30 BST");
    CHECK_FALSE(deadline.explain(inputs).empty());
    CHECK(deadline.waits_for(TestInputs()).size() == 2);
}

}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// Goal: a faulty rule is refused with its code, the place of the offending word, and a repair.
// Method: one line for each way to go wrong, all in one golden page; every code occurs in it.
#include <algorithm>
#include <set>
#include <sstream>

#include "base/limits.hpp"
#include "rules/codes.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::phrase;
using testing::test_scope;

std::vector<Diagnostic> guard_faults(std::string_view text) {
    std::vector<Diagnostic> faults;
    const auto compiled = compile_guard(text, {"pathway.yaml", 41, 11}, test_scope(), faults);
    CHECK(compiled.has_value() == faults.empty());
    return faults;
}

std::vector<Diagnostic> deadline_faults(const DeadlineSource& source) {
    std::vector<Diagnostic> faults;
    const auto compiled = compile_deadline(source, test_scope(), std::chrono::minutes(540), faults);
    CHECK(compiled.has_value() == faults.empty());
    return faults;
}

std::vector<Diagnostic> deadline_faults(std::string_view text) {
    DeadlineSource source = phrase(text);
    source.place = {"pathway.yaml", 41, 11};
    return deadline_faults(source);
}

/// The rule, and below each fault a caret at its column.
std::string page(std::string_view text, const std::vector<Diagnostic>& faults) {
    std::ostringstream out;
    out << (text.size() > 90 ? std::string(text.substr(0, 87)) + "..." : std::string(text)) << '\n';
    for (const Diagnostic& fault : faults) {
        out << std::string(fault.place.column - 11, ' ') << "^ " << fault.code << ": "
            << fault.message << '\n';
        if (!fault.hint.empty()) out << "    help: " << fault.hint << '\n';
    }
    return out.str() + '\n';
}

const std::vector<std::string_view> faulty_guards{
    "",
    "   ",
    "risk.rosh",
    "is high",
    "risk.rosh is",
    "risk.rosh high",
    "risk.rosh is high or",
    "risk.rosh is high and and nation is wales",
    "(risk.rosh is high",
    "risk.rosh is high)",
    "risk.rosh is high nation is wales",
    "risk.rosh = high",
    "children >= 2",
    "risk.rosh is high && nation is wales",
    "risk.rosh is high, very_high",
    "risk.rosh is hïgh",
    "prison is \"BMI",
    "risk.rosch is high",
    "anything is high",
    "risk.rosh is hgih",
    "risk.rosh is extreme",
    "risk.rosh is low or hihg or very_hihg",
    "supervised is yes",
    "children is many",
    "children is 99999999999999999999",
    "risk.rosh is at least 2",
    "children is before release",
    "release is 2026-03-17",
    "release is at least 3",
    "place is at least 3",
    "place is before release",
    "place is known",
    "address is unknown",
    "today is known",
    "now is 3",
    "place is sustian",
    "address is open",
    "address is cleared or shut",
    "release is before risk.rosh",
    "release is before address",
    "release is before relaese",
    "release is before 2026-02-30",
    "release is before 1850-01-01",
    "release is before 17/03/2026",
    "release is on or during 2026-03-17",
    "today is less than 12 weeks before release",
    "today is more than 10 working days before release",
    "today is after R-14d",
    "now is after 2 hours before release",
    "nobody is high and nothing is before 2 hours after release",
    "release is a holidy",
    "release is from entry",
    "release is from entry to gate_time",
    "release is before 13:00",
    "risk.rosh is from entry until release",
    "children is at least release",
    "working days from entry until release is before today",
    "whole hours from entry to release is at least 3",
    "offset of release is 60",
    "rule hard_stop",
    "rule hard_stpo is before today",
    "rule window is known",
    "slot is twice",
    "(2 days after entry) is high",
};

const std::vector<std::string_view> faulty_deadlines{
    "",
    "R-14d",
    "R - 10wd",
    "T+3",
    "release-2w",
    "release + 1 day",
    "14d before release",
    "10wd before release",
    "14 days before",
    "14 days release",
    "14 before release",
    "14 days 2 hours before entry",
    "days before release",
    "14 dyas before release",
    "14 fortnights before release",
    "10 business days before release",
    "14 calendar days before release",
    "8 working hours after entry",
    "14 days before relaese",
    "14 days before nothing.like.it",
    "14 days before risk.rosh",
    "14 days before place",
    "14 days before address",
    "2 hours before release",
    "30 minutes after today",
    "1 hour after hearing",
    "2 hours before 2026-03-17",
    "1 day and 2 hours after entry",
    "2 hours after entry at 09:00",
    "2 hours after entry on or after a working day at 09:00",
    "3 days and 2 days after entry",
    "10001 days before release",
    "-3 days before release",
    "99999999999999999999 days before release",
    "2.5 days before release",
    "release at 25:00",
    "release at 9:00",
    "release at 9am",
    "release at noon",
    "release at",
    "2026-13-01",
    "17-03-2026",
    "release on or before a holiday",
    "release on a working day",
    "2 days before 14 days before release",
    "(2 days before release",
    "2 days before release now",
    "every 2 dyas",
    "every working day",
    "14 days before release, at 09:00",
    "first of release",
    "first of (release or entry)",
    "first of (release or )",
    "release but not before entry",
    "release but never before today",
    "3 days except Fridays before release",
    "3 working days except Friyays before release",
    "3 working days except Mondays or Tuesdays or Wednesdays or Thursdays or Fridays or Saturdays "
    "or Sundays before release",
    "1 holiday and 2 days after release",
    "8 working hours before entry",
    "8 working hours before release within 09:00 to 17:00",
    "8 working hours before entry within nine to 17:00",
    "few days before release",
    "prison days before release",
    "release moved back while a holiday",
    "release moved back while it is a bad day",
    "start of the day of release",
    "end of the year next",
    "clock change at entry",
    "start of rule hard_stop",
    "rule hard_stpo",
    "rule hard_stop as of yesterday",
    "rule endless",
    "rule elsewhere",
    "rule broken",
    "middle of rule window",
};

std::string deep(std::string_view open, std::string_view inner, std::string_view close) {
    std::string text;
    for (std::size_t i = 0; i <= limits::expression_depth; ++i) text += open;
    text += inner;
    for (std::size_t i = 0; i <= limits::expression_depth; ++i) text += close;
    return text;
}

std::string long_guard() {
    std::string text = "risk.rosh is high";
    while (text.size() <= limits::expression_bytes) text += " or risk.rosh is high";
    return text;
}

struct Combination {
    std::string_view title;
    DeadlineSource source;
};

DeadlineSource at_place(DeadlineSource source) {
    source.place = {"pathway.yaml", 41, 11};
    for (auto* list :
         {&source.first_of, &source.last_of, &source.but_not_before, &source.but_not_after}) {
        for (DeadlineSource& inner : *list) inner = at_place(std::move(inner));
    }
    return source;
}

std::vector<Combination> faulty_combinations() {
    std::vector<Combination> rows;
    DeadlineSource source;
    source.but_not_before = {phrase("release")};
    rows.push_back({"but_not_before alone", source});
    source = phrase("release");
    source.first_of = {phrase("entry")};
    rows.push_back({"a phrase beside first_of", source});
    source.text.clear();
    source.last_of = {phrase("entry")};
    rows.push_back({"first_of beside last_of", source});
    source = phrase("release");
    source.but_not_before = {phrase("entry"), phrase("raised")};
    source.but_not_after = source.but_not_before;
    rows.push_back({"two dates in each bound", source});
    source = {};
    source.first_of = {phrase("relaese"), phrase("14 dyas after entry"), phrase("")};
    rows.push_back({"first_of with a fault in each of three", source});
    source = phrase("release");
    for (std::size_t i = 0; i <= limits::expression_depth; ++i) {
        DeadlineSource outer;
        outer.last_of = {source};
        source = outer;
    }
    rows.push_back({"last_of nested 65 deep", source});
    return rows;
}

ChoiceSource branch(std::string_view when, std::string_view gives) {
    return {std::string(when), {"rules.yaml", 41, 11}, "", testing::result(gives)};
}

/// Each level names the one below twice.
RuleSource costly_rule() {
    RuleSource rule;
    rule.place = {"rules.yaml", 41, 11};
    rule.inputs = {{"release", {Declared::What::fact, ValueType::date, {}, {}}, {}}};
    std::string below = "release";
    for (int i = 0; i < 14; ++i) {
        const std::string name = "step" + std::to_string(i);
        rule.with.push_back({name, testing::result("last of (" + below + " or " + below + ")")});
        below = name;
    }
    rule.gives = testing::result(below);
    return rule;
}

std::vector<std::pair<std::string_view, RuleSource>> faulty_rules() {
    RuleSource mixed;
    mixed.inputs = {{"release", {Declared::What::fact, ValueType::date, {}, {}}, {}}};
    mixed.gives.kind = ResultSource::Kind::choose;
    mixed.gives.choices = {branch("release is known", "release"), branch("", "5")};
    return {{"a date in one branch and a number in the other", mixed},
            {"a rule that names itself", test_scope().rules.at("endless")},
            {"a rule that doubles fourteen times", costly_rule()}};
}

std::vector<Diagnostic> rule_faults(const RuleSource& rule) {
    std::vector<Diagnostic> faults;
    CHECK_FALSE(compile_rule(rule, test_scope(), faults).has_value());
    return faults;
}

/// So many rules, of which each names the next one as `words` say.
testing::TestScope chained(int links, const std::string& before, const std::string& after) {
    testing::TestScope scope;
    for (int i = 0; i < links; ++i) {
        const std::string next = i + 1 == links ? "release" : "rule link" + std::to_string(i + 1);
        RuleSource link;
        link.name = "link" + std::to_string(i);
        link.inputs = {{"release", {Declared::What::fact, ValueType::date, {}, {}}, {}}};
        link.gives = testing::result(before + next + after + (after.empty() ? "" : next + "))"));
        scope.rules.insert_or_assign(link.name, link);
    }
    return scope;
}

std::vector<std::string> codes_of_first(const testing::TestScope& scope) {
    std::vector<Diagnostic> faults;
    const bool compiled = compile_rule(scope.rules.at("link0"), scope, faults).has_value();
    std::vector<std::string> codes;
    for (const Diagnostic& fault : faults) codes.push_back(fault.code);
    CHECK(compiled == codes.empty());
    return codes;
}

std::string whole_page() {
    std::string text;
    for (const auto rule : faulty_guards) text += page(rule, guard_faults(rule));
    const std::string nested = deep("(", "risk.rosh is high", ")");
    text += page(nested, guard_faults(nested));
    const std::string negated = deep("not ", "risk.rosh is high", "");
    text += page(negated, guard_faults(negated));
    text += page(long_guard(), guard_faults(long_guard()));
    for (const auto rule : faulty_deadlines) text += page(rule, deadline_faults(rule));
    const std::string dates = deep("2 days after (", "release", ")");
    text += page(dates, deadline_faults(dates));
    for (const Combination& row : faulty_combinations()) {
        text += page(row.title, deadline_faults(at_place(row.source)));
    }
    for (const auto& [title, rule] : faulty_rules()) text += page(title, rule_faults(rule));
    return text;
}

}  // namespace

TEST_CASE("rules of rules are expanded no further than they may be evaluated") {
    const auto doubling = [](int links) {
        return codes_of_first(chained(links, "first of (", " or 1 day after ("));
    };
    CHECK(doubling(5).empty());
    const std::vector<std::string> codes = doubling(40);
    REQUIRE_FALSE(codes.empty());
    for (const std::string& code : codes) CHECK(code == "TG0333");
    CHECK(codes_of_first(chained(40, "", "")).empty());
    CHECK_FALSE(codes_of_first(chained(5000, "", "")).empty());
}

TEST_CASE("every faulty rule is refused with its place and repair") {
    for (const auto rule : faulty_guards) {
        INFO(rule);
        CHECK_FALSE(guard_faults(rule).empty());
    }
    for (const auto rule : faulty_deadlines) {
        INFO(rule);
        CHECK_FALSE(deadline_faults(rule).empty());
    }
    throughgate::testing::check_golden("rules/faults.txt", whole_page());
}

TEST_CASE("every code is explained, in order, and occurs among the faulty rules") {
    const std::string faults = whole_page();
    std::string_view last;
    for (const CodeText& code : codes()) {
        INFO(code.code);
        CHECK(code.code > last);
        CHECK(faults.find("^ " + std::string(code.code) + ":") != std::string::npos);
        CHECK_FALSE(code.title.empty());
        CHECK(code.cause.ends_with('.'));
        CHECK(code.repair.find_last_of(".:'") == code.repair.size() - 1);
        last = code.code;
    }
}

TEST_CASE("the place of a fault is that of the offending word") {
    const auto faults = guard_faults("risk.rosh is high and nation is scotland");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place == Place{"pathway.yaml", 41, 11 + 32});
    CHECK(faults[0].severity == Severity::error);
}

TEST_CASE("a rule whose place is not known has faults without a place") {
    std::vector<Diagnostic> faults;
    CHECK_FALSE(compile_guard("nation is scotland", {"a.yaml", 0, 0}, test_scope(), faults));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place == Place{"a.yaml", 0, 0});
}

TEST_CASE("all faults of meaning in a rule are reported together") {
    CHECK(guard_faults("risk.rosh is hgih and nation is scotland or place is gone").size() == 3);
    CHECK(deadline_faults("3 days and 2 hours and 20000 minutes after relaese").size() == 3);
}

TEST_CASE("a rule may be nested and long up to the limits") {
    std::string text = "risk.rosh is high";
    for (std::size_t i = 0; i + 2 < limits::expression_depth; ++i) text = "(" + text + ")";
    CHECK(guard_faults(text).empty());
    text = long_guard();
    CHECK(guard_faults(text.substr(0, text.rfind(" or "))).empty());
}

}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// Goal: the dates of the domain's acceptance tests fall as it says. Method: one case for each,
// named by its number; what is sent and which states are reached is told elsewhere.
#include "rules/named_rule.hpp"
#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::deadline;
using testing::due;
using testing::due_for;
using testing::guard;
using testing::local;
using testing::phrase;
using testing::TestInputs;

DeadlineSource not_before(std::string_view date, std::string_view bound) {
    DeadlineSource source = phrase(date);
    source.but_not_before = {phrase(bound)};
    return source;
}

}  // namespace

TEST_CASE("acceptance 1: duty to refer is due 56 days before release, moves with it, comes again") {
    CHECK(due_for("56 days before release", "2026-06-15") == "2026-04-20 09:00 BST");
    CHECK(due_for("56 days before release", "2026-06-29") == "2026-05-04 09:00 BST");
    TestInputs inputs;
    inputs.set("dtr.submitted", "2026-04-20");
    CHECK(due("26 weeks after dtr.submitted", inputs) == "2026-10-19 09:00 BST");
}

TEST_CASE("acceptance 2: 72 hours count weekends; business days leave out two bank holidays") {
    TestInputs inputs;
    inputs.set("admission", "2026-04-02").set_anchor("entry", "2026-04-02T14:00:00Z");
    CHECK(due("72 hours after entry", inputs) == "2026-04-05 15:00 BST");
    CHECK(due("5 working days after admission", inputs) == "2026-04-13 09:00 BST");
    CHECK(due("5 days after admission", inputs) == "2026-04-07 09:00 BST");
}

TEST_CASE("acceptance 3: what is raised after the cut-off starts on the next working day") {
    TestInputs inputs;
    inputs.set_anchor("raised", "2026-03-13T15:30:00Z");  // a Friday
    CHECK(guard("raised is before 15:00").evaluate(inputs) == Truth::no);
    CHECK(due("1 working day after raised at 09:00", inputs) == "2026-03-16 09:00 GMT");
    CHECK(due("10 working days after (1 working day after raised at 09:00)", inputs) ==
          "2026-03-30 09:00 BST");
    inputs.set_anchor("raised", "2026-03-13T14:59:59Z");
    CHECK(guard("raised is before 15:00").evaluate(inputs) == Truth::yes);
}

TEST_CASE("acceptance 4: a release on such a day is seen, and the release date stays") {
    const Guard hinted = guard("release is a Friday or a Saturday or a Sunday or a holiday");
    const std::vector<std::pair<std::string_view, Truth>> days{
        {"2026-03-13", Truth::yes},  // Friday
        {"2026-03-14", Truth::yes},  // Saturday
        {"2026-03-15", Truth::yes},  // Sunday
        {"2025-12-25", Truth::yes},  // Christmas Day, a Thursday
        {"2026-04-06", Truth::yes},  // Easter Monday
        {"2026-03-16", Truth::no},   // Monday
        {"2026-04-02", Truth::no},   // the Thursday before Good Friday
    };
    for (const auto& [day, expected] : days) {
        TestInputs inputs;
        inputs.set("release", day);
        INFO(day);
        CHECK(hinted.evaluate(inputs) == expected);
        CHECK(due("release", inputs).starts_with(day));
    }
}

TEST_CASE("acceptance 5: a short sentence never has a deadline in the past") {
    // Received 20 days before release, on a sentence of 28 days.
    TestInputs inputs;
    inputs.set("release", "2026-03-31").set_anchor("entry", "2026-03-11T10:00:00Z");
    for (const std::string_view text :
         {"12 weeks before release", "56 days before release", "21 days before release",
          "14 days before release", "10 working days before release"}) {
        const auto when = deadline(not_before(text, "1 working day after entry")).evaluate(inputs);
        INFO(text);
        REQUIRE(when.has_value());
        CHECK(*when >= *parse_instant("2026-03-12T10:00:00Z"));
        CHECK(*when <= *parse_instant("2026-03-31T22:59:59Z"));
    }
    CHECK(local(deadline(not_before("14 days before release", "1 working day after entry"))
                    .evaluate(inputs)) == "2026-03-17 09:00 GMT");
}

TEST_CASE("acceptance 9: a date moved three times gives the dates of the last") {
    TestInputs inputs;
    const Deadline check = deadline("10 working days before release");
    for (const std::string_view day : {"2026-06-15", "2026-06-29", "2026-06-22"})
        inputs.set("release", day);
    CHECK(local(check.evaluate(inputs)) == "2026-06-08 09:00 BST");
    inputs.set("release", "2026-06-15");
    CHECK(local(check.evaluate(inputs)) == "2026-06-01 09:00 BST");
}

TEST_CASE("acceptance 17: every one of 20,000 moved dates moves its deadline by as much") {
    const Deadline weeks = deadline("12 weeks before release");
    for (int i = 0; i < 20'000; ++i) {
        const Date before = testing::day("2026-01-01") + std::chrono::days(i % 1'000);
        TestInputs inputs;
        inputs.set("release", format_date(before));
        const auto first = weeks.evaluate(inputs);
        inputs.set("release", format_date(before + std::chrono::days(14)));
        const auto second = weeks.evaluate(inputs);
        if (testing::london().date_of(*second) - testing::london().date_of(*first) !=
            std::chrono::days(14))
            FAIL("release on " << format_date(before));
    }
    SUCCEED();
}

TEST_CASE("acceptance 18: an exemption set when already overdue does not extend the deadline") {
    // The exempted working days count only when the exemption began before the deadline passed.
    testing::TestScope scope;
    scope.declared["exempt_from"] = {Declared::What::fact, ValueType::date, {}, {}};
    scope.declared["exempt_days"] = {Declared::What::fact, ValueType::number, {}, {}};
    RuleSource rule;
    rule.name = "due_with_exemption";
    rule.inputs = {{"release", {Declared::What::fact, ValueType::date, {}, {}}, {}},
                   {"exempt_from", {Declared::What::fact, ValueType::date, {}, {}}, {}},
                   {"exempt_days", {Declared::What::fact, ValueType::number, {}, {}}, {}}};
    const auto text = [](std::string_view words) {
        ResultSource source;
        source.text = std::string(words);
        return source;
    };
    rule.with = {{"drawn", text("10 working days before release")}};
    rule.gives.kind = ResultSource::Kind::choose;
    rule.gives.choices = {{"exempt_from is known and exempt_from is on or before drawn",
                           {},
                           "exempt",
                           text("exempt_days working days after drawn")},
                          {"", {}, "too_late", text("drawn")}};
    std::vector<Diagnostic> faults;
    const auto compiled = compile_rule(rule, scope, faults);
    REQUIRE(compiled.has_value());
    class Given final : public Inputs {
    public:
        std::map<Symbol, Value> facts;
        [[nodiscard]] const Value& fact(Symbol name) const override {
            static const Value unknown;
            const auto found = facts.find(name);
            return found == facts.end() ? unknown : found->second;
        }
        [[nodiscard]] std::optional<Instant> anchor(Symbol) const override { return {}; }
        [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return false; }
        [[nodiscard]] bool gate_cleared(Symbol) const override { return false; }
        [[nodiscard]] Instant now() const override { return {}; }
        [[nodiscard]] const Calendar& calendar() const override {
            return testing::england_and_wales();
        }
        [[nodiscard]] const Zone& zone() const override { return testing::london(); }
    } inputs;
    inputs.facts[Symbol::of("release")] = Value(testing::day("2026-03-17"));
    inputs.facts[Symbol::of("exempt_days")] = Value(std::int64_t{5});
    inputs.facts[Symbol::of("exempt_from")] = Value(testing::day("2026-03-02"));
    CHECK(compiled->evaluate(inputs).text == "2026-03-10");
    inputs.facts[Symbol::of("exempt_from")] = Value(testing::day("2026-03-04"));
    CHECK(compiled->evaluate(inputs).text == "2026-03-03");
}

}  // namespace throughgate::rules

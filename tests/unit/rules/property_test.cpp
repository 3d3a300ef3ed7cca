// SPDX-License-Identifier: MIT
// Goal: rules agree with a slow calendar that looks at one day after another. Method: random dates
// of 2000 to 2100, amounts and calendars from a printed seed: 50,000, and 1,000,000 with TG_SOAK=1.
#include <algorithm>
#include <cstdlib>
#include <random>

#include "rules/named_rule.hpp"
#include "support/catch.hpp"
#include "unit/rules/slow_calendar.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using namespace testing;

bool soaking() {
    const char* soak = std::getenv("TG_SOAK");
    return soak != nullptr && std::string_view(soak) == "1";
}

class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}
    int between(int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random_);
    }
    Date day() {
        return Date{std::chrono::year(2000) / 1 / 1} + std::chrono::days(between(0, 36'890));
    }

private:
    std::mt19937 random_;
};

struct Pair {
    Calendar fast;
    SlowCalendar slow;
};

/// Weekends of none to three days, a dozen holidays a year.
Pair pair_of(Dice& dice) {
    std::set<unsigned> weekend;
    for (int i = dice.between(0, 3); i > 0; --i)
        weekend.insert(static_cast<unsigned>(dice.between(1, 7)));
    std::set<Date> days;
    std::vector<Holiday> holidays;
    for (int i = 0; i < 1'200; ++i) days.insert(dice.day());
    for (const Date day : days) holidays.push_back({day, "a holiday"});
    Calendar fast("random", "1", {weekend.begin(), weekend.end()}, std::move(holidays), {},
                  day("2100-12-31"));
    return {std::move(fast), SlowCalendar(std::move(days), std::move(weekend))};
}

class Asked final : public Scope {
public:
    [[nodiscard]] const Declared* find(std::string_view name) const override {
        static const Declared date{Declared::What::fact, ValueType::date, {}, {}};
        static const Declared number{Declared::What::fact, ValueType::number, {}, {}};
        if (name == "a" || name == "b") return &date;
        return name == "n" || name == "m" ? &number : nullptr;
    }
    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
};

class Given final : public Inputs {
public:
    Given(const Calendar& calendar, Date a, Date b, int n, int m)
        : calendar_(&calendar), a_(a), b_(b), n_(std::int64_t{n}), m_(std::int64_t{m}) {}
    [[nodiscard]] const Value& fact(Symbol name) const override {
        static const Symbol a = Symbol::of("a"), b = Symbol::of("b"), n = Symbol::of("n");
        return name == a ? a_ : name == b ? b_ : name == n ? n_ : m_;
    }
    [[nodiscard]] std::optional<Instant> anchor(Symbol) const override { return std::nullopt; }
    [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return false; }
    [[nodiscard]] bool gate_cleared(Symbol) const override { return false; }
    [[nodiscard]] Instant now() const override { return {}; }
    [[nodiscard]] const Calendar& calendar() const override { return *calendar_; }
    [[nodiscard]] const Zone& zone() const override { return london(); }

private:
    const Calendar* calendar_;
    Value a_, b_, n_, m_;
};

Expression compiled(std::string_view text) {
    std::vector<Diagnostic> faults;
    const auto rule = compile_expression(text, {"a.yaml", 1, 1}, Asked(), faults);
    INFO(text << ": " << (faults.empty() ? "" : faults.front().message));
    REQUIRE(rule.has_value());
    return *rule;
}

struct Question {
    Expression rule;
    std::string (*slow)(const SlowCalendar&, Date a, Date b, int n, int m);
};

std::vector<Question> questions() {
    return {
        {compiled("n working days after a"), [](const SlowCalendar& calendar, Date a, Date, int n,
                                                int) { return format_date(calendar.step(a, n)); }},
        {compiled("n working days before (a on or before a working day)"),
         [](const SlowCalendar& calendar, Date a, Date, int n, int) {
             return format_date(calendar.step(calendar.roll(a, -1), -n));
         }},
        {compiled("a on or after a working day"),
         [](const SlowCalendar& calendar, Date a, Date, int, int) {
             return format_date(calendar.roll(a, 1));
         }},
        {compiled("working days from after a until b"),
         [](const SlowCalendar& calendar, Date a, Date b, int, int) {
             return std::to_string(calendar.count(a + std::chrono::days(1), b));
         }},
        {compiled("m months and n days after a"),
         [](const SlowCalendar&, Date a, Date, int n, int m) {
             return format_date(date_of(add_days_slowly(add_months_slowly(slow_of(a), m), n)));
         }},
        {compiled("m months and n days before a"),
         [](const SlowCalendar&, Date a, Date, int n, int m) {
             return format_date(date_of(add_days_slowly(add_months_slowly(slow_of(a), -m), -n)));
         }},
        {compiled("end of the month of a"),
         [](const SlowCalendar&, Date a, Date, int, int) {
             SlowDay day = slow_of(a);
             day.day = length_of(day.year, day.month);
             return format_date(date_of(day));
         }},
        {compiled("a moved back while it or the day after is not a working day"),
         [](const SlowCalendar& calendar, Date a, Date, int, int) {
             const std::chrono::days one(1);
             for (int i = 0; i < 400; ++i, a -= one)
                 if (calendar.is_working(a) && calendar.is_working(a + one)) return format_date(a);
             return std::string();
         }},
    };
}

std::string text_of(const Datum& datum) {
    return datum.kind == Datum::Kind::number ? std::to_string(datum.number) : datum.text;
}

}  // namespace

TEST_CASE("rules agree with a slow calendar about random dates of 2000 to 2100") {
    const unsigned seed = soaking() ? std::random_device{}() : 20'260'317u;
    const int rounds = soaking() ? 1'000'000 : 50'000;
    constexpr int rounds_of_a_calendar = 5'000;
    Dice dice(seed);
    const std::vector<Question> asked = questions();
    Pair calendars = pair_of(dice);
    for (int round = 0; round < rounds; ++round) {
        if (round % rounds_of_a_calendar == rounds_of_a_calendar - 1) calendars = pair_of(dice);
        const Date a = dice.day();
        const Date b = a + std::chrono::days(dice.between(-5, 60));
        const int n = dice.between(0, 40);
        const int m = dice.between(0, 40);
        const Question& question = asked[static_cast<std::size_t>(round) % asked.size()];
        const std::string fast = text_of(question.rule.evaluate(Given(calendars.fast, a, b, n, m)));
        const std::string slow = question.slow(calendars.slow, a, b, n, m);
        if (fast == slow) continue;
        FAIL("seed " << seed << ", round " << round << ": a " << format_date(a) << ", b "
                     << format_date(b) << ", n " << n << ", m " << m << ": " << fast << " and not "
                     << slow);
    }
    SUCCEED();
}

TEST_CASE("whole months lead back to the day they were counted from") {
    Dice dice(7);
    const Expression months = compiled("whole months from a to b");
    for (int round = 0; round < 5'000; ++round) {
        const Date a = dice.day();
        const Date b = a + std::chrono::days(dice.between(0, 1'500));
        const Datum found = months.evaluate(Given(england_and_wales(), a, b, 0, 0));
        const auto count = static_cast<int>(found.number);
        INFO("seed 7, round " << round << ": " << format_date(a) << " to " << format_date(b));
        const SlowDay from = slow_of(a);
        // As many months fit, and one more does not; the day of the month counts, uncut.
        const SlowDay reached = add_months_slowly({from.year, from.month, 1}, count);
        const SlowDay next = add_months_slowly({from.year, from.month, 1}, count + 1);
        CHECK(SlowDay{reached.year, reached.month, from.day} <= slow_of(b));
        CHECK(SlowDay{next.year, next.month, from.day} > slow_of(b));
    }
}

}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// Goal: conditions answer yes, no or unknown, and never guess. Method: tables of condition and
// expected truth over one case, truth tables of the connectives, and what unknown waits for.
#include <algorithm>

#include "support/catch.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::guard;
using testing::TestInputs;

struct Row {
    std::string_view text;
    std::string_view expected;
};

void check_rows(const TestInputs& inputs, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(testing::name_of(guard(row.text).evaluate(inputs)) == row.expected);
    }
}

TestInputs a_case() {
    TestInputs inputs;
    inputs.set_now("2026-03-17T10:30:00Z")
        .set("release", "2026-04-10")
        .set("gate_time", "2026-04-10T08:15:00Z")
        .set("children", "2")
        .set("prison", "BMI")
        .set("supervised", "true")
        .set("risk.rosh", "high")
        .set("address.kind", "cas")
        .set_anchor("entry", "2026-03-17T09:00:00Z")
        .set_state("place", "sustain")
        .clear_gate("address");
    return inputs;
}

}  // namespace

TEST_CASE("values are compared with the declared ones") {
    check_rows(a_case(), {
                             {"risk.rosh is high", "yes"},
                             {"risk.rosh is high or very_high", "yes"},
                             {"risk.rosh is low or medium", "no"},
                             {"risk.rosh is not high", "no"},
                             {"risk.rosh is not low or medium", "yes"},
                             {"supervised is true", "yes"},
                             {"supervised is false", "no"},
                             {"prison is BMI", "yes"},
                             {"prison is \"BMI\" or DGI", "yes"},
                             {"prison is not DGI", "yes"},
                             {"nation is wales", "unknown"},
                             {"nation is not wales", "unknown"},
                             {"nation is known", "no"},
                             {"nation is unknown", "yes"},
                             {"nation is not known", "yes"},
                             {"risk.rosh is known", "yes"},
                         });
}

TEST_CASE("numbers are compared by size") {
    check_rows(a_case(), {
                             {"children is 2", "yes"},
                             {"children is 0 or 1", "no"},
                             {"children is at least 2", "yes"},
                             {"children is at most 1", "no"},
                             {"children is more than 2", "no"},
                             {"children is less than 3", "yes"},
                             {"children is not less than 3", "no"},
                             {"children is at least -1", "yes"},
                         });
    TestInputs empty;
    check_rows(empty, {{"children is at least 0", "unknown"}});
}

TEST_CASE("days and instants are compared by their order") {
    check_rows(a_case(), {
                             {"release is on 2026-04-10", "yes"},
                             {"release is before 2026-04-10", "no"},
                             {"release is on or before 2026-04-10", "yes"},
                             {"release is after 2026-04-09", "yes"},
                             {"release is on or after 2026-04-11", "no"},
                             {"today is after 12 weeks before release", "yes"},
                             {"today is before 10 working days before release", "yes"},
                             {"today is on 2026-03-17", "yes"},
                             {"now is after entry", "yes"},
                             {"now is after 2 hours after entry", "no"},
                             {"now is on entry", "yes"},
                             {"entry is on today", "yes"},
                             {"handover.date is before release", "unknown"},
                             {"release is after 1 day after handover.date", "unknown"},
                         });
}

TEST_CASE("where one side is a day, days are compared and the time of day plays no part") {
    check_rows(a_case(), {
                             {"gate_time is after release", "no"},
                             {"gate_time is before release", "no"},
                             {"gate_time is on release", "yes"},
                             {"gate_time is on or after release", "yes"},
                             {"gate_time is after release at 08:00", "yes"},
                             {"now is before 2026-03-18", "yes"},
                         });
}

TEST_CASE("strands and gates are read") {
    check_rows(a_case(), {
                             {"place is sustain", "yes"},
                             {"place is sourcing", "no"},
                             {"place is sourcing or sustain", "yes"},
                             {"place is not sourcing or done", "yes"},
                             {"address is cleared", "yes"},
                             {"address is shut", "no"},
                             {"address is not shut", "yes"},
                         });
    TestInputs empty;
    check_rows(empty, {{"address is cleared", "no"}, {"address is shut", "yes"}});
}

TEST_CASE("and, or and not follow three-valued logic") {
    struct Operand {
        std::string_view text;
        Truth truth;
    };
    const std::vector<Operand> operands{{"supervised is true", Truth::yes},
                                        {"supervised is false", Truth::no},
                                        {"nation is wales", Truth::unknown}};
    const TestInputs inputs = a_case();
    for (const Operand& left : operands) {
        for (const Operand& right : operands) {
            const auto both = std::string(left.text) + " and " + std::string(right.text);
            const auto either = std::string(left.text) + " or " + std::string(right.text);
            const bool no = left.truth == Truth::no || right.truth == Truth::no;
            const bool yes = left.truth == Truth::yes || right.truth == Truth::yes;
            const bool same = left.truth == right.truth;
            INFO(both);
            CHECK(guard(both).evaluate(inputs) ==
                  (no ? Truth::no : (same ? left.truth : Truth::unknown)));
            CHECK(guard(either).evaluate(inputs) ==
                  (yes ? Truth::yes : (same ? left.truth : Truth::unknown)));
        }
    }
    check_rows(inputs, {{"not supervised is true", "no"},
                        {"not not supervised is true", "yes"},
                        {"not nation is wales", "unknown"}});
}

TEST_CASE("and binds tighter than or, and parentheses tighter than both") {
    check_rows(a_case(),
               {
                   {"supervised is true or supervised is true and supervised is false", "yes"},
                   {"(supervised is true or supervised is true) and supervised is false", "no"},
                   {"not (supervised is true and children is 3)", "yes"},
                   {"address.kind is own or cas and children is 2", "yes"},
                   {"address.kind is own or children is 2", "yes"},
                   {"place is done or address is cleared", "yes"},
                   {"address.kind is own or not children is 3", "yes"},
               });
}

TEST_CASE("only unknown facts that would change the answer are waited for") {
    const TestInputs inputs = a_case();
    const auto waits = [&](std::string_view text) {
        std::string names;
        for (const Symbol name : guard(text).waits_for(inputs)) {
            names += (names.empty() ? "" : " ") + std::string(name.text());
        }
        return names;
    };
    CHECK(waits("nation is wales") == "nation");
    CHECK(waits("nation is wales and supervised is true") == "nation");
    CHECK(waits("nation is wales and supervised is false").empty());
    CHECK(waits("nation is wales or supervised is true").empty());
    CHECK(waits("not (booking.status is none or nation is wales)") == "booking.status nation");
    CHECK(waits("today is after 12 weeks before handover.date and nation is wales") ==
          "handover.date nation");
    CHECK(waits("nation is wales and nation is england") == "nation");
    CHECK(waits("supervised is true").empty());
    CHECK(waits("nation is known").empty());
}

TEST_CASE("a value of another type than the declared one is not known") {
    class WrongTypes final : public Inputs {
    public:
        const Value& fact(Symbol) const override { return value; }
        std::optional<Instant> anchor(Symbol) const override { return std::nullopt; }
        bool strand_in(Symbol, Symbol) const override { return false; }
        bool gate_cleared(Symbol) const override { return false; }
        Instant now() const override { return {}; }
        const Calendar& calendar() const override { return testing::england_and_wales(); }
        const Zone& zone() const override { return testing::london(); }
        Value value{std::string("text")};
    };
    const WrongTypes inputs;
    for (const char* text : {"children is at least 2", "risk.rosh is high", "supervised is true",
                             "release is before 2026-04-10"}) {
        CHECK(guard(text).evaluate(inputs) == Truth::unknown);
    }
    CHECK(guard("children is known").evaluate(inputs) == Truth::no);
}

TEST_CASE("a condition says whether it reads the clock and what else it reads") {
    CHECK(guard("today is after 12 weeks before release").reads_clock());
    CHECK(guard("release is before 2 days after now").reads_clock());
    CHECK_FALSE(guard("release is before 2026-04-10").reads_clock());
    const auto names = guard(
                           "place is done and address is cleared and release is after today "
                           "and risk.rosh is high or risk.rosh is low")
                           .names();
    CHECK(names.size() == 4);
    CHECK(std::is_sorted(names.begin(), names.end()));
}

TEST_CASE("the clock changes an answer next at the day or instant that it is compared with") {
    TestInputs inputs = a_case();  // it is Tuesday 17 March, 10:30
    const auto next = [&](std::string_view text) {
        CHECK(guard(text).change_can_be_timed());
        return testing::local(guard(text).next_change(inputs));
    };
    CHECK(next("today is before 10 working days before release") == "2026-03-25 00:00 GMT");
    CHECK(next("today is on or after release") == "2026-04-10 00:00 BST");
    CHECK(next("today is after release") == "2026-04-10 00:00 BST");
    CHECK(next("release is before today") == "2026-04-10 00:00 BST");
    CHECK(next("now is after gate_time") == "2026-04-10 09:15 BST");
    CHECK(next("now is on gate_time") == "2026-04-10 00:00 BST");
    CHECK(next("now is after 2026-05-01 at 12:00 or today is after release") ==
          "2026-04-10 00:00 BST");
    CHECK(next("release is before 12 weeks after today") == "2026-03-18 00:00 GMT");
    CHECK(next("today is after handover.date") == "none");
    CHECK(next("release is before 2026-05-01") == "none");
    CHECK(next("today is after 2026-03-01") == "none");
}

TEST_CASE("the answer does change where next_change says, and nowhere before") {
    for (const char* text :
         {"today is on or after release", "today is after release", "now is after gate_time",
          "now is on or before gate_time", "not today is before 10 working days before release"}) {
        INFO(text);
        TestInputs inputs = a_case();
        const Guard compiled = guard(text);
        int changes = 0;
        for (int steps = 0; steps < 4; ++steps) {
            const auto next = compiled.next_change(inputs);
            if (!next) break;
            const Truth old = compiled.evaluate(inputs);
            inputs.set_now(format_instant(*next - std::chrono::milliseconds(1)));
            CHECK(compiled.evaluate(inputs) == old);
            inputs.set_now(format_instant(*next));
            if (compiled.evaluate(inputs) != old) ++changes;
        }
        CHECK(changes == 1);
        CHECK_FALSE(compiled.next_change(inputs).has_value());
    }
}

TEST_CASE("expressions over now have no change that can be timed") {
    CHECK_FALSE(guard("gate_time is before 2 hours after now").change_can_be_timed());
    CHECK_FALSE(
        guard("supervised is true and not today is before 1 day after now").change_can_be_timed());
    CHECK(guard("risk.rosh is high").change_can_be_timed());
    CHECK(Guard().change_can_be_timed());
}

TEST_CASE("an empty condition is yes") {
    const Guard empty;
    const TestInputs inputs;
    CHECK(empty.empty());
    CHECK(empty.evaluate(inputs) == Truth::yes);
    CHECK(empty.waits_for(inputs).empty());
    CHECK(empty.names().empty());
    CHECK_FALSE(empty.reads_clock());
    CHECK(empty.text().empty());
    CHECK(empty.explain(inputs).empty());
}

}  // namespace throughgate::rules

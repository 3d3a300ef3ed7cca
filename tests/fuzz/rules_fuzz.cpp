// SPDX-License-Identifier: MIT
// Goal: no text hangs or breaks the rule language. Method: the input is the text of a rule, read as
// a condition, a deadline and a value; several lines are intermediate results and branches of a
// named rule. Whatever compiles is evaluated and explained at two times, with facts and without.
// `./dev fuzz` runs it under libFuzzer; `./dev test` replays the corpus.
#include "fuzz/rules_fuzz.hpp"

#include <cstdlib>
#include <map>
#include <string>

#include "rules/named_rule.hpp"

namespace throughgate::rules {
namespace {

using What = Declared::What;
using Reading = Declared::Reading;

Declared fact(ValueType type, Reading reading = Reading::plain) {
    return {What::fact, type, {}, reading};
}

class FuzzScope final : public Scope {
public:
    FuzzScope() {
        declared_ = {{"release", fact(ValueType::date)},
                     {"parole", fact(ValueType::date)},
                     {"raised", fact(ValueType::instant)},
                     {"slot", fact(ValueType::instant, Reading::wall)},
                     {"opens", fact(ValueType::number, Reading::time)},
                     {"n", fact(ValueType::number)},
                     {"kind", fact(ValueType::text, Reading::code)},
                     {"sure", fact(ValueType::truth)},
                     {"entry", {What::anchor, ValueType::instant, {}, Reading::plain}},
                     {"place", {What::strand, ValueType::choice, {Symbol::of("here")}, {}}},
                     {"address", {What::gate, ValueType::unknown, {}, {}}}};
        rule_.name = "before_release";
        rule_.inputs = {{"release", fact(ValueType::date), {}}};
        rule_.gives.text = "2 working days before release";
        for (int i = 0; i < links; ++i) add_link(i);
    }
    [[nodiscard]] const Declared* find(std::string_view name) const override {
        const auto found = declared_.find(name);
        return found == declared_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] std::vector<std::string> names() const override { return {"release", "n"}; }
    [[nodiscard]] const RuleSource* rule(std::string_view name,
                                         std::optional<Date>) const override {
        const auto link = chain_.find(name);
        if (link != chain_.end()) return &link->second;
        return name == rule_.name ? &rule_ : nullptr;
    }

private:
    static constexpr int links = 40;

    /// Each names the next one twice: expanded without a limit they would have no end.
    void add_link(int number) {
        const std::string next =
            number + 1 == links ? "release" : "rule chain" + std::to_string(number + 1);
        RuleSource link;
        link.name = "chain" + std::to_string(number);
        link.inputs = rule_.inputs;
        link.gives.text = "first of (" + next + " or 1 day after (" + next + "))";
        chain_.insert_or_assign(link.name, link);
    }

    std::map<std::string, Declared, std::less<>> declared_;
    RuleSource rule_;
    std::map<std::string, RuleSource, std::less<>> chain_;
};

class FuzzInputs final : public Inputs {
public:
    FuzzInputs(bool known, std::string_view now) : known_(known), now_(*parse_instant(now)) {
        facts_ = {{Symbol::of("release"), Value(*parse_date("2026-04-06"))},
                  {Symbol::of("raised"), Value(*parse_instant("2026-10-25T00:30:00Z"))},
                  {Symbol::of("slot"), Value(*parse_instant("2026-03-29T01:30:00Z"))},
                  {Symbol::of("opens"), Value(std::int64_t{540})},
                  {Symbol::of("n"), Value(std::int64_t{-3})},
                  {Symbol::of("kind"), Value(std::string("CRD"))},
                  {Symbol::of("sure"), Value(true)}};
    }
    [[nodiscard]] const Value& fact(Symbol name) const override {
        static const Value unknown;
        const auto found = facts_.find(name);
        return !known_ || found == facts_.end() ? unknown : found->second;
    }
    [[nodiscard]] std::optional<Instant> anchor(Symbol) const override {
        return known_ ? std::optional(now_) : std::nullopt;
    }
    [[nodiscard]] bool strand_in(Symbol, Symbol) const override { return known_; }
    [[nodiscard]] bool gate_cleared(Symbol) const override { return known_; }
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] const Calendar& calendar() const override {
        static const Calendar calendar("fuzz", "1", {6, 7},
                                       {{*parse_date("2026-04-03"), "Good Friday"}}, {},
                                       *parse_date("2026-12-31"));
        return calendar;
    }
    [[nodiscard]] const Zone& zone() const override {
        static const Zone zone = Zone::load("Europe/London").value();
        return zone;
    }

private:
    bool known_;
    Instant now_;
    std::map<Symbol, Value> facts_;
};

const std::vector<FuzzInputs>& inputs() {
    static const std::vector<FuzzInputs> all{{true, "2026-03-29T00:59:59Z"},
                                             {true, "2200-12-31T23:30:00Z"},
                                             {false, "2026-10-25T01:00:00Z"}};
    return all;
}

/// Our own mistake: the fuzzer keeps the input.
void demand(bool holds) {
    if (!holds) std::abort();
}

void use(const Guard& guard) {
    for (const FuzzInputs& given : inputs()) {
        if (guard.evaluate(given) != Truth::unknown) demand(guard.waits_for(given).empty());
        demand(!guard.explain(given).empty());
        if (guard.change_can_be_timed())
            if (const auto next = guard.next_change(given)) demand(*next > given.now());
    }
}

void use(const Deadline& deadline) {
    for (const FuzzInputs& given : inputs()) {
        if (deadline.evaluate(given)) demand(deadline.waits_for(given).empty());
        demand(!deadline.explain(given).empty());
    }
}

void use(const Expression& expression) {
    for (const FuzzInputs& given : inputs()) {
        const bool answered = expression.evaluate(given).kind != Datum::Kind::nothing;
        if (answered) demand(expression.waits_for(given).empty());
        demand(!expression.explain(given).empty());
    }
}

void check_faults(const std::vector<Diagnostic>& faults, bool compiled) {
    demand(compiled == faults.empty());
    for (const Diagnostic& fault : faults) demand(fault.code.size() == 6 && !fault.message.empty());
}

void one_text(const std::string& text, const Scope& scope) {
    std::vector<Diagnostic> faults;
    const auto guard = compile_guard(text, {"fuzz.yaml", 1, 1}, scope, faults);
    check_faults(faults, guard.has_value());
    if (guard) use(*guard);
    faults.clear();
    DeadlineSource source;
    source.text = text;
    source.place = {"fuzz.yaml", 1, 1};
    const auto deadline = compile_deadline(source, scope, std::chrono::minutes(540), faults);
    check_faults(faults, deadline.has_value());
    if (deadline) use(*deadline);
    faults.clear();
    const auto value = compile_expression(text, {"fuzz.yaml", 1, 1}, scope, faults);
    check_faults(faults, value.has_value());
    if (value) use(*value);
}

ResultSource result(std::string text) {
    ResultSource source;
    source.text = std::move(text);
    return source;
}

/// Lines "name: text" are intermediate results; the others are condition and value by turns.
void named_rule(const std::vector<std::string>& lines, const Scope& scope) {
    RuleSource rule;
    rule.inputs = {{"release", fact(ValueType::date), {}},
                   {"n", fact(ValueType::number), {}},
                   {"kind", fact(ValueType::text, Reading::code), {}}};
    rule.gives.kind = ResultSource::Kind::choose;
    std::string when;
    for (const std::string& line : lines) {
        const std::size_t colon = line.find(": ");
        if (colon != std::string::npos) {
            rule.with.push_back({line.substr(0, colon), result(line.substr(colon + 2))});
        } else if (when.empty() && &line != &lines.back()) {
            when = line;
        } else {
            rule.gives.choices.push_back({when, {}, "because", result(line)});
            when.clear();
        }
    }
    std::vector<Diagnostic> faults;
    const auto compiled = compile_rule(rule, scope, faults);
    check_faults(faults, compiled.has_value());
    if (compiled) use(*compiled);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
    return lines;
}

}  // namespace

void fuzz(std::string_view text) {
    static const FuzzScope scope;
    const std::vector<std::string> lines = lines_of(text);
    if (lines.size() == 1)
        one_text(lines.front(), scope);
    else
        named_rule(lines, scope);
}

}  // namespace throughgate::rules

#ifdef TG_LIBFUZZER
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    throughgate::rules::fuzz({reinterpret_cast<const char*>(data), size});
    return 0;
}
#endif

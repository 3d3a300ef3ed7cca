// SPDX-License-Identifier: MIT
#include "unit/rules/support.hpp"

#include <charconv>
#include <sstream>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::rules::testing {
namespace {

Declared fact(ValueType type) { return {Declared::What::fact, type, {}, {}}; }

Declared choice(Declared::What what, std::initializer_list<std::string_view> members) {
    Declared declared{what, ValueType::choice, {}, {}};
    for (const std::string_view member : members) declared.choices.push_back(Symbol::of(member));
    return declared;
}

std::string joined(const std::vector<Diagnostic>& faults) {
    std::string text;
    for (const Diagnostic& fault : faults) text += fault.code + ' ' + fault.message + '\n';
    return text;
}

Value parsed(ValueType type, std::string_view text) {
    if (text == "unknown") return {};
    switch (type) {
        case ValueType::date: return Value(day(text));
        case ValueType::instant: return Value(parse_instant(text).value());
        case ValueType::choice: return Value(Symbol::of(text));
        case ValueType::truth: return Value(text == "true");
        case ValueType::number: return Value(std::int64_t{std::stoll(std::string(text))});
        default: return Value(std::string(text));
    }
}

}  // namespace

TestScope::TestScope() {
    using What = Declared::What;
    for (const char* name : {"release", "handover.date", "dtr.submitted", "admission"}) {
        declared[name] = fact(ValueType::date);
    }
    declared["gate_time"] = fact(ValueType::instant);
    declared["children"] = fact(ValueType::number);
    declared["prison"] = fact(ValueType::text);
    declared["supervised"] = fact(ValueType::truth);
    declared["nation"] = choice(What::fact, {"england", "wales"});
    declared["risk.rosh"] = choice(What::fact, {"low", "medium", "high", "very_high"});
    declared["address.kind"] = choice(What::fact, {"own", "family", "private", "social", "cas"});
    declared["booking.status"] = choice(What::fact, {"none", "provisional", "confirmed"});
    for (const char* name : {"entry", "raised", "acknowledged", "due", "previous"}) {
        declared[name] = {What::anchor, ValueType::instant, {}, {}};
    }
    declared["slot"] = {What::fact, ValueType::instant, {}, Declared::Reading::wall};
    declared["opens"] = {What::fact, ValueType::number, {}, Declared::Reading::time};
    declared["kind"] = {What::fact, ValueType::text, {}, Declared::Reading::code};
    add_rules();
    declared["hearing"] = {What::anchor, ValueType::date, {}, {}};
    declared["place"] = choice(What::strand, {"sourcing", "sustain", "done"});
    declared["address"] = {What::gate, ValueType::unknown, {}, {}};
}

/// One that can be used, one with fields, one that names itself, and faulty ones.
void TestScope::add_rules() {
    const auto add = [&](const char* name, std::string_view gives, const char* input,
                         ValueType type) {
        RuleSource& rule = rules[name];
        rule.name = name;
        rule.inputs.push_back({input, fact(type), {}});
        rule.gives = result(gives);
    };
    add("hard_stop", "2 working days before (release on or before a working day)", "release",
        ValueType::date);
    add("near", "today is on or after 12 weeks before release", "release", ValueType::date);
    add("endless", "1 day before rule endless", "release", ValueType::date);
    add("elsewhere", "start", "start", ValueType::date);
    add("broken", "1 day before relaese", "release", ValueType::date);
    add("window", "", "release", ValueType::date);
    add("visit", "", "release", ValueType::date);
    rules["visit"].gives.kind = ResultSource::Kind::choose;
    ResultSource none;
    none.kind = ResultSource::Kind::nothing;
    rules["visit"].gives.choices = {
        {"release is after 2026-12-31", {}, "too_far", none},
        {"release is a Friday", {}, "friday", result("2 days before release")},
        {"", {}, "usual", result("1 day before release")}};
    rules["window"].gives.kind = ResultSource::Kind::fields;
    rules["window"].gives.fields = {{"start", result("12 weeks before release")},
                                    {"end", result("release")}};
}

const RuleSource* TestScope::rule(std::string_view name, std::optional<Date>) const {
    const auto found = rules.find(name);
    return found == rules.end() ? nullptr : &found->second;
}

std::vector<std::string> TestScope::rule_names() const {
    std::vector<std::string> names;
    for (const auto& [name, unused] : rules) names.push_back(name);
    return names;
}

const Declared* TestScope::find(std::string_view name) const {
    const auto found = declared.find(name);
    return found == declared.end() ? nullptr : &found->second;
}

std::vector<std::string> TestScope::names() const {
    std::vector<std::string> names;
    for (const auto& [name, unused] : declared) names.push_back(name);
    return names;
}

const TestScope& test_scope() {
    static const TestScope scope;
    return scope;
}

Calendar shipped_calendar(std::string_view name) {
    std::istringstream file(throughgate::testing::read_repository_file(
        "workflows/common/calendars/" + std::string(name) + ".yaml"));
    std::vector<Holiday> holidays;
    for (std::string line; std::getline(file, line);) {
        const std::size_t date = line.find("{date: ");
        const std::size_t title = line.find("title: ");
        if (date == std::string::npos) continue;
        holidays.push_back(
            {day(line.substr(date + 7, 10)), line.substr(title + 7, line.rfind('}') - title - 7)});
    }
    return {std::string(name), "test", {6, 7}, std::move(holidays), {}, day("2028-12-31")};
}

const Calendar& england_and_wales() {
    static const Calendar calendar = shipped_calendar("england-and-wales");
    return calendar;
}

const Zone& london() {
    static const Zone zone = Zone::load("Europe/London").value();
    return zone;
}

const Value& TestInputs::fact(Symbol name) const {
    static const Value unknown;
    const auto found = facts_.find(name);
    return found == facts_.end() ? unknown : found->second;
}

std::optional<Instant> TestInputs::anchor(Symbol name) const {
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) return std::nullopt;
    return found->second;
}

bool TestInputs::strand_in(Symbol strand, Symbol state) const {
    return states_.contains({strand, state});
}

bool TestInputs::gate_cleared(Symbol gate) const { return gates_.contains(gate); }

TestInputs& TestInputs::set(std::string_view fact, std::string_view value) {
    const Declared* declared = test_scope().find(fact);
    REQUIRE(declared != nullptr);
    facts_[Symbol::of(fact)] = parsed(declared->type, value);
    return *this;
}

TestInputs& TestInputs::set_anchor(std::string_view name, std::string_view instant) {
    anchors_[Symbol::of(name)] = parse_instant(instant).value();
    return *this;
}

TestInputs& TestInputs::set_now(std::string_view instant) {
    now_ = parse_instant(instant).value();
    return *this;
}

TestInputs& TestInputs::set_state(std::string_view strand, std::string_view state) {
    states_.insert({Symbol::of(strand), Symbol::of(state)});
    return *this;
}

TestInputs& TestInputs::clear_gate(std::string_view gate) {
    gates_.insert(Symbol::of(gate));
    return *this;
}

TestInputs& TestInputs::use(const Calendar& calendar) {
    calendar_ = &calendar;
    return *this;
}

DeadlineSource phrase(std::string_view text) {
    DeadlineSource source;
    source.text = std::string(text);
    source.place = {"accommodation/pathway.yaml", 41, 10};
    return source;
}

Deadline deadline(const DeadlineSource& source) {
    std::vector<Diagnostic> faults;
    const auto compiled =
        compile_deadline(source, test_scope(), std::chrono::minutes(9 * 60), faults);
    INFO(source.text << '\n' << joined(faults));
    REQUIRE(compiled.has_value());
    return *compiled;
}

Deadline deadline(std::string_view text) { return deadline(phrase(text)); }

Guard guard(std::string_view text) {
    std::vector<Diagnostic> faults;
    const auto compiled =
        compile_guard(text, {"accommodation/pathway.yaml", 41, 10}, test_scope(), faults);
    INFO(text << '\n' << joined(faults));
    REQUIRE(compiled.has_value());
    return *compiled;
}

Expression expression(std::string_view text) {
    std::vector<Diagnostic> faults;
    const auto compiled = compile_expression(text, {"rules.yaml", 41, 10}, test_scope(), faults);
    INFO(text << '\n' << joined(faults));
    REQUIRE(compiled.has_value());
    return *compiled;
}

ResultSource result(std::string_view text) {
    ResultSource source;
    source.text = std::string(text);
    source.place = {"rules.yaml", 41, 11};
    return source;
}

std::string local(std::optional<Instant> instant) {
    if (!instant) return "none";
    const auto minutes = std::chrono::floor<std::chrono::minutes>(london().time_of_day(*instant));
    const std::string hour = std::to_string(100 + minutes.count() / 60).substr(1);
    const std::string minute = std::to_string(100 + minutes.count() % 60).substr(1);
    const Date date = london().date_of(*instant);
    const bool summer =
        Instant(date) + minutes != std::chrono::floor<std::chrono::minutes>(*instant);
    return format_date(date) + ' ' + hour + ':' + minute + (summer ? " BST" : " GMT");
}

std::string due(std::string_view text, const Inputs& inputs) {
    return local(deadline(text).evaluate(inputs));
}

std::string due_for(std::string_view text, std::string_view day) {
    TestInputs inputs;
    inputs.set("release", day);
    return due(text, inputs);
}

std::string_view name_of(Truth truth) {
    switch (truth) {
        case Truth::no: return "no";
        case Truth::yes: return "yes";
        case Truth::unknown: return "unknown";
    }
    return "?";
}

Date day(std::string_view text) { return parse_date(text).value(); }

}  // namespace throughgate::rules::testing

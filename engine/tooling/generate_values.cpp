// SPDX-License-Identifier: MIT
// Facts worth trying.
#include <algorithm>
#include <cctype>
#include <sstream>

#include "definition/value_text.hpp"
#include "tooling/calendars.hpp"
#include "tooling/facts.hpp"
#include "tooling/generate.hpp"

namespace throughgate::tooling {
namespace {

constexpr std::size_t most_combinations = 4'000;
constexpr std::size_t answers_kept = 3;

/// Whole numbers that stand in a condition.
std::vector<std::int64_t> numbers_in(const std::string& condition) {
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 0; i < condition.size();) {
        if (std::isdigit(static_cast<unsigned char>(condition[i])) == 0) {
            ++i;
            continue;
        }
        std::int64_t number = 0;
        for (; i < condition.size() && std::isdigit(static_cast<unsigned char>(condition[i])) != 0;
             ++i)
            number = std::min<std::int64_t>(number * 10 + (condition[i] - '0'), 1'000'000);
        numbers.push_back(number);
    }
    return numbers;
}

/// "6 months", "10 working days" in a condition: how many days that is, about.
std::vector<std::int64_t> spans_in(const std::string& condition) {
    std::vector<std::int64_t> spans;
    std::istringstream words(condition);
    std::int64_t number = 0;
    for (std::string word; words >> word;) {
        const bool digits = word.find_first_not_of("0123456789") == std::string::npos;
        if (digits && word.size() < 5)
            number = std::stoll(word);
        else if (number > 0 && word != "working") {
            const std::int64_t days = word.starts_with("day")     ? 1
                                      : word.starts_with("week")  ? 7
                                      : word.starts_with("month") ? 31
                                      : word.starts_with("year")  ? 366
                                                                  : 0;
            if (days > 0) spans.push_back(number * days);
            number = 0;
        }
    }
    return spans;
}

/// Days before, on and after those that conditions speak of.
std::vector<std::string> days_around(Instant now, const std::string& condition) {
    const Date today = std::chrono::floor<std::chrono::days>(now);
    std::vector<std::string> days;
    const auto add = [&](std::int64_t distance) {
        std::string day = format_date(today + std::chrono::days(distance));
        if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(std::move(day));
    };
    for (const int distance : {0, 1, -1, 30, -30, 150, 400}) add(distance);
    for (const std::int64_t span : spans_in(condition))
        for (const std::int64_t more : {std::int64_t{3}, span / 12 + 20, -span / 12 - 3}) {
            add(span + more);
            add(-span - more);
        }
    return days;
}

/// Texts that a condition compares with: "A3" in `tier is "A3" or "B3"`.
std::vector<std::string> quoted_in(const std::string& condition) {
    std::vector<std::string> texts;
    for (std::size_t open = condition.find('"'); open != std::string::npos;) {
        const std::size_t close = condition.find('"', open + 1);
        if (close == std::string::npos) break;
        texts.push_back(condition.substr(open + 1, close - open - 1));
        open = condition.find('"', close + 1);
    }
    return texts;
}

void add_once(std::vector<FactTexts>& found, FactTexts facts) {
    if (std::find(found.begin(), found.end(), facts) == found.end())
        found.push_back(std::move(facts));
}

}  // namespace

const definition::FactDeclaration* TryableFacts::find(std::string_view name) const {
    const auto symbol = Symbol::find(name);
    if (!symbol) return nullptr;
    for (const auto& definition : set_->current)
        if (const auto* fact = definition->find_fact(*symbol)) return fact;
    return nullptr;
}

std::vector<std::string> TryableFacts::values(const definition::FactDeclaration& fact,
                                              const std::string& condition, Instant now) const {
    std::vector<std::string> values;
    switch (fact.type) {
        case ValueType::truth: return {"true", "false"};
        case ValueType::date: return days_around(now, condition);
        case ValueType::instant:
            return {format_instant(now), format_instant(now - std::chrono::hours(24)),
                    format_instant(now + std::chrono::hours(24))};
        case ValueType::choice:
            for (const Symbol choice : fact.choices) values.emplace_back(choice.text());
            return values;
        case ValueType::number:
            for (const std::int64_t number : numbers_in(condition))
                for (const int step : {0, 1, -1})
                    if (number + step >= 0) values.push_back(std::to_string(number + step));
            values.insert(values.end(), {"0", "1"});
            return values;
        default:
            values = quoted_in(condition);
            values.insert(values.end(), {"noted", "other"});
            return values;
    }
}

void TryableFacts::add_any(std::string_view name, Instant now, FactTexts& facts) const {
    const auto* fact = find(name);
    if (fact == nullptr || facts.contains(std::string(name))) return;
    facts.emplace(name, values(*fact, "", now).front());
    if (!fact->per.empty()) add_any(fact->per.text(), now, facts);
}

const std::vector<FactTexts>& TryableFacts::satisfying(const rules::Guard& condition, Instant now,
                                                       const rules::Zone& zone) const {
    static const std::vector<FactTexts> always(1);
    if (condition.empty()) return always;
    const Date day = std::chrono::floor<std::chrono::days>(now);
    const auto [known, is_new] = found_.try_emplace({condition.text(), day});
    if (is_new) known->second = search({{}, &condition}, now, zone);
    return known->second;
}

TryableFacts::Wanted TryableFacts::wanted_for(const definition::Rule& rule, std::size_t branch) {
    Wanted wanted;
    for (std::size_t i = 0; i < branch; ++i)
        if (!rule.branches[i].aside && !rule.branches[i].when.empty())
            wanted.no.push_back(&rule.branches[i].when);
    if (!rule.branches[branch].when.empty()) wanted.yes = &rule.branches[branch].when;
    return wanted;
}

const std::vector<FactTexts>& TryableFacts::leading_to(const definition::Rule& rule,
                                                       std::size_t branch, Instant now,
                                                       const rules::Zone& zone) const {
    const Wanted wanted = wanted_for(rule, branch);
    std::string key;
    for (const rules::Guard* guard : wanted.no) key += "not " + guard->text() + "; ";
    key += rule.branches[branch].when.text();
    const Date day = std::chrono::floor<std::chrono::days>(now);
    const auto [known, is_new] = found_.try_emplace({key, day});
    if (is_new) known->second = search(wanted, now, zone);
    return known->second;
}

bool TryableFacts::never_leads(const definition::Rule& rule, std::size_t branch, Instant now,
                               const rules::Zone& zone) const {
    const Wanted wanted = wanted_for(rule, branch);
    if (wanted.yes == nullptr) return false;
    std::vector<const rules::Guard*> all = wanted.no;
    all.push_back(wanted.yes);
    std::size_t combinations = 1;
    for (const auto& choice : choices_for(wanted, now)) combinations *= choice.second.size();
    for (const rules::Guard* guard : all)
        for (const Symbol name : guard->names()) {
            const auto* fact = find(name.text());
            if (fact == nullptr ||
                (fact->type != ValueType::truth && fact->type != ValueType::choice))
                return false;
        }
    return combinations <= most_combinations && search(wanted, now, zone).empty();
}

TryableFacts::Choices TryableFacts::choices_for(const Wanted& wanted, Instant now) const {
    std::vector<const rules::Guard*> all = wanted.no;
    if (wanted.yes != nullptr) all.push_back(wanted.yes);
    std::map<Symbol, std::string> said;
    for (const rules::Guard* guard : all)
        for (const Symbol name : guard->names()) said[name] += " " + guard->text();
    Choices choices;
    for (const auto& [name, text] : said)
        if (const auto* fact = find(name.text()))
            choices.emplace(name.text(), values(*fact, text, now));
    return choices;
}

std::vector<FactTexts> TryableFacts::search(const Wanted& wanted, Instant now,
                                            const rules::Zone& zone) const {
    return search_in(wanted, choices_for(wanted, now), now, zone);
}

/// What is known stays; a day that is compared with a known one may be that, or just beside it.
std::optional<FactTexts> TryableFacts::lacking(const rules::Guard& condition, const Case& the_case,
                                               Instant now, const rules::Zone& zone) const {
    const Wanted wanted{{}, &condition};
    Choices choices = choices_for(wanted, now);
    std::vector<std::string> days;
    FactTexts known;
    for (auto& [name, values] : choices) {
        const auto symbol = Symbol::find(name);
        const Fact* fact = symbol ? the_case.find_fact(*symbol) : nullptr;
        if (fact == nullptr || !fact->value.known()) continue;
        values = {to_text(fact->value)};
        known.emplace(name, values.front());
        if (fact->value.type() != ValueType::date) continue;
        for (const int step : {0, 1, -1})
            days.push_back(format_date(fact->value.date() + std::chrono::days(step)));
    }
    for (auto& [name, values] : choices) {
        if (known.contains(name)) continue;
        const ValueType type = find(name)->type;
        for (const std::string& day : days) {
            if (type == ValueType::date) values.push_back(day);
            if (type == ValueType::instant) values.push_back(day + "T10:00:00Z");
        }
    }
    std::vector<FactTexts> found = search_in(wanted, choices, now, zone);
    if (found.empty()) return std::nullopt;
    std::erase_if(found.front(), [&](const auto& each) { return known.contains(each.first); });
    return std::move(found.front());
}

std::vector<FactTexts> TryableFacts::search_in(const Wanted& wanted, const Choices& choices,
                                               Instant now, const rules::Zone& zone) const {
    std::size_t combinations = 1;
    for (const auto& choice : choices)
        combinations = std::min(most_combinations, combinations * choice.second.size());
    std::vector<FactTexts> found;
    for (std::size_t number = 0; number < combinations && found.size() < answers_kept; ++number) {
        FactTexts facts;
        std::size_t rest = number;
        for (const auto& [name, values] : choices) {
            facts.emplace(name, values[rest % values.size()]);
            rest /= values.size();
        }
        Facts inputs(weekdays_only(), zone, now);
        for (const EventField& field : fields(facts)) inputs.set(field.name.text(), field.value);
        const bool holds =
            wanted.yes == nullptr || wanted.yes->evaluate(inputs) == rules::Truth::yes;
        if (holds && std::none_of(wanted.no.begin(), wanted.no.end(), [&](const auto* guard) {
                return guard->evaluate(inputs) != rules::Truth::no;
            }))
            add_once(found, without_those_of_rules(std::move(facts)));
    }
    return found;
}

/// What rules set, nobody can send: the case has to come to it by itself.
FactTexts TryableFacts::without_those_of_rules(FactTexts facts) const {
    std::erase_if(facts, [&](const auto& each) {
        const auto* fact = find(each.first);
        return fact != nullptr && fact->by_rules;
    });
    return facts;
}

std::vector<EventField> TryableFacts::fields(const FactTexts& facts) const {
    std::vector<EventField> fields;
    for (const auto& [name, text] : facts)
        if (const auto* fact = find(name))
            if (const auto value = definition::value_of(*fact, text))
                fields.push_back({fact->name, *value});
    return fields;
}

}  // namespace throughgate::tooling

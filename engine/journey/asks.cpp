// SPDX-License-Identifier: MIT
#include "journey/asks.hpp"

#include <algorithm>
#include <charconv>

#include "base/limits.hpp"
#include "journey/facts.hpp"
#include "journey/inputs.hpp"
#include "journey/texts.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::journey {
namespace {

using definition::FactDeclaration;

std::optional<Value> number_from(const std::string& text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return Value(number);
}

std::optional<Value> truth_from(const std::string& text) {
    if (text == "true") return Value(true);
    if (text == "false") return Value(false);
    return std::nullopt;
}

template <typename Read>
std::optional<Value> value_from(const Read& read) {
    if (!read) return std::nullopt;
    return Value(*read);
}

std::optional<Value> from_text(const FactDeclaration& declared, const std::string& text) {
    if (text == "unknown") return Value();
    switch (declared.type) {
        case ValueType::truth: return truth_from(text);
        case ValueType::number: return number_from(text);
        case ValueType::choice: return value_from(Symbol::find(text));
        case ValueType::date: return value_from(parse_date(text));
        case ValueType::instant: return value_from(parse_instant(text));
        case ValueType::text: return Value(text);
        case ValueType::unknown: return std::nullopt;
    }
    return std::nullopt;
}

std::string_view wanted_text(ValueType type) {
    switch (type) {
        case ValueType::truth: return "true or false";
        case ValueType::number: return "a whole number";
        case ValueType::date: return "a date like 2026-03-17";
        case ValueType::instant: return "an instant like 2026-03-17T09:00:00Z";
        case ValueType::choice: return "one of its choices";
        case ValueType::text:
        case ValueType::unknown: return "text";
    }
    return "text";
}

std::string type_fault(const FactDeclaration& declared) {
    if (declared.type == ValueType::choice)
        return texts::wrong_choice(declared.name.text(), text_of(declared.choices));
    return texts::wrong_type(declared.name.text(), wanted_text(declared.type));
}

std::size_t longest(const FactDeclaration& declared) {
    const std::size_t own = declared.text_bytes == 0 ? limits::text_bytes : declared.text_bytes;
    return std::min(own, limits::text_bytes);
}

/// The value in the declared type, or a fault in `faults`.
std::optional<Value> converted(const FactDeclaration& declared, const Value& given,
                               std::vector<std::string>& faults) {
    std::optional<Value> value = given.type() == ValueType::text ? from_text(declared, given.text())
                                                                 : std::optional<Value>(given);
    const bool fits = value && (!value->known() || value->type() == declared.type);
    const bool chosen = fits && (value->type() != ValueType::choice ||
                                 std::find(declared.choices.begin(), declared.choices.end(),
                                           value->choice()) != declared.choices.end());
    if (!chosen) {
        faults.push_back(type_fault(declared));
        return std::nullopt;
    }
    if (value->type() == ValueType::text && value->text().size() > longest(declared)) {
        faults.push_back(texts::too_long(declared.name.text(), longest(declared)));
        return std::nullopt;
    }
    return value;
}

std::string nearest_fact(const Draft& draft, Symbol wrong) {
    std::vector<std::string> known;
    for (const Lane& lane : draft.lanes)
        for (const FactDeclaration& each : lane.definition->facts)
            known.emplace_back(each.name.text());
    return did_you_mean(wrong.text(), known);
}

bool may_set(const Draft& draft, const FactDeclaration& declared) {
    return declared.set_by.empty() || holds_one_of(draft.event.grants, declared.set_by);
}

void fault(Recorded& recorded, std::string text, bool about_role = false) {
    recorded.faults.push_back(std::move(text));
    if (!about_role) recorded.only_roles = false;
}

void record_one(Draft& draft, const EventField& field, const FactDeclaration& declared,
                bool check_roles, Recorded& recorded) {
    if (declared.by_rules && !draft.placing)
        return fault(recorded, texts::only_by_rules(field.name.text()), true);
    if (check_roles && !may_set(draft, declared))
        return fault(recorded, texts::not_by_you(field.name.text(), text_of(declared.set_by)),
                     true);
    if (!declared.per.empty() && subject_of(draft.the_case(), declared.per).empty())
        return fault(recorded, texts::key_unknown(field.name.text(), declared.per.text()));
    const std::size_t before = recorded.faults.size();
    std::optional<Value> value = converted(declared, field.value, recorded.faults);
    if (recorded.faults.size() != before) recorded.only_roles = false;
    if (!value) return;
    const FactSet done = set_fact(draft, declared, std::move(*value), draft.effective);
    ++(done == FactSet::stale ? recorded.stale : recorded.taken);
    if (done == FactSet::stale) draft.log("fact.stale", {{"name", field.name}});
}

}  // namespace

Recorded record_fields(Draft& draft, const std::vector<EventField>& fields, bool check_roles) {
    Recorded recorded;
    if (fields.size() > limits::fields_per_event)
        fault(recorded, texts::too_many_fields(limits::fields_per_event));
    // Keyed facts last, so that an event may bring an address and what was checked about it.
    Few<std::pair<const EventField*, const FactDeclaration*>, 4> keyed;
    for (const EventField& field : fields) {
        const FactDeclaration* declared = declaration_of(draft, field.name);
        if (declared == nullptr)
            fault(recorded,
                  texts::unknown_fact(field.name.text(), nearest_fact(draft, field.name)));
        else if (!declared->per.empty())
            keyed.emplace_back(&field, declared);
        else
            record_one(draft, field, *declared, check_roles, recorded);
    }
    for (const auto& [field, declared] : keyed)
        record_one(draft, *field, *declared, check_roles, recorded);
    return recorded;
}

void check_asks(const Rule& rule, const std::vector<EventField>& fields, Recorded& recorded) {
    for (const Symbol asked : rule.asks) {
        const auto carries = [asked](const EventField& field) { return field.name == asked; };
        if (std::any_of(fields.begin(), fields.end(), carries)) continue;
        std::string text = texts::missing_fact(asked.text());
        const auto& known = recorded.faults;
        if (std::find(known.begin(), known.end(), text) == known.end())
            fault(recorded, std::move(text));
    }
}

void check_assignments(const Draft& draft, const std::vector<Assignment>& assignments,
                       Recorded& recorded) {
    const auto& roles = draft.world.definitions->roles;
    for (const Assignment& each : assignments) {
        const std::optional<Symbol> role = Symbol::find(each.role);
        if (role && draft.world.definitions->find_role(*role) != nullptr) continue;
        std::vector<std::string> known;
        for (const definition::Role& one : roles) known.emplace_back(one.id.text());
        fault(recorded, texts::unknown_role(each.role, did_you_mean(each.role, known)));
    }
}

bool holds_one_of(const std::vector<Symbol>& grants, const std::vector<Symbol>& wanted) {
    return std::find_first_of(grants.begin(), grants.end(), wanted.begin(), wanted.end()) !=
           grants.end();
}

std::vector<std::string> text_of(const std::vector<Symbol>& symbols) {
    std::vector<std::string> all;
    for (const Symbol symbol : symbols) all.emplace_back(symbol.text());
    return all;
}

}  // namespace throughgate::journey

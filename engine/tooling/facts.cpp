// SPDX-License-Identifier: MIT
#include "tooling/facts.hpp"

#include <utility>

namespace throughgate::tooling {
namespace {

using Reading = rules::Declared::Reading;
constexpr auto fact = rules::Declared::What::fact;

void flatten(const std::string& prefix, const Datum& datum, FlatFacts& facts) {
    for (const auto& [name, value] : datum.fields) {
        if (value.kind == Datum::Kind::fields)
            flatten(prefix + name + '.', value, facts);
        else
            facts.emplace_back(prefix + name, &value);
    }
}

/// Minutes after midnight of "09:00".
std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const std::size_t i : {0u, 1u, 3u, 4u})
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const int minutes = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
    if (minutes >= 24 * 60 || digit(3) > 5) return std::nullopt;
    return minutes;
}

template <typename T>
bool take(const std::optional<T>& parsed, Value& value) {
    if (parsed) value = Value(*parsed);
    return parsed.has_value();
}

std::string_view wanted(const rules::Declared& declared) {
    if (declared.reading == Reading::wall) return "a local time, as 2026-03-17T09:00";
    if (declared.reading == Reading::time) return "a time of day, as 09:00";
    switch (declared.type) {
        case ValueType::date: return "a day, as 2026-03-17";
        case ValueType::instant: return "an instant, as 2026-03-17T09:00:00Z";
        case ValueType::number: return "a whole number";
        case ValueType::truth: return "true or false";
        default: return "a text";
    }
}

bool read_text(const rules::Declared& declared, const std::string& text, Value& value) {
    if (declared.reading == Reading::wall) return take(parse_wall(text), value);
    if (declared.reading == Reading::time) return take(parse_time(text), value);
    switch (declared.type) {
        case ValueType::date: return take(parse_date(text), value);
        case ValueType::instant: return take(parse_instant(text), value);
        case ValueType::text: value = Value(text); return true;
        default: return false;
    }
}

}  // namespace

FlatFacts flattened(const Datum& facts) {
    FlatFacts flat;
    flatten({}, facts, flat);
    return flat;
}

std::optional<Instant> parse_wall(std::string_view text) {
    const std::string seconds = text.size() == 16 ? ":00" : "";
    if (text.size() != 16 && text.size() != 19) return std::nullopt;
    return parse_instant(std::string(text) + seconds + 'Z');
}

rules::Declared declared_by_look(const Datum& datum) {
    const auto plain = [](ValueType type) {
        return rules::Declared{fact, type, {}, Reading::plain};
    };
    switch (datum.kind) {
        case Datum::Kind::truth: return plain(ValueType::truth);
        case Datum::Kind::number: return plain(ValueType::number);
        case Datum::Kind::nothing: return plain(ValueType::date);
        default: break;
    }
    if (parse_date(datum.text)) return plain(ValueType::date);
    if (parse_instant(datum.text)) return plain(ValueType::instant);
    if (parse_wall(datum.text)) return {fact, ValueType::instant, {}, Reading::wall};
    if (parse_time(datum.text)) return {fact, ValueType::number, {}, Reading::time};
    return {fact, ValueType::text, {}, Reading::code};
}

std::string read_value(const rules::Declared& declared, const Datum& datum, Value& value) {
    bool fits = false;
    switch (datum.kind) {
        case Datum::Kind::nothing: return {};
        case Datum::Kind::truth:
            fits = declared.type == ValueType::truth;
            if (fits) value = Value(datum.truth);
            break;
        case Datum::Kind::number:
            fits = declared.type == ValueType::number && declared.reading == Reading::plain;
            if (fits) value = Value(datum.number);
            break;
        case Datum::Kind::text: fits = read_text(declared, datum.text, value); break;
        case Datum::Kind::list:
        case Datum::Kind::fields: break;
    }
    return fits ? std::string() : std::string(wanted(declared)) + " is wanted";
}

void Facts::set(std::string_view name, Value value) {
    if (value.known()) facts_.insert_or_assign(Symbol::of(name), std::move(value));
}

const Value& Facts::fact(Symbol name) const {
    static const Value unknown;
    const auto found = facts_.find(name);
    return found == facts_.end() ? unknown : found->second;
}

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
#include "definition/value_text.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace throughgate::definition {

namespace {

std::optional<Value> number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return Value(number);
}

std::optional<Value> choice_of(const FactDeclaration& fact, std::string_view text) {
    const auto found = std::find_if(fact.choices.begin(), fact.choices.end(),
                                    [&](Symbol choice) { return choice.text() == text; });
    if (found == fact.choices.end()) return std::nullopt;
    return Value(*found);
}

}  // namespace

std::optional<Value> value_of(const FactDeclaration& fact, std::string_view text) {
    if (text == "unknown") return Value();
    switch (fact.type) {
        case ValueType::truth:
            if (text != "true" && text != "false") return std::nullopt;
            return Value(text == "true");
        case ValueType::number: return number_of(text);
        case ValueType::choice: return choice_of(fact, text);
        case ValueType::text:
            if (text.size() > fact.text_bytes) return std::nullopt;
            return Value(std::string(text));
        case ValueType::date:
            if (const auto date = parse_date(text)) return Value(*date);
            return std::nullopt;
        case ValueType::instant:
            if (const auto instant = parse_instant(text)) return Value(*instant);
            return std::nullopt;
        case ValueType::unknown: break;
    }
    return std::nullopt;
}

}  // namespace throughgate::definition

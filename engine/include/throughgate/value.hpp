// SPDX-License-Identifier: MIT
// Value: what a fact or an event's field holds.
// A closed set of types, the same in definitions, rules and the store. `unknown` is a value: it
// never routes a case and never equals anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// Stored as text; never rename.
enum class ValueType : std::uint8_t { unknown, truth, number, text, choice, date, instant };

std::string_view name_of(ValueType type);

struct Unknown {
    friend constexpr bool operator==(Unknown, Unknown) = default;
};

class Value {
public:
    Value() = default;
    Value(Unknown) {}
    explicit Value(bool truth) : content_(truth) {}
    explicit Value(std::int64_t number) : content_(number) {}
    explicit Value(std::string text) : content_(std::move(text)) {}
    explicit Value(Symbol choice) : content_(choice) {}
    explicit Value(Date date) : content_(date) {}
    explicit Value(Instant instant) : content_(instant) {}

    [[nodiscard]] ValueType type() const { return static_cast<ValueType>(content_.index()); }
    [[nodiscard]] bool known() const { return content_.index() != 0; }

    // Each throws std::bad_variant_access on another type: check `type()` first.
    [[nodiscard]] bool truth() const { return std::get<bool>(content_); }
    [[nodiscard]] std::int64_t number() const { return std::get<std::int64_t>(content_); }
    [[nodiscard]] const std::string& text() const { return std::get<std::string>(content_); }
    [[nodiscard]] Symbol choice() const { return std::get<Symbol>(content_); }
    [[nodiscard]] Date date() const { return std::get<Date>(content_); }
    [[nodiscard]] Instant instant() const { return std::get<Instant>(content_); }

    /// Exact equality of type and content (unknown == unknown here; rules treat it apart).
    friend bool operator==(const Value&, const Value&) = default;

private:
    // The order is that of ValueType.
    std::variant<Unknown, bool, std::int64_t, std::string, Symbol, Date, Instant> content_;
};

/// "true", "42", the text itself, the choice's name, ISO date or instant, "unknown".
std::string to_text(const Value& value);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// Symbol: a name that was interned once and compares as a number.
// For names that come from definitions (states, facts, roles, events, choices). The numbers differ
// from process to process: store the text, never the number. Thread-safe; symbols live for ever, so
// never intern text from outside: look it up with `find` instead.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace throughgate {

class Symbol {
public:
    /// The empty name.
    constexpr Symbol() = default;
    /// Interns `text`; the same text always gives the same symbol.
    static Symbol of(std::string_view text);
    /// The symbol of `text` if it was interned before. Never grows the table.
    static std::optional<Symbol> find(std::string_view text);

    /// The text; valid for the life of the process.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] constexpr bool empty() const { return number_ == 0; }
    /// Process-local number, dense from 0.
    [[nodiscard]] constexpr std::uint32_t number() const { return number_; }

    friend constexpr bool operator==(Symbol, Symbol) = default;
    friend constexpr auto operator<=>(Symbol, Symbol) = default;

private:
    explicit constexpr Symbol(std::uint32_t number) : number_(number) {}
    std::uint32_t number_ = 0;
};

}  // namespace throughgate

template <>
struct std::hash<throughgate::Symbol> {
    std::size_t operator()(throughgate::Symbol symbol) const noexcept { return symbol.number(); }
};

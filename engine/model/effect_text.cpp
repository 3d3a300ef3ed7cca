// SPDX-License-Identifier: MIT
#include "model/effect_text.hpp"

#include <array>
#include <charconv>

namespace throughgate {

namespace {

constexpr std::size_t incarnation_digits = 16;

std::string hex(std::uint64_t number) {
    std::array<char, incarnation_digits> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
    return std::string(incarnation_digits - text.size(), '0').append(text);
}

/// Reads a number up to the next '-', or to the end, and drops both.
template <typename Integer>
bool take(std::string_view& text, Integer& number, int base = 10) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (fault != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with('-')) text.remove_prefix(1);
    return true;
}

}  // namespace

std::string text_of(const EffectId& effect) {
    return hex(effect.incarnation) + '-' + std::to_string(effect.case_id.number) + '-' +
           std::to_string(effect.sequence) + '-' + std::to_string(effect.ordinal);
}

std::optional<EffectId> effect_named(std::string_view text) {
    EffectId effect;
    std::string_view rest = text;
    const bool read = take(rest, effect.incarnation, 16) && take(rest, effect.case_id.number) &&
                      take(rest, effect.sequence) && take(rest, effect.ordinal);
    if (!read || !rest.empty() || text_of(effect) != text) return std::nullopt;
    return effect;
}

}  // namespace throughgate

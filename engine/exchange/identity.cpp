// SPDX-License-Identifier: MIT
#include "exchange/identity.hpp"

#include <algorithm>
#include <array>

namespace throughgate::exchange {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// No <cctype>: its answers depend on the locale.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr char raised(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
constexpr char lowered(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// `text` raised if it has the shape: 'A' a letter, '9' a digit.
std::optional<std::string> shaped(std::string_view text, std::string_view shape) {
    std::string result(trim(text));
    if (result.size() != shape.size()) return std::nullopt;
    std::transform(result.begin(), result.end(), result.begin(), raised);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == '9' ? !is_digit(result[i]) : !is_upper(result[i])) return std::nullopt;
    }
    return result;
}

}  // namespace

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lowered);
    return result;
}

bool means_nothing(std::string_view text) {
    constexpr std::array words{"",  "null", "none",    "n/a",       "na",        "nil",
                               "-", "?",    "unknown", "not known", "dont know", "don't know"};
    const std::string word = lower(trim(text));
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string> noms_number(std::string_view text) { return shaped(text, "A9999AA"); }
std::optional<std::string> crn(std::string_view text) { return shaped(text, "A999999"); }
std::optional<std::string> prison_id(std::string_view text) { return shaped(text, "AAA"); }

bool is_pseudo_prison(std::string_view id) { return id == "OUT" || id == "TRN"; }

bool is_dotted_word(std::string_view text) {
    const auto allowed = [](char c) {
        return is_digit(c) || is_upper(c) || is_lower(c) || c == '.' || c == '_' || c == '-';
    };
    return !text.empty() && text.size() <= 80 && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace throughgate::exchange

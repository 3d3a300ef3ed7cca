// SPDX-License-Identifier: MIT
// Lengths of time: `500ms`, `.5s`, `2 hours`, `PT1H30M`.
#include <array>
#include <cctype>

#include "definition/chart_reader.hpp"

namespace throughgate::definition {

namespace {

using std::chrono::milliseconds;

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units = std::to_array<Unit>({{"ms", 1},
                                                  {"s", 1000},
                                                  {"m", 60'000},
                                                  {"min", 60'000},
                                                  {"h", 3'600'000},
                                                  {"d", 86'400'000},
                                                  {"millisecond", 1},
                                                  {"milliseconds", 1},
                                                  {"second", 1000},
                                                  {"seconds", 1000},
                                                  {"minute", 60'000},
                                                  {"minutes", 60'000},
                                                  {"hour", 3'600'000},
                                                  {"hours", 3'600'000},
                                                  {"day", 86'400'000},
                                                  {"days", 86'400'000},
                                                  {"week", 604'800'000},
                                                  {"weeks", 604'800'000}});

std::optional<std::int64_t> unit_named(std::string_view name) {
    for (const Unit& unit : units)
        if (unit.name == name) return unit.milliseconds;
    return std::nullopt;
}

/// A decimal number in thousandths, taken from the front of `text`; at most nine digits a side.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t whole = 0;
    std::size_t at = 0;
    std::size_t digits = 0;
    const auto is_digit = [&] { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (; is_digit(); ++at, ++digits) whole = whole * 10 + (text[at] - '0');
    std::int64_t thousandths = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        for (std::int64_t place = 100; is_digit(); ++at, ++digits, place /= 10)
            thousandths += place * (text[at] - '0');
    }
    if (digits == 0 || digits > 9) return std::nullopt;
    text.remove_prefix(at);
    return whole * 1000 + thousandths;
}

std::int64_t product(std::int64_t thousandths, std::int64_t unit) {
    return thousandths / 1000 * unit + thousandths % 1000 * unit / 1000;
}

/// After the `P`: days, then `T` and hours, minutes, seconds.
std::optional<milliseconds> iso_duration(std::string_view text) {
    std::int64_t total = 0;
    bool time = false;
    bool any = false;
    while (!text.empty()) {
        if (text.front() == 'T' && !time) {
            time = true;
            text.remove_prefix(1);
            continue;
        }
        const auto number = take_number(text);
        if (!number || text.empty()) return std::nullopt;
        const char unit = text.front();
        text.remove_prefix(1);
        const std::int64_t length = !time && unit == 'W'   ? 604'800'000
                                    : !time && unit == 'D' ? 86'400'000
                                    : time && unit == 'H'  ? 3'600'000
                                    : time && unit == 'M'  ? 60'000
                                    : time && unit == 'S'  ? 1000
                                                           : 0;
        if (length == 0) return std::nullopt;
        total += product(*number, length);
        any = true;
    }
    if (!any) return std::nullopt;
    return milliseconds(total);
}

}  // namespace

std::optional<milliseconds> duration_of(std::string_view text) {
    if (text.starts_with('P')) return iso_duration(text.substr(1));
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    if (text.starts_with(' ')) text.remove_prefix(1);
    const auto unit = unit_named(text);
    if (!unit) return std::nullopt;
    return milliseconds(product(*number, *unit));
}

}  // namespace throughgate::definition

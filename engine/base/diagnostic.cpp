// SPDX-License-Identifier: MIT
// How diagnostics read, sort, and guess what was meant.
#include "throughgate/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

namespace throughgate {
namespace {

std::string place_text(const Place& place) {
    std::string text = place.file;
    if (place.line != 0)
        text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
    return text;
}

/// One letter of a text at `at`, its length in bytes: 1 where none begins.
struct Letter {
    char32_t code = 0;
    std::size_t length = 1;
    bool sound = false;
};

Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(at);
    if (first < 0x80) return {first, 1, true};
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > text.size()) return {first, 1, false};
    char32_t code = first & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0u) != 0x80u) return {first, 1, false};
        code = (code << 6u) | (byte(at + i) & 0x3fu);
    }
    return {code, length, true};
}

/// Moves the cursor, changes colours, or turns the direction in which what follows is read.
bool is_steering(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

std::string escape_of(const Letter& letter) {
    std::array<char, 16> text{};
    const char* form = letter.sound && letter.code >= 0x80 ? "\\u{%04X}" : "\\x%02X";
    std::snprintf(text.data(), text.size(), form, static_cast<unsigned>(letter.code));
    return text.data();
}

/// What would not stay where it is put stands as its number.
std::string visible(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const Letter letter = letter_at(text, at);
        if (letter.sound && !is_steering(letter.code))
            shown += text.substr(at, letter.length);
        else
            shown += escape_of(letter);
        at += letter.length;
    }
    return shown;
}

std::size_t letters_of(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += letter_at(text, at).length) ++count;
    return count;
}

/// The line with a caret below what stands at `column`, in bytes; 0: none.
std::string excerpt(const std::string& line, std::uint32_t column) {
    std::string text = "    " + visible(line) + "\n";
    if (column == 0) return text;
    const std::string before = visible(std::string_view(line).substr(0, column - 1));
    const std::size_t beyond = column - 1 > line.size() ? column - 1 - line.size() : 0;
    return text + "    " + std::string(letters_of(before) + beyond, ' ') + "^\n";
}

/// What a file says must not move the terminal's cursor, nor fill its screen.
std::string printable(std::string text) {
    constexpr std::size_t longest = 1000;
    if (text.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) --end;
        text.resize(end);
        text += "...";
    }
    for (char& letter : text)
        if (letter == '\t' || letter == '\r' || letter == '\n') letter = ' ';
    return visible(text);
}

auto sort_key(const Diagnostic& d) {
    return std::tie(d.place.file, d.place.line, d.place.column, d.code, d.message);
}

/// Optimal string alignment distance: insert, delete, replace, swap neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

}  // namespace

std::string format_diagnostic(const Diagnostic& d) {
    std::string text = place_text(d.place) +
                       (d.severity == Severity::error ? ": error[" : ": warning[") + d.code +
                       "]: " + printable(d.message) + "\n";
    if (!d.source_line.empty()) text += excerpt(d.source_line, d.place.column);
    if (!d.hint.empty()) text += "help: " + printable(d.hint) + "\n";
    for (const RelatedPlace& related : d.related)
        text += place_text(related.place) + ": note: " + printable(related.message) + "\n";
    return text;
}

void sort_diagnostics(std::vector<Diagnostic>& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
    const auto same = [](const auto& a, const auto& b) { return sort_key(a) == sort_key(b); };
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest = 100;
    if (wrong.size() > longest) return "";
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > longest) continue;
        const std::size_t distance = edit_distance(wrong, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// How diagnostics read, sort, and guess what was meant.
#include "throughgate/diagnostic.hpp"

#include <algorithm>
#include <tuple>

namespace throughgate {
namespace {

std::string place_text(const Place& place) {
    std::string text = place.file;
    if (place.line != 0)
        text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
    return text;
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
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) letter = ' ';
    return text;
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
    if (!d.source_line.empty()) {
        text += "    " + d.source_line + "\n";
        if (d.place.column > 0) text += "    " + std::string(d.place.column - 1, ' ') + "^\n";
    }
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

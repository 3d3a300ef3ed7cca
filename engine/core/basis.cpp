// SPDX-License-Identifier: MIT
#include "core/basis.hpp"

#include <map>

#include "base/hash.hpp"

namespace throughgate::core {
namespace {

/// Raised when a formula may give another date than it gave before this release.
constexpr std::string_view rules_version = "1";

struct Line {
    std::string mark;   ///< decides whether dates may differ
    std::string shown;  ///< what people know it by
};
using Lines = std::map<std::string, Line, std::less<>>;

/// Over what decides working days alone: a title or a new horizon moves no date.
Digest days_of(const rules::Calendar& calendar) {
    Sha256 hash;
    const Date monday{std::chrono::days(4)};
    for (int day = 0; day < 7; ++day)
        hash.add_field(calendar.is_weekend(monday + std::chrono::days(day)) ? "off" : "on");
    for (const rules::Holiday& holiday : calendar.holidays())
        hash.add_field(format_date(holiday.date));
    hash.add_field("extra");
    for (const Date day : calendar.extra_working()) hash.add_field(format_date(day));
    return hash.finish();
}

/// Splits "kind name mark shown ..." at its first spaces; the shown part may hold more of them.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return {text, {}};
    return {text.substr(0, space), text.substr(space + 1)};
}

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto [kind, rest] = split(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (kind != "calendar") {
            lines[std::string(kind)] = {std::string(rest), std::string(rest)};
            continue;
        }
        const auto [name, marked] = split(rest);
        const auto [mark, shown] = split(marked);
        lines["calendar " + std::string(name)] = {std::string(mark), std::string(shown)};
    }
    return lines;
}

std::string clause_for(const std::string& name, const Line& before, const Line& now) {
    if (name == "zones") return "the time zone database is now " + now.shown;
    if (name == "rules") return "dates are reckoned by newer rules";
    if (before.shown == now.shown) return name + " has changed (still " + now.shown + ")";
    return name + " is now " + now.shown;
}

}  // namespace

std::string basis_of(const definition::DefinitionSet& definitions, std::string_view zones) {
    std::string text;
    for (const auto& [name, calendar] : definitions.calendars)
        text += "calendar " + name + " " + to_hex(days_of(calendar)).substr(0, 32) + " " +
                calendar.version() + "\n";
    return text + "zones " + std::string(zones) + "\nrules " + std::string(rules_version) + "\n";
}

std::vector<std::string> changes_between(std::string_view before, std::string_view now) {
    std::vector<std::string> clauses;
    const Lines old = lines_of(before);
    for (const auto& [name, line] : lines_of(now)) {
        const auto known = old.find(name);
        if (known != old.end() && known->second.mark != line.mark)
            clauses.push_back(clause_for(name, known->second, line));
    }
    return clauses;
}

}  // namespace throughgate::core

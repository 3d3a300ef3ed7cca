// SPDX-License-Identifier: MIT
#include "definition/ignores.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "definition/checker_parse.hpp"
#include "definition/codes.hpp"
#include "definition/reader.hpp"

namespace throughgate::definition {

namespace {

struct Ignore {
    Word rule;
    Word at;  ///< not given: anywhere in the file
    std::string because;
    const Node* root = nullptr;
    bool used = false;
};

bool not_after(const Place& a, const Place& b) {
    return std::tie(a.line, a.column) <= std::tie(b.line, b.column);
}

void look_around(const Node& node, const Place& place, std::vector<std::string_view>& names) {
    const Member* inside = nullptr;
    for (const Member& member : node.members)
        if (not_after(member.key_place, place)) inside = &member;
    if (inside != nullptr) {
        names.push_back(inside->key);
        look_around(inside->value, place, names);
    }
    const Node* item = nullptr;
    for (const Node& each : node.items)
        if (not_after(each.place, place)) item = &each;
    if (item != nullptr) look_around(*item, place, names);
    if (node.is_scalar() && node.place.line == place.line && node.place.column == place.column)
        names.push_back(node.text);
}

/// Keys that only hold others: `strands: place: states: sourcing` is `place.sourcing`.
bool only_holds(std::string_view key) {
    static constexpr std::array<std::string_view, 5> holders = {"strands", "states", "parallel",
                                                                "events", "timers"};
    return std::find(holders.begin(), holders.end(), key) != holders.end();
}

/// Is `at` one of the names, or several that follow each other, joined by points?
bool stands_at(std::string_view at, std::vector<std::string_view> names) {
    if (std::find(names.begin(), names.end(), at) != names.end()) return true;
    std::erase_if(names, only_holds);
    for (std::size_t first = 0; first < names.size(); ++first) {
        std::string joined(names[first]);
        for (std::size_t next = first + 1; next < names.size() && joined.size() < at.size(); ++next)
            joined.append(".").append(names[next]);
        if (joined == at) return true;
    }
    return false;
}

void collect(const Node& root, std::vector<Ignore>& ignores) {
    const Node* list = child(root, "ignore");
    if (list == nullptr) return;
    for (const Node& item : list->items)
        if (item.is_mapping())
            ignores.push_back({word_of(item, "rule"), word_of(item, "at"), text_of(item, "because"),
                               &root, false});
}

std::vector<Ignore> ignores_of(const Checked& checked) {
    std::vector<Ignore> ignores;
    for (const PathwayText& each : checked.library.pathways) collect(each.source, ignores);
    for (const CommonText& each : checked.library.commons) collect(each.source, ignores);
    for (const RulesText& each : checked.library.rules) collect(each.source, ignores);
    for (const CatalogueText& each : checked.library.catalogues) collect(each.source, ignores);
    for (const CheckedChart& each : checked.charts) collect(each.source, ignores);
    return ignores;
}

bool covers(const Ignore& ignore, const Diagnostic& diagnostic) {
    if (diagnostic.severity != Severity::warning || diagnostic.code != ignore.rule.text ||
        diagnostic.place.file != ignore.root->place.file)
        return false;
    return !ignore.at.given() ||
           stands_at(ignore.at.text, names_around(*ignore.root, diagnostic.place));
}

/// False: nobody asked for this rule, so nothing can be said about an ignore of it.
bool is_asked(const CodeRow& row, const CheckOptions& options) {
    if (row.code == "TG0815") return options.today.has_value();
    if (row.code == "TG0655") return false;  // comes with a staff directory only
    return options.strictness == Strictness::strict || !is_strict_only(row);
}

void judge_reason(const Ignore& ignore, Faults& faults) {
    const bool blank = ignore.because.find_first_not_of(" \t\n") == std::string::npos;
    if (blank && ignore.rule.given())
        faults.error("TG1501", ignore.rule.place,
                     "the ignore of " + ignore.rule.text + " gives no reason");
}

void judge(const Ignore& ignore, const CheckOptions& options, Faults& faults) {
    const CodeRow* row = find_code(ignore.rule.text);
    judge_reason(ignore, faults);
    if (!ignore.rule.given()) return;
    if (row == nullptr)
        return faults.error("TG1502", ignore.rule.place,
                            "there is no rule '" + ignore.rule.text + "'");
    if (severity_of(*row) == Severity::error)
        return faults.error("TG1503", ignore.rule.place,
                            ignore.rule.text + " is an error, and errors cannot be ignored");
    if (!ignore.used && is_asked(*row, options))
        faults.warning(
            "TG1504", ignore.rule.place,
            "nothing is found here that this ignore of " + ignore.rule.text + " would cover");
}

std::vector<IgnoredDiagnostic> take(std::vector<Ignore>& ignores,
                                    std::vector<Diagnostic>& diagnostics) {
    std::vector<IgnoredDiagnostic> taken;
    std::erase_if(diagnostics, [&](Diagnostic& each) {
        const auto by = std::find_if(ignores.begin(), ignores.end(),
                                     [&](const Ignore& ignore) { return covers(ignore, each); });
        if (by == ignores.end()) return false;
        by->used = true;
        taken.push_back({std::move(each), by->because});
        return true;
    });
    return taken;
}

}  // namespace

std::vector<std::string_view> names_around(const Node& root, const Place& place) {
    std::vector<std::string_view> names;
    look_around(root, place, names);
    return names;
}

std::vector<IgnoredDiagnostic> take_ignored(const Checked& checked, const CheckOptions& options,
                                            std::vector<Diagnostic>& diagnostics) {
    std::vector<Ignore> ignores = ignores_of(checked);
    if (ignores.empty()) return {};
    auto taken = take(ignores, diagnostics);
    Faults faults;
    for (const Ignore& ignore : ignores) judge(ignore, options, faults);
    diagnostics.insert(diagnostics.end(), faults.list.begin(), faults.list.end());
    sort_diagnostics(diagnostics);
    return taken;
}

std::vector<IgnoredDiagnostic> take_ignored(const std::vector<SourceFile>& files,
                                            std::vector<Diagnostic>& diagnostics) {
    std::vector<Node> roots;
    roots.reserve(files.size());  // ignores point into them
    std::vector<Ignore> ignores;
    for (const SourceFile& file : files) {
        Faults told;
        if (auto root = read(file, told)) collect(roots.emplace_back(std::move(*root)), ignores);
    }
    return take(ignores, diagnostics);
}

}  // namespace throughgate::definition

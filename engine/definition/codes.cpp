// SPDX-License-Identifier: MIT
#include "definition/codes.hpp"

#include <algorithm>

#include "definition/codes_rows.hpp"
#include "rules/codes.hpp"

namespace throughgate::definition {

namespace {

std::vector<CodeRow> merged() {
    std::vector<CodeRow> rows;
    for (const auto& part :
         {reading_rows(), drawing_rows(), promise_rows(), chart_rows(), test_rows(),
          reading_matter_rows(), author_rows(), migrate_rows(), ignore_rows(), extends_rows()})
        rows.insert(rows.end(), part.begin(), part.end());
    for (const rules::CodeText& row : rules::codes())
        rows.push_back({row.code, row.title, row.cause, row.repair});
    std::sort(rows.begin(), rows.end(),
              [](const CodeRow& a, const CodeRow& b) { return a.code < b.code; });
    return rows;
}

std::string_view chapter(std::string_view code) {
    if (code[2] == '1' && code[3] == '1') return "What people read and print";
    if (code[2] == '1' && code[3] == '4') return "Changing live cases";
    if (code[2] == '1' && code[3] == '5') return "Warnings that are ignored";
    if (code[2] == '1' && code[3] == '6') return "Files that extend others";
    if (code[2] == '1') return "Files of tests";
    switch (code[3]) {
        case '1': return "Reading and structure";
        case '2': return "States and transitions";
        case '3': return "Guards and deadlines";
        case '4': return "Stages and the law";
        case '5': return "Gates";
        case '6': return "Handoffs and ladders";
        case '7': return "Messages";
        case '9': return "Plain charts";
        default: return "Common files, calendars and roles";
    }
}

std::string row_text(const CodeRow& row) {
    std::string text = "### " + std::string(row.code) + ": " + std::string(row.title) + "\n\n";
    text += std::string(row.cause) + "\n\n";
    return text + "**Repair.** " + std::string(row.repair) + "\n\n";
}

}  // namespace

Severity severity_of(const CodeRow& row) {
    return row.title.ends_with("(warning)") ? Severity::warning : Severity::error;
}

bool is_strict_only(const CodeRow& row) {
    return row.cause.starts_with("Said by `check --strict`");
}

const std::vector<CodeRow>& codes() {
    static const std::vector<CodeRow> rows = merged();
    return rows;
}

const CodeRow* find_code(std::string_view code) {
    const auto& rows = codes();
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const CodeRow& each) { return each.code == code; });
    return row == rows.end() ? nullptr : &*row;
}

std::string codes_page() {
    std::string page =
        "# Diagnostics\n\n"
        "Every fault that the checker can find in a definition or a file of tests. A fault is an "
        "error unless its title says\nwarning: nothing with an error can be published. This page "
        "is generated from "
        "`engine/definition` and `engine/rules`.\n\n";
    std::string_view current;
    for (const CodeRow& row : codes()) {
        if (chapter(row.code) != current) {
            current = chapter(row.code);
            page += "## " + std::string(current) + "\n\n";
        }
        page += row_text(row);
    }
    page.pop_back();
    return page;
}

}  // namespace throughgate::definition

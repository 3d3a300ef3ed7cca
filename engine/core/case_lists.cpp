// SPDX-License-Identifier: MIT
#include "throughgate/case_lists.hpp"

#include <algorithm>

#include "core/queries.hpp"
#include "core/views.hpp"

namespace throughgate {
namespace {

/// What a row is ordered by; empty: not known.
using Key = std::string (*)(const CaseSummary&);

Key key_of(std::string_view column) {
    if (column.empty() || column == "case")
        return [](const CaseSummary& row) { return row.reference; };
    if (column == "release")
        return [](const CaseSummary& row) { return row.release ? format_date(*row.release) : ""; };
    if (column == "phase") return [](const CaseSummary& row) { return row.state; };
    if (column == "prison") return [](const CaseSummary& row) { return row.prison; };
    if (column == "team") return [](const CaseSummary& row) { return row.team; };
    if (column == "officer") return [](const CaseSummary& row) { return row.officer; };
    return nullptr;
}

struct Line {
    std::string key;
    CaseSummary row;
};

/// Nothing about a restricted case, so not its place either, tells what it holds.
void sort(std::vector<Line>& lines, bool descending) {
    std::stable_sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
        if (a.row.restricted != b.row.restricted) return b.row.restricted;
        if (a.key.empty() != b.key.empty()) return b.key.empty();
        return descending ? b.key < a.key : a.key < b.key;
    });
}

Result<std::vector<Line>> all_lines(core::Window& window, const CaseListQuery& query, Key key) {
    const store::CaseFilter filter{query.prison, query.team, query.officer, query.state, false};
    std::vector<Line> lines;
    CaseId after;
    for (;;) {
        const auto rows = window.list_cases(filter, after, core::cases_a_page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows)
            lines.push_back({row.restricted ? row.reference : key(row), row});
        if (rows->size() < core::cases_a_page) return lines;
        after = rows->back().id;
    }
}

}  // namespace

const std::vector<std::string>& case_list_columns() {
    static const std::vector<std::string> all{"case",   "release", "phase",
                                              "prison", "team",    "officer"};
    return all;
}

Result<CaseList> list_cases_sorted(Engine& engine, const Viewer& viewer,
                                   const CaseListQuery& query) {
    const Key key = key_of(query.sort);
    if (key == nullptr)
        return Error{ErrorKind::invalid, "there is no column '" + query.sort + "' to sort by",
                     "sort"};
    return core::ask<CaseList>({engine.parts(), &viewer}, {"case list"},
                               [&](core::Window& window) -> Result<CaseList> {
                                   auto lines = all_lines(window, query, key);
                                   if (!lines.ok()) return lines.error();
                                   sort(*lines, query.descending);
                                   CaseList list;
                                   list.total = lines->size();
                                   for (std::size_t i = query.skip;
                                        i < lines->size() && list.rows.size() < query.limit; ++i) {
                                       const CaseSummary& row = (*lines)[i].row;
                                       list.rows.push_back(core::view_of(row));
                                       if (!row.restricted) window.note(row.id);
                                   }
                                   return list;
                               });
}

}  // namespace throughgate

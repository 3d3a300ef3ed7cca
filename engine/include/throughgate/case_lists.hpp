// SPDX-License-Identifier: MIT
// Case lists: all cases that a viewer may see, sorted, one page of them at a time. Reads a line of
// every case that fits; in the log of reads are those of the page alone. From any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "throughgate/engine.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

struct CaseListQuery {
    std::string prison, team, officer, state;  ///< empty: any
    std::string sort;                          ///< one of case_list_columns(); empty: "case"
    bool descending = false;
    std::size_t skip = 0, limit = 100;
};

struct CaseList {
    std::vector<CaseRow> rows;  ///< restricted ones last, whatever it is sorted by
    std::size_t total = 0;      ///< that fit, on all pages
};

/// case, release, phase, prison, team, officer.
const std::vector<std::string>& case_list_columns();
/// What is not known comes last, either way round. invalid: no such column.
Result<CaseList> list_cases_sorted(Engine& engine, const Viewer& viewer,
                                   const CaseListQuery& query);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// Work: a part of somebody's worklist, as a page shows it. Plain values.
// The engine keeps the lists that are asked for again and brings them up to date by what was
// committed meanwhile, so that a part costs what it shows; what is kept never decides who sees it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "throughgate/views.hpp"

namespace throughgate {

struct WorkQuery {
    std::string person;              ///< staff id: whose list
    std::size_t page = 1;            ///< from 1; beyond the last: the last
    std::size_t rows_of_page = 100;  ///< 0: all of them on one page
};

struct WorkPage {
    std::vector<WorklistRow> rows;  ///< highest risk first, then what is overdue, then by date
    std::size_t page = 1, pages = 1;
    std::size_t all = 0;      ///< rows of all pages
    std::size_t overdue = 0;  ///< of these
    std::string mark;         ///< another one as soon as any row of any page reads otherwise
};

}  // namespace throughgate

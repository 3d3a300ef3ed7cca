// SPDX-License-Identifier: MIT
// Page: a printed page before it is text or HTML: a title, what it is about, and blocks of tables
// and lists. Plain words, nothing escaped.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "throughgate/sheets.hpp"

namespace throughgate::sheets {

/// One cell: its lines.
using Cell = std::vector<std::string>;

struct Block {
    std::string heading;
    std::vector<std::string> columns;     ///< empty: a list
    std::vector<std::vector<Cell>> rows;  ///< of a table; the first cell names its row
    std::vector<std::string> items;       ///< of a list
    std::string nothing;                  ///< said when there are neither rows nor items
    bool warns = false;
};

struct Page {
    std::string language;  ///< "cy"
    std::string title;
    std::vector<std::pair<std::string, std::string>> about;  ///< term and value
    std::vector<Block> blocks;
    std::string printed;  ///< "Printed Tuesday 17 March 2026 09:00"
    std::string marking;  ///< OFFICIAL or OFFICIAL-SENSITIVE
};

Page page_of(const FactsView& facts);
Page page_of(const NeedsList& needs);
Page page_of(const ReleaseSheet& sheet);
Page page_of(const ReleaseList& list);
Page page_of(const ReceptionList& list);

std::string text_of(const Page& page);
std::string html_of(const Page& page);

}  // namespace throughgate::sheets

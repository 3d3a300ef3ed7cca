// SPDX-License-Identifier: MIT
// Comma-separated values as RFC 4180 has them. Private to exchange/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughgate::exchange {

struct CsvRow {
    std::size_t line = 0;  ///< where the row starts, from 1
    std::vector<std::string> cells;
    std::string raw;           ///< as it stands in the file, without its line end
    bool stray_quote = false;  ///< something followed a closing quote; it was appended
};

struct CsvTable {
    std::vector<CsvRow> rows;         ///< blank lines left out
    std::size_t open_quote_line = 0;  ///< 0, or the line of a quote that is never closed
};

CsvTable read_csv(std::string_view bytes);

}  // namespace throughgate::exchange

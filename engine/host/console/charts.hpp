// SPDX-License-Identifier: MIT
// Charts: bars as a picture; the table with the same numbers always stands beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/console/data.hpp"

namespace throughgate::console {

struct Bar {
    std::string name;
    std::uint64_t value = 0;
    std::uint64_t part = 0;  ///< of the value; drawn darker
    std::string text{};      ///< behind the bar; empty: the value
    bool marked = false;     ///< stands out: a Thursday, somebody over the limit
};

struct BarChart {
    std::string title;    ///< what a screen reader says of it
    std::string caption;  ///< what the colours mean, and where the numbers stand
    std::vector<Bar> bars{};
    std::uint64_t line = 0;  ///< drawn across all bars; 0: none
};

/// Absent when there is no bar, or all of them are nothing.
Data to_data(const BarChart& chart);

}  // namespace throughgate::console

// SPDX-License-Identifier: MIT
// Checks what the rows of a staff directory say about each other. Private to exchange/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "model/directory.hpp"

namespace throughgate::exchange {

struct StaffRow {
    std::size_t line = 0;
    StaffMember member;
};

/// "staff.csv:7, deputy".
std::string place_of(std::string_view file_name, std::size_t line, std::string_view column);

/// Empties every deputy, manager and login that cannot be, and says so. Rows are in file order.
void check_links(std::vector<StaffRow>& rows, std::string_view file_name,
                 std::vector<QualityItem>& problems);

}  // namespace throughgate::exchange

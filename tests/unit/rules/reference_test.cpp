// SPDX-License-Identifier: MIT
// Goal: the reference page of rules tells the truth. Method: every rule under "Write" in its tables
// compiles, and none under "Refused" does, as a condition or as a date.
#include <sstream>

#include "support/catch.hpp"
#include "support/golden.hpp"
#include "unit/rules/support.hpp"

namespace throughgate::rules {
namespace {

using testing::phrase;
using testing::test_scope;

std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> cells;
    std::istringstream line(row);
    for (std::string cell; std::getline(line, cell, '|');) cells.push_back(cell);
    return cells;
}

/// What stands between the first two backticks.
std::string quoted(const std::string& cell) {
    const std::size_t open = cell.find('`');
    if (open == std::string::npos) return {};
    return cell.substr(open + 1, cell.find('`', open + 1) - open - 1);
}

bool compiles(const std::string& text) {
    std::vector<Diagnostic> faults;
    return compile_guard(text, {"a.yaml", 1, 1}, test_scope(), faults).has_value() ||
           compile_deadline(phrase(text), test_scope(), std::chrono::minutes(540), faults)
               .has_value() ||
           compile_expression(text, {"a.yaml", 1, 1}, test_scope(), faults).has_value();
}

}  // namespace

TEST_CASE("what the reference page says to write is read, and what it calls refused is refused") {
    std::istringstream file(throughgate::testing::read_repository_file("docs/reference/rules.md"));
    int rows = 0;
    for (std::string row; std::getline(file, row);) {
        const std::vector<std::string> columns = cells(row);
        if (columns.size() != 4 || quoted(columns[2]).empty() || quoted(columns[3]).empty())
            continue;
        INFO(row);
        CHECK(compiles(quoted(columns[2])));
        CHECK_FALSE(compiles(quoted(columns[3])));
        ++rows;
    }
    CHECK(rows == 73);
}

}  // namespace throughgate::rules

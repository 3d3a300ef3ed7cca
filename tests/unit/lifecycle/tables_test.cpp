// SPDX-License-Identifier: MIT
// Goal: the printed tables are the ones that run, in the golden files and in the reference page.
// Method: print from the constexpr rows, compare with tests/golden/lifecycle and the page's text.
#include <sstream>

#include "lifecycle/lifecycle.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace throughgate::lifecycle;
using namespace throughgate::testing;

namespace {

std::string padded(std::string_view word, std::size_t width) {
    std::string text{word};
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

template <typename State, typename Move>
std::string print(std::span<const Row<State, Move>> rows) {
    std::string text;
    for (const auto& row : rows) {
        text += padded(name_of(row.from), 14) + padded(name_of(row.move), 19) + "-> ";
        text += std::string{name_of(row.to)} + "\n";
    }
    return text;
}

void check_everywhere(const std::string& machine, const std::string& table) {
    check_golden("lifecycle/" + machine + ".txt", table);
    const std::string page = read_repository_file("docs/reference/lifecycles.md");
    INFO("docs/reference/lifecycles.md, " << machine);
    CHECK(page.find("```\n" + table + "```\n") != std::string::npos);
}

}  // namespace

TEST_CASE("the case table is the one in the golden file and the reference page") {
    check_everywhere("case", print(case_rows()));
}
TEST_CASE("the pathway table is the one in the golden file and the reference page") {
    check_everywhere("pathway", print(stage_rows()));
}
TEST_CASE("the handoff table is the one in the golden file and the reference page") {
    check_everywhere("handoff", print(handoff_rows()));
}
TEST_CASE("the delivery table is the one in the golden file and the reference page") {
    check_everywhere("delivery", print(delivery_rows()));
}

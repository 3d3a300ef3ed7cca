// SPDX-License-Identifier: MIT
// ReportPage: what is said around one report, which filters it has and which picture. Plain values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/console/charts.hpp"
#include "host/console/components.hpp"
#include "throughgate/reports.hpp"

namespace throughgate::console {

struct ReportInput {
    const char* name;
    const char* label;
    const char* hint = "";
};

struct ReportPage {
    const char* kind;
    const char* path;
    const char* section;
    const char* title;
    const char* lead;
    std::vector<ReportInput> inputs{};
    bool overdue = false;
    std::vector<std::pair<std::string, std::string>> sorts{};  ///< column, words
    std::vector<Link> views{};                                 ///< filters that many want
    std::vector<BarChart (*)(const Report&)> pictures{};
    Link for_managers{};  ///< offered to whoever manages others and may act
    const char* export_words = "Everything on this page for programs (JSON)";
};

const std::vector<ReportPage>& all_report_pages();
/// nullptr: there is no report of that kind.
const ReportPage* find_report_page(std::string_view kind);

}  // namespace throughgate::console

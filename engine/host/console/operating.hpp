// SPDX-License-Identifier: MIT
// Operating: a page for operators as a value: what is wrong, figures, tables, and what can be done.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/console/charts.hpp"
#include "host/console/frame.hpp"
#include "host/console/page.hpp"
#include "throughgate/plan_files.hpp"

namespace throughgate::console {

/// A form with one button.
struct OperatingStep {
    std::string action, text;
    std::string back;  ///< the page to come back to
    std::optional<TextArea> reason{};
    bool warning = false;
    std::optional<Input> input{};
};

struct Operating {
    std::string title, lead;
    std::vector<std::string> problems{};
    std::vector<Link> links{};
    std::optional<Filter> filter{};
    std::vector<SummaryRow> figures{};
    std::optional<BarChart> chart{};
    std::vector<Table> tables{};
    std::vector<FileDifference> differences{};
    unsigned again_after = 0;  ///< seconds, then the page is loaded again; 0: it is not
    Paging paging{};
    std::vector<OperatingStep> steps{};
    std::vector<Fault> faults{};
    Link back{};
};

http::Response show(const Visit& visit, const Operating& page);

std::vector<Page> audit_pages(http::Services& services);

}  // namespace throughgate::console

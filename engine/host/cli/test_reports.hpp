// SPDX-License-Identifier: MIT
// What a run of tests came to, as files for others: JUnit's XML, and coverage as one HTML page.
#pragma once

#include <string>
#include <vector>

#include "throughgate/testing.hpp"

namespace throughgate::cli {

using CoveredThings = std::vector<CoveredThing>;

/// The kinds of thing that tests can reach, with their names: "states", ...
std::vector<std::pair<std::string, const CoveredThings*>> kinds_of(const PathwayCoverage& pathway);
std::size_t reached(const CoveredThings& things);

/// One suite for each file of tests.
std::string to_junit(const std::vector<WorkflowTestReport>& reports);
/// One page that needs nothing else: bars, and every thing with how often it was reached.
std::string to_html(const std::vector<WorkflowTestReport>& reports);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// Running files of tests: each test is one case on a real engine, with a virtual clock, a SQLite
// file of its own in a temporary folder, and invented staff. What the caller read comes in, a
// report goes out; nothing else on the machine is touched. Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

struct WorkflowTestOptions {
    std::string only;    ///< runs tests whose name or `covers` holds this; empty: all
    std::string folder;  ///< an existing folder for the stores; needed
    /// Runs tests in whose name or one of whose `covers` this regular expression finds something;
    /// empty: all.
    std::string matching{};
};

/// How one test ended.
struct WorkflowTestResult {
    Place place;
    std::string name;
    std::vector<std::string> covers;
    bool passed = false;
    std::size_t steps = 0;  ///< that were done
    /// Of the first step that is otherwise than expected: where, what was expected, what is so, and
    /// the story of the case so far, as lines of plain text.
    std::string failure;
};

/// Something that tests can reach: a state, a way out of one, a date, a rung.
struct CoveredThing {
    std::string name;  ///< "place.sourcing: address.found -> address_check"
    Place place;
    std::size_t times = 0;
};

struct PathwayCoverage {
    std::string pathway;
    std::vector<CoveredThing> states, transitions, deadlines, rungs;
};

/// How many of `things` were reached, in percent, rounded down; 100 when there are none.
unsigned covered_percent(const std::vector<CoveredThing>& things);

struct WorkflowTestReport {
    std::vector<Diagnostic> faults;  ///< of tests and definitions, sorted; with errors nothing ran
    std::vector<WorkflowTestResult> results;  ///< in the order of the files
    std::vector<PathwayCoverage> coverage;    ///< of every pathway that a test published
};

/// `definitions`: the workflows folder. `tests`: its files of tests, paths relative to it too.
/// `progress` is told every result as it comes. unavailable: no store can be made in `folder`.
/// invalid: `matching` is no regular expression.
Result<WorkflowTestReport> run_workflow_tests(
    const std::vector<DefinitionFile>& definitions, const std::vector<DefinitionFile>& tests,
    const WorkflowTestOptions& options,
    const std::function<void(const WorkflowTestResult&)>& progress = {});

}  // namespace throughgate

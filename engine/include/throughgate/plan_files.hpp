// SPDX-License-Identifier: MIT
// The files behind a plan: as they were when it was made, and as it publishes them; and what
// differs, line by line. For the same in words: compare_definitions. From any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/engine.hpp"

namespace throughgate {

struct PlanFiles {
    std::vector<DefinitionFile> before, after;  ///< by path; of the pathways of the plan alone
};

/// Of a plan that was put forward, by its hash or the first letters of it.
Result<PlanFiles> plan_files(Engine& engine, std::string_view plan);
/// Of the text of a plan, whether or not it was put forward. invalid: it is none.
Result<PlanFiles> files_of_plan_text(Engine& engine, std::string_view text);

struct DifferenceLine {
    char mark = ' ';  ///< '+' comes, '-' goes, ' ' stays, '@' others lie between
    std::string text;
};

struct FileDifference {
    std::string path;
    std::vector<DifferenceLine> lines;  ///< what changes, with three lines around it
};

/// Of files that differ, by path; a file of one side alone comes or goes as a whole.
std::vector<FileDifference> file_differences(const std::vector<DefinitionFile>& before,
                                             const std::vector<DefinitionFile>& after);

}  // namespace throughgate

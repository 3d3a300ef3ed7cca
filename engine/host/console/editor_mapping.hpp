// SPDX-License-Identifier: MIT
// What a plan asks of its author: where live cases of a state that is gone stand now.
#pragma once

#include <string>
#include <vector>

#include "host/console/editor.hpp"

namespace throughgate::console {

struct MappingAsked {
    std::string pathway, was;
    std::string file;                 ///< that the line has to stand in
    std::vector<std::string> states;  ///< full ids of those that the draft has
    std::string nearest;              ///< of these: the one that is written most like it
};

/// For every state that a plan misses; facts that do not fit are no matter of a line.
std::vector<MappingAsked> mappings_asked(const Look& look, const ChangePlan& plan);

}  // namespace throughgate::console

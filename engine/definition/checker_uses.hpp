// SPDX-License-Identifier: MIT
// What one pathway uses of what it and the common files declare.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "definition/checker.hpp"

namespace throughgate::definition {

struct Uses {
    std::set<std::string, std::less<>> facts, messages, handoffs;
};

Uses uses_of(const CheckedPathway& checked);
/// Sent by the engine, not by anything that is drawn.
bool sent_by_engine(std::string_view message);

}  // namespace throughgate::definition

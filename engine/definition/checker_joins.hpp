// SPDX-License-Identifier: MIT
// Joins: what a pathway, a parallel state or a chart's parallel state waits for, checked alike.
#pragma once

#include <string>
#include <vector>

#include "definition/document.hpp"
#include "definition/faults.hpp"

namespace throughgate::definition {

/// A state and what stands below it.
struct Beside {
    struct Child {
        std::string name;
        bool ends = false;  ///< it has a final state of its own
        Word required;      ///< not given: it is not
    };
    bool parallel = false;
    JoinText join;
    std::vector<Child> children;
};

void check_join(const Beside& beside, Faults& faults);

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// ExpressionProgram: one compiled expression, as steps over a stack. Immutable, shared.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughgate/datum.hpp"

namespace throughgate::rules {

enum class ExpressionOp : std::uint8_t {
    constant,  // argument: into constants
    data,      // argument: slot
    event,     // argument: EventPart
    in_state,  // argument: state
    field,     // argument: into constants, a text
    item,      // list, index
    size,
    negative,
    opposite,  // of a truth
    plus,
    minus,
    times,
    divided,
    remainder,
    is,
    is_not,
    less,
    at_most,
    more,
    at_least,
    known,
    unknown,
    skip_if_no,   // `and`: argument: where to go on when the left side is no
    skip_if_yes,  // `or`
    must_be_truth,
    list,    // argument: how many
    fields,  // argument: how many; their names follow as constants from `second`
};

struct ExpressionStep {
    ExpressionOp op = ExpressionOp::constant;
    std::uint32_t argument = 0;
    std::uint32_t second = 0;
};

struct ExpressionProgram {
    std::string text;
    std::vector<ExpressionStep> steps;
    std::vector<Datum> constants;
};

}  // namespace throughgate::rules

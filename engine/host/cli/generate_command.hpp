// SPDX-License-Identifier: MIT
// throughgate test --generate.
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"

namespace throughgate::cli {

int generate_workflow_tests(const Arguments& arguments, const Console& console);

}  // namespace throughgate::cli

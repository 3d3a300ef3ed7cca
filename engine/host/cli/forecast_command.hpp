// SPDX-License-Identifier: MIT
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"

namespace throughgate::cli {

/// throughgate simulate --definition: the weeks to come, with and without new definitions.
int forecast(const Arguments& arguments, const Console& console);

}  // namespace throughgate::cli

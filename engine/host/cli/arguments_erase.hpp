// SPDX-License-Identifier: MIT
// `case erase` and `case keep`. Private to arguments*.cpp.
#pragma once

#include <CLI/CLI.hpp>

#include "host/cli/arguments.hpp"

namespace throughgate::cli {

void erase_command(CLI::App& group, Arguments& arguments);

}  // namespace throughgate::cli

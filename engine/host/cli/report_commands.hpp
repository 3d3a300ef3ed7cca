// SPDX-License-Identifier: MIT
// Reports of figures, and an inspection's report held against the log.
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {

int run_figures(const Arguments& arguments, const Console& console, Session& session);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {

/// throughgate case export: all that is held about one person, as one JSON document.
int export_case(const Arguments& arguments, const Console& console, Session& session);

}  // namespace throughgate::cli

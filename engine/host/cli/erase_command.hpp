// SPDX-License-Identifier: MIT
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {

/// `case erase`, `case keep`.
int erase_case(const Arguments& arguments, const Console& console, Session& session);
int keep_case(const Arguments& arguments, const Console& console, Session& session);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// What people print of one case: from its session to an exit code.
#pragma once

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {

int print_facts_of(const Arguments& arguments, const Console& console, Session& session);
int print_needs_of(const Arguments& arguments, const Console& console, Session& session);
int print_sheet_of(const Arguments& arguments, const Console& console, Session& session);
int print_contact_of(const Arguments& arguments, const Console& console, Session& session);

}  // namespace throughgate::cli

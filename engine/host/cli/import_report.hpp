// SPDX-License-Identifier: MIT
// What an import came to, and the rows to repair.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/cli/console.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::cli {

/// Figures on standard output, problems on standard error.
void print_report(const ImportReport& report, const Console& console);
/// Adds the rows to a file; `head` begins a new one: what the rows need to be read again.
Status keep_rejects(const std::string& path, const std::vector<std::string>& rejects,
                    std::string_view head);

}  // namespace throughgate::cli

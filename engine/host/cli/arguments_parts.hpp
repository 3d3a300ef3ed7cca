// SPDX-License-Identifier: MIT
// Parts of the arguments that have a file of their own. Private to arguments*.cpp.
#pragma once

#include <CLI/CLI.hpp>

#include "host/cli/arguments.hpp"

namespace throughgate::cli {

/// A sub-command that, when chosen, leaves its path in `arguments.command`.
CLI::App* add(CLI::App& parent, Arguments& arguments, std::vector<std::string> path,
              const std::string& help);

/// `case place`, in the group `case`.
void place_command(CLI::App& group, Arguments& arguments);
/// `live on`, `live off`, `live status`.
void live_commands(CLI::App& app, Arguments& arguments);
/// `outbox shadow`, in the group `outbox`.
void shadow_command(CLI::App& group, Arguments& arguments);

}  // namespace throughgate::cli

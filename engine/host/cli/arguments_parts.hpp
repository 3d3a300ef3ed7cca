// SPDX-License-Identifier: MIT
// Parts of the arguments that have a file of their own. Private to arguments*.cpp.
#pragma once

#include <CLI/CLI.hpp>

#include "host/cli/arguments.hpp"

namespace throughgate::cli {

/// A sub-command that, when chosen, leaves its path in `arguments.command`.
CLI::App* add(CLI::App& parent, Arguments& arguments, std::vector<std::string> path,
              const std::string& help);

/// Who acts, why, when it was true, and the key of the command.
void actor_options(CLI::App& command, Arguments& arguments);

/// Says on standard error which commands and options were probably meant.
void suggest(const CLI::App& app, const std::vector<std::string>& words);

/// `simulate`.
void simulate_command(CLI::App& app, Arguments& arguments);

/// `check`, `fmt`, `explain`.
void authoring_commands(CLI::App& app, Arguments& arguments);

/// Backups, the log as evidence, notices that wait, incidents, the clock, health.
void care_commands(CLI::App& app, Arguments& arguments);
/// `case export`, in the group `case`.
void export_command(CLI::App& group, Arguments& arguments);
/// `case place`, in the group `case`.
void place_command(CLI::App& group, Arguments& arguments);
/// `live on`, `live off`, `live status`.
void live_commands(CLI::App& app, Arguments& arguments);
/// `outbox shadow`, in the group `outbox`.
void shadow_command(CLI::App& group, Arguments& arguments);

/// `--upstream` of whatever runs the store.
void upstream_option(CLI::App& command, Arguments& arguments);
/// `upstream list`, `items`, `retry`, `waive`, `try`, `feeds`.
void upstream_commands(CLI::App& app, Arguments& arguments);
/// `notice list`, `show`, `retry`, `waive`, `heard`, and `route`.
void notice_commands(CLI::App& app, Arguments& arguments);

/// `--calendar` of whatever runs the store.
void calendar_options(CLI::App& command, Arguments& arguments);

/// `diff` and what else shows or begins definitions.
void view_commands(CLI::App& app, Arguments& arguments);

/// `report caseload`, `workload`, ... and `report verify`, in the group `report`.
void figure_commands(CLI::App& group, Arguments& arguments);

/// Which tests, and reports of them as files.
void test_reports(CLI::App& test, Arguments& arguments);

/// `--team`, `--everyone` and `--without-plan`, of `apply`.
void trial_options(CLI::App& apply, Arguments& arguments);
/// `plan`, `approve`, `undo`, `stop`, `change`.
void change_commands(CLI::App& app, Arguments& arguments);

/// `plugins`, `plugins try`, `calendars`.
void plugin_commands(CLI::App& app, Arguments& arguments);

/// `demo`.
void demo_command(CLI::App& app, Arguments& arguments);

/// `--no-console`, `--users` of `serve`.
void console_option(CLI::App& serve, Arguments& arguments);
/// `user add`, `list`, `disable`, `enable`, `password`.
void user_commands(CLI::App& app, Arguments& arguments);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// What commands about plans share: who acts, which plan is meant, and how one is shown.
#pragma once

#include <string>
#include <vector>

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::cli {

/// The operating-system user, and the member of staff that it is, if any: nobody acts for another.
Actor oneself(Engine& engine);
/// The same, as whoever `--as` names.
Actor oneself_as(Engine& engine, const Arguments& arguments);

/// One that can be read as a plan; whether it may be applied is the engine's to say.
Result<std::string> read_plan_file(const std::string& path);
/// The text of a plan that was put forward, by the letters its hash begins with, or of a kept file.
Result<std::string> plan_given(Engine& engine, const std::string& given);
/// What is wrong with a plan is said with the name of its file.
Error about_file(Error error, const std::string& path);

/// "1 case", "2 cases"
std::string count_of(std::uint64_t number, const std::string& one, const std::string& many);
std::string comma_separated(const std::vector<std::string>& words);
/// What it publishes, how that differs from what is published, and what it does to live cases.
void print_plan(const ChangePlan& plan, Engine& engine, const Console& console);
/// For people, without its single lines.
void print_plan_shortly(const std::string& text, Engine& engine, const Console& console);
/// Where it is in its life.
void print_publication(const PublicationView& publication, const Console& console);
/// `throughgate change show`; the exit code.
int show_plan(Engine& engine, const std::string& given, const Console& console);

}  // namespace throughgate::cli

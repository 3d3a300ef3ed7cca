// SPDX-License-Identifier: MIT
// What is typed when going live.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {
namespace {

void who_and_why(CLI::App& command, Arguments& a) {
    command.add_option("--reason", a.reason, "Why; kept")->required();
    command.add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
}

}  // namespace

void place_command(CLI::App& group, Arguments& a) {
    CLI::App* place = add(group, a, {"case", "place"}, "Take over live cases where they stand");
    place->add_option("file", a.files, "JSON lines, one for each person; - reads standard input")
        ->required()
        ->expected(1);
    place->add_option("--rejects", a.rejects,
                      "Add lines that were rejected or refused to this file, to repair");
    who_and_why(*place, a);
}

void live_commands(CLI::App& app, Arguments& a) {
    CLI::App* live = app.add_subcommand("live", "Which teams get their notices");
    live->require_subcommand(1);
    add(*live, a, {"live", "status"}, "Live teams, and who switched what, when and why");
    const auto turn = [&](const char* name, const char* help) {
        CLI::App* command = add(*live, a, {"live", name}, help);
        command->add_option("--team", a.team, "Team of the directory, as N03A or ZZA");
        command->add_flag("--all", a.all, "All teams, also those to come");
        who_and_why(*command, a);
    };
    turn("on", "From now on the notices of a team are sent");
    turn("off", "From now on they are only listed");
}

void shadow_command(CLI::App& group, Arguments& a) {
    CLI::App* shadow = add(group, a, {"outbox", "shadow"},
                           "What would have gone: how many a day, team and person");
    shadow->add_option("--team", a.team, "Only to members of this team");
    shadow->add_flag("--all", a.all, "Every notice instead of how many");
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// What is typed to look after a store.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {
namespace {

void doctor_command(CLI::App& app, Arguments& a) {
    CLI::App* doctor =
        add(app, a, {"doctor"}, "What is wrong with an installation, and how to mend it");
    doctor->add_option("--workflows", a.compared, "Folder of workflows that should be published");
    doctor->add_option("--channel", a.channels, "Plug-in name or path, as given to run");
    doctor->add_option("--set", a.settings, "channel.setting=value, as given to run");
    doctor->add_option("--backups", a.backups, "Folder that the backups are in");
    doctor->add_option("--backup-hours", a.backup_hours, "Age allowed to the newest (default 26)");
    doctor->add_option("--free-mib", a.free_mib, "MiB that should be free (default 1024)");
#ifdef TG_HTTP
    doctor->add_option("--tokens", a.tokens, "File of tokens (default: beside the store)");
#endif
    doctor->add_flag("--json", a.json, "The same as -o json");
}

}  // namespace

void care_commands(CLI::App& app, Arguments& a) {
    CLI::App* backup = add(app, a, {"backup"}, "A verified copy while running");
    backup->add_option("file", a.files)->required()->expected(1);
    CLI::App* restore = add(app, a, {"restore"}, "Put a backup in place; its outbox is held");
    restore->add_option("backup", a.files)->required()->expected(1);
    CLI::App* audit = app.add_subcommand("audit", "The log as evidence");
    audit->require_subcommand(1);
    add(*audit, a, {"audit", "verify"}, "Walk every chain");
    CLI::App* reads = add(*audit, a, {"audit", "reads"}, "Who was given what of whom");
    reads->add_option("reference", a.files, "One case only")->expected(1);
    reads->add_option("--person", a.person, "Staff id: only what they were given");
    reads->add_option("--limit", a.limit);
    CLI::App* outbox = app.add_subcommand("outbox", "Notices that wait");
    outbox->require_subcommand(1);
    actor_options(*add(*outbox, a, {"outbox", "release"}, "Send what a restored backup held"), a);
    shadow_command(*outbox, a);
    live_commands(app, a);
    upstream_commands(app, a);
    notice_commands(app, a);
    CLI::App* incident = app.add_subcommand("incident", "What stands still until somebody looks");
    incident->require_subcommand(1);
    add(*incident, a, {"incident", "list"}, "Open incidents");
    CLI::App* resolve =
        add(*incident, a, {"incident", "resolve"}, "End one; a parked case moves again");
    resolve->add_option("number", a.files)->required()->expected(1);
    actor_options(*resolve, a);
    CLI::App* clock = app.add_subcommand("clock", "The time that timers go by");
    clock->require_subcommand(1);
    actor_options(*add(*clock, a, {"clock", "confirm"},
                       "After a jump of over an hour: the time is right, let timers fire"),
                  a);
    add(app, a, {"health"}, "Is anything due and not fired?");
    doctor_command(app, a);
    add(app, a, {"recompute"}, "Runs that derived the dates of all cases again");
    add(app, a, {"dump"}, "Canonical text of the store, for comparing two runs");
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// What is typed about plug-ins.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void calendar_options(CLI::App& command, Arguments& a) {
    command.add_option(
        "--calendar", a.files,
        "Staff id whose calendar ical-feed keeps; S02=2: another address, S02=0: none");
}

void plugin_commands(CLI::App& app, Arguments& a) {
    CLI::App* plugins = add(app, a, {"plugins"}, "What notifier plug-ins there are");
    plugins->add_option("plugin", a.channels, "Names or paths (default: those installed)");
    CLI::App* attempt = add(*plugins, a, {"plugins", "try"},
                            "Give a message to one plug-in and say what it answers");
    attempt->add_option("plugin", a.channels, "Name or path")->required()->expected(1);
    attempt->add_option("--set", a.settings, "plugin.setting=value");
    attempt->add_option("--to", a.person, "Address of whoever is to get it");
    attempt->add_option("--class", a.kind, "critical, action or info (default)");
    attempt->add_option("--key", a.key, "Effect id; the same one means the same notice");
    attempt->add_option("--messages", a.script, "Messages instead, a JSON object a line");
    CLI::App* calendars =
        add(app, a, {"calendars"}, "Write what is due for people into their calendars");
    calendars
        ->add_option("people", a.files,
                     "Staff ids; S02=2 gives S02 another address than before, S02=0 takes all away")
        ->required();
    calendars->add_option("--channel", a.channels, "Plug-in name or path (default: ical-feed)")
        ->expected(1);
    calendars->add_option("--set", a.settings, "plugin.setting=value");
}

}  // namespace throughgate::cli

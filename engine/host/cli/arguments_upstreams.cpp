// SPDX-License-Identifier: MIT
// What is typed about other systems.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void upstream_option(CLI::App& command, Arguments& a) {
    command.add_option(
        "--upstream", a.upstreams,
        "Another system, as definitions name it: ndelius, or ndelius=plug-in (default "
        "plug-in: record-http)");
}

void upstream_commands(CLI::App& app, Arguments& a) {
    CLI::App* upstream = app.add_subcommand("upstream", "Other systems, and what they lack");
    upstream->require_subcommand(1);
    add(*upstream, a, {"upstream", "list"}, "Reachable or away since when, and what waits");
    CLI::App* items =
        add(*upstream, a, {"upstream", "items"}, "What is not in their record yet, item by item");
    items->add_option("upstream", a.files, "Only for this system")->expected(1);
    items->add_option("--case", a.of_case, "Only of this case");
    items->add_option("--as", a.as, "Staff id: only what they may see");
    items->add_flag("--refused", a.refused, "Only what a person has to reconcile");
    items->add_flag("--all", a.all, "Also what was taken; needs --case");
    items->add_option("--limit", a.limit);
    items->add_option("--after", a.after, "The last item of the page before");
    const auto decide = [&](const char* name, const char* help) {
        CLI::App* command = add(*upstream, a, {"upstream", name}, help);
        command->add_option("item", a.files, "Its id, from `upstream items`")
            ->required()
            ->expected(1);
        actor_options(*command, a);
    };
    decide("retry", "Send an item again");
    decide("waive", "Record why an item need not go: it was put right by hand");
    CLI::App* now = add(*upstream, a, {"upstream", "try"}, "Ask a system that is away now");
    now->add_option("upstream", a.files, "Its name")->required()->expected(1);
    actor_options(*now, a);
    add(*upstream, a, {"upstream", "feeds"}, "What feeds brought, and whose events wait");
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// `simulate`: one case stepped through, or all live ones with new definitions.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

void simulate_command(CLI::App& app, Arguments& a) {
    CLI::App* simulate = add(app, a, {"simulate"},
                             "Step through a chart or pathway, as JSON lines; with --definition: "
                             "the weeks to come, as things are and with new definitions");
    CLI::Option* file = simulate->add_option("file", a.files, "Chart or pathway")->expected(1);
    simulate->add_option("--script", a.script, "Events, and what should be active after each");
    simulate->add_flag("--reload", a.reload, "Save the case and read it again after every step");
    simulate->add_option("--zone", a.zone, "Time zone (default: Europe/London)");
    CLI::Option* definition =
        simulate->add_option("--definition", a.definition,
                             "What if this were published now? A workflows folder, or one pathway "
                             "in it; played on a copy of the store, which stays as it is");
    simulate->add_option("--weeks", a.forecast_weeks, "With --definition: how many, 1 to 52")
        ->check(CLI::Range(1, 52))
        ->needs(definition)
        ->capture_default_str();
    simulate
        ->add_option("--assume", a.assume,
                     "With --definition: nobody-answers (if left out), or on-time: each handoff "
                     "is acknowledged and completed just before it is due")
        ->check(CLI::IsMember({"nobody-answers", "on-time"}))
        ->needs(definition);
    simulate->add_option("--as", a.as, "With --definition: staff id of its author");
    file->excludes(definition);
    simulate->callback([&a, file, definition] {
        a.command = {"simulate"};
        if (file->count() + definition->count() == 0)
            throw CLI::RequiredError("a file to step through, or --definition,");
    });
}

}  // namespace throughgate::cli

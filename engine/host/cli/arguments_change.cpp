// SPDX-License-Identifier: MIT
// What is typed to change live cases.
#include "host/cli/arguments_parts.hpp"
#include "throughgate/blank.hpp"

namespace throughgate::cli {
namespace {

void plan_command(CLI::App& app, Arguments& a) {
    CLI::App* plan =
        add(app, a, {"plan"}, "What definitions would do to every live case; changes nothing");
    plan->add_option("dir", a.files, "Workflows folder, or one pathway in it")
        ->required()
        ->expected(1);
    plan->add_option("-o,--output", a.plan_file,
                     "Keep the plan in this file; or human, or json, for how it is shown");
    plan->add_option(
        "--effective-from", a.effective_from,
        "Day from whose midnight it holds, as 2026-03-17; a running engine applies it then");
    plan->add_flag("--detailed-exitcode", a.detailed_exit, "End with 1 when cases would change");
    plan->add_option("--as", a.as, "Staff id of its author (default: by operating-system user)");
}

void publication_commands(CLI::App& app, Arguments& a) {
    CLI::App* group = app.add_subcommand("change", "Plans that were put forward, and runs");
    group->require_subcommand(1);
    add(*group, a, {"change", "list"}, "Plans and where they are in their life");
    add(*group, a, {"change", "show"}, "One plan: who wants it, what is different, what it does")
        ->add_option("plan", a.files, "Its hash, or the first letters of it, or a kept file")
        ->required()
        ->expected(1);
    add(*group, a, {"change", "runs"}, "Changes that were carried out or taken back");
    add(*group, a, {"change", "continue"},
        "Go on with a run that was killed, or with cases that it left; without its file")
        ->add_option("run", a.change_run, "Its number")
        ->required();
    CLI::App* end = add(*group, a, {"change", "end"}, "End a run that was killed where it stands");
    end->add_option("run", a.change_run, "Its number")->required();
    end->add_option("--reason", a.reason, "Why; kept")->required();
    add(*group, a, {"change", "left"}, "Cases that a run left alone, and why")
        ->add_option("run", a.change_run, "Its number")
        ->required();
    add(*group, a, {"change", "submit"}, "Put a plan to a second person")
        ->add_option("plan", a.files, "A plan that was kept")
        ->required()
        ->expected(1);
    CLI::App* withdraw = add(*group, a, {"change", "withdraw"}, "Take a plan back");
    withdraw->add_option("plan", a.files, "Its hash, or the first letters of it")
        ->required()
        ->expected(1);
    withdraw->add_option("--reason", a.reason, "Why; kept")->required();
}

}  // namespace

void trial_options(CLI::App& apply, Arguments& a) {
    CLI::Option* team =
        apply.add_option("--team", a.team, "Of a plan: only this team tries it, others stay")
            ->check([](const std::string& name) {
                return name.empty() ? "--team names a team of the directory; this one is empty"
                                    : "";
            });
    apply.add_flag("--everyone", a.everyone, "Of a plan that teams try: publish it for all")
        ->excludes(team);
    apply
        .add_option("--without-plan", a.without_plan,
                    "Of a folder: why live cases may change without a plan; kept")
        ->check([](const std::string& reason) {
            return is_blank(reason) ? "--without-plan wants the reason; this one is empty" : "";
        });
}

void change_commands(CLI::App& app, Arguments& a) {
    plan_command(app, a);
    CLI::App* approve = add(app, a, {"approve"}, "Approve somebody else's plan, as yourself");
    approve->add_option("plan", a.files, "A plan that was kept, or the first letters of its hash")
        ->required()
        ->expected(1);
    approve->add_option("--reason", a.reason, "What was looked at; kept");
    CLI::App* undo = add(app, a, {"undo"}, "Take a change back where nobody has touched it since");
    undo->add_option("run", a.change_run, "Number of its run")->required();
    undo->add_option("--reason", a.reason, "Why; kept")->required();
    undo->add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
    CLI::App* stop =
        add(app, a, {"stop"}, "End what teams try of a plan: their cases are taken back");
    stop->add_option("plan", a.files, "Its hash, or the first letters of it")
        ->required()
        ->expected(1);
    stop->add_option("--reason", a.reason, "Why; kept")->required();
    stop->add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
    publication_commands(app, a);
}

}  // namespace throughgate::cli

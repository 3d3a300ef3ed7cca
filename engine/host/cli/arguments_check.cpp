// SPDX-License-Identifier: MIT
// What authors type while writing: `check`, `fmt`, `explain`.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {

namespace {

void check_command(CLI::App& app, Arguments& a) {
    CLI::App* check = add(app, a, {"check"}, "Check workflow definitions; prints every fault");
    check->add_option("dir", a.files, "Workflows folder")->required()->expected(1);
    check->add_flag("--strict", a.strict,
                    "Warn of what is easily forgotten too, and fail when there are warnings");
    check
        ->add_option("--format", a.report_format,
                     "human, json (the same as -o json) or sarif (SARIF 2.1.0)")
        ->check(CLI::IsMember({"human", "json", "sarif"}));
    check
        ->add_option("--fail-level", a.fail_level,
                     "From what on to exit with 1: error (if left out), warning or none")
        ->check(CLI::IsMember({"error", "warning", "none"}));
    check->add_option("--staff", a.staff_file,
                      "Staff directory: warn of roles that nobody in it holds");
    check->add_flag("--published", a.published,
                    "Also hold 'migrate:' against the versions that --store has published");
    check->add_flag("--fix", a.fix, "Mend in the files what has one sensible repair");
}

void fmt_command(CLI::App& app, Arguments& a) {
    CLI::App* fmt = add(app, a, {"fmt"}, "Lay out definitions and files of tests");
    fmt->add_option("paths", a.files, "Files, folders, or - for standard input")->required();
    fmt->add_flag("--check", a.check_only, "Change nothing; exit with 1 when a file would change");
    fmt->add_flag("--diff", a.diff, "Change nothing; print what would change");
}

void explain_command(CLI::App& app, Arguments& a) {
    CLI::App* explain = add(app, a, {"explain"}, "Cause and repair of a diagnostic code");
    CLI::Option* code = explain->add_option("code", a.explain, "TG0107");
    CLI::Option* list = explain->add_flag("--list", a.list, "All codes, with severity and title");
    list->excludes(code);
}

}  // namespace

void authoring_commands(CLI::App& app, Arguments& a) {
    check_command(app, a);
    fmt_command(app, a);
    explain_command(app, a);
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// What is typed for reports of figures.
#include "host/cli/arguments_parts.hpp"

namespace throughgate::cli {
namespace {

CLI::App* figures(CLI::App& group, Arguments& a, const char* name, const char* help) {
    CLI::App* command = add(group, a, {"report", name}, help);
    command->add_option("--establishment", a.prison, "Prison, as ZZA (default: all)");
    command->add_option("--team", a.team, "Team in the community, as N03A (default: all)");
    command->add_option("--limit", a.report_limit, "Rows of each table (default: 500)");
    command->add_option("--csv", a.csv, "Only this table, as CSV");
    command->add_option("--as", a.as, "Staff id: give what this person may see, and log it");
    command->add_option("--reason", a.reason, "What for; kept in the log of reads");
    return command;
}

void of_person(CLI::App& command, Arguments& a) {
    command.add_option("--person", a.person, "Only cases that this member of staff holds");
}

void days(CLI::App& command, Arguments& a) {
    command.add_option("--from", a.from, "First day, as 2026-03-17");
    command.add_option("--to", a.until, "Last day, as 2026-03-17");
}

}  // namespace

void figure_commands(CLI::App& group, Arguments& a) {
    CLI::App* caseload = figures(group, a, "caseload", "How many cases each person has");
    of_person(*caseload, a);
    caseload->add_option("--sort", a.sort, "Column, as overdue (default: most cases first)");
    CLI::App* workload = figures(
        group, a, "workload", "Points used and available, cases that nobody has, releases a day");
    of_person(*workload, a);
    days(*workload, a);
    workload->add_option("--sort", a.sort, "Column, as used (default: most cases first)");
    CLI::App* handoffs = figures(group, a, "handoffs", "Open handoffs across prison and community");
    of_person(*handoffs, a);
    handoffs->add_flag("--overdue", a.overdue);
    handoffs->add_option("--sort", a.sort, "Column, as age_days (default: by due date)");
    figures(group, a, "unreachable", "What could not be told, and who cannot be told");
    CLI::App* releases = figures(group, a, "releases", "Releases ahead, and what is not arranged");
    of_person(*releases, a);
    days(*releases, a);
    figures(group, a, "states", "Live cases in each state, and versions that they follow");
    CLI::App* inspection = figures(group, a, "inspection", "Evidence for Through the Gate");
    of_person(*inspection, a);
    days(*inspection, a);
    inspection->add_option("--known-on", a.known_on, "As was known at the end of this day");
    inspection->add_option("--seed", a.seed, "The same seed draws the same sample (default: 1)");
    inspection->add_option("--sample", a.sample, "Cases to lay out (default: 20)");
    CLI::App* verify = add(group, a, {"report", "verify"},
                           "Hold a report of an inspection against the log; 1: it differs");
    verify->add_option("file", a.files, "What `report inspection -o json` wrote")
        ->required()
        ->expected(1);
}

}  // namespace throughgate::cli

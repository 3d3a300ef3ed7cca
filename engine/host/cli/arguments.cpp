// SPDX-License-Identifier: MIT
#include "host/cli/arguments.hpp"

#include <cstdio>

#include "host/cli/arguments_parts.hpp"
#include "host/cli/exit_codes.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::cli {

CLI::App* add(CLI::App& parent, Arguments& arguments, std::vector<std::string> path,
              const std::string& help) {
    CLI::App* command = parent.add_subcommand(path.back(), help);
    command->callback([&arguments, path] {
        if (arguments.command.size() < path.size()) arguments.command = path;
    });
    return command;
}

void actor_options(CLI::App& command, Arguments& a) {
    command.add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
    command.add_option("--on-behalf-of", a.on_behalf_of, "Absent colleague or outside body");
    command.add_option("--reason", a.reason, "Why; kept in the log");
    command.add_option("--key", a.key, "Idempotency key; the same key is applied once");
    command.add_option("--at", a.at, "When it was true, as 2026-03-17T09:00:00Z (default: now)");
}

/// Reading as a person: what they may not see is left out, and it is logged.
void viewer_options(CLI::App& command, Arguments& a) {
    command.add_option("--as", a.as, "Staff id: give what this person may see, and log it");
    command.add_option("--reason", a.reason, "What for; kept in the log of reads");
}

namespace {

using Names = std::vector<std::string>;

void test_command(CLI::App& app, Arguments& a) {
    CLI::App* test = add(app, a, {"test"}, "Run files of tests (.test.yaml) of a workflows folder");
    test->add_option("files", a.files, "Files, or folders with some below")->required();
    test->add_option("--only", a.only, "Tests whose name or 'covers' holds this");
    test_reports(*test, a);
    test->add_flag("--coverage", a.coverage, "Say what the tests do not reach, with its place");
    test->add_option(
        "--require", a.require,
        "Fail below so many percent: states=100,transitions=100,deadlines=95,rungs=95");
    test->add_flag("--json", a.json, "The same as -o json");
}

void definition_commands(CLI::App& app, Arguments& a) {
    authoring_commands(app, a);
    CLI::App* eval = add(app, a, {"eval"}, "Evaluate a rule over facts, or cases of named rules");
    eval->add_option("expression", a.files, "\"10 working days before release\"");
    eval->add_option("--facts", a.facts, "Facts by name, as a JSON file");
    eval->add_option("--calendar", a.calendar, "Calendar (default: Monday to Friday)");
    eval->add_option("--zone", a.zone, "Time zone (default: Europe/London)");
    eval->add_flag("--explain", a.explanation, "Say how the answer came about");
    eval->add_option("--batch", a.batch, "JSON files of cases; prints a JSON line for each");
    eval->add_option("--calendars", a.calendars, "Calendars that the cases name, as a JSON file");
    eval->add_option("--rules", a.rules, "Folder of named rules and calendars");
    eval->add_option("--workflows", a.workflows, "Workflows folder, when --rules is not given");
    simulate_command(app, a);
    test_command(app, a);
    CLI::App* graph =
        add(app, a, {"graph"},
            "A diagram of one pathway or chart; --store adds how many cases are where");
    graph->add_option("file", a.files, "Pathway or chart")->required()->expected(1);
    graph->add_option("--format", a.format, "svg (needs Graphviz), dot, mermaid or table")
        ->check(CLI::IsMember({"svg", "dot", "mermaid", "table"}));
    CLI::App* apply = add(app, a, {"apply"},
                          "Publish the definitions of a folder, or carry out an approved plan");
    apply->add_option("dir", a.files, "Workflows folder, or a plan that was kept")
        ->required()
        ->expected(1);
    actor_options(*apply, a);
    trial_options(*apply, a);
}

void import_commands(CLI::App& app, Arguments& a) {
    CLI::App* import = app.add_subcommand("import", "Bring in records, staff or events");
    import->require_subcommand(1);
    const auto kind = [&](const char* name, const char* help) {
        CLI::App* command = add(*import, a, {"import", name}, help);
        command->add_option("file", a.files, "File")->required()->expected(1);
        command->add_option("--rejects", a.rejects,
                            "Add rows that were rejected or refused to this file, to repair");
        actor_options(*command, a);
        return command;
    };
    kind("prisoners", "Prisoner records as JSON; opens cases, a second import is a difference")
        ->add_flag("--partial", a.partial, "The file is no full extract: report nobody missing");
    CLI::App* staff = kind("staff", "Staff directory as CSV; replaces the one before");
    staff->add_flag("--partial", a.partial, "The file holds some rows only: the others stay");
    staff->add_flag("--replace", a.replace, "Even when more than half of the people would go");
    kind("rota", "Who is on duty for a team on a day, as CSV; other days stay");
    kind("events", "Domain events as JSON lines");
    CLI::App* calendar = add(*import, a, {"import", "calendar"},
                             "Bank holidays as GOV.UK publishes them, into the calendar files");
    calendar->add_option("file", a.files, "bank-holidays.json")->required()->expected(1);
    calendar->add_option("--workflows", a.workflows, "Workflows folder");
    calendar->add_option("--calendar-version", a.calendar_version,
                         "What changed files say of themselves (default: today)");
    calendar->add_flag("--dry-run", a.dry_run, "Only say what would change");
}

void language_option(CLI::App& command, Arguments& a) {
    command.add_option("--language", a.language, "Two letters, as cy for Welsh (default: English)");
}

void page_options(CLI::App& command, Arguments& a) {
    language_option(command, a);
    command.add_option("--format", a.page, "text, or html: one page to print")
        ->check(CLI::IsMember({"text", "html"}));
}

/// What can be printed about one case.
void page_commands(CLI::App& group, Arguments& a) {
    const auto about = [&](const char* name, const char* help) {
        CLI::App* command = add(group, a, {"case", name}, help);
        command->add_option("reference", a.files, "TG-000001, or a prison number or CRN")
            ->required()
            ->expected(1);
        viewer_options(*command, a);
        return command;
    };
    language_option(*about("facts", "What is known, who says so, since when and how surely"), a);
    page_options(*about("needs", "Open needs, whose they are, and services that can help"), a);
    page_options(*about("sheet", "The release sheet: appointments, what clashes or is missing"), a);
}

void case_commands(CLI::App& app, Arguments& a) {
    CLI::App* group = app.add_subcommand("case", "Open, list, show and move cases");
    group->require_subcommand(1);
    CLI::App* open = add(*group, a, {"case", "open"}, "Open the case of a person");
    open->add_option("--noms", a.noms, "Prison number");
    open->add_option("--crn", a.crn, "Probation case reference");
    open->add_option("facts", a.fields, "fact=value ...");
    open->add_option("--assign", a.assign, "role=staff");
    actor_options(*open, a);
    place_command(*group, a);
    CLI::App* list = add(*group, a, {"case", "list"}, "Cases, in order of reference");
    list->add_option("--prison", a.prison);
    list->add_option("--team", a.team);
    list->add_option("--officer", a.officer, "Staff id of the responsible officer");
    list->add_option("--state", a.state, "custody, gate, released, community, away, closed")
        ->check(CLI::IsMember({"custody", "gate", "released", "community", "away", "closed"}));
    list->add_option("--noms", a.noms, "The case of this prison number");
    list->add_option("--crn", a.crn, "The case of this probation reference");
    list->add_flag("--parked", a.parked, "Only those that an incident holds");
    list->add_option("--limit", a.limit);
    viewer_options(*list, a);
    CLI::App* show = add(*group, a, {"case", "show"}, "Everything about one case");
    show->add_option("reference", a.files, "TG-000001, or a prison number or CRN")
        ->required()
        ->expected(1);
    viewer_options(*show, a);
    CLI::App* history = add(*group, a, {"case", "history"}, "The log of one case");
    history->add_option("reference", a.files, "TG-000001, or a prison number or CRN")
        ->required()
        ->expected(1);
    history->add_option("--limit", a.limit);
    history->add_option("--from", a.from, "First day, as 2026-03-17");
    history->add_option("--until", a.until, "Last day, as 2026-03-17");
    history->add_option("--kind", a.kind, "Only this kind: fact.set, handoff.raised, ...");
    history->add_option("--last", a.last, "Only so many, the newest");
    viewer_options(*history, a);
    CLI::App* send = add(*group, a, {"case", "send"}, "Tell a case that something happened");
    send->add_option("reference-and-event", a.files, "TG-000001 dtr.submitted")
        ->required()
        ->expected(2);
    send->add_option("--set", a.fields, "fact=value ...");
    send->add_option("--assign", a.assign, "role=staff");
    send->add_option("--version", a.version, "Refuse when the case has moved on from this version");
    actor_options(*send, a);
    page_commands(*group, a);
    export_command(*group, a);
    CLI::App* glass = add(*group, a, {"case", "break-glass"},
                          "Open a case beyond one's rights for four hours; somebody is told");
    glass->add_option("reference", a.files, "TG-000001")->required()->expected(1);
    glass->add_option("--reason", a.reason, "Why; kept in the logs")->required();
    glass->add_option("--as", a.as, "Staff id of who reads (default: by operating-system user)");
    CLI::App* correct =
        add(*group, a, {"case", "correct"}, "Take back an entry that should never have been made");
    correct->add_option("reference", a.files, "TG-000001")->required()->expected(1);
    correct->add_option("--entry", a.entry, "Its number in `case history`")->required();
    correct->add_option("--because", a.reason, "Why; kept in the log")->required();
    correct->add_option("--as", a.as, "Staff id of who acts (default: by operating-system user)");
    correct->add_option("--key", a.key, "Idempotency key; the same key is applied once");
}

void report_commands(CLI::App& app, Arguments& a) {
    CLI::App* group =
        app.add_subcommand("report", "Lists to print, and figures for managers and inspectors");
    group->require_subcommand(1);
    const auto list = [&](const char* name, const char* help) {
        CLI::App* command = add(*group, a, {"report", name}, help);
        command->add_option("--establishment", a.prison, "Prison, as ZZA (default: all)");
        command->add_option("--wing", a.wing, "Wing, as B (default: all)");
        command->add_option("--limit", a.limit, "Rows of a page (default: 1000)");
        command->add_option("--after", a.after, "Go on after this case, the last of a page");
        page_options(*command, a);
        viewer_options(*command, a);
        return command;
    };
    CLI::App* out = list("out", "Who goes out, and what is missing (default: today and tomorrow)");
    out->add_option("--on", a.day, "This release day only, as 2026-03-17");
    out->add_option("--from", a.from, "First release day, as 2026-03-17");
    out->add_option("--to", a.until, "Last release day, as 2026-03-17");
    CLI::App* in = list("in", "Who came in (default: yesterday)");
    in->add_option("--on", a.day, "This day, as 2026-03-17");
    figure_commands(*group, a);
}

void handoff_commands(CLI::App& app, Arguments& a) {
    CLI::App* group = app.add_subcommand("handoff", "List handoffs and act on them");
    group->require_subcommand(1);
    CLI::App* list = add(*group, a, {"handoff", "list"}, "Open handoffs");
    list->add_option("reference", a.files, "One case only")->expected(1);
    list->add_option("--person", a.person, "Waiting for this member of staff");
    list->add_flag("--overdue", a.overdue);
    list->add_flag("--all", a.all, "Ended ones too");
    list->add_option("--limit", a.limit);
    viewer_options(*list, a);
    CLI::App* words = add(*group, a, {"handoff", "text"},
                          "A contact to copy into the probation record; changes nothing");
    words->add_option("reference-and-handoff", a.files, "TG-000001 3, or TG-000001 H20")
        ->required()
        ->expected(2);
    language_option(*words, a);
    viewer_options(*words, a);
    const auto act = [&](const char* name, const char* help) {
        CLI::App* command = add(*group, a, {"handoff", name}, help);
        command->add_option("reference-and-handoff", a.files, "TG-000001 3, or TG-000001 H06")
            ->required()
            ->expected(2);
        command->add_option("--evidence", a.evidence, "How an outside body's answer is known");
        command->add_option("--version", a.version, "Refuse when the handoff has moved on");
        actor_options(*command, a);
    };
    act("ack", "Acknowledge: a named person has it");
    act("accept", "Take it on");
    act("decline", "Give it back to the sender, with a reason");
    act("query", "Ask the sender; --reason holds the question");
    act("answer", "The sender answers a question; --reason holds the answer");
    act("complete", "It is done");
}

void running_commands(CLI::App& app, Arguments& a) {
    CLI::App* worklist = add(app, a, {"worklist"}, "What a member of staff should do today");
    worklist->add_option("person", a.person, "Staff id (default: who acts)");
    viewer_options(*worklist, a);
    CLI::App* run = add(app, a, {"run"}, "Scheduler and delivery until SIGTERM");
    run->add_option("--channel", a.channels, "Plug-in name or path; the first is used first");
    upstream_option(*run, a);
    calendar_options(*run, a);
    run->add_option("--set", a.settings, "channel.setting=value");
    run->add_flag("--shadow", a.shadow, "Plan and list notices; send them to live teams only");
    care_commands(app, a);
    plugin_commands(app, a);
    add(app, a, {"version"}, "Version of this program");
}

#ifdef TG_HTTP
void http_commands(CLI::App& app, Arguments& a) {
    CLI::App* serve =
        add(app, a, {"serve"}, "The engine and its HTTP API in one process, until SIGTERM");
    serve->add_option("--listen", a.listen, "Address and port (default 127.0.0.1:8080)");
    serve->add_option("--tokens", a.tokens, "File of tokens (default: beside the store)");
#ifdef TG_OAUTH
    serve->add_option("--oauth", a.oauth, "Settings of an identity provider, a JSON file");
#endif
    serve->add_option("--channel", a.channels, "Plug-in name or path; the first is used first");
    upstream_option(*serve, a);
    calendar_options(*serve, a);
    serve->add_option("--set", a.settings, "channel.setting=value");
    serve->add_flag("--shadow", a.shadow, "Plan and list notices; send them to live teams only");
    serve->add_option("--one-time-links", a.one_time_links,
                      "Address of this server as people outside reach it: notices carry links to "
                      "acknowledge with");
    serve->add_option("--backups", a.backups, "Folder for backups that are asked for over HTTP");
    serve->add_flag("--quiet", a.quiet, "Log refused and failed requests only");
    serve->add_flag("--demo", a.demo, "On a temporary store with a movable clock; prints a token");
    serve->add_option("--workflows", a.workflows,
                      "Workflows folder that the console's editor starts from; demo: what is "
                      "published");
    serve->add_option("--caseload", a.caseload, "demo: caseload folder");
    serve->add_option("--as", a.as, "demo: staff id that the token acts as (default: nobody)");
    console_option(*serve, a);
    user_commands(app, a);
    CLI::App* token = app.add_subcommand("token", "Who may call the HTTP API");
    token->require_subcommand(1);
    token->add_option("--tokens", a.tokens, "File of tokens (default: beside the store)");
    CLI::App* create = add(*token, a, {"token", "create"}, "A new token; shown this once");
    create->add_option("--actor", a.actor, "Staff id that it acts as");
    create->add_option("--role", a.roles, "reader, caseworker or operator")->required();
    create->add_option("--label", a.labels, "Data label whose values it may see");
    create->add_option("--name", a.name, "Who holds it, as the log says (default: its id)");
    create->add_option("--days", a.days_valid, "How long it is valid (default: for ever)");
    add(*token, a, {"token", "list"}, "Tokens, without their secrets");
    add(*token, a, {"token", "revoke"}, "Refuse a token from now on")
        ->add_option("token", a.files, "Its id")
        ->required()
        ->expected(1);
}
#endif

bool asks_for_help(int argc, const char* const* argv) {
    return argc == 2 && std::string_view(argv[1]) == "help";
}

}  // namespace

Parsed parse(int argc, const char* const* argv) {
    Parsed parsed;
    Arguments& a = parsed.arguments;
    CLI::App app{"Throughgate: nobody falls between prison and community"};
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--store", a.store, "SQLite file (default throughgate.db)");
    app.add_option("-o,--output", a.output, "human or json")
        ->check(CLI::IsMember({"human", "json"}));
    app.add_option(
        "--now", a.now,
        "What is due and overdue as of this time, as 2026-03-17T09:00:00Z; a command that "
        "writes takes it for a store on a virtual clock only (a new store becomes one)");
    app.set_version_flag("--version", "throughgate " + std::string(version()));
    definition_commands(app, a);
    view_commands(app, a);
    change_commands(app, a);
    import_commands(app, a);
    case_commands(app, a);
    handoff_commands(app, a);
    report_commands(app, a);
    running_commands(app, a);
    demo_command(app, a);
#ifdef TG_HTTP
    http_commands(app, a);
#endif
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (a.command.empty() && asks_for_help(argc, argv)) {
            std::fputs(app.help().c_str(), stdout);
            parsed.exit = exit_clean;
            return parsed;
        }
        const int code = app.exit(error);
        if (code != 0) suggest(app, Names(argv + 1, argv + argc));
        parsed.exit = code == 0 ? exit_clean : exit_usage;
    }
    return parsed;
}

}  // namespace throughgate::cli

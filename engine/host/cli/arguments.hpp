// SPDX-License-Identifier: MIT
// Arguments: what was typed, as one value. Read by CLI11 in arguments.cpp and nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace throughgate::cli {

struct Arguments {
    std::vector<std::string> command;  ///< {"case", "show"}
    // Everywhere
    std::string store = "throughgate.db";
    std::string output = "human";  ///< human or json
    std::string as;                ///< staff id; empty: by operating-system user
    std::string on_behalf_of;
    std::string reason;
    std::string key;  ///< idempotency key; empty: a fresh one
    std::string now;  ///< reads the store as of this virtual time
    // Per command
    std::vector<std::string> files;      ///< positional: files, references, names
    std::vector<std::string> fields;     ///< name=value
    std::vector<std::string> assign;     ///< role=staff
    std::vector<std::string> channels;   ///< plug-in names or paths
    std::vector<std::string> settings;   ///< channel.setting=value
    std::string of_case;                 ///< upstream items: only of this case
    std::string staff_file, rota_file;   ///< route
    bool refused = false;                ///< upstream items: only these
    std::vector<std::string> upstreams;  ///< other systems: name, or name=plug-in
    std::string rejects;                 ///< reject file of an import
    std::string calendar_version;        ///< of changed calendar files
    bool dry_run = false;                ///< import calendar: write nothing
    bool partial = false;                ///< import: the file holds some of the rows
    bool replace = false;                ///< import staff: even when most would go
    std::string noms, crn;
    std::string from, until, kind;  ///< case history: days, kind of entry
    std::size_t last = 0;           ///< case history: so many, the newest; 0: all
    std::string prison, team, officer, state;
    std::string person;
    std::string evidence;
    std::string at;                  ///< when it was true
    std::string explain;             ///< diagnostic code
    std::vector<std::string> batch;  ///< eval: files of cases
    std::string facts, calendar, calendars, rules;
    std::string zone = "Europe/London";
    bool explanation = false;
    std::uint64_t version = 0;  ///< expected; 0: none
    std::uint64_t entry = 0;    ///< case correct: number in the log
    std::size_t limit = 100;
    bool all = false;
    bool overdue = false;
    bool parked = false;
    bool shadow = false;              ///< run: nothing is sent for teams that are not live
    bool json_summary = false;        ///< demo --json
    std::string script;               ///< simulate: events and what should be active after each
    std::string only;                 ///< test: those whose name or `covers` holds this
    std::string require;              ///< test: coverage below which it fails
    std::string format = "svg";       ///< graph
    std::string page = "text";        ///< sheets and lists: text or html
    std::string language;             ///< of what people read; empty: English
    std::string day, wing;            ///< report: one day, one wing
    std::string sort, csv, known_on;  ///< report: a column, a table, a day
    std::uint64_t seed = 1;           ///< report inspection: of the sample
    std::size_t sample = 20, report_limit = 500;
    std::string after;                 ///< report: the last case of the page before
    bool strict = false;               ///< check: warnings count
    std::string report_format;         ///< check: human, json or sarif; empty: as --output says
    std::string fail_level = "error";  ///< check: error, warning or none
    bool fix = false;                  ///< check: mend what has one repair
    bool check_only = false;           ///< fmt: change nothing, exit with 1
    bool diff = false;                 ///< fmt: print what would change
    bool list = false;                 ///< explain: all codes
    bool coverage = false;             ///< test: what the tests reach
    bool json = false;                 ///< the same as --output json
    std::string definition;            ///< simulate: what is published in a copy of the store
    unsigned forecast_weeks = 12;      ///< simulate --definition
    std::string assume;                ///< simulate --definition: what people do meanwhile
    bool reload = false;               ///< simulate: save and reload the case after every step
    bool fresh = false;                ///< demo: start again
    std::string against;               ///< diff: the version before, as git:REF
    std::string junit;                 ///< test: file for a report in JUnit's form
    std::string coverage_html;         ///< test: file for what is reached, as a page
    std::string matching;              ///< test: those whose name or `covers` this expression finds
    bool generate = false;             ///< test: write tests instead of running some
    std::size_t generate_limit = 400'000;  ///< test --generate: decisions tried at most
    bool force = false;                    ///< test --generate: write over what takes more
    bool published = false;                ///< check: hold `migrate:` against the store
    bool live_counts = false;              ///< graph: how many cases of the store are in each state
    std::string workflows = "workflows";
    std::string caseload = "examples/caseload";
    // serve and token
    std::string listen = "127.0.0.1:8080";
    std::string tokens;               ///< file of tokens; empty: beside the store
    std::string actor;                ///< staff id that a token acts as
    std::string name;                 ///< of whoever holds a token
    std::string days_valid;           ///< of a token; empty: it does not expire
    std::vector<std::string> roles;   ///< of a token
    std::vector<std::string> labels;  ///< data labels that a token may see
    std::string one_time_links;       ///< serve: address of this server from outside
    std::string oauth;                ///< serve: settings of an identity provider, a JSON file
    std::string users;                ///< file of the console's users; empty: beside the store
    std::string password_from;        ///< user: file with the password; empty: one is made
    bool no_console = false;          ///< serve: the HTTP API alone
    std::string sign_in;              ///< serve: settings of OpenID Connect, a JSON file
    std::vector<std::string> trusted_proxies;  ///< serve: addresses and ranges
    std::string address;                       ///< serve: of the console, as people reach it
    bool demo = false;                         ///< serve: a temporary store with a movable clock
    bool quiet = false;                        ///< serve: log refused and failed requests only
    // doctor
    std::string compared;           ///< folder of workflows that should be published
    std::string backups;            ///< folder of backups; empty: not looked at
    unsigned backup_hours = 26;     ///< how old the newest may be
    std::uint64_t free_mib = 1024;  ///< room that should be free on the store's disk
    std::string plan_file;          ///< plan: where it is kept
    std::string effective_from;     ///< plan: a day; not applied before
    bool detailed_exit = false;     ///< plan: 1 when anything would change
    std::int64_t change_run = 0;    ///< undo
    bool everyone = false;          ///< apply: what teams try, for all
    std::string without_plan;       ///< apply: why live cases change without a plan; empty: not
    unsigned weeks = 0;             ///< demo: 0: 26, or 6 when it is served
    unsigned days = 0;              ///< demo: instead of weeks, when given
    bool serve = false;             ///< demo: open it in the console
    bool counts = false;            ///< demo: notices are counted, not kept
};

/// The arguments, or the exit code with which to end (help and usage were printed).
struct Parsed {
    Arguments arguments;
    std::optional<int> exit;
};
Parsed parse(int argc, const char* const* argv);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// `throughgate serve`: the engine and its HTTP API in one process; `serve --demo` on a temporary
// store with a movable clock, for whoever writes a client.
#include "host/http/serve.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <cstdio>
#include <filesystem>

#include "host/cli/calendars.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/demo.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/service_manager.hpp"
#include "host/cli/serving.hpp"
#include "host/cli/session.hpp"
#include "host/console/start.hpp"
#include "host/console/user_file.hpp"
#include "host/http/token_file.hpp"
#include "host/scratch_folder.hpp"

namespace throughgate::cli {
namespace {

/// A connection is a descriptor; the usual 1,024 would be too few by the store's own.
void allow_many_connections() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    setrlimit(RLIMIT_NOFILE, &limit);
}

void announce(const Console& console, const std::string& url, const std::string& token) {
    if (console.json()) {
        boost::json::object object{{"url", url}};
        if (!token.empty()) object["token"] = token;
        console.value(object);
    } else {
        console.line("listening on " + url);
        if (!token.empty()) console.line("token " + token);
    }
}

int run_server(Engine& engine, http::ServeOptions options, const Console& console,
               const std::string& token) {
    return serve_until_stopped(engine, std::move(options), console,
                               [&](const std::string& url) { announce(console, url, token); });
}

std::string without_slash(std::string address) {
    while (address.ends_with('/')) address.pop_back();
    return address;
}

/// "https://tg.example.org" -> "https://tg.example.org/a/".
std::string links_below(const std::string& given) {
    const std::string address = without_slash(given);
    return address.empty() ? address : address + "/a/";
}

bool is_address(const std::string& text) {
    return text.empty() || text.starts_with("https://") || text.starts_with("http://");
}

int serve_live(const Arguments& arguments, const Console& console,
               const http::ListenOptions& listen) {
    if (!arguments.now.empty())
        return console.fail({ErrorKind::invalid,
                             "serve goes by the real time; leave --now out, or add --demo",
                             "--now"});
    for (const auto& [option, given] : {std::pair("--one-time-links", arguments.one_time_links),
                                        std::pair("--address", arguments.address)})
        if (!is_address(given))
            return console.fail(
                {ErrorKind::invalid, "wants an address like https://handoffs.example.org", option});
    EngineOptions options;
    options.store_path = arguments.store;
    options.create = false;
    options.shadow = arguments.shadow;
    if (!arguments.address.empty()) options.link_base = without_slash(arguments.address);
    options.one_time_links = links_below(arguments.one_time_links);
    auto with = with_channels(std::move(options), without_calendars(arguments));
    if (!with.ok()) return console.fail(with.error());
    auto engine = Engine::open(std::move(*with));
    if (!engine.ok()) return fail_to_open(engine.error(), arguments, console);
    if (auto refused = refuse_future(**engine); !refused.ok()) return console.fail(refused.error());
    const auto calendars = CalendarWriter::open(arguments, console);
    if (!calendars.ok()) return console.fail(calendars.error());
    if (auto started = (*engine)->start(); !started.ok()) return console.fail(started.error());
    if (*calendars) (*calendars)->start(**engine);
    return run_server(**engine, options_of(arguments, listen), console, "");
}

// --- the demo ----------------------------------------------------------------------------------

Result<Instant> demo_start(const Arguments& arguments) {
    if (const auto given = parse_instant(arguments.now)) return *given;
    if (!arguments.now.empty())
        return Error{ErrorKind::invalid, "--now wants a time like 2026-03-17T09:00:00Z", "--now"};
    FeedReader feed({arguments.caseload + "/events.jsonl", "", true});
    auto first = feed.next();
    if (!first.ok()) return first.error();
    if (!*first) return Error{ErrorKind::invalid, "the event feed is empty", arguments.caseload};
    return Instant{std::chrono::floor<std::chrono::days>((*first)->arrival)};
}

/// Definitions, staff and people of the demo, as its workflows and caseload folders hold them.
Status fill(Engine& engine, const Arguments& arguments) {
    const Actor actor{"", principal(), ""};
    const auto definitions = read_definitions(arguments.workflows);
    if (!definitions.ok()) return definitions.error();
    const auto applied = engine.apply(*definitions, actor);
    if (!applied.ok()) return applied.error();
    if (applied->report.errors != 0)
        return Error{ErrorKind::invalid,
                     "the workflow definitions have errors; `throughgate check` lists them",
                     arguments.workflows};
    const auto staff = read_file(arguments.caseload + "/directory.csv");
    if (!staff.ok()) return staff.error();
    const auto directory = engine.import_directory(*staff, "directory.csv", actor);
    if (!directory.ok()) return directory.error();
    const auto records = read_file(arguments.caseload + "/prisoners.json");
    if (!records.ok()) return records.error();
    const auto prisoners = engine.import_prisoners(*records, "prisoners.json", actor);
    return prisoners.ok() ? Status{} : Status{prisoners.error()};
}

/// Somebody with cases, so that the first look at a worklist shows something.
std::string somebody_with_cases(Engine& engine) {
    const auto rows = engine.list_cases({});
    if (!rows.ok()) return "";
    for (const CaseRow& row : *rows)
        if (!row.officer.empty()) return row.officer;
    return "";
}

std::string whose_token(Engine& engine, const std::string& person) {
    if (!person.empty()) return "; the token acts as " + person;
    const std::string somebody = somebody_with_cases(engine);
    if (somebody.empty()) return "; the token sees everything";
    return "; the token sees everything, and with `Throughgate-Person: " + somebody +
           "` what that person may see";
}

int serve_demo(Arguments arguments, const Console& console, const http::ListenOptions& listen) {
    const ScratchFolder folder;
    arguments.store = folder.path() + "/demo.db";
    arguments.tokens = folder.path() + "/demo.tokens";
    const auto start = demo_start(arguments);
    if (!start.ok()) return console.fail(start.error());
    VirtualClock clock(*start);
    EngineOptions options;
    options.store_path = arguments.store;
    options.clock = &clock;
    options.survives_power_loss = false;
    auto engine = Engine::open(std::move(options));
    if (!engine.ok()) return console.fail(engine.error());
    if (auto filled = fill(**engine, arguments); !filled.ok()) return console.fail(filled.error());
    http::TokenRecord record;
    record.person = arguments.as;
    record.roles = {"operator"};
    record.name = "demo";
    const http::NewToken token = http::make_token(record, *start);
    if (auto written = http::write_tokens(arguments.tokens, {token.record}); !written.ok())
        return console.fail(written.error());
    console.say("a temporary store, its clock at " + format_instant(*start) +
                whose_token(**engine, arguments.as));
    http::ServeOptions serving = options_of(arguments, listen);
    serving.runs = http::EngineRuns::when_asked;
    return run_server(**engine, std::move(serving), console, token.text);
}

}  // namespace

http::ServeOptions options_of(const Arguments& arguments, const http::ListenOptions& listen) {
    http::ServeOptions options;
    options.listen = listen;
    options.store_path = arguments.store;
    options.token_path =
        arguments.tokens.empty() ? http::token_file_of(arguments.store) : arguments.tokens;
    options.oauth_path = arguments.oauth;
    options.backup_folder = arguments.backups;
    if (!arguments.no_console)
        options.in_front = console::in_front(
            {arguments.users.empty() ? console::user_file_of(arguments.store) : arguments.users,
             arguments.sign_in, arguments.workflows});
    if (arguments.quiet) options.verbosity = http::Verbosity::problems;
    return options;
}

int serve_until_stopped(Engine& engine, http::ServeOptions options, const Console& console,
                        const std::function<void(const std::string& url)>& announce) {
    allow_many_connections();
    options.ready = [&](const std::string& url) {
        announce(url);
        std::fflush(stdout);
        tell_service_manager("READY=1");
    };
    options.stopping = [] { tell_service_manager("STOPPING=1"); };
    const Status done = http::serve(engine, options);
    return done.ok() ? exit_clean : console.fail(done.error());
}

int run_serve(const Arguments& arguments, const Console& console) {
    auto listen = http::read_listen(arguments.listen);
    if (!listen.ok()) return console.fail(listen.error());
    const auto proxies = http::TrustedProxies::read(arguments.trusted_proxies);
    if (!proxies.ok()) return console.fail(proxies.error());
    listen->proxies = *proxies;
    if (!arguments.backups.empty() && !std::filesystem::is_directory(arguments.backups))
        return console.fail({ErrorKind::invalid,
                             "there is no folder '" + arguments.backups +
                                 "'; make it first, for nobody else to read",
                             "--backups"});
    return arguments.demo ? serve_demo(arguments, console, *listen)
                          : serve_live(arguments, console, *listen);
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
#include <signal.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <filesystem>

#include "host/cli/calendars.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/service_manager.hpp"
#include "host/cli/session.hpp"
#include "host/json/going_live.hpp"
#include "throughgate/notices.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

/// SIGTERM and SIGINT, taken by this thread alone: block before any thread starts.
sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

Status may_be_written(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code none;
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, none))
        return Error{ErrorKind::invalid,
                     "the backup cannot be written to " + path + ": there is no folder " +
                         folder.string() + "; make it first, or name another path",
                     path};
    if (!fs::exists(path, none)) return {};
    return Error{ErrorKind::invalid,
                 "the backup cannot be written to " + path +
                     ": there is a file already; name another path, or move it away",
                 path};
}

/// What stands in the way of reading it.
Error no_backup(const Error& error, const std::string& path) {
    return {error.kind,
            "cannot restore " + path + ": " + error.message +
                "; name a file that `throughgate backup` wrote",
            path};
}

}  // namespace

int fail_to_open(const Error& error, const Arguments& arguments, const Console& console) {
    // Another owner, a missing store or channel: out of reach for whoever asked to run.
    const int code = console.fail(unreachable(error, arguments.store));
    const bool away = error.kind == ErrorKind::conflict || error.kind == ErrorKind::not_found;
    return away ? exit_unreachable : code;
}

Status refuse_future(Engine& engine) {
    const auto virtual_now = engine.virtual_now();
    if (!virtual_now.ok()) return virtual_now.error();
    if (!virtual_now->has_value() || **virtual_now <= engine.now()) return {};
    return Error{ErrorKind::refused,
                 "this store was played on a virtual clock up to " + format_instant(**virtual_now) +
                     ", which is still to come; run a live store instead",
                 "clock"};
}

int run_engine(const Arguments& arguments, const Console& console) {
    if (!arguments.now.empty())
        return console.fail(
            {ErrorKind::invalid, "run goes by the real time; leave --now out", "--now"});
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    EngineOptions options;
    options.store_path = arguments.store;
    options.create = false;
    options.shadow = arguments.shadow;
    auto with = with_channels(std::move(options), without_calendars(arguments));
    if (!with.ok()) return console.fail(with.error());
    if (auto there = plugins_are_there(*with, arguments); !there.ok())
        return console.fail(there.error());
    auto engine = Engine::open(std::move(*with));
    if (!engine.ok()) return fail_to_open(engine.error(), arguments, console);
    if (auto refused = refuse_future(**engine); !refused.ok()) return console.fail(refused.error());
    const auto calendars = CalendarWriter::open(arguments, console);
    if (!calendars.ok()) return console.fail(calendars.error());
    if (auto started = (*engine)->start(); !started.ok()) return console.fail(started.error());
    if (*calendars) (*calendars)->start(**engine);
    console.say("running on " + arguments.store + " until SIGTERM");
    tell_service_manager("READY=1");
    int signal = 0;
    sigwait(&signals, &signal);
    console.say("stopping");
    tell_service_manager("STOPPING=1");
    if (*calendars) (*calendars)->stop();
    (*engine)->stop();
    console.say("stopped");
    return exit_clean;
}

int run_backup(const Arguments& arguments, const Console& console) {
    if (auto may = may_be_written(arguments.files.front()); !may.ok())
        return console.fail(may.error());
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto done =
        (*session)->engine().backup(arguments.files.front(), [&console](int copied, int total) {
            console.progress("copied " + std::to_string(copied) + " of " + std::to_string(total) +
                             " pages");
        });
    if (!done.ok()) return console.fail(done.error());
    console.line("backed up to " + arguments.files.front());
    return exit_clean;
}

int run_restore(const Arguments& arguments, const Console& console) {
    const auto done = Engine::restore(arguments.files.front(), arguments.store);
    if (!done.ok() && done.error().kind == ErrorKind::not_found)
        return console.fail({ErrorKind::invalid,
                             "cannot read " + arguments.files.front() + ": there is no such backup",
                             arguments.files.front()});
    if (!done.ok() && done.error().subject == arguments.files.front())
        return console.fail(no_backup(done.error(), arguments.files.front()));
    if (!done.ok()) return console.fail(done.error());
    console.line("restored " + arguments.files.front() + " to " + arguments.store +
                 "; its notices are held until `throughgate outbox release`");
    return exit_clean;
}

int show_reads(const Arguments& a, const Console& console, Session& session) {
    ReadQuery query;
    if (!a.files.empty()) query.case_reference = a.files.front();
    query.person = a.person;
    query.limit = a.limit;
    const auto reads = session.engine().reads(query);
    if (!reads.ok()) return console.fail(reads.error());
    json::array all;
    for (const ReadEntry& each : *reads) {
        all.push_back(to_json(each));
        if (!console.json())
            console.line(session.engine().in_words(each.at) + "  " + each.case_reference + "  " +
                         each.person + "  " + each.kind + ": " + each.what +
                         (each.purpose.empty() ? "" : " (" + each.purpose + ")"));
    }
    if (console.json()) console.value(all);
    if (reads->empty() && !console.json()) console.line("nothing was read by anybody");
    return exit_clean;
}

int run_audit(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    if (arguments.command.back() == "reads") return show_reads(arguments, console, **session);
    const auto faults = (*session)->engine().verify_audit();
    if (!faults.ok()) return console.fail(faults.error());
    if (console.json())
        console.value(json::object{{"verified", faults->empty()},
                                   {"faults", json::array(faults->begin(), faults->end())}});
    for (const std::string& fault : *faults)
        if (!console.json()) console.line(fault);
    if (faults->empty() && !console.json()) console.line("every chain verifies");
    return faults->empty() ? exit_clean : exit_findings;
}

int run_outbox(const Arguments& arguments, const Console& console) {
    if (arguments.command.back() == "shadow") return show_shadowed(arguments, console);
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto actor = (*session)->actor(arguments);
    if (!actor.ok()) return console.fail(actor.error());
    const auto held = outbox_is_held((*session)->engine());
    if (!held.ok()) return console.fail(held.error());
    if (!*held) {
        console.line(
            "nothing is held in " + arguments.store +
            ": its notices go out as they fall due (`throughgate notice list` shows them)");
        return exit_clean;
    }
    if (auto released = (*session)->engine().release_outbox(*actor); !released.ok())
        return console.fail(released.error());
    console.line("held notices are queued again");
    return exit_clean;
}

int run_clock(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto actor = (*session)->actor(arguments);
    if (!actor.ok()) return console.fail(actor.error());
    if (auto asked = (*session)->engine().confirm_clock(*actor); !asked.ok())
        return console.fail(asked.error());
    console.line("the time is confirmed; the running engine fires what is due within a second");
    return exit_clean;
}

int run_health(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const Health health = (*session)->engine().health();
    if (console.json()) {
        console.value(
            json::object{{"ok", health.ok},
                         {"problems", json::array(health.problems.begin(), health.problems.end())},
                         {"warnings", json::array(health.warnings.begin(), health.warnings.end())},
                         {"open_incidents", health.open_incidents}});
        return health.ok ? exit_clean : exit_findings;
    }
    console.line(health.ok ? "well" : "not well");
    for (const std::string& problem : health.problems) console.line("  " + problem);
    for (const std::string& warning : health.warnings) console.line("  note: " + warning);
    console.line("  open incidents: " + std::to_string(health.open_incidents));
    return health.ok ? exit_clean : exit_findings;
}

int run_recompute(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto runs = (*session)->engine().recomputes();
    if (!runs.ok()) return console.fail(runs.error());
    json::array all;
    for (const RecomputeView& run : *runs) {
        all.push_back(json::object{
            {"cause", run.cause},
            {"cases", run.total},
            {"done", run.done},
            {"changed", run.changed},
            {"started", format_instant(run.started)},
            {"finished", run.finished ? json::value(format_instant(*run.finished)) : nullptr}});
        if (!console.json())
            console.line((*session)->engine().in_words(run.started) + "  " +
                         (run.finished ? "done" : "under way") + "  " + std::to_string(run.done) +
                         " of " + std::to_string(run.total) + " cases, " +
                         std::to_string(run.changed) + " with moved dates: " + run.cause);
    }
    if (console.json()) console.value(all);
    if (runs->empty() && !console.json()) console.line("no run so far");
    return exit_clean;
}

int run_dump(const Arguments& arguments, const Console& console) {
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const auto text = (*session)->engine().canonical_dump();
    if (!text.ok()) return console.fail(text.error());
    console.line(*text);
    return exit_clean;
}

}  // namespace throughgate::cli

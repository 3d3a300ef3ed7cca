// SPDX-License-Identifier: MIT
// Plays half a year of a caseload in seconds: the same engine, store and delivery as in life, only
// the clock is virtual. Killed and started again it goes on where the store stands.
#include "host/cli/demo.hpp"

#include <boost/json/object.hpp>
#include <chrono>
#include <filesystem>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/print.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Demo {
    const Arguments& arguments;
    const Console& console;
    std::string folder;
    std::string maildir;
    std::vector<FeedDelivery> feed;
    std::unique_ptr<VirtualClock> clock;
    std::unique_ptr<Engine> engine;
    Instant start{};
    Instant end{};

    [[nodiscard]] Actor actor() const { return {"", principal(), ""}; }
};

Instant day_of(Instant instant) { return std::chrono::floor<std::chrono::days>(instant); }

Status prepare_folder(Demo& demo) {
    demo.folder = fs::path(demo.arguments.store).parent_path().string();
    if (demo.folder.empty()) demo.folder = ".";
    demo.maildir = demo.folder + "/maildir";
    std::error_code problem;
    if (demo.arguments.fresh) {
        for (const char* suffix : {"", "-wal", "-shm", ".owner"})
            fs::remove(demo.arguments.store + suffix, problem);
        fs::remove_all(demo.maildir, problem);
    }
    fs::create_directories(demo.folder, problem);
    if (problem)
        return Error{ErrorKind::invalid, "cannot make the folder " + demo.folder, demo.folder};
    return {};
}

Status read_plan(Demo& demo) {
    const auto events = read_file(demo.arguments.caseload + "/events.jsonl");
    if (!events.ok()) return events.error();
    const auto records = read_file(demo.arguments.caseload + "/prisoners.json");
    if (!records.ok()) return records.error();
    auto feed = read_feed(*events, *records);
    if (!feed.ok()) return feed.error();
    if (feed->empty())
        return Error{ErrorKind::invalid, "the event feed is empty", demo.arguments.caseload};
    demo.feed = std::move(*feed);
    demo.start = day_of(demo.feed.front().arrival);
    demo.end = demo.start + std::chrono::weeks{demo.arguments.weeks};
    return {};
}

Status open_engine(Demo& demo) {
    demo.clock = std::make_unique<VirtualClock>(demo.start);
    Arguments with = demo.arguments;
    with.channels = {"file-drop"};
    // A kill loses nothing that the kernel has; only a power cut would, and this is a demo.
    with.settings = {"file-drop.directory=" + demo.maildir, "file-drop.fsync=false"};
    EngineOptions options;
    options.store_path = demo.arguments.store;
    options.clock = demo.clock.get();
    options.check_invariants = true;
    auto channels = with_channels(std::move(options), with);
    if (!channels.ok()) return channels.error();
    auto engine = Engine::open(std::move(*channels));
    if (!engine.ok()) return engine.error();
    demo.engine = std::move(*engine);
    demo.console.say_times_as([&demo](Instant at) { return demo.engine->in_words(at); });
    const auto stands = demo.engine->virtual_now();
    if (!stands.ok()) return stands.error();
    if (*stands && **stands > demo.start) demo.clock->set(**stands);
    return {};
}

void tell_import(const Demo& demo, const std::string& what, const ImportReport& report) {
    demo.console.say(what + ": " + std::to_string(report.read) + " read, " +
                     std::to_string(report.opened + report.changed) + " taken, " +
                     std::to_string(report.rejected) + " rejected, " +
                     std::to_string(report.quality_items) + " values came in as unknown");
}

Status set_up(Demo& demo) {
    Engine& engine = *demo.engine;
    const auto definitions = read_definitions(demo.arguments.workflows);
    if (!definitions.ok()) return definitions.error();
    const auto applied = engine.apply(*definitions, demo.actor());
    if (!applied.ok()) return applied.error();
    if (applied->report.errors != 0) {
        for (const Diagnostic& each : applied->report.diagnostics)
            demo.console.say(format_diagnostic(each));
        return Error{ErrorKind::invalid, "the workflow definitions have errors",
                     demo.arguments.workflows};
    }
    const std::string& caseload = demo.arguments.caseload;
    const auto staff = read_file(caseload + "/directory.csv");
    if (!staff.ok()) return staff.error();
    const auto directory = engine.import_directory(*staff, "directory.csv", demo.actor());
    if (!directory.ok()) return directory.error();
    tell_import(demo, "staff directory", *directory);
    const auto records = read_file(caseload + "/prisoners.json");
    if (!records.ok()) return records.error();
    const auto prisoners = engine.import_prisoners(*records, "prisoners.json", demo.actor());
    if (!prisoners.ok()) return prisoners.error();
    tell_import(demo, "prisoner records", *prisoners);
    for (const std::string& problem : prisoners->problems) demo.console.say("  " + problem);
    return {};
}

Status play(Demo& demo) {
    std::size_t refused = 0;
    std::size_t done = 0;
    for (const FeedDelivery& delivery : demo.feed) {
        done += delivery.count;
        if (delivery.arrival < demo.clock->now() || delivery.arrival >= demo.end) continue;
        if (auto run = demo.engine->run_until(delivery.arrival); !run.ok()) return run;
        const auto report =
            demo.engine->import_events(delivery.lines, "events.jsonl", demo.actor());
        if (!report.ok()) return report.error();
        refused += report->problems.size();
        for (const std::string& problem : report->problems)
            if (demo.arguments.all)
                demo.console.say(demo.console.when(delivery.arrival) + " " + problem);
        demo.console.progress(
            demo.console.when(delivery.arrival) + ": " + std::to_string(done) + " events",
            done / 1000 > (done - delivery.count) / 1000);
    }
    if (auto run = demo.engine->run_until(demo.end); !run.ok()) return run;
    demo.console.progress("");
    demo.console.say("played to " + demo.console.when(demo.end) + "; " + std::to_string(refused) +
                     " events were refused or told about a problem");
    return {};
}

/// The case whose story shows most: the one with the most handoffs.
Result<CaseView> pick_story(Engine& engine) {
    CaseQuery query;
    query.limit = 10000;
    const auto rows = engine.list_cases(query);
    if (!rows.ok()) return rows.error();
    std::optional<CaseView> best;
    for (const CaseRow& row : *rows) {
        auto view = engine.find_case(row.reference);
        if (!view.ok()) return view.error();
        if (!best || view->handoffs.size() > best->handoffs.size()) best = std::move(*view);
    }
    if (!best) return Error{ErrorKind::not_found, "the caseload has no cases", "caseload"};
    return std::move(*best);
}

void print_story(Demo& demo) {
    const auto story = pick_story(*demo.engine);
    if (!story.ok()) return;
    demo.console.line("One person's story");
    print_case(*story, demo.console);
    const auto history = demo.engine->history(story->row.reference, 0, 100000);
    if (history.ok()) {
        demo.console.line("");
        demo.console.line("What happened");
        print_history(*history, demo.console);
    }
    if (story->row.officer.empty()) return;
    const auto worklist = demo.engine->worklist(story->row.officer);
    if (!worklist.ok()) return;
    demo.console.line("");
    demo.console.line("Today's worklist of " + story->row.officer);
    print_worklist(*worklist, demo.console);
}

std::uint64_t doubled(const std::map<std::string, std::size_t>& effects) {
    std::uint64_t count = 0;
    for (const auto& [id, times] : effects) count += times > 1 ? times - 1 : 0;
    return count;
}

int print_summary(Demo& demo, std::chrono::duration<double> wall) {
    const auto totals = demo.engine->totals();
    if (!totals.ok()) return demo.console.fail(totals.error());
    const auto days = std::chrono::floor<std::chrono::days>(demo.end - demo.start).count();
    const std::vector<std::pair<const char*, std::uint64_t>> figures{
        {"cases", totals->cases},
        {"events", totals->events},
        {"handoffs_raised", totals->handoffs_raised},
        {"handoffs_acknowledged", totals->handoffs_acknowledged},
        {"handoffs_escalated", totals->handoffs_escalated},
        {"notices_delivered", totals->notices_delivered},
        {"notices_undeliverable", totals->notices_undeliverable},
        {"duplicate_effects", totals->duplicate_effects + doubled(effects_in(demo.maildir))},
        {"invariant_violations", totals->invariant_violations},
        {"virtual_days", static_cast<std::uint64_t>(days)}};
    demo.console.line("");
    demo.console.line("Summary");
    for (const auto& [name, figure] : figures)
        demo.console.line("  " + std::string(name) + ": " + std::to_string(figure));
    if (!demo.arguments.json_summary) return exit_clean;
    json::object object;
    for (const auto& [name, figure] : figures) object[name] = figure;
    object["wall_seconds"] = wall.count();
    demo.console.value(object);
    return exit_clean;
}

Status carry_out(Demo& demo) {
    if (auto prepared = prepare_folder(demo); !prepared.ok()) return prepared;
    if (auto read = read_plan(demo); !read.ok()) return read;
    if (auto opened = open_engine(demo); !opened.ok()) return opened;
    if (demo.clock->now() <= demo.start)
        if (auto ready = set_up(demo); !ready.ok()) return ready;
    return play(demo);
}

}  // namespace

int run_demo(const Arguments& arguments, const Console& console) {
    const auto began = std::chrono::steady_clock::now();
    Demo demo{arguments, console, "", "", {}, nullptr, nullptr, {}, {}};
    if (auto done = carry_out(demo); !done.ok()) return console.fail(done.error());
    print_story(demo);
    return print_summary(demo, std::chrono::steady_clock::now() - began);
}

}  // namespace throughgate::cli

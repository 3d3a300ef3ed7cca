// SPDX-License-Identifier: MIT
// Plays a caseload, half a year or a year of it: the same engine, store and delivery as in life,
// only the clock is virtual. Killed and started again it goes on where the store stands.
#include "host/cli/demo.hpp"

#include <boost/json/object.hpp>
#include <chrono>
#include <cmath>
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
    std::unique_ptr<FeedReader> feed;
    std::optional<FeedDelivery> next;  // of the feed
    std::vector<Intake> intakes;
    std::unique_ptr<VirtualClock> clock;
    std::unique_ptr<Engine> engine;
    Instant start{};
    Instant end{};

    [[nodiscard]] Actor actor() const { return {"", principal(), ""}; }
    [[nodiscard]] std::string counts() const { return folder + "/notices.txt"; }
};

/// What is served is a morning in the middle of it: some are out, most are about to be.
constexpr std::chrono::weeks played_weeks{26}, served_weeks{6};
constexpr std::chrono::hours served_from{9};

Milliseconds length_of(const Arguments& arguments) {
    Milliseconds length = arguments.serve ? served_weeks : played_weeks;
    if (arguments.weeks != 0) length = std::chrono::weeks{arguments.weeks};
    if (arguments.days != 0) length = std::chrono::days{arguments.days};
    return arguments.serve ? length + served_from : length;
}

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
        fs::remove(demo.counts(), problem);
    }
    fs::create_directories(demo.folder, problem);
    if (problem)
        return Error{ErrorKind::invalid, "cannot make the folder " + demo.folder, demo.folder};
    return {};
}

Status read_plan(Demo& demo) {
    const std::string& caseload = demo.arguments.caseload;
    const auto records = read_file(caseload + "/prisoners.json");
    if (!records.ok()) return records.error();
    demo.feed = std::make_unique<FeedReader>(
        FeedOptions{caseload + "/events.jsonl", *records, !demo.arguments.counts});
    auto first = demo.feed->next();
    if (!first.ok()) return first.error();
    if (!*first) return Error{ErrorKind::invalid, "the event feed is empty", caseload};
    demo.next = std::move(*first);
    demo.intakes = find_intakes(caseload);
    demo.start = day_of(demo.next->arrival);
    demo.end = demo.start + length_of(demo.arguments);
    return {};
}

/// A maildir holds each notice; a large caseload has too many for that, and they are counted.
void choose_channel(const Demo& demo, Arguments& with) {
    with.channels = {demo.arguments.counts ? "counting" : "file-drop"};
    with.settings = {"counting.file=" + demo.counts()};
    // A kill loses nothing that the kernel has; only a power cut would, and this is a demo.
    if (!demo.arguments.counts)
        with.settings = {"file-drop.directory=" + demo.maildir, "file-drop.fsync=false"};
}

/// Looked at before a store is made, so that none is left behind.
Status channel_is_there(const ChannelOptions& channel) {
    std::error_code problem;
    if (fs::exists(channel.library, problem)) return {};
    return Error{
        ErrorKind::not_found,
        "the demo sends its notices through a plug-in that is not installed: " + channel.library +
            "; install Throughgate with its plug-ins, or build them with "
            "`./dev build`",
        channel.library};
}

Status open_engine(Demo& demo) {
    demo.clock = std::make_unique<VirtualClock>(demo.start);
    Arguments with = demo.arguments;
    choose_channel(demo, with);
    EngineOptions options;
    options.store_path = demo.arguments.store;
    options.clock = demo.clock.get();
    const bool careful = !demo.arguments.counts && !demo.arguments.serve;
    options.check_invariants = careful;  // else once, at the end
    options.survives_power_loss = careful;
    auto channels = with_channels(std::move(options), with);
    if (!channels.ok()) return channels.error();
    if (auto there = channel_is_there(channels->channels.front()); !there.ok()) return there;
    auto engine = Engine::open(std::move(*channels));
    if (!engine.ok()) return engine.error();
    demo.engine = std::move(*engine);
    demo.console.say_times_as(
        [engine = demo.engine.get()](Instant at) { return engine->in_words(at); });
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

/// The extracts of people who came in by then, each on its day. One that was under way when the
/// program was killed is read again: who is there already is left alone.
Status take_in(Demo& demo, Instant by) {
    while (!demo.intakes.empty() && Instant{demo.intakes.front().day} <= by) {
        const Intake intake = demo.intakes.front();
        demo.intakes.erase(demo.intakes.begin());
        const Instant day{intake.day};
        if (day < demo.clock->now() || day >= demo.end) continue;
        if (auto run = demo.engine->run_until(day); !run.ok()) return run;
        const auto records = read_file(intake.path);
        if (!records.ok()) return records.error();
        const auto report =
            demo.engine->import_prisoners(*records, intake.path, demo.actor(), {.partial = true});
        if (!report.ok()) return report.error();
        for (const std::string& problem : report->problems) demo.console.say("  " + problem);
    }
    return {};
}

/// How many of its lines were refused.
Result<std::size_t> deliver(Demo& demo, const FeedDelivery& delivery) {
    if (auto run = demo.engine->run_until(delivery.arrival); !run.ok()) return run.error();
    const auto report = demo.engine->import_events(delivery.lines, "events.jsonl", demo.actor());
    if (!report.ok()) return report.error();
    for (const std::string& problem : report->problems)
        if (demo.arguments.all)
            demo.console.say(demo.console.when(delivery.arrival) + " " + problem);
    return report->problems.size();
}

Status play(Demo& demo) {
    std::size_t refused = 0;
    std::size_t done = 0;
    while (demo.next) {
        const FeedDelivery delivery = std::move(*demo.next);
        auto following = demo.feed->next();
        if (!following.ok()) return following.error();
        demo.next = std::move(*following);
        done += delivery.count;
        if (delivery.arrival < demo.clock->now() || delivery.arrival >= demo.end) continue;
        if (auto taken = take_in(demo, delivery.arrival); !taken.ok()) return taken;
        const auto delivered = deliver(demo, delivery);
        if (!delivered.ok()) return delivered.error();
        refused += *delivered;
        demo.console.progress(
            demo.console.when(delivery.arrival) + ": " + std::to_string(done) + " events",
            done / 1000 > (done - delivery.count) / 1000);
    }
    if (auto taken = take_in(demo, demo.end); !taken.ok()) return taken;
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

/// Every so manieth case, so that no more than this are folded from their logs.
constexpr std::size_t folded_cases = 1000;

std::vector<std::string> references(Engine& engine) {
    std::vector<std::string> all;
    CaseQuery query;
    query.limit = 1000;
    for (;;) {
        const auto rows = engine.list_cases(query);
        if (!rows.ok() || rows->empty()) return all;
        for (const CaseRow& row : *rows) all.push_back(row.reference);
        query.after = all.back();
    }
}

struct Checked {
    std::size_t folded = 0;
    std::vector<std::string> unexplained;
    std::vector<std::string> broken;
};

Status fold_one(Engine& engine, const std::string& reference, Checked& checked) {
    const auto view = engine.find_case(reference);
    if (!view.ok()) return view.error();
    const auto history = engine.history(reference, 0, 100000);
    if (!history.ok()) return history.error();
    for (std::string& each : unexplained(*view, *history))
        checked.unexplained.push_back(std::move(each));
    ++checked.folded;
    return {};
}

/// The invariants of every case, and a sample of cases against their logs.
Result<Checked> check_cases(Engine& engine) {
    Checked checked;
    auto broken = engine.broken_invariants();
    if (!broken.ok()) return broken.error();
    checked.broken = std::move(*broken);
    const std::vector<std::string> all = references(engine);
    const std::size_t step = all.size() / folded_cases + 1;
    for (std::size_t i = 0; i < all.size(); i += step)
        if (auto folded = fold_one(engine, all[i], checked); !folded.ok()) return folded.error();
    return checked;
}

int print_summary(Demo& demo, std::chrono::duration<double> wall) {
    const auto checked = check_cases(*demo.engine);
    if (!checked.ok()) return demo.console.fail(checked.error());
    for (const auto* found : {&checked->broken, &checked->unexplained})
        for (const std::string& each : *found) demo.console.say("  " + each);
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
        {"invariant_violations", totals->invariant_violations + checked->broken.size()},
        {"cases_folded", checked->folded},
        {"unexplained_by_the_log", checked->unexplained.size()},
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

Result<Played> play_demo(const Arguments& arguments, const Console& console) {
    Demo demo{arguments, console, "", "", nullptr, {}, {}, nullptr, nullptr, {}, {}};
    if (auto done = carry_out(demo); !done.ok()) return done.error();
    return Played{std::move(demo.clock), std::move(demo.engine)};
}

int run_demo(const Arguments& arguments, const Console& console) {
#ifdef TG_HTTP
    if (arguments.serve) return serve_played(arguments, console);
#endif
    const auto began = std::chrono::steady_clock::now();
    Demo demo{arguments, console, "", "", nullptr, {}, {}, nullptr, nullptr, {}, {}};
    if (auto done = carry_out(demo); !done.ok()) return console.fail(done.error());
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - began;
    if (!arguments.counts) print_story(demo);
    const int code = print_summary(demo, wall);
    demo.engine.reset();  // the channel closes and writes what it counted
    if (arguments.counts)
        console.say("notices counted by the channel: " + std::to_string(count_in(demo.counts())) +
                    "; played in " + std::to_string(std::lround(wall.count())) + " s");
    return code;
}

}  // namespace throughgate::cli

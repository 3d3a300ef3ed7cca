// SPDX-License-Identifier: MIT
// Goal: a calendar or zone database that changed moves the dates of every open case, once, whatever
// stops the run in between, and each person hears of it once.
// Method: the real engine and store on a virtual clock; a bank holiday is added late; the run is
// stepped, killed, cut off from power and gone on with, and its end compared.
#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "base/limits.hpp"
#include "store/raw_database.hpp"
#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/play.hpp"
#include "throughgate/migration.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::FaultyVfs;
using throughgate::testing::Play;
using throughgate::testing::PlayOptions;
using throughgate::testing::RawDatabase;
using throughgate::testing::TemporaryFolder;

const std::string small = "tests/support/definitions/small";

void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

/// The small definitions with a bank holiday on Wednesday 7 October 2026.
std::vector<DefinitionFile> with_late_holiday() {
    auto files = testing::definition_files(small);
    for (DefinitionFile& file : files) {
        if (!file.path.ends_with("england-and-wales.yaml")) continue;
        replace(file.bytes, "version: \"2026-06\"", "version: \"2026-10\"");
        replace(file.bytes, "holidays:\n", "holidays:\n  - {date: 2026-10-07, title: Extra day}\n");
    }
    return files;
}

AppliedDefinitions publish(Play& play, const std::vector<DefinitionFile>& files) {
    const auto applied =
        publish_without_plan(play.engine(), files, {"", "os:test", ""}, "holidays have changed");
    if (!applied.ok()) throw std::runtime_error(applied.error().message);
    REQUIRE(applied->report.errors == 0);
    return *applied;
}

std::string noms(int number) {
    std::string text = std::to_string(1000 + number);
    return "A" + text + "ZZ";
}

/// Handed over on Monday 28 September 2026, to be finished ten working days later.
std::vector<std::string> open_cases(Play& play, int count) {
    std::vector<std::string> references;
    for (int i = 0; i < count; ++i) references.push_back(play.open_case(noms(i), "2026-12-07"));
    return references;
}

std::optional<Instant> complete_by(Play& play, const std::string& reference) {
    const auto view = play.engine().find_case(reference);
    for (const HandoffView& each : view->handoffs)
        if (each.name == "H01") return each.complete_due;
    return std::nullopt;
}

std::size_t logged(Play& play, const std::string& reference, const std::string& kind) {
    const auto history = play.engine().history(reference);
    return static_cast<std::size_t>(
        std::count_if(history->begin(), history->end(),
                      [&](const HistoryEntry& entry) { return entry.kind == kind; }));
}

std::string cause_of(Play& play) {
    const auto runs = play.engine().recomputes();
    return runs->empty() ? "none" : runs->front().cause;
}

}  // namespace

TEST_CASE("a bank holiday that is added late moves the dates of live cases") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    CHECK(complete_by(play, reference) == parse_instant("2026-10-12T08:00:00Z"));
    const auto applied = publish(play, with_late_holiday());
    CHECK(applied.published.size() == 2);
    CHECK(cause_of(play) == "calendar england-and-wales is now 2026-10");
    const RecomputeView run = play.engine().recomputes()->front();
    CHECK(run.finished.has_value());
    CHECK(run.done == 1);
    CHECK(run.changed == 1);
    CHECK(complete_by(play, reference) == parse_instant("2026-10-13T08:00:00Z"));
    CHECK(logged(play, reference, "dates.changed") == 1);

    SECTION("applied again nothing is published and nothing runs") {
        CHECK(publish(play, with_late_holiday()).published.empty());
        CHECK(play.engine().recomputes()->size() == 1);
    }
    SECTION("taken back before anybody was told, nobody is told") {
        publish(play, testing::definition_files(small));
        CHECK(play.engine().recomputes()->size() == 2);
        play.run_until("+1");
        CHECK(logged(play, reference, "dates.settled") == 0);
    }
    SECTION("a title or a later horizon moves nothing") {
        auto files = with_late_holiday();
        for (DefinitionFile& file : files)
            if (file.path.ends_with("england-and-wales.yaml"))
                replace(file.bytes, "title: Extra day", "title: Day of mourning");
        CHECK(publish(play, files).published.size() == 2);
        CHECK(play.engine().recomputes()->size() == 1);
    }
}

TEST_CASE("another zone database than the dates were derived under is noticed when opening") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    play.close();
    RawDatabase(play.store_path())
        .run(
            "UPDATE meta SET value = replace(value, 'zones ', 'zones 1999') "
            "WHERE name = 'dates_derived_under'");
    play.restart();
    play.run_until("+0");
    CHECK(cause_of(play).starts_with("the time zone database is now "));
    CHECK(logged(play, reference, "recomputed") == 1);
    CHECK(logged(play, reference, "dates.changed") == 0);
    play.restart();
    CHECK(play.engine().recomputes()->size() == 1);
}

TEST_CASE("each person is told once of all their cases, in one message") {
    PlayOptions options;
    options.mail = true;
    Play play(options);
    const auto references = open_cases(play, 7);
    play.run_until("+0");
    publish(play, with_late_holiday());
    play.run_until("+1");
    std::map<std::string, int> told;
    for (const std::string& reference : references) {
        const auto view = play.engine().find_case(reference);
        for (const NoticeView& notice : view->notices)
            if (notice.message == "dates_moved_together") {
                CHECK(notice.state == "delivered");
                ++told[notice.recipient];
            }
    }
    CHECK(told == std::map<std::string, int>{{"S01", 1}, {"S04", 1}});
    CHECK(logged(play, references.back(), "notice.told_together") == 2);
    CHECK(play.engine().totals()->duplicate_effects == 0);
    CHECK(play.engine().totals()->invariant_violations == 0);
}

namespace {

/// Opened again under other zones, with a store that refuses to log anything for `bad`.
void break_run(Play& play, int bad) {
    play.close();
    RawDatabase(play.store_path())
        .run(
            "UPDATE meta SET value = replace(value, 'zones ', 'zones 1999') "
            "WHERE name = 'dates_derived_under'");
    play.restart();
    RawDatabase(play.store_path())
        .run("CREATE TRIGGER broken BEFORE INSERT ON log WHEN NEW.key >> 24 = " +
             std::to_string(bad) + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
}

void mend(Play& play) { RawDatabase(play.store_path()).run("DROP TRIGGER broken"); }

}  // namespace

TEST_CASE("a case that fails once in a run is not left out by those that follow it") {
    Play play;
    const auto references = open_cases(play, 4);
    break_run(play, 2);
    core::CommitLoop& loop = *play.engine().parts().loop;
    CHECK_FALSE(loop.step().ok());
    CHECK(play.engine().recomputes()->front().done == 1);
    CHECK(logged(play, references[2], "recomputed") == 0);
    mend(play);
    play.run_until("+0");
    CHECK(play.engine().recomputes()->front().finished.has_value());
    CHECK(play.engine().recomputes()->front().done == 4);
    for (const std::string& reference : references)
        CHECK(logged(play, reference, "recomputed") == 1);
}

TEST_CASE("a case that always fails in a run gets an incident, and is done when that is resolved") {
    Play play;
    const auto references = open_cases(play, 4);
    break_run(play, 2);
    core::CommitLoop& loop = *play.engine().parts().loop;
    for (std::uint32_t i = 0; i < limits::offers_without_outcome; ++i)
        CHECK_FALSE(loop.step().ok());
    mend(play);
    play.run_until("+0");
    CHECK(play.engine().recomputes()->front().finished.has_value());
    CHECK(logged(play, references[1], "recomputed") == 0);
    CHECK(logged(play, references[3], "recomputed") == 1);
    REQUIRE(play.engine().incidents()->size() == 1);
    const std::int64_t id = play.engine().incidents()->front().id;
    REQUIRE(play.engine().resolve_incident(id, {"S04", "os:test", ""}, "disk mended").ok());
    CHECK(logged(play, references[1], "recomputed") == 1);
}

TEST_CASE("a run stops for nothing: commands pass between, and it goes on after a kill") {
    Play play;
    const int many = static_cast<int>(limits::recompute_batch) + 20;
    const auto references = open_cases(play, many);
    play.close();
    RawDatabase(play.store_path())
        .run(
            "UPDATE meta SET value = replace(value, 'zones ', 'zones 1999') "
            "WHERE name = 'dates_derived_under'");
    play.restart();
    core::CommitLoop& loop = *play.engine().parts().loop;
    bool answered = false;
    Command command = play.command("S04");
    SendEvent send;
    send.case_reference = references.back();
    send.name = "elsewhere";
    command.what = std::move(send);
    loop.submit({command, [&](const Result<Receipt>& result) { answered = result.ok(); }});
    REQUIRE(loop.step().ok());
    CHECK(answered);
    const RecomputeView after_one = play.engine().recomputes()->front();
    CHECK(after_one.done == limits::batch_timers_while_commands_wait);
    CHECK_FALSE(after_one.finished.has_value());
    const Health health = play.engine().health();
    CHECK(health.ok);
    CHECK(std::any_of(health.warnings.begin(), health.warnings.end(), [](const std::string& text) {
        return text.find("dates are being derived again, 64 of 276 cases") == 0;
    }));

    play.restart();  // as after a kill: nothing but the store is left
    play.run_until("+0");
    const auto runs = play.engine().recomputes();
    REQUIRE(runs->size() == 1);
    CHECK(runs->front().finished.has_value());
    CHECK(runs->front().done == static_cast<std::uint64_t>(many));
    for (const std::string& reference : references)
        REQUIRE(logged(play, reference, "recomputed") == 1);
}

TEST_CASE("timers wait until a run has ended, so that none fires by an old date") {
    Play play;
    const std::string reference = open_cases(play, 1).front();
    play.close();
    RawDatabase raw(play.store_path());
    raw.run(
        "INSERT INTO recompute (cause, total, done, changed, last_case, started_ms, finished_ms) "
        "VALUES ('calendar england-and-wales is now 2026-10', 1, 0, 0, 0, 0, NULL)");
    play.clock().set(play.clock().now() + std::chrono::days(40));
    play.restart();
    core::CommitLoop& loop = *play.engine().parts().loop;
    REQUIRE(loop.step().ok());
    CHECK(logged(play, reference, "recomputed") == 1);
    CHECK(logged(play, reference, "rung.fired") == 0);
    play.run_until("+0");
    CHECK(logged(play, reference, "rung.fired") > 0);
}

TEST_CASE("a power cut in the midst of a run leads to the same end") {
    FaultyVfs disk("recompute-cut");
    const TemporaryFolder folder;
    const std::string base = folder / "base.db";
    {
        PlayOptions options;
        options.store = base;
        Play play(options);
        open_cases(play, static_cast<int>(limits::recompute_batch) + 5);
    }
    std::filesystem::copy_file(base, folder / "undisturbed.db");
    const auto run = [&](const std::string& path) -> std::optional<std::string> {
        try {
            PlayOptions options;
            options.store = path;
            options.vfs = disk.name();
            options.set_up = false;
            Play play(options);
            publish(play, with_late_holiday());
            play.run_until("2026-09-28T12:00:00Z");
            const auto runs = play.engine().recomputes();
            if (!runs.ok()) throw std::runtime_error(runs.error().message);
            CHECK(runs->size() == 1);
            const auto dump = play.engine().canonical_dump();
            if (!dump.ok()) throw std::runtime_error(dump.error().message);
            return *dump;
        } catch (const std::runtime_error& stopped) {
            UNSCOPED_INFO(stopped.what());
            return std::nullopt;
        }
    };
    const std::uint64_t before = disk.writes();
    const auto undisturbed = run(folder / "undisturbed.db");
    REQUIRE(undisturbed.has_value());
    const std::uint64_t writes = disk.writes() - before;
    REQUIRE(writes > 20);
    int cuts = 0;
    for (std::uint64_t k = 1; k < writes; k += writes / 8 + 1) {
        CAPTURE(k);
        const std::string path = folder / ("cut-" + std::to_string(k) + ".db");
        std::filesystem::copy_file(base, path);
        disk.fail_after_write(k);
        const auto cut = run(path);
        cuts += cut.has_value() ? 0 : 1;
        disk.power_loss(k % 3);
        const auto continued = run(path);
        REQUIRE(continued.has_value());
        REQUIRE(*continued == *undisturbed);
    }
    CHECK(cuts >= 5);
}

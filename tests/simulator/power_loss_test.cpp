// SPDX-License-Identifier: MIT
// Goal: a power cut at any write loses nothing that was answered and leaves nothing half done.
// Method: the real engine on SQLite over a VFS that drops unsynced writes. For every write k of a
// scenario the power goes after it; the store is opened again, the scenario run from its start with
// the same keys, and the end must be that of an undisturbed run.
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "support/catch.hpp"
#include "support/faulty_vfs.hpp"
#include "support/play.hpp"

namespace {

using namespace throughgate;
using throughgate::testing::FaultyVfs;
using throughgate::testing::Play;
using throughgate::testing::PlayOptions;
using throughgate::testing::TemporaryFolder;

PlayOptions options_on(const std::string& path, const FaultyVfs& disk) {
    PlayOptions options;
    options.store = path;
    options.vfs = disk.name();
    return options;
}

/// Opens two cases, moves them, acts on handoffs and lets ladders fire. Throws where the disk
/// fails.
std::string scenario(Play& play, const FaultyVfs& disk, bool& answered_too_early) {
    play.at_answer = [&] { answered_too_early |= !disk.synced_before_answer(); };
    const std::string one = play.open_case("A9001ZZ", "2026-12-07");
    const std::string two = play.open_case("A9002ZZ", "2027-06-01");
    play.run_until("2026-10-02T09:00:00Z");
    if (!play.act(one, "H01", HandoffAction::acknowledge, "S01").ok())
        throw std::runtime_error("acknowledge");
    if (!play.send(two, "elsewhere", {}, "S04").ok()) throw std::runtime_error("elsewhere");
    play.run_until("2026-10-26T09:00:00Z");  // within the window of its keys
    const auto dump = play.engine().canonical_dump();
    if (!dump.ok()) throw std::runtime_error(dump.error().message);
    return *dump;
}

/// ctest always sets it, to 0 but for `./dev soak`.
bool soaks() {
    const char* value = std::getenv("TG_SOAK");
    return value != nullptr && std::string_view(value) == "1";
}

/// Runs to the end or to the power cut; nothing when it was cut.
std::optional<std::string> try_scenario(const std::string& path, const FaultyVfs& disk,
                                        bool& answered_too_early) {
    try {
        Play play(options_on(path, disk));
        return scenario(play, disk, answered_too_early);
    } catch (const std::runtime_error& stopped) {
        UNSCOPED_INFO(stopped.what());
        return std::nullopt;
    }
}

TEST_CASE("after a power cut at any write the run goes on to the same end") {
    FaultyVfs disk("power-cut");
    const TemporaryFolder folder;
    bool too_early = false;
    const auto undisturbed = try_scenario(folder / "undisturbed.db", disk, too_early);
    REQUIRE(undisturbed.has_value());
    REQUIRE_FALSE(too_early);
    const std::uint64_t writes = disk.writes();
    REQUIRE(writes > 100);
    const std::uint64_t step = soaks() ? 1 : writes / 120 + 1;
    std::uint64_t cuts = 0;
    for (std::uint64_t k = 1; k < writes; k += step) {
        CAPTURE(k);
        const std::string path = folder / ("cut-" + std::to_string(k) + ".db");
        disk.fail_after_write(k);
        const auto cut = try_scenario(path, disk, too_early);
        if (cut)
            REQUIRE(*cut == *undisturbed);  // the power went while the store was closed
        else
            ++cuts;
        REQUIRE_FALSE(too_early);
        disk.power_loss(k % 3);  // nothing of the rest reached the disk, or some of it
        const auto continued = try_scenario(path, disk, too_early);
        REQUIRE(continued.has_value());
        REQUIRE(*continued == *undisturbed);
    }
    REQUIRE(cuts >= 50);
}

TEST_CASE("a full disk refuses the command, and goes on when there is room again") {
    FaultyVfs disk("full-disk");
    const TemporaryFolder folder;
    Play play(options_on(folder / "store.db", disk));
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    disk.fill_disk_after_write(0);
    const auto refused = play.send(reference, "elsewhere", {}, "S04");
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().kind == ErrorKind::unavailable);
    disk.free_disk();
    REQUIRE(play.is_in(reference, "spine:phase.in_custody"));
    const auto again = play.send(reference, "elsewhere", {}, "S04");
    INFO((again.ok() ? "" : again.error().message));
    REQUIRE(again.ok());
    REQUIRE(play.engine().verify_audit()->empty());
}

TEST_CASE("an unknown outcome is settled by the key: applied once, whatever the disk said") {
    FaultyVfs disk("lost-sync");
    const TemporaryFolder folder;
    Play play(options_on(folder / "store.db", disk));
    const std::string reference = play.open_case("A9001ZZ", "2027-06-01");
    Command command = play.command("S04");
    SendEvent send;
    send.case_reference = reference;
    send.name = "elsewhere";
    command.what = std::move(send);
    disk.fail_sync_after(0);
    const auto first = play.engine().submit(command);
    const auto second = play.engine().submit(command);
    REQUIRE((first.ok() || first.error().kind == ErrorKind::unavailable));
    REQUIRE(second.ok());
    const auto history = play.engine().history(reference);
    const auto moved = std::count_if(history->begin(), history->end(), [](const HistoryEntry& e) {
        return e.kind == "event.applied";
    });
    REQUIRE(moved == 1);
    REQUIRE(play.engine().verify_audit()->empty());
}

}  // namespace

// SPDX-License-Identifier: MIT
// Goal: another system that is down, slow, forgetful or strict never changes what happens here, and
// in the end has every entry once, in order for each person, but what it refused for good.
// Method: a whole engine on a virtual clock with systems that answer as scripted; invariants are
// checked after every commit.
#include "throughgate/upstreams.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "support/play.hpp"

namespace throughgate::testing {
namespace {

using What = plugin::Answer::What;

/// A record that drops doubles by effect id, and fails as told.
struct Record {
    bool down = false;
    bool forgets = false;              ///< takes, but the answer is lost
    std::set<std::string> closed;      ///< persons it takes nothing for
    std::vector<std::string> taken{};  ///< "A0001ZZ Released from custody"
    std::set<std::string> effects{};
    std::size_t asked = 0;

    plugin::Answer operator()(const plugin::Message& message) {
        ++asked;
        if (down) return {What::retry, "down for maintenance"};
        if (closed.contains(message.recipient)) return {What::failed, "the record is closed"};
        if (effects.insert(message.effect_id).second)
            taken.push_back(message.recipient + " " + message.subject);
        return forgets ? plugin::Answer{What::retry, "no answer"}
                       : plugin::Answer{What::delivered, "taken"};
    }
};

struct Scene {
    Record ndelius{}, oasys{};
    Play play{options()};

    PlayOptions options() {
        PlayOptions wanted;
        wanted.upstreams["ndelius"] = [this](const auto& message) { return ndelius(message); };
        wanted.upstreams["oasys"] = [this](const auto& message) { return oasys(message); };
        return wanted;
    }
    std::string open(const std::string& noms) { return play.open_case(noms, "2026-12-07"); }
    void send(const std::string& reference, const std::string& event) {
        REQUIRE(play.send(reference, event).ok());
    }
    UpstreamView view(const std::string& name = "ndelius") {
        auto all = upstreams(play.engine()).value();
        for (UpstreamView& each : all)
            if (each.name == name) return std::move(each);
        throw std::runtime_error("no system " + name);
    }
    std::vector<UpstreamItemView> items(UpstreamItemQuery::Which which,
                                        const std::string& reference = "") {
        UpstreamItemQuery query;
        query.which = which;
        query.case_reference = reference;
        return upstream_items(play.engine(), query).value();
    }
    std::vector<std::string> kinds(const std::string& reference) {
        std::vector<std::string> all;
        const auto history = play.engine().history(reference, 0, 10000).value();
        for (const HistoryEntry& each : history)
            if (each.kind.starts_with("record.")) all.push_back(each.kind);
        return all;
    }
};

using Lines = std::vector<std::string>;
using Which = UpstreamItemQuery::Which;

const Actor officer{"S01", "os:test", ""};

}  // namespace

TEST_CASE("down all weekend: work goes on, then everything is recorded once and in order") {
    Scene scene;
    scene.ndelius.down = true;
    const std::string one = scene.open("A0001ZZ");
    const std::string two = scene.open("A0002ZZ");
    scene.send(one, "released");
    scene.send(two, "released");
    scene.play.run_until("2026-09-30T08:00:00Z");
    scene.send(one, "first_contact");
    CHECK(scene.play.is_in(one, "spine:phase.community"));
    scene.play.run_until("2026-10-01T08:00:00Z");
    CHECK(scene.ndelius.taken.empty());
    CHECK(scene.oasys.taken == Lines{"A0001ZZ First contact made"});
    const UpstreamView away = scene.view();
    CHECK(away.away);
    CHECK(away.away_since == play_start());
    CHECK(away.waiting == 3);
    CHECK(away.oldest == play_start());
    CHECK(away.said == "down for maintenance");
    const Health health = scene.play.engine().health();
    CHECK(health.ok);
    CHECK(health.warnings ==
          Lines{"nDelius has not answered since Mon 28 Sep 2026 09:00; 3 entries wait for it and "
                "nothing else does (`throughgate upstream list`)"});
    // One try each quarter of an hour at most, not one an item.
    CHECK(scene.ndelius.asked < 3 * 24 * 5);
    const auto open = scene.items(Which::open, one);
    REQUIRE(open.size() == 2);
    CHECK(open[0].standing == "not yet in nDelius, recorded here 3 d ago");
    CHECK(open[1].standing == "not yet in nDelius, recorded here 24 h ago");

    scene.ndelius.down = false;
    scene.play.run_until("2026-10-01T08:30:00Z");
    std::stable_sort(scene.ndelius.taken.begin(), scene.ndelius.taken.end(),
                     [](const auto& a, const auto& b) { return a.substr(0, 7) < b.substr(0, 7); });
    CHECK(scene.ndelius.taken == Lines{"A0001ZZ Released from custody",
                                       "A0001ZZ First contact made",
                                       "A0002ZZ Released from custody"});
    CHECK_FALSE(scene.view().away);
    CHECK(scene.view().recorded == 3);
    CHECK(scene.items(Which::open).empty());
    CHECK(scene.play.engine().broken_invariants().value().empty());
}

TEST_CASE("answers that were lost leave nothing twice") {
    Scene scene;
    scene.ndelius.forgets = true;
    const std::string one = scene.open("A0001ZZ");
    scene.send(one, "released");
    scene.send(one, "first_contact");
    scene.play.run_until("2026-09-28T12:00:00Z");
    CHECK(scene.ndelius.taken == Lines{"A0001ZZ Released from custody"});
    CHECK(scene.ndelius.asked > 3);
    scene.ndelius.forgets = false;
    scene.play.run_until("2026-09-28T13:00:00Z");
    CHECK(scene.ndelius.taken ==
          Lines{"A0001ZZ Released from custody", "A0001ZZ First contact made"});
    CHECK(scene.kinds(one) == Lines{"record.planned", "record.planned", "record.planned",
                                    "record.delivered", "record.delivered", "record.delivered"});
}

TEST_CASE("a restart in the middle of an outage changes nothing") {
    Scene scene;
    scene.ndelius.down = true;
    scene.send(scene.open("A0001ZZ"), "released");
    scene.play.run_until("2026-09-28T12:00:00Z");
    const UpstreamView before = scene.view();
    scene.play.restart();
    CHECK(scene.view() == before);
    const std::size_t asked = scene.ndelius.asked;
    scene.play.run_until("2026-09-28T12:00:01Z");
    CHECK(scene.ndelius.asked == asked);
    scene.ndelius.down = false;
    scene.play.run_until("2026-09-28T13:00:00Z");
    CHECK(scene.ndelius.taken.size() == 1);
}

TEST_CASE("what is refused is a task of the owner until a person has decided") {
    Scene scene;
    scene.ndelius.closed = {"A0001ZZ"};
    const std::string one = scene.open("A0001ZZ");
    scene.send(one, "released");
    scene.send(one, "first_contact");
    scene.play.run_until("2026-09-28T09:00:00Z");
    CHECK_FALSE(scene.view().away);
    auto refused = scene.items(Which::refused);
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].said == "the record is closed");
    const auto tasks = [&](const std::string& person) {
        Lines titles;
        const auto rows = scene.play.engine().worklist(person).value();
        for (const WorklistRow& row : rows)
            if (row.title.starts_with("Not in ")) titles.push_back(row.title);
        return titles;
    };
    CHECK(tasks("S01") ==
          Lines{"Not in nDelius: First contact made", "Not in nDelius: Released from custody"});
    CHECK(tasks("S05").empty());

    Engine& engine = scene.play.engine();
    CHECK(retry_upstream_item(engine, refused[0].effect, officer, "").error().kind ==
          ErrorKind::refused);
    CHECK(retry_upstream_item(engine, refused[0].effect, {}, "mended").error().kind ==
          ErrorKind::refused);
    CHECK(retry_upstream_item(engine, "nothing", officer, "mended").error().kind ==
          ErrorKind::not_found);
    scene.ndelius.closed.clear();
    REQUIRE(retry_upstream_item(engine, refused[0].effect, officer, "it is open again").ok());
    REQUIRE(waive_upstream_item(engine, refused[1].effect, officer, "written by hand").ok());
    scene.play.run_until("2026-09-28T09:01:00Z");
    CHECK(scene.ndelius.taken == Lines{"A0001ZZ Released from custody"});
    CHECK(tasks("S01").empty());
    CHECK(waive_upstream_item(engine, refused[0].effect, officer, "again").error().kind ==
          ErrorKind::refused);
    CHECK(scene.view().waived == 1);
    CHECK(scene.view().refused == 0);
    for (const UpstreamItemView& each : scene.items(Which::all, one))
        CHECK(each.decided_by == (each.upstream == "ndelius" ? "S01" : ""));
    CHECK(engine.verify_audit().value().empty());
}

TEST_CASE("an entry that is taken back waits no more, and what was told is told to be wrong") {
    Scene scene;
    const std::string one = scene.open("A0001ZZ");
    scene.send(one, "released");
    scene.play.run_until("2026-09-28T08:10:00Z");
    const auto released = [&] {
        const auto history = scene.play.engine().history(one, 0, 1000).value();
        for (const HistoryEntry& each : history)
            for (const auto& [name, value] : each.fields)
                if (each.kind.starts_with("event.") && value == "released") return each.sequence;
        return std::uint64_t{0};
    }();
    Command command = scene.play.command("S01", "it was somebody else");
    command.what = CorrectEntry{one, released};
    REQUIRE(scene.play.submit(std::move(command)).ok());
    scene.play.run_until("2026-09-28T08:20:00Z");
    CHECK(scene.ndelius.taken ==
          Lines{"A0001ZZ Released from custody",
                "A0001ZZ Taken back, was recorded by mistake: Released from custody"});
}

TEST_CASE("an item that waits can be waived, and then never goes") {
    Scene scene;
    scene.ndelius.down = true;
    const std::string one = scene.open("A0001ZZ");
    scene.send(one, "released");
    scene.play.run_until("2026-09-28T08:01:00Z");
    const auto open = scene.items(Which::open);
    REQUIRE(open.size() == 1);
    REQUIRE(waive_upstream_item(scene.play.engine(), open[0].effect, officer, "by hand").ok());
    scene.ndelius.down = false;
    scene.play.run_until("2026-09-28T10:00:00Z");
    CHECK(scene.ndelius.taken.empty());
}

TEST_CASE("somebody may ask a system that is away at once") {
    Scene scene;
    scene.ndelius.down = true;
    scene.send(scene.open("A0001ZZ"), "released");
    scene.play.run_until("2026-09-28T18:00:00Z");
    scene.ndelius.down = false;
    REQUIRE(try_upstream(scene.play.engine(), "ndelius", officer).ok());
    scene.play.run_until("2026-09-28T18:00:00Z");
    CHECK(scene.ndelius.taken.size() == 1);
    CHECK(try_upstream(scene.play.engine(), "nobody", officer).error().kind ==
          ErrorKind::not_found);
    CHECK(try_upstream(scene.play.engine(), "ndelius", {}).error().kind == ErrorKind::refused);
}

TEST_CASE("every entry that went is a disclosure in the log of reads") {
    Scene scene;
    const std::string one = scene.open("A0001ZZ");
    scene.send(one, "released");
    scene.play.run_until("2026-09-28T09:00:00Z");
    ReadQuery query;
    query.case_reference = one;
    const auto reads = scene.play.engine().reads(query).value();
    REQUIRE(reads.size() == 1);
    CHECK(reads[0].kind == "disclosure");
    CHECK(reads[0].what == "entry in ndelius");
    CHECK(reads[0].asserted_by == "upstream:ndelius");
    CHECK(reads[0].person == "S01");
    CHECK(reads[0].purpose == "Released from custody");
}

TEST_CASE("pages of items go on over all cases and systems") {
    Scene scene;
    scene.ndelius.down = scene.oasys.down = true;
    for (const char* noms : {"A0001ZZ", "A0002ZZ", "A0003ZZ"}) {
        const std::string reference = scene.open(noms);
        scene.send(reference, "released");
        scene.send(reference, "first_contact");
    }
    UpstreamItemQuery query;
    query.limit = 2;
    std::vector<std::string> seen;
    for (;;) {
        const auto page = upstream_items(scene.play.engine(), query).value();
        for (const UpstreamItemView& each : page) seen.push_back(each.effect);
        if (page.size() < query.limit) break;
        query.after = page.back().effect;
    }
    CHECK(seen.size() == 9);
    CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 9);
    query.after = "x";
    CHECK(upstream_items(scene.play.engine(), query).error().kind == ErrorKind::invalid);
    query = {};
    query.upstream = "nowhere";
    CHECK(upstream_items(scene.play.engine(), query).error().kind == ErrorKind::not_found);
    query = {};
    query.which = Which::all;
    CHECK(upstream_items(scene.play.engine(), query).error().kind == ErrorKind::invalid);
}

TEST_CASE("a restored backup holds what it had until somebody lets it go") {
    Scene scene;
    scene.ndelius.down = true;
    scene.send(scene.open("A0001ZZ"), "released");
    scene.play.run_until("2026-09-28T09:00:00Z");
    const std::string backup = scene.play.folder() / "backup.db";
    const std::string restored = scene.play.folder() / "restored.db";
    REQUIRE(scene.play.engine().backup(backup).ok());
    REQUIRE(Engine::restore(backup, restored).ok());
    Record ndelius;
    PlayOptions options = scene.options();
    options.upstreams["ndelius"] = [&](const auto& message) { return ndelius(message); };
    options.store = restored;
    options.set_up = false;
    Play again(options);
    again.run_until("2026-09-28T12:00:00Z");
    CHECK(ndelius.asked == 0);
    CHECK(upstream_items(again.engine(), {}).value().at(0).state == "held");
    REQUIRE(again.engine().release_outbox(officer).ok());
    again.run_until("2026-09-28T13:00:00Z");
    CHECK(ndelius.taken.size() == 1);
}

TEST_CASE("in shadow a team records the old way: nothing of it goes") {
    Record ndelius;
    PlayOptions options;
    options.shadow = true;
    options.upstreams["ndelius"] = [&](const auto& message) { return ndelius(message); };
    Play play(options);
    const std::string one = play.open_case("A0001ZZ", "2026-12-07");
    REQUIRE(play.send(one, "released").ok());
    play.run_until("2026-09-28T09:00:00Z");
    CHECK(ndelius.asked == 0);
    UpstreamItemQuery query;
    query.case_reference = one;
    query.which = Which::all;
    const auto items = upstream_items(play.engine(), query).value();
    REQUIRE(items.size() == 1);
    CHECK(items[0].state == "waived");
    CHECK(items[0].said == "in shadow: team ZZA");
}

TEST_CASE("a mailbox that bounces for ever is a task in the end") {
    PlayOptions options;
    options.channel = [](const plugin::Message& message) -> plugin::Answer {
        if (message.recipient == "s01@example.invalid") return {What::retry, "unavailable"};
        return {What::delivered, "taken"};
    };
    Play play(options);
    const std::string one = play.open_case("A0001ZZ", "2026-12-07");
    play.run_until("2026-09-29T08:00:00Z");
    const auto incidents = play.engine().incidents().value();
    REQUIRE(incidents.size() == 1);
    CHECK(incidents[0].kind == "delivery.dead_letter");
    const auto rows = play.engine().worklist("S01").value();
    CHECK(std::any_of(rows.begin(), rows.end(), [](const WorklistRow& row) {
        return row.title.starts_with("Something went wrong");
    }));
}

TEST_CASE("a mailbox that bounces harms nobody else, and the new address gets what it missed") {
    std::map<std::string, Lines> taken;  // by effect, where it went
    std::size_t bounced = 0;
    PlayOptions options;
    options.channel = [&](const plugin::Message& message) -> plugin::Answer {
        if (message.recipient == "s01@example.invalid") {
            ++bounced;
            return {What::retry, "mailbox unavailable"};
        }
        taken[message.effect_id].push_back(message.recipient);
        return {What::delivered, "taken"};
    };
    Play play(options);
    const std::string one = play.open_case("A0001ZZ", "2026-12-07");
    play.run_until("2026-09-28T08:20:00Z");
    CHECK(bounced > 2);
    std::string moved = play_directory();
    moved.replace(moved.find("s01@"), 4, "aspen@");
    REQUIRE(play.engine().import_directory(moved, "directory.csv", {"S05", "os:test", ""}).ok());
    play.run_until("2026-10-01T02:00:00Z");
    std::set<std::string> reached;
    for (const auto& [effect, where] : taken) {
        INFO(effect);
        CHECK(where.size() == 1);
        reached.insert(where.begin(), where.end());
    }
    CHECK(reached.contains("aspen@example.invalid"));
    CHECK(reached.contains("s04@example.invalid"));
    const CaseView view = play.engine().find_case(one).value();
    for (const NoticeView& notice : view.notices) CHECK(notice.state == "delivered");
}

}  // namespace throughgate::testing

// SPDX-License-Identifier: MIT
// Goal: the laws of migration over random versions, edits and live cases: what is planned is what
// happens; a case that went over is legal and keeps every promise; no rung fires twice, neither
// after going over nor after going back; undoing gives back what was; a version that changes
// nothing here changes nothing.
// Method: a small model of a pathway is written as text, edited at random (states renamed, removed
// with a mapping, added; dates, ladders, handoffs and their scopes changed), and a case that has
// lived for a while by the first version is brought to the second. TG_MIGRATIONS sets how many;
// each failure names its seed, which TG_MIGRATION_SEED plays again.
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "migrate_desk.hpp"
#include "migrate_model.hpp"

using namespace throughgate;
using test::Bridge;
using namespace throughgate::test::model;

namespace {

// --- a case that lives ---------------------------------------------------------------------------
void live(test::Desk& desk, Dice& random) {
    for (std::size_t i = 0, n = random.below(8); i < n; ++i) {
        if (lifecycle::is_end(desk.pathway().stage)) return;
        std::vector<std::uint32_t> open;
        for (const Handoff& each : desk.the_case.handoffs)
            if (!lifecycle::is_end(each.state)) open.push_back(each.id.number);
        switch (random.below(6)) {
            case 0: desk.send("main"); break;
            case 1: desk.send("side"); break;
            case 2: desk.run_until(desk.now + std::chrono::days(random.below(30))); break;
            case 3:
                if (!open.empty()) desk.act(random.of(open), HandoffAction::acknowledge);
                break;
            case 4:
                if (!open.empty()) desk.act(random.of(open), HandoffAction::complete);
                break;
            default:
                desk.send("main", {{"release", random.one_in(2) ? "2026-08-14" : "2026-10-02"}});
                break;
        }
    }
}

using Told = std::multiset<std::string>;

/// Each rung that was told, by the key that it may be told under once.
Told told_of(const std::vector<Notice>& notices) {
    Told told;
    for (const Notice& each : notices)
        if (each.timer.number != 0)
            told.insert(std::to_string(each.timer.number) + "/" + std::string(each.rung.text()) +
                        "/" + std::to_string(each.occurrence) + "/" +
                        std::to_string(each.deadline_version) + "/" + to_words(each.recipient));
    return told;
}

void check_told_once(const test::Desk& desk) {
    const Told told = told_of(desk.notices);
    for (const std::string& key : told) {
        INFO(key);
        CHECK(told.count(key) == 1);
    }
}

/// The same by the date that people know, as it was when the case went over: a migration may write
/// the version anew, and that date with the same rung is still one thing to be told.
std::set<std::string> told_for_date(const std::vector<Notice>& notices, std::size_t from,
                                    std::size_t to, const Case& was) {
    std::set<std::string> told;
    for (std::size_t i = from; i < to; ++i) {
        const Notice& each = notices[i];
        const Timer* timer = was.find_timer(each.timer);
        if (timer == nullptr || !timer->told || each.due != timer->told) continue;
        told.insert(std::to_string(each.timer.number) + "/" + std::string(each.rung.text()) + "/" +
                    std::to_string(each.occurrence) + "/" + to_words(each.recipient));
    }
    return told;
}

void check_not_told_again(const test::Desk& desk, std::size_t said, const Case& was) {
    const auto before = told_for_date(desk.notices, 0, said, was);
    for (const std::string& key : told_for_date(desk.notices, said, desk.notices.size(), was)) {
        INFO(key);
        CHECK_FALSE(before.contains(key));
    }
}

Case without_raised(Case is, const Case& was) {
    std::erase_if(is.handoffs,
                  [&](const Handoff& each) { return was.find_handoff(each.id) == nullptr; });
    return is;
}

/// What is still to be told: handoffs that the change had ended are back.
Case without_news(Case is, const Case& high, const Case& was) {
    const auto told = std::erase_if(is.moves, [&](const DateMove& move) {
        const Timer* timer = is.find_timer(move.timer);
        const Handoff* ended = timer != nullptr ? high.find_handoff(timer->handoff) : nullptr;
        return !move.before && ended != nullptr && lifecycle::is_end(ended->state) &&
               std::find(was.moves.begin(), was.moves.end(), move) == was.moves.end();
    });
    if (told > 0 && is.moves.empty())
        std::erase_if(is.timers,
                      [](const Timer& timer) { return timer.kind == TimerKind::settle; });
    return is;
}

Bridge lived(const std::string& first, const std::string& second, Dice& random) {
    Bridge bridge(first, second);
    bridge.desk.open({{"release", "2026-09-01"}}, {{"ro", "aspen"}, {"pom", "birch"}});
    live(bridge.desk, random);
    return bridge;
}

struct Counts {
    std::size_t over = 0, refused = 0;
};

/// Over, a while, and back: every law on the way.
void play(std::uint64_t seed, Counts& counts) {
    Dice random(seed);
    const Model first = first_model(random);
    const Model second = second_model(first, random);
    const std::string before = text_of(first, false);
    const std::string after = text_of(second, true);
    INFO("TG_MIGRATION_SEED=" << seed << "\n" << before << "---\n" << after);
    Bridge bridge = lived(before, after, random);
    if (lifecycle::is_end(bridge.desk.pathway().stage)) return;
    const journey::Migrated planned = bridge.plan();
    if (!planned.faults.empty()) {
        ++counts.refused;
        for (const auto& fault : planned.faults) CHECK(name_of(fault.kind) != "incident");
        CHECK(planned.change.after == bridge.desk.the_case);
        return;
    }
    const std::size_t said = bridge.desk.notices.size();
    const Change real = bridge.bring_over();
    CHECK(real.after == planned.change.after);
    CHECK(real.notices.size() == planned.change.notices.size());
    if (real.verdict == Verdict::unchanged) return;
    ++counts.over;
    const Case high = bridge.desk.the_case;
    CHECK(high.last_timer >= bridge.before.last_timer);
    CHECK(high.last_entry >= bridge.before.last_entry);
    if (random.one_in(2)) {
        bridge.take_back();
        const Case back = without_raised(bridge.desk.the_case, bridge.before);
        const Case is = test::bare(without_news(back, high, bridge.before));
        const Case was = test::bare(bridge.before);
        CHECK(is.timers == was.timers);
        CHECK(is.moves == was.moves);
        CHECK(is.handoffs == was.handoffs);
        CHECK(is.pathways == was.pathways);
        CHECK(is == was);
        CHECK(bridge.desk.the_case.last_timer >= high.last_timer);
    } else if (random.one_in(2)) {
        const std::size_t entries = bridge.desk.log.size();
        bridge.desk.run_until(bridge.desk.now + std::chrono::days(random.below(20)));
        std::vector<StoredLogEntry> since;
        for (std::size_t i = entries; i < bridge.desk.log.size(); ++i) {
            since.emplace_back();
            since.back().kind = bridge.desk.log[i].kind;
        }
        if (journey::touched_since(since).empty()) bridge.take_back();
    }
    bridge.desk.run_until(bridge.desk.now + std::chrono::days(250));
    check_told_once(bridge.desk);
    check_not_told_again(bridge.desk, said, bridge.before);
}

std::size_t number_from(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : static_cast<std::size_t>(std::strtoull(text, nullptr, 10));
}

}  // namespace

TEST_CASE("The laws of migration hold for random versions, edits and cases") {
    Counts counts;
    if (const std::size_t seed = number_from("TG_MIGRATION_SEED", 0); seed != 0) {
        play(seed, counts);
        return;
    }
    const bool soak = number_from("TG_SOAK", 0) != 0;
    const std::size_t runs = number_from("TG_MIGRATIONS", soak ? 10000 : 500);
    for (std::uint64_t seed = 1; seed <= runs; ++seed) play(seed, counts);
    INFO(counts.over << " went over, " << counts.refused << " were refused");
    CHECK(counts.over > runs / 2);
    CHECK(counts.refused < counts.over / 10);
}

TEST_CASE(
    "A version that only declares more changes nothing, whatever the case has lived through") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        Dice random(seed);
        const std::string text = text_of(first_model(random), false);
        INFO("seed " << seed << "\n" << text);
        Bridge bridge = lived(text, text + "facts:\n  spare: {truth: true}\n", random);
        if (lifecycle::is_end(bridge.desk.pathway().stage)) continue;
        const Case was = bridge.desk.the_case;
        const Change change = bridge.bring_over();
        CHECK(change.notices.empty());
        Case is = bridge.desk.the_case;
        for (Pathway& pathway : is.pathways)
            pathway.definition = was.find_pathway(pathway.name)->definition;
        CHECK(test::bare(is) == test::bare(was));
        CHECK(is.timers == was.timers);
    }
}

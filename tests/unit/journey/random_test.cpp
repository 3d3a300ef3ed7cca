// SPDX-License-Identifier: MIT
// Goal: whatever happens in whatever order, no promise is broken, no rung speaks twice for one date
// and the due rows add up.
// Method: random events, facts, actions and passing time on the small definitions; Desk checks
// every decision, this file what spans several.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::As;
using test::Desk;

namespace {

/// A small fixed generator: a seed always gives the same story.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757u + 3037000493u) {}
    std::size_t below(std::size_t most) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(state_ >> 33) % most;
    }

private:
    std::uint64_t state_;
};

std::vector<definition::SourceFile> definitions_in(const std::string& folder) {
    const std::filesystem::path root = std::filesystem::path(TG_SOURCE_DIR) / folder;
    std::vector<definition::SourceFile> files;
    for (const auto& each : std::filesystem::recursive_directory_iterator(root)) {
        const std::string path = each.path().string();
        if (!path.ends_with(".yaml") || path.ends_with(".test.yaml")) continue;
        std::ifstream file(each.path());
        std::ostringstream text;
        text << file.rdbuf();
        files.push_back({std::filesystem::relative(each.path(), root).string(), text.str()});
    }
    return files;
}

std::string random_value(const definition::FactDeclaration& fact, Dice& dice) {
    if (dice.below(10) == 0) return "unknown";
    switch (fact.type) {
        case ValueType::truth: return dice.below(2) == 0 ? "true" : "false";
        case ValueType::number: return std::to_string(dice.below(100));
        case ValueType::choice:
            return std::string(fact.choices[dice.below(fact.choices.size())].text());
        case ValueType::date: return format_date(Date(std::chrono::days(20500 + dice.below(200))));
        case ValueType::instant: return "2026-05-01T10:00:00Z";
        default: return "A" + std::to_string(dice.below(3));
    }
}

/// Every event of a case's pathways, and what it asks.
struct Known {
    Symbol event;
    std::vector<Symbol> asks;
};

std::vector<Known> events_of(const Desk& desk) {
    std::vector<Known> all;
    for (const auto& each : desk.loaded.set.current)
        for (const Symbol event : each->events) {
            if (event.text().starts_with("done.")) continue;
            Known known{event, {}};
            for (const auto& rule : each->rules)
                if (rule.event == event)
                    known.asks.insert(known.asks.end(), rule.asks.begin(), rule.asks.end());
            all.push_back(std::move(known));
        }
    // Symbol numbers differ from run to run, names do not.
    std::sort(all.begin(), all.end(),
              [](const Known& a, const Known& b) { return a.event.text() < b.event.text(); });
    return all;
}

void send_random(Desk& desk, const std::vector<Known>& events, const As& as, Dice& dice) {
    const Known& known = events[dice.below(events.size())];
    test::Fields fields;
    for (const Symbol fact : known.asks)
        for (const auto& each : desk.loaded.set.current)
            if (const auto* declared = each->find_fact(fact)) {
                fields.emplace_back(fact.text(), random_value(*declared, dice));
                break;
            }
    if (dice.below(4) == 0) {
        auto facts = desk.loaded.set.current.back()->facts;
        std::sort(facts.begin(), facts.end(),
                  [](const auto& a, const auto& b) { return a.name.text() < b.name.text(); });
        const auto& fact = facts[dice.below(facts.size())];
        if (fact.per.empty()) fields.emplace_back(fact.name.text(), random_value(fact, dice));
    }
    desk.send(std::string(known.event.text()), fields, as);
}

using Spoken = std::tuple<std::uint32_t, std::string, std::uint16_t, std::uint32_t>;

void play(const std::string& folder, std::uint64_t seed, std::size_t steps) {
    INFO("seed " << seed);
    Dice dice(seed);
    Desk desk(definitions_in(folder));
    As as{"aspen", {}, "because"};
    for (const auto& role : desk.loaded.set.roles) as.roles.emplace_back(role.id.text());
    desk.open({{"release", "2026-06-01"}, {"supervised", "true"}, {"nation", "england"}});
    const std::vector<Known> events = events_of(desk);
    for (std::size_t step = 0; step < steps; ++step) {
        const std::size_t what = dice.below(8);
        if (what < 4) {
            send_random(desk, events, as, dice);
        } else if (what < 6 && desk.the_case.last_handoff > 0) {
            const auto id = 1 + dice.below(desk.the_case.last_handoff);
            desk.act(static_cast<std::uint32_t>(id), static_cast<HandoffAction>(dice.below(6)), as,
                     "letter");
        } else {
            desk.run_until(desk.now + std::chrono::hours(1 + dice.below(24 * 9)));
        }
    }
    desk.run_until(desk.now);
    std::set<Spoken> spoken;
    for (const Notice& notice : desk.notices) {
        if (notice.timer.number == 0) continue;
        const Spoken one{notice.timer.number,
                         std::string(notice.rung.text()) + " to " +
                             std::string(notice.recipient.role.text()) + " " +
                             std::string(name_of(notice.recipient.relation)),
                         notice.occurrence, notice.deadline_version};
        INFO(std::get<1>(one) << " of timer " << notice.timer.number);
        CHECK(spoken.insert(one).second);
    }
    for (const auto& [key, generation] : desk.due) CHECK(std::get<0>(key) > desk.now);
}

}  // namespace

TEST_CASE("Random stories break no promise and no rung speaks twice for one date") {
    for (std::uint64_t seed = 1; seed <= 25; ++seed)
        play("tests/support/definitions/small", seed, 60);
}

TEST_CASE("Random stories on the shipped workflows break no promise either") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) play("workflows", seed, 80);
}

// SPDX-License-Identifier: MIT
// Goal: the demo caseload is what it promises: 240 rows, its dirt, and a feed without a lost line.
// Method: the committed files are read with the real readers and counted.
#include <algorithm>
#include <set>

#include "exchange/directory.hpp"
#include "exchange/events.hpp"
#include "exchange/prisoners.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace throughgate::exchange {
namespace {

std::string file(const std::string& name) {
    return testing::read_repository_file("examples/caseload/" + name);
}

PrisonerImport prisoners() {
    return read_prisoners(file("prisoners.json"), "prisoners.json",
                          *parse_instant("2026-09-28T08:00:00Z"));
}

std::size_t count_items(const PrisonerImport& import, std::string_view problem) {
    std::size_t count = 0;
    for (const ImportedPerson& person : import.people)
        for (const QualityItem& item : person.quality)
            count += item.problem.find(problem) != std::string::npos ? 1 : 0;
    return count;
}

std::size_t count_fact(const PrisonerImport& import, std::string_view name, std::string_view text) {
    std::size_t count = 0;
    for (const ImportedPerson& person : import.people)
        for (const Field& field : person.facts)
            count += field.name == name && to_text(field.value) == text ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("the demo extract holds 240 rows of which five are rejected") {
    const PrisonerImport import = prisoners();
    CHECK_FALSE(import.unreadable);
    CHECK(import.people.size() + import.rejects.size() == 240);
    CHECK(import.rejects.size() == 5);
    CHECK(count_fact(import, "sex", "female") == 30);
    std::set<std::string> prisons;
    for (const ImportedPerson& person : import.people)
        for (const Field& field : person.facts)
            if (field.name == "prison") prisons.insert(field.value.text());
    CHECK(prisons == std::set<std::string>{"ZZA", "ZZB", "ZZC", "ZZD", "ZZE"});
}

TEST_CASE("the demo extract is as dirty as a live one") {
    const PrisonerImport import = prisoners();
    CHECK(count_items(import, "too far from today") >= 6);
    CHECK(count_items(import, "means nothing") >= 8);
    CHECK(count_items(import, "before the sentence started") >= 4);
    CHECK(count_items(import, "nobody is allocated") >= 10);
    CHECK(count_items(import, "not a real calendar date") >= 2);
    CHECK(count_items(import, "names no prison") == 1);
    CHECK(count_fact(import, "release", "2026-12-25") == 2);
    CHECK(count_fact(import, "release", "2027-03-26") == 1);
}

TEST_CASE("the demo directory is clean, has both sides, and people who cannot be mailed") {
    const DirectoryImport import = read_directory(file("directory.csv"), "directory.csv");
    for (const QualityItem& item : import.problems) UNSCOPED_INFO(item.place + item.problem);
    CHECK(import.problems.empty());
    CHECK(import.rejects.empty());
    const auto& members = import.directory.members;
    const auto count = [&](auto&& wanted) {
        return std::count_if(members.begin(), members.end(), wanted);
    };
    CHECK(count([](const StaffMember& each) { return each.box; }) == 11);
    CHECK(count([](const StaffMember& each) { return each.email.empty(); }) >= 5);
    CHECK(count([](const StaffMember& each) { return each.absent_from.has_value(); }) >= 10);
    CHECK(import.directory.holding(Symbol::of("ro"), "N03SWM1").size() == 8);
    CHECK(import.directory.holding(Symbol::of("pom"), "ZZC").size() == 4);
}

TEST_CASE("every officer of the demo extract is in the directory") {
    const DirectoryImport directory = read_directory(file("directory.csv"), "directory.csv");
    for (const ImportedPerson& person : prisoners().people)
        for (const Assignment& assignment : person.assignments)
            CHECK(directory.directory.find(assignment.person) != nullptr);
}

TEST_CASE("every line of the demo feed is an event or reported, with duplicates and strangers") {
    const std::string text = file("events.jsonl");
    const EventImport import = read_events(text, "events.jsonl");
    CHECK(import.rejects.empty());
    CHECK(import.problems.empty());
    CHECK(import.unhandled.size() >= 10);
    CHECK(import.events.size() >= 4000);
    std::set<std::string> known;
    for (const ImportedPerson& person : prisoners().people)
        known.insert(person.identity.noms_number);
    std::set<std::string> keys;
    std::size_t twice = 0, strangers = 0, backwards = 0, deaths = 0, recalls = 0;
    Instant latest{};
    for (const InboundEvent& event : import.events) {
        twice += keys.insert(event.source + '|' + event.id).second ? 0 : 1;
        strangers += known.contains(event.person.noms_number) ? 0 : 1;
        backwards += event.at < latest ? 1 : 0;
        deaths += event.name == "died" ? 1 : 0;
        recalls += event.name == "recalled" ? 1 : 0;
        latest = std::max(latest, event.at);
    }
    CHECK(twice >= 30);
    CHECK(strangers == 8);
    CHECK(backwards >= 30);
    CHECK(deaths == 1);
    CHECK(recalls >= 6);
}

TEST_CASE("every actor of the demo feed is a person of the directory") {
    const DirectoryImport directory = read_directory(file("directory.csv"), "directory.csv");
    const EventImport import = read_events(file("events.jsonl"), "events.jsonl");
    for (const InboundEvent& event : import.events) {
        if (event.actor.empty()) continue;
        const StaffMember* actor = directory.directory.find(event.actor);
        REQUIRE(actor != nullptr);
        CHECK_FALSE(actor->box);
    }
}

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Goal: a second import of a person is only what changed, and bad values overwrite nothing.
// Method: a case is made from one reading of a record and compared with the next.
#include "exchange/difference.hpp"

#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

const Instant today = *parse_instant("2026-09-28T09:00:00Z");

ImportedPerson person(const std::string& members) {
    const PrisonerImport import =
        read_prisoners(R"([{"prisonerNumber":"A9001ZZ",)" + members + "}]", "p.json", today);
    REQUIRE(import.people.size() == 1);
    return import.people.front();
}

struct Known {
    FactTable facts;
    std::vector<RoleHolder> holders;
};

/// What a case holds after the import: choices are symbols there, text stays text.
Known opened(const ImportedPerson& imported) {
    Known known;
    for (const Field& field : imported.facts) {
        Fact fact;
        fact.name = Symbol::of(field.name);
        const bool choice = field.name == "sex" || field.name == "nation";
        fact.value = choice ? Value(Symbol::of(field.value.text())) : field.value;
        known.facts.put(fact);
    }
    for (const Assignment& each : imported.assignments)
        known.holders.push_back(RoleHolder{Symbol::of(each.role), each.person, today});
    return known;
}

const std::string base =
    R"("gender":"Male","prisonId":"ZZA","conditionalReleaseDate":"2026-11-20",)"
    R"("communityManager":{"code":"S012"})";

Difference against(const Known& known, const std::string& members) {
    return difference(known.facts, known.holders, person(members));
}

}  // namespace

TEST_CASE("the same record again changes nothing") {
    const Known known = opened(person(base));
    CHECK(against(known, base).empty());
}

TEST_CASE("a moved date and a new officer are all that changes") {
    const Known known = opened(person(base));
    const Difference changed =
        against(known, R"("gender":"Male","prisonId":"ZZA","conditionalReleaseDate":"2026-12-01",)"
                       R"("communityManager":{"code":"S013"})");
    REQUIRE(changed.facts.size() == 2);
    CHECK(changed.facts[0].name == "release");
    CHECK(changed.facts[0].value == Value(*parse_date("2026-12-01")));
    CHECK(changed.facts[1].name == "release.calculated");
    REQUIRE(changed.assignments.size() == 1);
    CHECK(changed.assignments[0].person == "S013");
}

TEST_CASE("a date that the source withdrew becomes unknown, a bad one changes nothing") {
    const Known known = opened(person(base));
    const std::string rest =
        R"("gender":"Male","prisonId":"ZZA","communityManager":{"code":"S012"},)";
    const Difference withdrawn = against(known, rest + R"("conditionalReleaseDate":null)");
    REQUIRE(withdrawn.facts.size() == 2);
    CHECK_FALSE(withdrawn.facts[0].value.known());
    CHECK(withdrawn.facts[1].value == Value(std::string("unknown_date")));
    const Difference bad = against(known, rest + R"("conditionalReleaseDate":"2099-01-01")");
    CHECK(bad.empty());
}

TEST_CASE("a fact that the record no longer speaks of stays") {
    const Known known = opened(person(base));
    CHECK(against(known, R"("conditionalReleaseDate":"2026-11-20")").empty());
}

TEST_CASE("an officer who became unallocated is taken away, once") {
    Known known = opened(person(base));
    const std::string nobody =
        R"("conditionalReleaseDate":"2026-11-20","communityManager":{"unallocated":true})";
    const Difference changed = against(known, nobody);
    REQUIRE(changed.assignments.size() == 1);
    CHECK(changed.assignments[0].role == "ro");
    CHECK(changed.assignments[0].person.empty());
    known.holders.clear();
    CHECK(against(known, nobody).empty());
}

TEST_CASE("facts about a subject are not compared with the record's") {
    Known known;
    Fact fact;
    fact.name = Symbol::of("prison");
    fact.subject = "somewhere";
    fact.value = Value(std::string("ZZA"));
    known.facts.put(fact);
    const Difference changed = against(known, R"("prisonId":"ZZA")");
    CHECK(std::any_of(changed.facts.begin(), changed.facts.end(),
                      [](const Field& field) { return field.name == "prison"; }));
}

TEST_CASE("people whom a full extract no longer holds are told in order") {
    const PrisonerImport extract =
        read_prisoners(R"([{"prisonerNumber":"A9001ZZ"},{"crn":"X900002"}])", "p.json", today);
    const std::vector<KnownPerson> live{{"TG-3", {"A9009ZZ", ""}},
                                        {"TG-1", {"A9001ZZ", "X900001"}},
                                        {"TG-2", {"", "X900002"}},
                                        {"TG-4", {"", "X900009"}}};
    CHECK(missing_from_source(live, extract) == std::vector<std::string>{"TG-3", "TG-4"});
}

TEST_CASE("two identities are one person when either number agrees") {
    CHECK(same_person({"A9001ZZ", ""}, {"A9001ZZ", "X900001"}));
    CHECK(same_person({"", "X900001"}, {"A9001ZZ", "X900001"}));
    CHECK_FALSE(same_person({"A9001ZZ", ""}, {"", "X900001"}));
    CHECK_FALSE(same_person({"", ""}, {"", ""}));
}

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Goal: prisoner records become people with typed facts; bad values never drop anybody.
// Method: small documents written in place, each with one thing to look at.
#include "exchange/prisoners.hpp"

#include <algorithm>

#include "support/catch.hpp"

namespace throughgate::exchange {
namespace {

const Instant today = *parse_instant("2026-09-28T09:00:00Z");

PrisonerImport read(std::string_view json) { return read_prisoners(json, "p.json", today); }

/// One record with an identity and the given members.
ImportedPerson person(const std::string& members) {
    const PrisonerImport import = read(R"([{"prisonerNumber":"A9001ZZ",)" + members + "}]");
    REQUIRE(import.people.size() == 1);
    return import.people.front();
}

std::string fact(const ImportedPerson& person, std::string_view name) {
    const auto found = std::find_if(person.facts.begin(), person.facts.end(),
                                    [&](const Field& field) { return field.name == name; });
    return found == person.facts.end() ? "(none)" : to_text(found->value);
}

bool has_item(const ImportedPerson& person, std::string_view field) {
    const std::string place = "p.json: record 1, " + std::string(field);
    return std::any_of(person.quality.begin(), person.quality.end(),
                       [&](const QualityItem& item) { return item.place == place; });
}

}  // namespace

TEST_CASE("a clean record gives its facts with their types and no quality item") {
    const ImportedPerson demo = person(
        R"("crn":"X900001","gender":"Female","inOutStatus":"IN","prisonId":"ZZA",
           "sentenceStartDate":"2026-01-12","receptionDate":"2026-01-12",
           "conditionalReleaseDate":"2026-11-20","licenceExpiryDate":"2027-09-25",
           "sentenceExpiryDate":"2027-09-25","topupSupervisionExpiryDate":"2027-11-20",
           "communityManager":{"code":"S012","name":{"forename":"Officer","surname":"Aspen"}},
           "prisonManager":{"code":"P001","name":"Officer Birch"},
           "communityTeam":"N03ZA1","roshLevel":"RHRH","mappaLevel":2,"tier":"B2",
           "expectedCustodyDays":312,"victimContact":false,"handoverDate":"2026-10-01")");
    CHECK(demo.quality.empty());
    CHECK(demo.identity == PersonIdentity{"A9001ZZ", "X900001"});
    CHECK(fact(demo, "release") == "2026-11-20");
    CHECK(fact(demo, "release.type") == "conditional");
    CHECK(fact(demo, "release.certainty") == "provisional");
    CHECK(fact(demo, "release.calculated") == "2026-11-20");
    CHECK(fact(demo, "sentence_start") == "2026-01-12");
    CHECK(fact(demo, "sentence_end") == "2027-09-25");
    CHECK(fact(demo, "supervision_end") == "2027-11-20");
    CHECK(fact(demo, "supervised") == "true");
    CHECK(fact(demo, "admission") == "2026-01-12");
    CHECK(fact(demo, "prison") == "ZZA");
    CHECK(fact(demo, "nation") == "england");
    CHECK(fact(demo, "sex") == "female");
    CHECK(fact(demo, "risk.rosh") == "high");
    CHECK(fact(demo, "mappa.level") == "two");
    CHECK(fact(demo, "tier") == "B2");
    CHECK(fact(demo, "expected_custody_days") == "312");
    CHECK(fact(demo, "victim_contact") == "false");
    CHECK(fact(demo, "handover.date") == "2026-10-01");
    CHECK(fact(demo, "ro_team") == "N03ZA1");
    REQUIRE(demo.assignments.size() == 2);
    CHECK(demo.assignments[0].role == "pom");
    CHECK(demo.assignments[1].person == "S012");
}

TEST_CASE("facts are sorted by name and each name stands once") {
    const ImportedPerson demo = person(
        R"("prisonId":"ZZA","gender":"Male","confirmedReleaseDate":"2026-11-20",
           "conditionalReleaseDate":"2026-11-20","automaticReleaseDate":"2026-11-21")");
    std::vector<std::string> names;
    for (const Field& field : demo.facts) names.push_back(field.name);
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("the release date is the first usable one in the order that staff see") {
    const std::string all =
        R"("homeDetentionCurfewActualDate":"2026-10-20","conditionalReleaseDate":"2026-11-20",
           "automaticReleaseDate":"2026-12-01")";
    CHECK(fact(person(all), "release") == "2026-10-20");
    CHECK(fact(person(all), "release.type") == "curfew");
    const ImportedPerson parole = person(R"("actualParoleDate":"2026-10-05",)" + all);
    CHECK(fact(parole, "release") == "2026-10-05");
    const ImportedPerson confirmed = person(R"("confirmedReleaseDate":"2026-11-20",)" + all);
    CHECK(fact(confirmed, "release") == "2026-11-20");
    CHECK(fact(confirmed, "release.type") == "conditional");
    CHECK(fact(confirmed, "release.certainty") == "confirmed");
}

TEST_CASE("the date after a recall counts only for somebody who was recalled") {
    const std::string dates =
        R"("postRecallReleaseDate":"2026-11-01","conditionalReleaseDate":"2026-12-01")";
    CHECK(fact(person(R"("recall":false,)" + dates), "release") == "2026-12-01");
    const ImportedPerson recalled = person(R"("recall":true,)" + dates);
    CHECK(fact(recalled, "release") == "2026-11-01");
    CHECK(fact(recalled, "release.type") == "re_release");
}

TEST_CASE("a bad first date is noted and the next good one is used") {
    const ImportedPerson demo =
        person(R"("confirmedReleaseDate":"2099-01-01","conditionalReleaseDate":"2026-11-20")");
    CHECK(fact(demo, "release") == "2026-11-20");
    CHECK(fact(demo, "release.certainty") == "provisional");
    CHECK(has_item(demo, "confirmedReleaseDate"));
}

TEST_CASE("dates that cannot be meant leave the release unknown and the person in") {
    const std::string bad = GENERATE(as<std::string>{}, R"("2099-12-31")", R"("1900-01-01")",
                                     R"("2026-02-30")", R"("31/12/2026")", R"("null")", "true",
                                     R"(["2026-12-31"])", "20261231", R"("soon")");
    CAPTURE(bad);
    const ImportedPerson demo = person(R"("conditionalReleaseDate":)" + bad);
    CHECK(fact(demo, "release") == "unknown");
    CHECK(fact(demo, "release.certainty") == "unknown_date");
    CHECK(has_item(demo, "conditionalReleaseDate"));
    CHECK(demo.doubtful == std::vector<std::string>{"release", "release.certainty"});
}

TEST_CASE("no date at all is unknown without being doubtful") {
    const ImportedPerson demo = person(R"("conditionalReleaseDate":null)");
    CHECK(fact(demo, "release") == "unknown");
    CHECK(demo.doubtful.empty());
    CHECK(demo.quality.size() == 1);
}

TEST_CASE("a release before the sentence started is not used") {
    const ImportedPerson demo =
        person(R"("sentenceStartDate":"2026-06-01","conditionalReleaseDate":"2026-05-01")");
    CHECK(fact(demo, "release") == "unknown");
    CHECK(fact(demo, "sentence_start") == "2026-06-01");
    CHECK(has_item(demo, "conditionalReleaseDate"));
}

TEST_CASE("a release date that has passed is kept and questioned") {
    const std::string passed = R"("conditionalReleaseDate":"2026-09-20","inOutStatus":)";
    CHECK(fact(person(passed + R"("IN")"), "release") == "2026-09-20");
    CHECK(has_item(person(passed + R"("IN")"), "conditionalReleaseDate"));
    CHECK_FALSE(has_item(person(passed + R"("OUT")"), "conditionalReleaseDate"));
}

TEST_CASE("supervision is read from the dates that outlast the release") {
    const std::string release = R"("conditionalReleaseDate":"2026-11-20",)";
    CHECK(fact(person(release + R"("licenceExpiryDate":"2027-01-01")"), "supervised") == "true");
    CHECK(fact(person(release + R"("sentenceExpiryDate":"2026-11-20")"), "supervised") == "false");
    CHECK(fact(person(release + R"("licenceExpiryDate":null)"), "supervised") == "(none)");
    CHECK(fact(person(release + R"("supervised":false,"licenceExpiryDate":"2027-01-01")"),
               "supervised") == "false");
}

TEST_CASE("an odd gender, prison, risk or tier is left out with a quality item") {
    const ImportedPerson demo = person(
        R"("gender":"Not Known / Not Recorded","prisonId":"LONGID","roshLevel":"DON'T KNOW",
           "mappaLevel":9,"tier":"none of these","victimContact":"perhaps","nation":"mars",
           "expectedCustodyDays":-4,"receptionDate":"2027-01-01")");
    for (const auto* name : {"sex", "prison", "risk.rosh", "mappa.level", "tier", "victim_contact",
                             "nation", "expected_custody_days", "admission"}) {
        CAPTURE(name);
        CHECK(fact(demo, name) == "(none)");
        CHECK(std::count(demo.doubtful.begin(), demo.doubtful.end(), name) == 1);
    }
    CHECK(demo.quality.size() == 10);  // the ninth facts' and the missing release
}

TEST_CASE("OUT and TRN are no prisons") {
    for (const std::string id : {"OUT", "TRN"}) {
        const ImportedPerson demo = person(R"("prisonId":")" + id + R"(")");
        CHECK(fact(demo, "prison") == "(none)");
        CHECK(has_item(demo, "prisonId"));
    }
}

TEST_CASE("a prison in Wales gives the nation, a field of its own wins") {
    CHECK(fact(person(R"("prisonId":"CFI")"), "nation") == "wales");
    CHECK(fact(person(R"("prisonId":"CFI","nation":"england")"), "nation") == "england");
    CHECK(fact(person(R"("prisonId":null)"), "nation") == "england");
}

TEST_CASE("an unallocated officer is nobody, however the record says it") {
    const std::string officer =
        GENERATE(as<std::string>{}, R"({"code":"N03ZA1U","name":"Unallocated Staff"})",
                 R"({"code":"N03ZA1U","name":{"forename":"Unallocated","surname":"Staff"}})",
                 R"({"code":"N03ZA1U","unallocated":true})");
    const ImportedPerson demo = person(R"("communityManager":)" + officer);
    CHECK(demo.assignments.empty());
    CHECK(demo.unallocated == std::vector<std::string>{"ro"});
    CHECK(has_item(demo, "communityManager"));
}

TEST_CASE("an officer without a code is a doubt, not a holder") {
    const ImportedPerson demo = person(R"("communityManager":{"name":"Officer Aspen"})");
    CHECK(demo.assignments.empty());
    CHECK(demo.unallocated.empty());
    CHECK(has_item(demo, "communityManager"));
}

TEST_CASE("an identity is accepted with blanks and small letters, and either one is enough") {
    const PrisonerImport import = read(
        R"([{"prisonerNumber":" a9001zz "},{"prisonerNumber":"wrong","crn":"x900002"},
            {"crn":"X900003"}])");
    REQUIRE(import.people.size() == 3);
    CHECK(import.people[0].identity.noms_number == "A9001ZZ");
    CHECK(import.people[1].identity == PersonIdentity{"", "X900002"});
    CHECK(import.people[1].quality.front().place == "p.json: record 2, prisonerNumber");
    CHECK(import.people[2].place == "p.json: record 3");
}

TEST_CASE("rows without a usable identity are rejected with place, reason and their text") {
    const PrisonerImport import = read(
        R"({"content":[{"prisonerNumber":"null","lastName":"PERSON-X"},{"crn":"12"},17,null,
            {"prisonerNumber":"A9001ZZ"}],"last":true})");
    REQUIRE(import.rejects.size() == 4);
    CHECK(import.people.size() == 1);
    CHECK(import.rejects[0].place == "p.json: record 1");
    CHECK(import.rejects[0].raw == R"({"prisonerNumber":"null","lastName":"PERSON-X"})");
    CHECK(import.rejects[0].reason.find("PERSON-X") == std::string::npos);
    CHECK(import.rejects[2].reason == "the record is not a JSON object");
}

TEST_CASE("the second row of one person is rejected and names the first") {
    const PrisonerImport import = read(
        R"([{"prisonerNumber":"A9001ZZ","crn":"X900001"},{"prisonerNumber":"a9001zz"},
            {"prisonerNumber":"A9002ZZ","crn":"X900001"},{"prisonerNumber":"A9002ZZ"}])");
    REQUIRE(import.rejects.size() == 2);
    CHECK(import.rejects[0].reason == "same prison number as record 1");
    CHECK(import.rejects[1].reason == "same CRN as record 1");
    CHECK(import.people.back().identity.noms_number == "A9002ZZ");
}

TEST_CASE("a file that is not such JSON gives one error with line and column") {
    const auto message = [](std::string_view json) {
        const PrisonerImport import = read(json);
        REQUIRE(import.unreadable.has_value());
        CHECK(import.people.empty());
        CHECK(import.unreadable->kind == ErrorKind::invalid);
        return import.unreadable->message;
    };
    CHECK(message("[{\"a\":1},\n  {\"a\":x}]").starts_with("p.json:2:8: "));
    CHECK(message("[{\"a\":1},").find("ends too early") != std::string::npos);
    CHECK(message("[] []").starts_with("p.json:1:4: "));
    CHECK(message("").find("ends too early") != std::string::npos);
    CHECK(message("{\"content\":3}").find("expected") != std::string::npos);
    CHECK(message("\"text\"").find("expected") != std::string::npos);
    CHECK(message("[\"\xC3\x28\"]").starts_with("p.json:1:"));
    CHECK(message(std::string(40, '[') + std::string(40, ']')).find("deeper") != std::string::npos);
}

TEST_CASE("a byte order mark at the start does not matter") {
    CHECK(read("\xEF\xBB\xBF[]").people.empty());
    CHECK_FALSE(read("\xEF\xBB\xBF[]").unreadable.has_value());
}

TEST_CASE("an overlong text is not taken over") {
    const ImportedPerson demo = person(R"("communityTeam":")" + std::string(5000, 'x') + "\"");
    CHECK(fact(demo, "ro_team") == "(none)");
    CHECK(has_item(demo, "communityTeam"));
}

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Goal: what people read is checked like everything else, is kept with a publication, and changes
// nothing of what happens.
// Method: the small definitions with appointments, a catalogue and labels beside them; then edits.
#include <set>

#include "definition/codes.hpp"
#include "definition/for_readers.hpp"
#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

using testing::edited;

constexpr const char* pathway = "accommodation/pathway.yaml";
constexpr const char* facts = "common/facts.yaml";
constexpr const char* notify = "notify: {digest: \"08:45\", classes: {state_due: action}}";
constexpr const char* catalogue = "common/services.yaml";
constexpr const char* labels = "accommodation/labels.cy.yaml";

std::vector<SourceFile> files_with_readers() {
    auto files = edited(testing::small_files(), pathway, "gates:\n",
                        "appointments:\n"
                        "  visit:\n"
                        "    title: First visit\n"
                        "    day: dtr.submitted_at\n"
                        "    place: address.id\n"
                        "    with: ro\n"
                        "    wanted: place is confirmed\n"
                        "checklist:\n"
                        "  home: {title: A home, when: place is confirmed or cas_booked}\n"
                        "gates:\n");
    files = edited(files, pathway, "        do: Ask where",
                   "        services: advice\n        do: Ask where");
    files = edited(files, "common/facts.yaml", "common: facts\n",
                   "common: facts\njourneys: {gate: \"08:30\", after_gate: 60}\n"
                   "notify: {digest: \"08:45\", classes: {state_due: action}}\n"
                   "sources: {ndelius: nDelius}\n");
    files.push_back(
        {catalogue,
         "format: 1\n"
         "catalogue: services\n"
         "services:\n"
         "  advice: {title: Housing advice, who: Everybody in England, offered: nation is "
         "england, cost: free, refer: Ring them.}\n"});
    files.push_back({labels,
                     "format: 1\n"
                     "labels: cy\n"
                     "pathways: {accommodation: Llety}\n"
                     "states: {place.screen: Sgrinio}\n"
                     "words: {prison: Carchar}\n"});
    return files;
}

const Definition& accommodation(const Loaded& loaded) {
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    return *loaded.set.current.back();
}

TEST_CASE("appointments, checklist, services, journeys and labels are compiled") {
    const Loaded loaded = load(files_with_readers());
    const ForReaders& readers = *accommodation(loaded).readers;
    REQUIRE(readers.appointments.size() == 1);
    CHECK(readers.appointments[0].title == "First visit");
    CHECK(readers.appointments[0].place.text() == "address.id");
    REQUIRE(readers.checklist.size() == 1);
    REQUIRE(readers.services.size() == 1);
    CHECK(readers.services[0].cost == "free");
    CHECK(readers.services_of.count(Symbol::of("place.screen")) == 1);
    CHECK(readers.journeys.gate == 8 * 60 + 30);
    CHECK(readers.journeys.after_gate == 60);
    CHECK(readers.journeys.between == 30);
    CHECK(readers.sources.at("ndelius") == "nDelius");
}

TEST_CASE("when people are told is compiled, and what is left out is as the page of keys says") {
    const Loaded loaded = load(files_with_readers());
    const auto& policy = accommodation(loaded).readers->notify;
    REQUIRE(policy.has_value());
    CHECK(policy->digest == 8 * 60 + 45);
    CHECK(policy->second_digest == 16 * 60);
    CHECK(policy->alone_a_day == 3);
    CHECK(policy->bulk_over == 50);
    CHECK(policy->classes.at(Symbol::of("state_due")) == NoticeClass::action);
    CHECK_FALSE(accommodation(load(testing::small_files())).readers->notify.has_value());
}

TEST_CASE("a label speaks its language, and what has none stays in English") {
    const Loaded loaded = load(files_with_readers());
    const ForReaders& readers = *accommodation(loaded).readers;
    CHECK(readers.said("cy", "states", "place.screen", "Screen") == "Sgrinio");
    CHECK(readers.said("cy", "words", "prison", "Prison") == "Carchar");
    CHECK(readers.said("cy", "states", "place.sourcing", "Search") == "Search");
    CHECK(readers.said("en", "states", "place.screen", "Screen") == "Screen");
    CHECK(readers.said("fr", "states", "place.screen", "Screen") == "Screen");
}

TEST_CASE("what people read changes the text hash and never the behaviour hash") {
    const Loaded plain = load(testing::small_files());
    const Loaded loaded = load(files_with_readers());
    const Definition& before = accommodation(plain);
    const Definition& after = accommodation(loaded);
    CHECK(after.behaviour == before.behaviour);
    CHECK(after.text != before.text);
    const auto without = [](const char* path, const char* from, const char* to) {
        return accommodation(load(edited(files_with_readers(), path, from, to))).text;
    };
    CHECK(without(labels, "Sgrinio", "Holi") != after.text);
    CHECK(without(catalogue, "Ring them", "Write to them") != after.text);
    CHECK(without(facts, "08:45", "09:00") != after.text);
    CHECK(without(pathway, "title: First visit", "title: Visit") != after.text);
}

TEST_CASE("a stored publication gives its appointments, services and labels again") {
    const Loaded loaded = load(files_with_readers());
    const Definition& first = accommodation(loaded);
    const auto again = compile_resolved(loaded.resolved.back().second);
    REQUIRE(again.ok());
    CHECK((*again)->text == first.text);
    CHECK((*again)->readers->languages == first.readers->languages);
    CHECK((*again)->readers->services.size() == 1);
    CHECK((*again)->readers->appointments.size() == 1);
}

TEST_CASE("what people read is told to be wrong at its place") {
    struct Fault {
        const char* code;
        const char* path;
        const char* from;
        const char* to;
        const char* message;
    };
    std::set<std::string_view> tested = {"TG1102"};  // by strict checks, below
    for (const Fault& each : {
             Fault{"TG1101", pathway, "services: advice", "services: advise",
                   "there is no service 'advise'"},
             Fault{"TG1103", pathway, "    place: address.id", "    place: visit",
                   "'visit' is no place but a fact of type choice"},
             Fault{"TG1103", pathway, "    place: address.id", "    time: address.id",
                   "'dtr.submitted_at' gives the time already"},
             Fault{"TG0203", pathway, "    day: dtr.submitted_at", "    day: dtr.submited_at",
                   "there is no fact 'dtr.submited_at'"},
             Fault{"TG0204", pathway, "    with: ro\n", "    with: rr\n", "there is no role 'rr'"},
             Fault{"TG1104", labels, "place.screen", "place.sreen",
                   "nothing in this folder is called 'place.sreen' under 'states'"},
             Fault{"TG1104", labels, "{prison: Carchar}", "{prisn: Carchar}",
                   "nothing in this folder is called 'prisn' under 'words'"},
             Fault{"TG1105", labels, "labels: cy", "labels: welsh", "'welsh' is no language"},
             Fault{"TG1106", facts, notify, "notify: {digest: \"06:30\"}",
                   "the digest goes in the quiet hours"},
             Fault{"TG1106", facts, notify, "notify: {second_digest: \"08:00\"}",
                   "the second digest goes before the first"},
             Fault{"TG1106", facts, notify, "notify: {quiet_until: \"19:00\"}",
                   "the quiet hours end after they begin on the same day"},
             Fault{"TG1106", facts, notify, "notify: {unread_hours: 100000}",
                   "unread_hours lies between 0 and 80"},
             Fault{"TG1106", facts, notify, "notify: {bulk_minutes: 0, alone_a_day: 5000}",
                   "alone_a_day lies between 0 and 100"},
             Fault{"TG1107", facts, notify, "notify: {classes: {state_due: loud}}",
                   "'loud' is none of critical, action and info"},
             Fault{"TG1107", facts, notify, "notify: {classes: {state_du: info}}",
                   "there is no message 'state_du'"},
             Fault{"TG1108", facts, notify, "workload: {available: 0}",
                   "available lies between 1 and 10000"},
             Fault{"TG1108", facts, notify, "workload: {risk: {low: 2, high: 500}}",
                   "high lies between 0 and 100"},
             Fault{"TG0204", facts, notify, "workload: {roles: [ro, rr]}", "there is no role 'rr'"},
             Fault{"TG0806", "common/roles.yaml", "roles:\n",
                   "notify: {digest: \"09:00\"}\nroles:\n", "'notify' is declared twice"},
             Fault{"TG0803", catalogue, "services:\n",
                   "services:\n  other: {title: O, who: W, cost: free, refer: R}\n", ""},
         }) {
        auto files = edited(files_with_readers(), each.path, each.from, each.to);
        if (std::string_view(each.code) == "TG0803")
            files.push_back({"common/more.yaml",
                             "format: 1\ncatalogue: more\nservices:\n"
                             "  other: {title: O, who: W, cost: free, refer: R}\n"});
        const Loaded loaded = load(files);
        INFO(each.code << " in " << each.path << ":\n" << testing::text_of(loaded));
        CHECK(testing::has(testing::codes_of(loaded), each.code));
        CHECK(testing::text_of(loaded).find(each.message) != std::string::npos);
        tested.insert(each.code);
    }
    for (const CodeRow& row : codes())
        if (row.code.starts_with("TG11")) CHECK(tested.contains(row.code));
}

TEST_CASE("a time or number of notices that does not fit is told where it stands") {
    const auto told = [](const std::string& to, const std::string& at) {
        const std::string text =
            testing::text_of(load(edited(files_with_readers(), facts, notify, to.c_str())));
        INFO(text);
        const std::string place = ":" + std::to_string(to.find(at) + 1) + ": error[TG1106]";
        CHECK(text.find(place) != std::string::npos);
    };
    told("notify: {quiet_until: \"19:00\"}", "\"19:00\"");
    told("notify: {late_minutes: 5, unread_hours: 100000}", "100000");
    told("notify: {bulk_over: 20, quiet_until: \"09:00\"}", "\"09:00\"");
    told("notify: {digest: \"16:30\"}", "\"16:30\"");
}

TEST_CASE("a misspelt service or label is told with the one that was probably meant") {
    const auto text = [](const char* path, const char* from, const char* to) {
        return testing::text_of(load(edited(files_with_readers(), path, from, to)));
    };
    CHECK(text(pathway, "services: advice", "services: advise").find("did you mean 'advice'?") !=
          std::string::npos);
    CHECK(text(labels, "place.screen", "place.sreen").find("did you mean 'place.screen'?") !=
          std::string::npos);
}

TEST_CASE("a service that no state names is told by strict checks only") {
    const auto files = edited(files_with_readers(), pathway, "        services: advice\n", "");
    CHECK_FALSE(testing::has(testing::codes_of(load(files)), "TG1102"));
    CHECK(testing::has(testing::codes_of(load(files, std::nullopt, Strictness::strict)), "TG1102"));
}

TEST_CASE("the contact of a handoff may hold the handoff and no protected fact") {
    const auto with = [](const char* words) {
        return load(edited(
            files_with_readers(), pathway, "    to_each: [police, csc]\n",
            ("    to_each: [police, csc]\n    contact: \"" + std::string(words) + "\"\n").c_str()));
    };
    CHECK(with("{{case.reference}} {{handoff.title}} {{handoff.acknowledged}}").clean());
    CHECK(testing::has(testing::codes_of(with("{{check.police}}")), "TG0702"));
    CHECK(testing::has(testing::codes_of(with("{{recipient.name}}")), "TG0703"));
}

}  // namespace
}  // namespace throughgate::definition

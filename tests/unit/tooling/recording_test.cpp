// SPDX-License-Identifier: MIT
// Goal: a simulation becomes a test that passes, or is refused with the step that a whole case does
// not take. Method: scripts over the small definitions; what was recorded is run again.
#include "support/catch.hpp"
#include "support/play.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/generating.hpp"

namespace throughgate::testing {
namespace {

std::vector<DefinitionFile> small() { return definition_files("tests/support/definitions/small"); }

ScriptStep event(const std::string& name,
                 const std::vector<std::pair<std::string, Datum>>& facts = {}) {
    ScriptStep step;
    step.event = name;
    step.data.kind = Datum::Kind::fields;
    step.data.fields = facts;
    return step;
}

ScriptStep days(int count) {
    ScriptStep step;
    step.after = std::chrono::hours(24 * count);
    return step;
}

Result<RecordedTest> recorded(const std::string& pathway, std::vector<ScriptStep> steps,
                              const std::string& name = "It goes so") {
    const TemporaryFolder folder;
    return record_test(small(), {std::nullopt, std::move(steps)}, {pathway, name, folder.path()});
}

void check_that_it_passes(const RecordedTest& test) {
    const TemporaryFolder folder;
    const auto report = run_workflow_tests(
        small(), {{"accommodation/recorded.test.yaml", test.bytes}}, {"", folder.path(), ""});
    REQUIRE(report.ok());
    INFO(test.bytes);
    CHECK(report->faults.empty());
    REQUIRE(report->results.size() == 1);
    INFO(report->results[0].failure);
    CHECK(report->results[0].passed);
}

}  // namespace

TEST_CASE("events with facts and days become a test that passes and ends where the case does") {
    const auto test =
        recorded("accommodation",
                 {event("screen.done", {{"address.kind", Datum::of(std::string("own"))}}), days(3),
                  event("checks.failed", {{"reason", Datum::of(std::string("no room"))}})});
    INFO((test.ok() ? "" : test.error().message));
    REQUIRE(test.ok());
    CHECK(test->active.front() == "place.sourcing");
    CHECK(test->bytes.find("name: \"It goes so\"") != std::string::npos);
    check_that_it_passes(*test);
}

TEST_CASE("a recorded test of the spine passes, and a name with quotes stays what it is") {
    const auto test = recorded("spine", {event("elsewhere"), days(1), event("returned")},
                               "Back from \"there\": in custody");
    INFO((test.ok() ? "" : test.error().message));
    REQUIRE(test.ok());
    CHECK(test->bytes.find(R"(name: "Back from \"there\": in custody")") != std::string::npos);
    check_that_it_passes(*test);
}

TEST_CASE("a step that nobody can do on a whole case is named") {
    const Datum own = Datum::of(std::string("own"));
    const auto refused = recorded(
        "accommodation", {event("screen.done", {{"address.kind", own}}), event("checks.passed")});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(refused.error().message.find("step 2") != std::string::npos);
    CHECK(refused.error().message.find("checks.passed") != std::string::npos);
}

TEST_CASE("an event that no state answers is named and not recorded as a step that passes") {
    const auto refused = recorded("spine", {event("elsewhere"), event("first_contact")});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(refused.error().message.find(
              "step 2 cannot be done on a whole case: no state that the case is in by then answers "
              "event 'first_contact'") != std::string::npos);
}

TEST_CASE("an event that no state answers but that says something new is a step") {
    const Datum own = Datum::of(std::string("own"));
    const auto test =
        recorded("accommodation",
                 {event("screen.done", {{"address.kind", own}}),
                  event("screen.done", {{"address.kind", Datum::of(std::string("family"))}})});
    INFO((test.ok() ? "" : test.error().message));
    REQUIRE(test.ok());
    check_that_it_passes(*test);
}

TEST_CASE("facts that nobody declares, values that do not fit and no name are refused") {
    const Datum word = Datum::of(std::string("somewhere"));
    for (const char* fact : {"no.such.fact", "address.kind"}) {
        const auto refused = recorded("accommodation", {event("screen.done", {{fact, word}})});
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().kind == ErrorKind::invalid);
        CHECK(refused.error().message.find(fact) != std::string::npos);
    }
    CHECK(recorded("accommodation", {}, "").error().kind == ErrorKind::invalid);
    CHECK(recorded("nowhere", {days(1)}).error().kind == ErrorKind::invalid);
}

}  // namespace throughgate::testing

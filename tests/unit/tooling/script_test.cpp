// SPDX-License-Identifier: MIT
// Goal: scripts are read with their faults named, and a run says where it parted from its script.
// Method: scripts as values; small charts.
#include "rules/chart_expression.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "throughgate/simulation.hpp"

namespace throughgate {
namespace {

Datum fields(std::vector<std::pair<std::string, Datum>> all) {
    Datum datum;
    datum.kind = Datum::Kind::fields;
    datum.fields = std::move(all);
    return datum;
}

Datum list(std::vector<Datum> items) {
    Datum datum;
    datum.kind = Datum::Kind::list;
    datum.items = std::move(items);
    return datum;
}

Datum text(const char* words) { return Datum::of(std::string(words)); }

Datum one_step(Datum step) { return fields({{"events", list({std::move(step)})}}); }

std::string fault_of(const Datum& json) {
    const auto script = script_from(json);
    return script.ok() ? "none" : script.error().message;
}

std::unique_ptr<Simulation> simulation_of(const std::string& yaml) {
    auto opened = open_simulation({{"c.yaml", "format: 1\nkind: chart\nchart: c\n" + yaml}}, {});
    INFO((opened.ok() ? "" : opened.error().message));
    REQUIRE(opened.ok());
    return std::move(*opened);
}

}  // namespace

TEST_CASE("what is wrong with a script is said with its step") {
    CHECK(fault_of(text("x")) == "script: the whole: an object is wanted");
    CHECK(fault_of(fields({{"event", list({})}})) ==
          "script: the whole: there is no 'event'; there are 'initialConfiguration' and 'events'");
    CHECK(fault_of(fields({{"initialConfiguration", text("a")}})) ==
          "script: the whole: 'initialConfiguration' wants a list of ids of states");
    CHECK(fault_of(one_step(text("go"))) == "script: step 1: a step is an object");
    CHECK(fault_of(one_step(fields({{"after", text("soon")}}))) ==
          "script: step 1: 'after' wants milliseconds");
    CHECK(fault_of(one_step(fields({{"event", text("go")}}))) ==
          "script: step 1: 'event' wants an object with a 'name'");
    CHECK(fault_of(one_step(fields({{"next", list({})}}))) ==
          "script: step 1: a step has no 'next'; it has 'after', 'event' and 'nextConfiguration'");
}

TEST_CASE("a script written down and read again is the same") {
    const Datum json = fields(
        {{"initialConfiguration", list({text("a")})},
         {"events", list({fields({{"after", Datum::of(std::int64_t{5})}}),
                          fields({{"event", fields({{"name", text("go")}, {"data", text("x")}})},
                                  {"nextConfiguration", list({text("b")})}})})}});
    const auto script = script_from(json);
    REQUIRE(script.ok());
    CHECK(script_to_datum(*script) == json);
}

TEST_CASE("configurations are compared whatever their order, and the first that differs ends it") {
    const auto simulation = simulation_of(
        "states: {p: {parallel: {a: {}, b: {transitions: [{event: go, to: d}]}}}, d: {}}\n");
    const Datum json =
        fields({{"initialConfiguration", list({text("b"), text("a")})},
                {"events", list({fields({{"event", fields({{"name", text("go")}})},
                                         {"nextConfiguration", list({text("a")})}}),
                                 fields({{"after", Datum::of(std::int64_t{1})}})})}});
    const auto script = script_from(json);
    REQUIRE(script.ok());
    std::size_t steps = 0;
    const ScriptResult result =
        run_script(*simulation, *script, [&](const SimulationStep&) { ++steps; });
    CHECK_FALSE(result.passed);
    CHECK(result.step == 1);
    CHECK(result.actual == std::vector<std::string>{"d"});
    CHECK(steps == 2);
}

TEST_CASE("a step that does not come to rest says so and leaves the chart where it was") {
    const auto simulation = simulation_of(
        "states: {a: {transitions: [{event: go, to: b}]}, b: {transitions: [{to: d}]},"
        " d: {transitions: [{to: b}]}}\n");
    CHECK(simulation->warnings().size() == 2);
    REQUIRE(simulation->start().ok());
    const auto gone = simulation->send("go", {});
    REQUIRE_FALSE(gone.ok());
    CHECK(gone.error().kind == ErrorKind::conflict);
    const auto waited = simulation->wait(std::chrono::milliseconds(1));
    REQUIRE(waited.ok());
    CHECK((*waited).configuration == std::vector<std::string>{"a"});
}

}  // namespace throughgate

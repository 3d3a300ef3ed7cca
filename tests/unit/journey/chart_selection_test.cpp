// SPDX-License-Identifier: MIT
// Goal: which transitions are taken, by every row of the page docs/author/charts.md that says so.
// Method: one small plain chart a test; the states that are active afterwards are the answer.
#include "base/assert.hpp"
#include "support/catch.hpp"
#include "support/chart_desk.hpp"

using namespace throughgate;
using test::ChartDesk;

namespace {

std::string chart(const std::string& rest) { return "format: 1\nkind: chart\nchart: c\n" + rest; }

const std::string two_regions = R"(
states:
  p:
    parallel:
      r1:
        states:
          a1: {transitions: [{event: both, to: a2}, {event: out, to: gone}, {event: one, to: b1}]}
          a2: {}
          b1: {}
      r2:
        states:
          c1: {transitions: [{event: both, to: c2}, {event: out, to: elsewhere},
                             {event: one, to: gone}]}
          c2: {}
  gone: {}
  elsewhere: {}
)";

}  // namespace

TEST_CASE("the innermost state answers, in document order, and a false guard falls through") {
    ChartDesk desk(chart(R"(
data: {n: 0}
states:
  outer:
    transitions: [{event: go, to: far}, {event: guarded, to: far}]
    states:
      inner:
        transitions:
        - {event: go, to: first}
        - {event: go, to: second}
        - {event: guarded, when: n is 1, to: first}
      first: {}
      second: {}
  far: {}
)"));
    CHECK(desk.start() == "inner");
    CHECK(desk.send("go") == "first");
    CHECK(desk.send("guarded") == "far");
    ChartDesk other(desk.chart);
    other.start();
    CHECK(other.send("guarded") == "far");
}

TEST_CASE("two regions answer one event, each for itself") {
    ChartDesk desk(chart(two_regions));
    CHECK(desk.start() == "a1 c1");
    CHECK(desk.send("both") == "a2 c2");
}

TEST_CASE(
    "of two transitions that leave the same state the earlier region wins, and the log says "
    "what was dropped") {
    ChartDesk desk(chart(two_regions));
    desk.start();
    CHECK(desk.send("out") == "gone");
    CHECK(desk.said("transition.preempted") == "out c1 a1");
}

TEST_CASE("a transition inside another one's source pre-empts it") {
    ChartDesk desk(chart(R"(
states:
  p:
    transitions: [{event: e, to: gone}]
    parallel:
      r1: {states: {a: {}, a2: {}}}
      r2: {states: {b: {transitions: [{event: e, to: b2}]}, b2: {}}}
  gone: {}
)"));
    desk.start();
    CHECK(desk.send("e") == "a b2");
    CHECK(desk.said("transition.preempted") == "e p b");
}

TEST_CASE("an ancestor's transition that two regions select is taken once") {
    ChartDesk desk(chart(R"(
data: {n: 0}
states:
  p:
    transitions: [{event: e, do: [{set: {n: n + 1}}]}]
    parallel: {r1: {states: {a: {}}}, r2: {states: {b: {}}}}
)"));
    desk.start();
    desk.send("e");
    CHECK(desk.data("n") == "1");
}

TEST_CASE(
    "event descriptors match whole parts from the front, several may stand together, and "
    "document order decides") {
    ChartDesk desk(chart(R"(
states:
  a:
    transitions:
    - {event: job.done, to: exact}
    - {event: [job, error.*], to: prefix}
    - {event: "tick tock", to: either}
    - {event: "*", to: any}
  exact: {transitions: [{event: back, to: a}]}
  prefix: {transitions: [{event: back, to: a}]}
  either: {transitions: [{event: back, to: a}]}
  any: {transitions: [{event: back, to: a}]}
)"));
    desk.start();
    const auto after = [&](const char* event) {
        const std::string active = desk.send(event);
        desk.send("back");
        return active;
    };
    CHECK(after("job.done") == "exact");
    CHECK(after("job.done.well") == "exact");
    CHECK(after("job.failed") == "prefix");
    CHECK(after("job") == "prefix");
    CHECK(after("jobs") == "any");
    CHECK(after("error.execution") == "prefix");
    CHECK(after("tock") == "either");
    CHECK(after("never.heard.of") == "any");
}

TEST_CASE("an event that nothing answers changes nothing and is not kept") {
    ChartDesk desk(chart("states: {a: {transitions: [{event: go, to: b}]}, b: {}}\n"));
    desk.start();
    CHECK(desk.send("unheard") == "a");
    CHECK(desk.said("event.unanswered") == "unheard");
    CHECK(desk.send("go") == "b");
}

TEST_CASE("eventless transitions come before internal events and those before sent ones") {
    ChartDesk desk(chart(R"(
states:
  a: {transitions: [{event: go, to: b, do: [{send: sent}, {raise: raised}]}]}
  b: {transitions: [{event: [sent, raised], to: wrong}, {to: c}]}
  c: {transitions: [{event: sent, to: wrong}, {event: raised, to: d}]}
  d: {transitions: [{event: sent, to: e}]}
  e: {}
  wrong: {}
)"));
    desk.start();
    CHECK(desk.send("go") == "e");
    CHECK(desk.moves() == "+a -a +b -b +c -c +d -d +e");
}

TEST_CASE("`in` asks for an active state, and is no for a history") {
    ChartDesk desk(chart(R"(
states:
  p:
    parallel:
      r1:
        states:
          a: {transitions: [{event: go, to: b}, {event: h, when: in old, to: b}]}
          b: {}
        transitions: []
      r2:
        states:
          x: {transitions: [{event: look, when: in b and not in a, to: y}]}
          y: {}
          old: {history: shallow, to: y}
)"));
    desk.start();
    CHECK(desk.send_all({"look", "h"}) == "a x");
    CHECK(desk.send_all({"go", "look"}) == "b y");
}

TEST_CASE("eventless transitions that never rest are stopped, and the step is undone") {
    ChartDesk desk(chart(R"(
data: {n: 0}
states:
  a: {transitions: [{event: go, to: b, do: [{set: {n: 1}}]}]}
  b: {transitions: [{to: c}]}
  c: {transitions: [{to: b}]}
)"));
    desk.start();
    CHECK_THROWS_WITH(desk.send("go"), Catch::Contains("decide.loop"));
    CHECK(desk.active() == "a");
    CHECK(desk.data("n") == "0");
}

TEST_CASE("a chart that sends itself events without end is stopped") {
    ChartDesk desk(chart("states: {a: {transitions: [{event: go, do: [{send: go}]}]}}\n"));
    desk.start();
    CHECK_THROWS_WITH(desk.send("go"), Catch::Contains("decide.loop"));
}

TEST_CASE("nothing is half applied when a step fails in the middle of a macrostep") {
    ChartDesk desk(chart(R"(
states:
  a: {on_exit: [{send: {event: later, after: 1s}}], transitions: [{event: go, to: b}]}
  b: {transitions: [{to: c}]}
  c: {transitions: [{to: b}]}
)"));
    desk.start();
    const Case before = desk.the_case;
    CHECK_THROWS(desk.send("go"));
    CHECK(desk.the_case == before);
}

TEST_CASE("each state is entered and left at most once in a microstep") {
    ChartDesk desk(chart(two_regions));
    desk.start();
    desk.moves();
    desk.send("both");
    CHECK(desk.moves() == "-c1 -a1 +a2 +c2");
}

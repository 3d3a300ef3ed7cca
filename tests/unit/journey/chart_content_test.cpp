// SPDX-License-Identifier: MIT
// Goal: data, actions and faults of a plain chart.
// Method: one small chart a test; data and log lines afterwards.
#include "base/assert.hpp"
#include "rules/chart_expression.hpp"
#include "support/catch.hpp"
#include "support/chart_desk.hpp"

using namespace throughgate;
using test::ChartDesk;

namespace {

std::string chart(const std::string& rest) { return "format: 1\nkind: chart\nchart: c\n" + rest; }

/// What the expression gives at the start of a chart: its value, or "fault: why".
std::string value_of(const std::string& expression) {
    ChartDesk desk(
        chart("data: {n: 3, t: '\"ab\"', l: [1, 2], f: {k: 5}, u: nothing}\n"
              "states: {a: {on_entry: [{log: '" +
              expression + "'}]}}\n"));
    desk.start();
    const std::string fault = desk.said("chart.fault");
    return fault.empty() ? desk.said() : "fault: " + fault;
}

}  // namespace

TEST_CASE("expressions: numbers, texts, truths, lists and fields") {
    const std::vector<std::pair<std::string, std::string>> table = {
        {"n + 1", "4"},
        {"2 + 3 * n - 1", "10"},
        {"(2 + n) * -1", "-5"},
        {"7 / 2", "3"},
        {"7 % n", "1"},
        {"\"x\" + t", "xab"},
        {"t + n", "ab3"},
        {"l + 3", "[1,2,3]"},
        {"l + [3, 4]", "[1,2,3,4]"},
        {"l[1]", "2"},
        {"l[2]", "null"},
        {"size(l) + size(t)", "4"},
        {"f.k", "5"},
        {"f.none is unknown", "true"},
        {"{a: n, b: [t]}", "{\"a\":3,\"b\":[\"ab\"]}"},
        {"n is 3 and not (t is \"x\")", "true"},
        {"n is not 3 or n is at least 3", "true"},
        {"n is less than 3", "false"},
        {"n is at most 3 and n is more than 2", "true"},
        {"t is less than \"b\"", "true"},
        {"u is unknown and n is known", "true"},
        {"n is t", "false"},
        {"false and 1 / 0 is 1", "false"},
        {"true or u", "true"},
        {"1 / 0", "fault: 1 / 0: a division by zero"},
        {"n - t", "fault: n - t: numbers are wanted, not a number and a text"},
        {"u + 1", "fault: u + 1: numbers are wanted, not nothing and a number"},
        {"u.k", "fault: u.k: nothing has no field 'k'"},
        {"not n", "fault: not n: a number is neither true nor false"},
        {"true and n", "fault: true and n: a number is neither true nor false"},
        {"n is less than t", "fault: n is less than t: a number and a text have no order"},
        {"9223372036854775 * 9223372036854775",
         "fault: 9223372036854775 * 9223372036854775: the number is too large"},
    };
    for (const auto& [expression, expected] : table) {
        INFO(expression);
        CHECK(value_of(expression) == expected);
    }
}

TEST_CASE("an assignment is visible to the next action at once") {
    ChartDesk desk(chart(R"(
data: {n: 0, m: 0}
states: {a: {on_entry: [{set: {n: n + 1, m: n + 1}}, {log: n + m}]}}
)"));
    desk.start();
    CHECK(desk.said() == "3");
}

TEST_CASE("first values are computed in their order; one that cannot be is nothing, and told") {
    ChartDesk desk(chart(R"(
data: {a: 2, b: a * 2, c: 1 / 0, d: 7}
states: {s: {transitions: [{event: error.execution, to: t}]}, t: {}}
)"));
    CHECK(desk.start() == "t");
    CHECK(desk.data("b") + desk.data("c") + desk.data("d") == "4null7");
}

TEST_CASE("a fault ends its own block; other blocks of the state still run") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_entry:
    - [{log: 1}, {log: 1 / 0}, {log: 2}]
    - [{log: 3}]
    transitions: [{event: error.execution, to: b, do: [{log: event.type}, {log: event.data}]}]
  b: {}
)"));
    CHECK(desk.start() == "b");
    CHECK(desk.said() == "1 | 3 | platform | 1 / 0: a division by zero");
}

TEST_CASE("a fault inside a branch or a loop ends the whole block") {
    ChartDesk desk(chart(R"(
data: {i: 0}
states:
  a:
    on_entry:
    - [{each: {of: "[1, 2]", item: i, do: [{log: i}, {log: 1 / 0}]}}, {log: 9}]
    - [{choose: [{when: true, do: [{log: 1 / 0}]}]}, {log: 9}]
    - [{log: 4}]
)"));
    desk.start();
    CHECK(desk.said() == "1 | 4");
}

TEST_CASE("a guard with a fault, or without a truth, is no and raises an error") {
    ChartDesk desk(chart(R"(
states:
  a:
    transitions:
    - {event: go, when: 1 / 0 is 1, to: wrong}
    - {event: go, when: 1 + 1, to: wrong}
    - {event: go, to: b}
  b: {transitions: [{event: error.execution, do: [{log: event.data}]}]}
  wrong: {}
)"));
    desk.start();
    CHECK(desk.send("go") == "b");
    CHECK(desk.said() == "1 / 0 is 1: a division by zero | 1 + 1: this is neither true nor false");
}

TEST_CASE("the fault of an eventless guard is told once a macrostep") {
    ChartDesk desk(chart(R"(
states: {a: {transitions: [{when: 1 / 0 is 1, to: b}, {event: e}]}, b: {}}
)"));
    desk.start();
    CHECK(desk.said("event.raised") == "error.execution");
    desk.send("e");
    CHECK(desk.said("event.raised") == "error.execution | error.execution");
}

TEST_CASE("`choose` carries out the first branch that holds") {
    ChartDesk desk(chart(R"(
data: {n: 0}
states:
  a:
    transitions:
    - event: e
      do:
      - choose:
        - {when: n is 0, do: [{log: '"zero"'}]}
        - {when: n is less than 2, do: [{log: '"one"'}]}
        - {otherwise: [{log: '"more"'}]}
      - {set: {n: n + 1}}
)"));
    desk.start();
    desk.send_all({"e", "e", "e"});
    CHECK(desk.said() == "zero | one | more");
}

TEST_CASE("a loop goes through a copy of its list, with item and index") {
    ChartDesk desk(chart(R"(
data: {list: [10, 20], item: 0, place: 0, sum: 0}
states:
  a:
    on_entry:
    - each: {of: list, item: item, index: place, do: [{set: {list: list + item, sum: sum + item}},
                                                      {log: place}]}
    - {each: {of: sum, item: item, do: []}}
)"));
    desk.start();
    CHECK(desk.said() == "0 | 1");
    CHECK(desk.data("sum") == "30");
    CHECK(desk.data("list") == "[10,20,10,20]");
    CHECK(desk.said("chart.fault") == "sum: this is no list");
}

TEST_CASE("event data is read by name until the next event comes") {
    ChartDesk desk(chart(R"(
data: {seen: nothing}
states:
  a: {transitions: [{event: e, when: event.data.n is more than 1, to: b}]}
  b: {transitions: [{when: event.name is "e", to: d}]}
  d: {on_entry: [{set: {seen: event.data}}]}
)"));
    desk.start();
    Datum data;
    data.kind = Datum::Kind::fields;
    data.fields.emplace_back("n", Datum::of(std::int64_t{1}));
    CHECK(desk.send("e", data) == "a");
    data.fields[0].second.number = 2;
    CHECK(desk.send("e", data) == "d");
    CHECK(desk.data("seen") == R"({"n":2})");
}

TEST_CASE(
    "an event can be sent nowhere but to the chart itself; the error says which send it was") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_entry:
    - [{send: {event: e, to: elsewhere, id: one}}]
    - [{send: {event: e, to: "#_other", id: two}}]
    - [{send: {event: e, after_from: '"soon"', id: three}}]
    - [{send: {event_from: '"e." + 1', id: four}}]
    transitions: [{event: "*", do: [{log: event.name + " " + event.sendid}]}]
)"));
    desk.start();
    CHECK(desk.said() ==
          "error.execution one | error.communication two | error.execution three | "
          "e.1 four");
}

TEST_CASE("content that would go on without end is stopped") {
    std::string loop = "{log: 1}";
    for (int i = 0; i < 6; ++i)
        loop = "{each: {of: '[1,2,3,4,5,6,7,8]', item: x, do: [" + loop + "]}}";
    ChartDesk desk(
        chart("data: {x: 0}\nstates: {a: {transitions: [{event: e, do: [" + loop + "]}]}}\n"));
    desk.start();
    CHECK_THROWS_WITH(desk.send("e"), Catch::Contains("decide.loop"));
}

TEST_CASE("a chart that lets more delayed events wait than it may is stopped") {
    std::string loop = "{send: {event: e, after: 1s}}";
    for (int i = 0; i < 5; ++i)
        loop = "{each: {of: '[1,2,3,4,5,6,7,8]', item: x, do: [" + loop + "]}}";
    ChartDesk desk(
        chart("data: {x: 0}\nstates: {a: {transitions: [{event: go, do: [" + loop + "]}]}}\n"));
    desk.start();
    CHECK_THROWS_WITH(desk.send("go"), Catch::Contains("too many delayed events"));
}

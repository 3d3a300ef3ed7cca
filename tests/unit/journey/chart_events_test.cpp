// SPDX-License-Identifier: MIT
// Goal: events inside a chart: done, raised, sent, delayed, cancelled, and its end.
// Method: one small plain chart a test, on a virtual clock.
#include "support/catch.hpp"
#include "support/chart_desk.hpp"

using namespace throughgate;
using test::ChartDesk;

namespace {

std::string chart(const std::string& rest) { return "format: 1\nkind: chart\nchart: c\n" + rest; }

/// A parallel whose region `left` holds another parallel, `levels` deep.
std::string nested(int levels) {
    std::string yaml = "states:\n  p0:\n    transitions: [{event: done.state.p0, to: out}]\n";
    std::string indent = "    ";
    for (int i = 0; i < levels; ++i) {
        const std::string n = std::to_string(i);
        yaml += indent + "parallel:\n" + indent + "  r" + n + ": {states: {w" + n +
                ": {transitions: [{event: end" + n + ", to: f" + n + "}]}, f" + n +
                ": {final: true}}}\n" + indent + "  p" + std::to_string(i + 1) + ":\n";
        indent += "    ";
    }
    const std::string n = std::to_string(levels);
    return yaml + indent + "states: {w" + n + ": {transitions: [{event: end" + n + ", to: f" + n +
           "}]}, f" + n + ": {final: true}}\n  out: {}\n";
}

}  // namespace

TEST_CASE(
    "done of nested parallels goes outwards, two and three levels, in every order of ending") {
    for (const int levels : {2, 3}) {
        std::vector<int> order;
        for (int i = 0; i <= levels; ++i) order.push_back(i);
        do {
            ChartDesk desk(chart(nested(levels)));
            desk.start();
            for (const int each : order) {
                CHECK(desk.active() != "out");
                desk.send("end" + std::to_string(each));
            }
            CHECK(desk.active() == "out");
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

TEST_CASE("a region's done event comes before the parallel's, after the final state's own events") {
    ChartDesk desk(chart(R"(
states:
  p:
    parallel:
      r1: {states: {a: {transitions: [{event: go, to: f}]},
                    f: {final: true, on_entry: [{raise: own}]}}}
      r2: {states: {g: {final: true}}}
)"));
    desk.start();
    desk.send("go");
    CHECK(desk.said("event.raised") == "done.state.r2 | own | done.state.r1 | done.state.p");
}

TEST_CASE("done events are internal: they are answered before what was sent") {
    ChartDesk desk(chart(R"(
states:
  s:
    states:
      a: {transitions: [{event: go, to: f, do: [{send: sent}]}]}
      f: {final: true}
    transitions: [{event: sent, to: wrong}, {event: done.state.s, to: t}]
  t: {transitions: [{event: sent, to: u}]}
  u: {}
  wrong: {}
)"));
    desk.start();
    CHECK(desk.send("go") == "u");
}

TEST_CASE("a done event brings what the final state gives") {
    ChartDesk desk(chart(R"(
data: {n: 4}
states:
  s:
    states: {a: {transitions: [{event: go, to: f}, {event: one, to: g}]},
             f: {final: true, gives: {twice: n * 2, bad: 1 / 0}}, g: {final: true, gives_value: n}}
    transitions:
    - {event: done.state.s, to: t, do: [{log: event.data}, {log: event.type}, {log: event.name}]}
  t: {transitions: [{event: again, to: s}]}
)"));
    desk.start();
    desk.send_all({"go", "again", "one"});
    CHECK(desk.said() == R"({"twice":8} | platform | done.state.s | 4 | platform | done.state.s)");
    CHECK(desk.said("chart.fault") == "1 / 0: a division by zero");
}

TEST_CASE("undelayed sends come from outside, in the same call and in their order") {
    ChartDesk desk(chart(R"(
states:
  a:
    transitions:
    - {event: go, do: [{send: first}, {send: second}, {raise: inner}]}
    - {event: "*", do: [{log: event.name + " " + event.type}]}
)"));
    desk.start();
    desk.send("go");
    CHECK(desk.said() == "inner internal | first external | second external");
}

TEST_CASE("a send to `internal` is a raised event that may bring data") {
    ChartDesk desk(chart(R"(
states:
  a:
    transitions:
    - {event: go, do: [{send: later}, {send: {event: now, to: internal, with: {k: 7}}}]}
    - {event: [now, later], do: [{log: event.name}, {log: event.data}]}
)"));
    desk.start();
    desk.send("go");
    CHECK(desk.said() == R"(now | {"k":7} | later | null)");
}

TEST_CASE("delays are read in milliseconds, seconds with fractions, words and ISO 8601") {
    const auto due_after = [](const std::string& delay, int milliseconds) {
        ChartDesk desk(chart("states:\n  a: {on_entry: [{send: {event: e, after: " + delay +
                             "}}], transitions: [{event: e, to: b}]}\n  b: {}\n"));
        desk.start();
        return desk.wait(milliseconds - 1) == "a" && desk.wait(1) == "b";
    };
    CHECK(due_after("500ms", 500));
    CHECK(due_after(".5s", 500));
    CHECK(due_after("1.5s", 1500));
    CHECK(due_after("2 minutes", 120'000));
    CHECK(due_after("PT1H0.5S", 3'600'500));
    CHECK(due_after("P1DT1S", 86'401'000));
}

TEST_CASE("a delay may be computed, and may be a date in the words of rules") {
    ChartDesk desk(chart(R"(
data: {n: 2}
states:
  a:
    on_entry:
    - {send: {event: e, after_from: n * 100}}
    - {send: {event: f, after_from: '"1s"'}}
    - {send: {event: g, at: 2 working days after now}}
    transitions: [{event: [e, f, g], do: [{log: event.name}]}]
)"));
    desk.start();
    desk.wait(199);
    CHECK(desk.said().empty());
    desk.wait(1);
    CHECK(desk.said() == "e");
    desk.wait(800);
    CHECK(desk.said() == "e | f");
    desk.wait(2 * 86'400'000);
    CHECK(desk.said() == "e | f | g");
}

TEST_CASE("events that are due at one time come in the order of sending") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_entry:
    - {send: {event: first, after: 1s}}
    - {send: {event: sooner, after: 500ms}}
    - {send: {event: second, after: 1s}}
    transitions:
    - {event: sooner, do: [{send: {event: third, after: 500ms}}]}
    - {event: "*", do: [{log: event.name}]}
)"));
    desk.start();
    desk.wait(1000);
    CHECK(desk.said() == "first | second | third");
}

TEST_CASE("what is sent is computed when it is sent and kept with its due row") {
    ChartDesk desk(chart(R"(
data: {n: 1}
states:
  a:
    on_entry: [{send: {event: e, after: 1s, with: {n: n}}}, {set: {n: 2}}]
    transitions: [{event: e, do: [{log: event.data.n}]}]
)"));
    desk.start();
    REQUIRE(desk.the_case.timers.size() == 1);
    CHECK(desk.the_case.timers[0].due == desk.now + std::chrono::seconds(1));
    desk.wait(1000);
    CHECK(desk.said() == "1");
    CHECK(desk.the_case.timers.empty());
}

TEST_CASE("cancelling takes back every delayed event with that id, and no other") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_entry:
    - {send: {event: e, after: 1s, id: one}}
    - {send: {event: f, after: 2s, id: one}}
    - {send: {event: g, after: 1s, id: two}}
    transitions:
    - {event: stop, do: [{cancel: one}]}
    - {event: [e, f, g], do: [{log: event.name + event.sendid}]}
)"));
    desk.start();
    desk.send("stop");
    CHECK(desk.the_case.timers.size() == 1);
    desk.wait(5000);
    CHECK(desk.said() == "gtwo");
}

TEST_CASE("a fresh id can be kept in data and cancelled from there") {
    ChartDesk desk(chart(R"(
data: {x: nothing, y: nothing}
states:
  a:
    on_entry:
    - {send: {event: e, after: 1s, id_to: x}}
    - {send: {event: f, after: 1s, id_to: y}}
    transitions:
    - {event: stop, do: [{cancel_from: x}]}
    - {event: [e, f], do: [{log: event.name}]}
)"));
    desk.start();
    CHECK(desk.data("x") != desk.data("y"));
    desk.send("stop");
    desk.wait(1000);
    CHECK(desk.said() == "f");
}

TEST_CASE("the final state at the top ends the chart: exits run, delayed events are dropped") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_entry: [{send: {event: late, after: 1s}}]
    on_exit: [{log: '"left a"'}]
    transitions: [{event: go, to: f, do: [{raise: never}]}]
  f: {final: true, on_entry: [{log: '"in f"'}], on_exit: [{log: '"left f"'}, {log: in f}]}
)"));
    desk.start();
    CHECK(desk.send("go") == "f");
    CHECK(desk.ended());
    CHECK(desk.said() == "left a | in f | left f | true");
    CHECK(desk.the_case.timers.empty());
    CHECK(desk.the_case.pathways[0].chart.pending.empty());
    desk.send("go");
    CHECK(desk.said("event.unanswered") == "go");
}

TEST_CASE("a delayed event that was delivered or belongs to a finished chart is stale") {
    ChartDesk desk(chart(R"(
states:
  a: {on_entry: [{send: {event: e, after: 1s}}], transitions: [{event: e, to: b}]}
  b: {}
)"));
    desk.start();
    const Timer timer = desk.the_case.timers.front();
    desk.wait(1000);
    const Case before = desk.the_case;
    definition::DefinitionSet set;
    set.versions.emplace(desk.chart->behaviour, desk.chart);
    set.current = {desk.chart};
    const auto zone = rules::Zone::load("Europe/London");
    Event event;
    event.what = TimerDue{timer.id, timer.generation};
    const Change change =
        journey::decide({desk.now, &set, &*zone, 0, {}}, Case(desk.the_case), event);
    CHECK(change.verdict == Verdict::stale);
    CHECK(change.after == before);
}

TEST_CASE("a parallel state's join says how many of its regions must end, once") {
    const auto said = [](const std::string& join, std::initializer_list<const char*> events) {
        const std::string wanted = join == "required" ? "required: true, " : "";
        ChartDesk desk(chart(R"(
states:
  p:
    join: )" + join + R"(
    transitions: [{event: done.state.p, do: [{log: '"joined"'}]}]
    parallel:
      r1: {)" + wanted + R"(states: {a: {transitions: [{event: a, to: fa}]}, fa: {final: true}}}
      r2: {states: {b: {transitions: [{event: b, to: fb}]}, fb: {final: true}}}
      r3: {)" + wanted + R"(states: {c: {transitions: [{event: c, to: fc}]}, fc: {final: true}}}
)"));
        desk.start();
        std::string when;
        for (const char* event : events) {
            desk.send(event);
            when += desk.said() + ";";
        }
        return when;
    };
    CHECK(said("required", {"b", "a", "c"}) == ";;joined;");
    CHECK(said("any", {"b", "a", "c"}) == "joined;joined;joined;");
    CHECK(said("{n_of: 2}", {"c", "a", "b"}) == ";joined;joined;");
    CHECK(said("all", {"c", "a", "b"}) == ";;joined;");
}

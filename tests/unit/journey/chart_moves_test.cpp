// SPDX-License-Identifier: MIT
// Goal: what is left and entered, in which order, and what is done on the way.
// Method: one small plain chart a test; states left (-) and entered (+), or lines of the log.
#include "support/catch.hpp"
#include "support/chart_desk.hpp"

using namespace throughgate;
using test::ChartDesk;

namespace {

std::string chart(const std::string& rest) { return "format: 1\nkind: chart\nchart: c\n" + rest; }

std::string moves_of(const std::string& yaml, std::initializer_list<const char*> events) {
    ChartDesk desk(chart(yaml));
    desk.start();
    desk.moves();
    desk.send_all(events);
    return desk.moves();
}

std::string regions(const std::string& restart) {
    return R"(
states:
  p:
    parallel:
      r1:
        transitions: [{event: again, to: r1)" +
           restart + R"(}]
        states: {a: {transitions: [{event: go, to: b}]}, b: {}}
      r2: {states: {x: {transitions: [{event: go, to: y}]}, y: {}}}
)";
}

}  // namespace

TEST_CASE(
    "exits are innermost and last first, entries outermost and first first, content between") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_exit: [{log: '"exit a"'}]
    states: {a1: {on_exit: [{log: '"exit a1"'}]}}
    transitions: [{event: go, to: b, do: [{log: '"content"'}]}]
  b:
    on_entry: [{log: '"enter b"'}]
    states: {b1: {on_entry: [{log: '"enter b1"'}]}}
)"));
    desk.start();
    desk.send("go");
    CHECK(desk.said() == "exit a1 | exit a | content | enter b | enter b1");
}

TEST_CASE("regions are left last first, their contents run in document order") {
    ChartDesk desk(chart(R"(
states:
  p:
    parallel:
      r1: {on_exit: [{log: 1}], states: {a: {transitions: [{event: e, do: [{log: 3}]}]}}}
      r2: {on_exit: [{log: 2}], states: {b: {transitions: [{event: e, do: [{log: 4}]}]}}}
    transitions: [{event: out, to: gone}]
  gone: {}
)"));
    desk.start();
    desk.send_all({"e", "out"});
    CHECK(desk.said() == "3 | 4 | 2 | 1");
}

TEST_CASE("entering one region enters the others by default") {
    CHECK(moves_of(R"(
states:
  out: {transitions: [{event: in, to: a2}]}
  p:
    parallel:
      r1: {states: {a1: {}, a2: {}}}
      r2: {states: {b1: {}, b2: {}}}
)",
                   {"in"}) == "-out +p +r1 +a2 +r2 +b1");
}

TEST_CASE("several targets enter several regions, deep inside") {
    CHECK(moves_of(R"(
states:
  out: {transitions: [{event: in, to: [a3, b2]}]}
  p:
    parallel:
      r1: {states: {a1: {}, a2: {states: {a3: {}}}}}
      r2: {states: {b1: {}, b2: {}}}
)",
                   {"in"}) == "-out +p +r1 +a2 +a3 +r2 +b2");
}

TEST_CASE("a chart may start in several regions at once") {
    ChartDesk desk(chart(R"(
start: [a2, b2]
states:
  p:
    parallel:
      r1: {states: {a1: {}, a2: {}}}
      r2: {states: {b1: {}, b2: {}}}
)"));
    CHECK(desk.start() == "a2 b2");
}

TEST_CASE("a transition without target runs its content and leaves nothing") {
    ChartDesk desk(chart(R"(
states:
  a:
    on_exit: [{log: '"left"'}]
    on_entry: [{log: '"entered"'}]
    transitions: [{event: note, do: [{log: '"noted"'}]}]
)"));
    desk.start();
    desk.send("note");
    CHECK(desk.said() == "entered | noted");
}

TEST_CASE("a self-transition leaves and enters again; an internal one keeps the state") {
    const std::string yaml = R"(
states:
  s:
    transitions:
    - {event: external, to: b}
    - {event: internal, to: b, internal: true}
    - {event: self, to: s}
    states: {a: {}, b: {}}
)";
    CHECK(moves_of(yaml, {"external"}) == "-a -s +s +b");
    CHECK(moves_of(yaml, {"internal"}) == "-a +b");
    CHECK(moves_of(yaml, {"self"}) == "-a -s +s +a");
}

TEST_CASE("internal counts only where a compound state leads inside itself") {
    CHECK(moves_of(R"(
states:
  p:
    transitions: [{event: go, to: a2, internal: true}]
    parallel: {r1: {states: {a1: {}, a2: {}}}, r2: {states: {b1: {}}}}
)",
                   {"go"}) == "-b1 -r2 -a1 -r1 -p +p +r1 +a2 +r2 +b1");
    CHECK(moves_of(R"(
states:
  s: {transitions: [{event: go, to: t, internal: true}], states: {a: {}}}
  t: {}
)",
                   {"go"}) == "-a -s +t");
}

TEST_CASE(
    "a transition of a region to itself restarts every region, or with `region` only its own") {
    CHECK(moves_of(regions(""), {"go", "again"}) ==
          "-x -a +b +y -y -r2 -b -r1 -p +p +r1 +a +r2 +x");
    CHECK(moves_of(regions(", restart: all"), {"go", "again"}) ==
          "-x -a +b +y -y -r2 -b -r1 -p +p +r1 +a +r2 +x");
    CHECK(moves_of(regions(", restart: region"), {"go", "again"}) == "-x -a +b +y -b -r1 +r1 +a");
}

TEST_CASE("the checker warns of a transition that restarts regions unless the author said so") {
    const auto warned = [](const std::string& restart) {
        const auto loaded = definition::load({{"c.yaml", chart(regions(restart))}});
        return loaded.clean() && loaded.diagnostics.size() == 1 &&
               loaded.diagnostics[0].code == "TG0910";
    };
    CHECK(warned(""));
    CHECK_FALSE(warned(", restart: all"));
    CHECK_FALSE(warned(", restart: region"));
}

TEST_CASE("a state is active before its entry actions and until after its exit actions") {
    ChartDesk desk(chart(R"(
states:
  s:
    on_exit: [{log: in s and not in a}]
    states:
      a:
        on_entry: [{log: in a and in s}]
        on_exit: [{log: in a and in s}]
    transitions: [{event: go, to: t, do: [{log: in s or in a}]}]
  t: {}
)"));
    desk.start();
    desk.send("go");
    CHECK(desk.said() == "true | true | true | false");
}

TEST_CASE("the content of a start comes after the state's entry and before its child's") {
    ChartDesk desk(chart(R"(
states:
  out: {transitions: [{event: default, to: s}, {event: direct, to: b}]}
  s:
    on_entry: [{log: '"s"'}]
    on_start: [{log: '"start"'}]
    start: b
    states: {a: {}, b: {on_entry: [{log: '"b"'}]}}
    transitions: [{event: back, to: out}]
)"));
    desk.start();
    desk.send("default");
    CHECK(desk.said() == "s | start | b");
    desk.send_all({"back", "direct"});
    CHECK(desk.said() == "s | start | b | s | b");
}

TEST_CASE("the content of a history's default comes after its parent's and only the first time") {
    ChartDesk desk(chart(R"(
states:
  s:
    on_entry: [{log: '"s"'}]
    on_start: [{log: '"start"'}]
    states:
      a: {}
      b: {on_entry: [{log: '"b"'}]}
      h: {history: shallow, to: b, on_start: [{log: '"default"'}]}
    transitions: [{event: out, to: t}]
  t: {transitions: [{event: back, to: h}]}
start: t
)"));
    desk.start();
    desk.send("back");
    CHECK(desk.said() == "s | default | b");
    desk.send_all({"out", "back"});
    CHECK(desk.said() == "s | default | b | s | b");
}

TEST_CASE("a start may lead to a history, whose default content then follows the start's") {
    ChartDesk desk(chart(R"(
states:
  s:
    start: h
    on_start: [{log: '"start"'}]
    states:
      a: {}
      b: {}
      h: {history: shallow, to: b, on_start: [{log: '"default"'}]}
    transitions: [{event: out, to: t}, {event: a, to: a}]
  t: {transitions: [{event: back, to: s}]}
)"));
    CHECK(desk.start() == "b");
    CHECK(desk.said() == "start | default");
    CHECK(desk.send_all({"a", "out", "back"}) == "a");
    CHECK(desk.said() == "start | default | start");
}

TEST_CASE("shallow history remembers the child, deep history what was active below it") {
    const auto back_to =
        [](const std::string& kind) {
            ChartDesk desk(chart(R"(
states:
  s:
    states:
      a: {}
      b: {states: {b1: {}, b2: {}}}
      h: {history: )" + kind + R"(, to: a}
    transitions: [{event: b2, to: b2}, {event: out, to: t}]
  t: {transitions: [{event: back, to: h}]}
)"));
            desk.start();
            return desk.send_all({"b2", "out", "back"});
        };
    CHECK(back_to("shallow") == "b1");
    CHECK(back_to("deep") == "b2");
}

TEST_CASE("history is what was active before the first exit, all regions included") {
    ChartDesk desk(chart(R"(
states:
  p:
    transitions: [{event: out, to: t}]
    parallel:
      r1: {states: {a1: {transitions: [{event: go, to: a2}]}, a2: {}}}
      r2: {states: {b1: {transitions: [{event: go, to: b2}]}, b2: {}}}
      h: {history: deep, to: [a1, b1]}
  t: {transitions: [{event: back, to: h}]}
)"));
    desk.start();
    CHECK(desk.send_all({"go", "out", "back"}) == "a2 b2");
}

TEST_CASE("a transition back into its own history returns to where it stood just now") {
    ChartDesk desk(chart(R"(
states:
  s:
    transitions: [{event: again, to: h}]
    states:
      a: {transitions: [{event: go, to: b}]}
      b: {}
      h: {history: shallow, to: a}
)"));
    desk.start();
    CHECK(desk.send_all({"go", "again"}) == "b");
    CHECK(desk.moves() == "+s +a -a +b -b -s +s +b");
}

TEST_CASE(
    "a remembered state that another version of the chart lacks is passed over for the "
    "default") {
    const std::string before = R"(
states:
  s: {states: {a: {}, h: {history: shallow, to: a}}, transitions: [{event: out, to: t}]}
  t: {transitions: [{event: back, to: h}]}
)";
    ChartDesk desk(chart(before));
    desk.start();
    desk.send("out");
    StateSet elsewhere;
    elsewhere.add(*desk.chart->find_state(*Symbol::find("t")));
    REQUIRE(desk.the_case.pathways[0].history.size() == 1);
    desk.the_case.pathways[0].history[0].remembered = elsewhere;
    CHECK(desk.send("back") == "a");
    CHECK(desk.said("history.forgotten") == "c");
}

TEST_CASE("targets that cannot be active together are refused when the chart is read") {
    const auto loaded = definition::load(
        {{"c.yaml",
          chart("states: {a: {transitions: [{event: e, to: [b, d]}]}, b: {}, d: {}}\n")}});
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(loaded.diagnostics[0].code == "TG0229");
}

TEST_CASE("a history beside a state inside what it remembers is refused too") {
    const auto loaded = definition::load({{"c.yaml", chart(R"(
states:
  out: {transitions: [{event: e, to: [h, b2]}]}
  p:
    parallel:
      r1: {states: {a1: {}, a2: {}}}
      r2: {states: {b1: {}, b2: {}}}
      h: {history: deep, to: a2}
)")}});
    REQUIRE(loaded.diagnostics.size() == 1);
    CHECK(loaded.diagnostics[0].code == "TG0229");
}

TEST_CASE("the state around a transition holds all of its targets, not only the first") {
    ChartDesk desk(chart(R"(
states:
  p:
    parallel:
      r1: {states: {a: {transitions: [{event: go, to: [b, y], restart: all}]}, b: {}}}
      r2: {states: {x: {}, y: {}}}
)"));
    desk.start();
    desk.moves();
    desk.send("go");
    CHECK(desk.moves() == "-x -r2 -a -r1 -p +p +r1 +b +r2 +y");
}

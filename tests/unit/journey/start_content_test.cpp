// SPDX-License-Identifier: MIT
// Goal: what beginning somewhere does comes after the state's own effects and before its child's,
// in pathways as in plain charts.
// Method: each step writes a number into one fact; the log of what was set tells the order.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

/// The numbers that the fact got, in their order.
std::string set(const Desk& desk) {
    std::string text;
    for (const std::string& line : desk.log_of("fact.set"))
        if (line.starts_with("fact.set count "))
            text += line.substr(15, line.find(' ', 15) - 15) + " ";
    return text;
}

const std::string nested = R"(  c:
    start: out
    states:
      out: {title: Out, owner: ro, do: D, events: {default: s, direct: b, back: h, stop: end}}
      s:
        title: S
        start: a
        sets: {count: 1}
        on_start: {sets: {count: 2}}
        states:
          a: {title: A, owner: ro, do: D, sets: {count: 3}, events: {next: b}}
          b: {title: B, owner: ro, do: D, sets: {count: 4}}
          h: {history: {remembers: shallow, start: b}, on_start: {sets: {count: 5}}}
        events: {leave: out}
      end: {title: End, final: true, outcome: o}
)";

}  // namespace

TEST_CASE("The effects of a start come after its state's and before its child's") {
    Desk desk = Desk::beside_idle(nested);
    desk.send("default");
    CHECK(set(desk) == "1 2 3 ");
}

TEST_CASE("A target inside a state leaves the effects of that state's start out") {
    Desk desk = Desk::beside_idle(nested);
    desk.send("direct");
    CHECK(set(desk) == "1 4 ");
}

TEST_CASE("The effects of a history's default come only while nothing is remembered") {
    Desk desk = Desk::beside_idle(nested);
    desk.send("back");
    CHECK(set(desk) == "1 5 4 ");
    desk.send("leave");
    desk.send("back");
    CHECK(set(desk) == "1 5 4 1 4 ");
}

TEST_CASE("Strands and regions have starts of their own") {
    Desk desk = Desk::beside_idle(R"(  c:
    start: p
    on_start: {sets: {count: 1}}
    states:
      p:
        title: P
        events: {stop: end}
        parallel:
          r1: {start: a, on_start: {sets: {count: 2}}, states: {a: {title: A, owner: ro, do: D}}}
          r2: {start: b, on_start: {sets: {count: 3}}, states: {b: {title: B, owner: ro, do: D}}}
      end: {title: End, final: true, outcome: o}
)");
    CHECK(set(desk) == "1 2 3 ");
}

TEST_CASE("What a start sends comes back at its time") {
    Desk desk = Desk::beside_idle(R"(  c:
    start: out
    states:
      out: {title: Out, owner: ro, do: D, events: {go: s, stop: end}}
      s:
        title: S
        start: a
        on_start: {sends: [{event: late, at: 3 hours after now}]}
        states: {a: {title: A, owner: ro, do: D}}
        events: {leave: out, late: end}
      end: {title: End, final: true, outcome: o}
)");
    desk.send("go");
    desk.run_until("2026-03-02T12:00:00Z");
    CHECK(desk.is_in("c.end"));
}

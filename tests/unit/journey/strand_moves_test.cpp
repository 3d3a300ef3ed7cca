// SPDX-License-Identifier: MIT
// Goal: regions, histories and several targets of pathways move as SCXML's do, also where a step
// leads across regions or strands.
// Method: small strands beside a plain main line; the log of states entered and left is the answer.
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

Desk opened(const std::string& strands) {
    Desk desk = Desk::beside_idle(strands);
    desk.moves();
    return desk;
}

std::string state(const std::string& name, const std::string& more = {}) {
    return name + ": {title: T, owner: ro, do: D" + (more.empty() ? "" : ", " + more) + "}\n";
}

/// Two regions of two states, with whatever stands beside them in the strand.
std::string regions(const std::string& left, const std::string& beside) {
    const std::string in = "              ";
    return "  c:\n    start: p\n    events: {leave: gone}\n    states:\n      p:\n        title: "
           "P\n"
           "        events: {out: away}\n        parallel:\n          r1:\n            start: a\n"
           "            states:\n" +
           in + state("a", left) + in + state("b") +
           "          r2:\n            start: x\n            states:\n" + in +
           state("x", "events: {next: y}") + in + state("y") + "      " +
           state("away", "events: {home: p, back: again, both: {to: [b, y]}, one: y, fresh.b: b}") +
           beside + "      gone: {title: Gone, final: true, outcome: gone}\n";
}

}  // namespace

TEST_CASE("A step across regions restarts the region it leads into, or all, as its author says") {
    const std::string again = "      again: {history: {of: p, remembers: deep, start: a}}\n";
    const auto moved = [&](const std::string& restart) {
        Desk desk = opened(regions("events: {cross: {to: y, restart: " + restart + "}}", again));
        desk.send("cross");
        return desk.moves();
    };
    CHECK(moved("region") == "-c.p.r2.x -c.p.r2 +c.p.r2 +c.p.r2.y");
    CHECK(moved("all") ==
          "-c.p.r2.x -c.p.r2 -c.p.r1.a -c.p.r1 -c.p +c.p +c.p.r1 +c.p.r1.a +c.p.r2 +c.p.r2.y");
}

TEST_CASE("Going into one region enters the other by its start, several targets enter several") {
    const std::string again = "      again: {history: {of: p, remembers: deep, start: a}}\n";
    Desk desk = opened(regions("", again));
    desk.send("out");
    desk.moves();
    desk.send("one");
    CHECK(desk.moves() == "-c.away +c.p +c.p.r1 +c.p.r1.a +c.p.r2 +c.p.r2.y");
    desk.send("out");
    desk.moves();
    desk.send("both");
    CHECK(desk.moves() == "-c.away +c.p +c.p.r1 +c.p.r1.b +c.p.r2 +c.p.r2.y");
}

TEST_CASE("A history of a parallel state brings back where every region stood") {
    Desk desk = opened(regions("events: {next: b}",
                               "      again: {history: {of: p, remembers: deep, start: a}}\n"));
    desk.send("next");
    desk.send("out");
    desk.moves();
    desk.send("back");
    CHECK(desk.moves() == "-c.away +c.p +c.p.r1 +c.p.r1.b +c.p.r2 +c.p.r2.y");
}

TEST_CASE("Shallow history brings the child back, deep history what was active below it") {
    const auto back = [](const std::string& remembers) {
        Desk desk = opened(R"(  c:
    start: s
    events: {leave: gone}
    states:
      s:
        title: S
        start: one
        states:
          one: {title: T, owner: ro, do: D, events: {go: deep2}}
          two:
            title: T
            start: deep1
            states:
              deep1: {title: T, owner: ro, do: D}
              deep2: {title: T, owner: ro, do: D}
          h: {history: {remembers: )" +
                           remembers + R"(, start: one}}
        events: {out: away, never: deep1}
      away: {title: Away, owner: ro, do: D, events: {back: h}}
      gone: {title: Gone, final: true, outcome: gone}
)");
        for (const char* event : {"go", "out"}) desk.send(event);
        desk.moves();
        desk.send("back");
        return desk.moves();
    };
    CHECK(back("shallow") == "-c.away +c.s +c.s.two +c.s.two.deep1");
    CHECK(back("deep") == "-c.away +c.s +c.s.two +c.s.two.deep2");
}

TEST_CASE("An internal step keeps its state, the same step drawn without it leaves and enters it") {
    const auto moved = [](const std::string& internal) {
        Desk desk = opened(R"(  c:
    start: s
    events: {leave: gone}
    states:
      s:
        title: S
        start: one
        states:
          one: {title: T, owner: ro, do: D}
          two: {title: T, owner: ro, do: D}
        events: {go: {to: two)" +
                           internal + R"(}}
      gone: {title: Gone, final: true, outcome: gone}
)");
        desk.send("go");
        return desk.moves();
    };
    CHECK(moved(", internal: true") == "-c.s.one +c.s.two");
    CHECK(moved("") == "-c.s.one -c.s +c.s +c.s.two");
}

TEST_CASE("Done events go outwards through three levels, whichever region ends last") {
    const auto parallel = [](const std::string& n, const std::string& inner) {
        return "title: T, done: {to: end" + n + "}, parallel: {l" + n + ": {start: p" + n +
               ", states: {" + inner + "}}, r" + n + ": {start: w" + n + ", states: {w" + n +
               ": {title: T, owner: ro, do: D, events: {e" + n + ": f" + n + "}}, f" + n +
               ": {title: T, final: true, outcome: o}}}}";
    };
    const auto final_state = [](const std::string& n) {
        return ", end" + n + ": {title: T, final: true, outcome: o}";
    };
    const std::string innermost =
        "p3: {title: T, owner: ro, do: D, events: {e4: end3}}, end3: "
        "{title: T, final: true, outcome: o}";
    const std::string third = "p2: {" + parallel("3", innermost) + "}" + final_state("2x");
    std::string second = third;
    second.replace(second.find("done: {to: end3}"), 16, "done: {to: end2x}");
    const std::string first = "p1: {" + parallel("2", second) + "}" + final_state("1x");
    std::string outer = first;
    outer.replace(outer.find("done: {to: end2}"), 16, "done: {to: end1x}");
    const std::string all = "  c:\n    start: p0\n    states:\n      p0: {" + parallel("1", outer) +
                            "}\n      end1: {title: Out, final: true, outcome: o}\n";
    std::vector<std::string> order = {"e1", "e2", "e3", "e4"};
    do {
        Desk desk = opened(all);
        for (const std::string& event : order) {
            CHECK_FALSE(desk.is_in("c.end1"));
            desk.send(event);
        }
        CHECK(desk.is_in("c.end1"));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("What is due at one time comes in the order in which it was sent") {
    Desk desk = opened(R"(  c:
    start: a
    events: {leave: gone}
    states:
      a: {title: T, owner: ro, do: D, events: {first: {to: stay, sets: {count: 1}},
          second: {to: stay, sets: {count: 2}}, go: {to: stay, sends: [{event: second,
          at: 3 hours after now}, {event: first, at: 3 hours after now}]}}}
      gone: {title: Gone, final: true, outcome: gone}
)");
    desk.send("go");
    desk.run_until("2026-03-02T12:00:00Z");
    CHECK(desk.log_of("fact.set") ==
          std::vector<std::string>{"fact.set count 2", "fact.set count 1 2"});
}

TEST_CASE("Done events are answered before what was told to the case") {
    Desk desk = opened(R"(  c:
    start: s
    events: {leave: gone}
    states:
      s:
        title: S
        start: one
        states:
          one: {title: T, owner: ro, do: D, events: {go: {to: f, tells: [told]}}}
          f: {title: F, final: true, outcome: o}
        done: {to: by_done}
        events: {told: by_told}
      by_done: {title: T, owner: ro, do: D}
      by_told: {title: T, owner: ro, do: D}
      gone: {title: Gone, final: true, outcome: gone}
)");
    desk.send("go");
    CHECK(desk.is_in("c.by_done"));
}

TEST_CASE("A step across strands through a history starts every strand anew") {
    Desk desk = opened(R"(  c:
    start: a
    states:
      a: {title: T, owner: ro, do: D, events: {jump: {to: d.s.h, restart: all}, leave: gone}}
      gone: {title: Gone, final: true, outcome: gone}
  d:
    start: s
    events: {leave.d: gone_d}
    states:
      s:
        title: S
        start: one
        states:
          one: {title: T, owner: ro, do: D, events: {next: two}}
          two: {title: T, owner: ro, do: D}
          h: {history: {remembers: shallow, start: one}}
      gone_d: {title: Gone, final: true, outcome: gone}
)");
    desk.send("next");
    desk.moves();
    desk.send("jump");
    CHECK(desk.moves() == "-d.s.two -d.s -c.a -main.idle +main.idle +c.a +d.s +d.s.two");
}

TEST_CASE("A step that waits for another strand is taken when that strand gets there, or leaves") {
    const auto moved = [](const std::string& condition) {
        Desk desk = opened("  c:\n    start: one\n    states:\n      " +
                           state("one", "events: {go: two, leave: gone}") + "      " +
                           state("two", "events: {go: one}") +
                           "      gone: {title: Gone, final: true, outcome: gone}\n"
                           "  d:\n    start: p\n    states:\n      " +
                           state("p", "always: [{when: " + condition + ", to: q}]") + "      " +
                           state("q", "events: {leave: done}") +
                           "      done: {title: Done, final: true, outcome: gone}\n");
        desk.send("go");
        return desk.moves();
    };
    CHECK(moved("c is two") == "-c.one +c.two -d.p +d.q");
    CHECK(moved("c is not one") == "-c.one +c.two -d.p +d.q");
    CHECK(moved("c is gone") == "-c.one +c.two");
    CHECK(moved("c is not one and c is not gone") == "-c.one +c.two -d.p +d.q");
}

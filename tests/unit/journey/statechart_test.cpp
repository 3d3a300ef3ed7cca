// SPDX-License-Identifier: MIT
// Goal: statechart semantics are those of SCXML, with the decided differences.
// Method: small charts in the second strand of a pathway; the log of states entered and left is the
// answer. Every decision is also checked for its promises and due rows by Desk.
#include "base/assert.hpp"
#include "desk.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

const std::string main_line = R"(strands:
  place:
    start: idle
    states:
      idle: {title: Idle, stage: needed, owner: ro, do: Wait., events: {main.finish: finished}}
      finished: {title: Finished, stage: closed, final: true, outcome: done}
)";

/// `strand` is indented by two. Every chart gets a way out, which the checker wants.
Desk chart(std::string strand) {
    const std::string_view states = "    states:\n";
    strand.insert(strand.find(states), "    events: {leave: gone}\n");
    strand.insert(strand.find(states) + states.size(),
                  "      gone: {title: Gone, final: true, outcome: gone}\n");
    Desk desk = Desk::with(main_line + strand);
    desk.open();
    desk.moves();
    return desk;
}

const std::string nested = R"(  c:
    start: outer
    states:
      outer:
        title: Outer
        owner: ro
        do: D
        start: a
        states:
          a: {title: A, owner: ro, do: D, events: {go: b,
              guarded: {choose: [{when: agreed is true, to: b}]}}}
          b: {title: B, owner: ro, do: D}
        events: {go: other, guarded: other}
      other: {title: Other, owner: ro, do: D}
)";

const std::string two_regions = R"(  c:
    start: p
    states:
      p:
        title: P
        owner: ro
        do: D
        events: {stop: out, restart: {to: p}}
        done: {to: out}
        parallel:
          r1:
            start: a1
            states:
              a1: {title: A1, owner: ro, do: D, events: {both: a2, one: b1, end1: f1}}
              a2: {title: A2, owner: ro, do: D, events: {both: out}}
              b1: {title: B1, owner: ro, do: D, events: {both: b1x}}
              b1x: {title: B1X, owner: ro, do: D}
              f1: {title: F1, final: true, outcome: x}
          r2:
            start: a2x
            states:
              a2x: {title: A2X, owner: ro, do: D, events: {both: z, one: out, end2: f2}}
              z: {title: Z, owner: ro, do: D, events: {both: out}}
              f2: {title: F2, final: true, outcome: x}
      out: {title: Out, owner: ro, do: D}
)";

}  // namespace

TEST_CASE("The innermost state answers first and its ancestors do not") {
    Desk desk = chart(nested);
    desk.send("go");
    CHECK(desk.moves() == "-c.outer.a +c.outer.b");
    desk.send("go");
    CHECK(desk.moves() == "-c.outer.b -c.outer +c.other");
}

TEST_CASE("A false guard falls through to the ancestor, an unknown one waits") {
    Desk desk = chart(nested);
    const Change waits = desk.send("guarded");
    CHECK(desk.moves().empty());
    CHECK(waits.verdict == Verdict::unchanged);
    CHECK(waits.waits_for == std::vector<std::string>{"agreed"});
    CHECK(test::logs(waits, "guard.waits"));
    desk.send("guarded", {{"agreed", "false"}});
    CHECK(desk.moves() == "-c.outer.a -c.outer +c.other");
}

TEST_CASE("Both regions answer one event, each for itself") {
    Desk desk = chart(two_regions);
    desk.send("both");
    CHECK(desk.moves() == "-c.p.r2.a2x -c.p.r1.a1 +c.p.r1.a2 +c.p.r2.z");
}

TEST_CASE("When two regions would leave the parallel the earlier wins and it is taken once") {
    Desk desk = chart(two_regions);
    desk.send("both");
    desk.moves();
    const Change change = desk.send("both");
    CHECK(desk.moves() == "-c.p.r2.z -c.p.r2 -c.p.r1.a2 -c.p.r1 -c.p +c.out");
    CHECK(test::logs(change, "transition.preempted"));
}

TEST_CASE("A pre-empted transition of a later region is logged with its winner") {
    Desk desk = chart(two_regions);
    desk.send("one");
    CHECK(desk.moves() == "-c.p.r1.a1 +c.p.r1.b1");
    CHECK(desk.log_of("transition.preempted") ==
          std::vector<std::string>{"transition.preempted one c.p.r2.a2x c.p.r1.a1"});
}

TEST_CASE("A parallel is done when every region is, in either order") {
    for (const bool first : {true, false}) {
        Desk desk = chart(two_regions);
        desk.send(first ? "end1" : "end2");
        desk.moves();
        desk.send(first ? "end2" : "end1");
        CHECK(desk.is_in("c.out"));
    }
}

TEST_CASE("Done events travel outwards through nested parallels") {
    const std::string deep = R"(  c:
    start: p
    states:
      p:
        title: P
        owner: ro
        do: D
        done: {to: out}
        parallel:
          left:
            start: inner
            states:
              inner:
                title: Inner
                owner: ro
                do: D
                done: {to: left_end}
                parallel:
                  x: {start: x1, states: {x1: {title: X, owner: ro, do: D, events: {x: xf}},
                      xf: {title: XF, final: true, outcome: o}}}
                  y: {start: y1, states: {y1: {title: Y, owner: ro, do: D, events: {y: yf}},
                      yf: {title: YF, final: true, outcome: o}}}
              left_end: {title: LE, final: true, outcome: o}
          right: {start: z1, states: {z1: {title: Z, owner: ro, do: D, events: {z: zf}},
              zf: {title: ZF, final: true, outcome: o}}}
      out: {title: Out, owner: ro, do: D}
)";
    for (const auto& order : {std::array{"x", "y", "z"}, std::array{"z", "y", "x"}}) {
        Desk desk = chart(deep);
        for (const char* event : order) {
            CHECK_FALSE(desk.is_in("c.out"));
            desk.send(event);
        }
        CHECK(desk.is_in("c.out"));
    }
}

TEST_CASE("All exits come before the content and all entries after it") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, on_exit: {sets: {count: 1}}, events: {go: {to: b,
          sets: {count: 2}}}}
      b: {title: B, owner: ro, do: D, sets: {count: 3}}
)");
    desk.send("go");
    CHECK(desk.log_of("fact.set") ==
          std::vector<std::string>{"fact.set count 1", "fact.set count 2 1", "fact.set count 3 2"});
}

TEST_CASE("A set fact is visible to the next step at once") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, events: {go: {to: b, sets: {agreed: true}}}}
      b: {title: B, owner: ro, do: D, always: [{when: agreed is true, to: d}]}
      d: {title: D, owner: ro, do: D}
)");
    desk.send("go");
    CHECK(desk.moves() == "-c.a +c.b -c.b +c.d");
}

TEST_CASE("Eventless rules come before internal events and those before the case's own") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, events: {go: {to: b, tells: [told], raises: [raised]}}}
      b: {title: B, owner: ro, do: D, always: [{when: kind is unknown, to: x}],
          events: {raised: wrong, told: wrong}}
      x: {title: X, owner: ro, do: D, events: {raised: y, told: wrong}}
      y: {title: Y, owner: ro, do: D, events: {told: z}}
      z: {title: Z, owner: ro, do: D}
      wrong: {title: W, owner: ro, do: D}
)");
    desk.send("go");
    CHECK(desk.moves() == "-c.a +c.b -c.b +c.x -c.x +c.y -c.y +c.z");
}

TEST_CASE("Eventless rules that never rest are stopped and named decide.loop") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, events: {go: {to: b}}}
      b: {title: B, owner: ro, do: D, always: [{when: kind is unknown, to: d}]}
      d: {title: D, owner: ro, do: D, always: [{when: kind is unknown, to: b}]}
)");
    CHECK_THROWS_WITH(desk.send("go"), Catch::Contains("decide.loop"));
}

TEST_CASE("A targetless rule leaves and enters nothing") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, on_exit: {sets: {count: 1}}, events: {note: {to: stay,
          sets: {agreed: true}}}}
)");
    desk.send("note");
    CHECK(desk.moves().empty());
    CHECK(desk.fact("agreed") == "true");
    CHECK(desk.fact("count") == "unknown");
}

TEST_CASE("A self-transition leaves and enters again with a new entry") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, timers: {late: {at: 5 days after entry, to: b}},
          events: {again: a}}
      b: {title: B, owner: ro, do: D}
)");
    const EntryId before = desk.timer("c.a.late", TimerKind::move)->entry;
    desk.now += std::chrono::hours(24);
    desk.send("again");
    CHECK(desk.moves() == "-c.a +c.a");
    CHECK(desk.timer("c.a.late", TimerKind::move)->entry > before);
    desk.run_until("2026-03-07T10:00:00Z");
    CHECK(desk.is_in("c.a"));
    desk.run_until("2026-03-08T10:00:00Z");
    CHECK(desk.is_in("c.b"));
}

TEST_CASE("History goes back to what was left, or to its default the first time") {
    Desk desk = chart(R"(  c:
    start: away
    states:
      work:
        title: W
        owner: ro
        do: D
        start: one
        states:
          one: {title: One, owner: ro, do: D, events: {next: two}}
          two: {title: Two, owner: ro, do: D}
        events: {pause: away}
      away: {title: Away, owner: ro, do: D, events: {back: again, fresh: work}}
      again: {history: {of: work, remembers: deep, start: two}}
)");
    desk.send("back");
    CHECK(desk.moves() == "-c.away +c.work +c.work.two");
    desk.send("pause");
    desk.send("back");
    CHECK(desk.is_in("c.work.two"));
    Desk other = chart(nested);
    CHECK(other.is_in("c.outer.a"));
}

TEST_CASE("A timer of a state that was left never fires") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, timers: {late: {at: 5 days after entry, to: b}},
          events: {go: d}}
      b: {title: B, owner: ro, do: D}
      d: {title: D, owner: ro, do: D}
)");
    const Timer old = *desk.timer("c.a.late", TimerKind::move);
    desk.send("go");
    CHECK(desk.timer("c.a.late", TimerKind::move) == nullptr);
    Event due;
    due.what = TimerDue{old.id, old.generation};
    desk.now = *old.due;
    const Case before = desk.the_case;
    const Change change = desk.decide(due);
    CHECK(change.verdict == Verdict::stale);
    CHECK(change.log.empty());
    CHECK(desk.the_case == before);
}

TEST_CASE("A due row before its time or of an older generation changes nothing") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, timers: {late: {at: 5 days after entry, to: b}}}
      b: {title: B, owner: ro, do: D}
)");
    const Timer timer = *desk.timer("c.a.late", TimerKind::move);
    const Case before = desk.the_case;
    Event due;
    due.what = TimerDue{timer.id, timer.generation};
    desk.now = *timer.due - std::chrono::milliseconds(1);
    CHECK(desk.decide(due).verdict == Verdict::stale);
    due.what = TimerDue{timer.id, timer.generation + 1};
    desk.now = *timer.due;
    CHECK(desk.decide(due).verdict == Verdict::stale);
    CHECK(desk.the_case == before);
    due.what = TimerDue{timer.id, timer.generation};
    CHECK(desk.decide(due).verdict == Verdict::applied);
    CHECK(desk.is_in("c.b"));
}

TEST_CASE("The end of the main line halts the pathway and leaves the other strands") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, on_exit: {sets: {count: 9}},
          timers: {late: {at: 5 days after entry, to: b}}}
      b: {title: B, owner: ro, do: D}
)");
    desk.send("main.finish");
    CHECK(desk.fact("count") == "9");
    CHECK(desk.timer("c.a.late", TimerKind::move) == nullptr);
    CHECK(desk.pathway().stage == lifecycle::Stage::closed);
    CHECK(desk.pathway().outcome.text() == "done");
    CHECK(desk.is_in("place.finished"));
    CHECK_FALSE(desk.is_in("c.a"));
}

TEST_CASE("A final state's own content comes before its done event") {
    Desk desk = chart(R"(  c:
    start: w
    states:
      w:
        title: W
        owner: ro
        do: D
        start: a
        states:
          a: {title: A, owner: ro, do: D, events: {go: f}}
          f: {title: F, final: true, outcome: o, raises: [early]}
        done: {to: late}
        events: {early: first}
      first: {title: First, owner: ro, do: D}
      late: {title: Late, owner: ro, do: D}
)");
    desk.send("go");
    CHECK(desk.is_in("c.first"));
}

TEST_CASE("A delayed send comes back to its own pathway at its time") {
    Desk desk = chart(R"(  c:
    start: a
    states:
      a: {title: A, owner: ro, do: D, events: {go: {to: b, sends: [{event: later,
          at: 3 hours after now}]}}}
      b: {title: B, owner: ro, do: D, events: {later: d}}
      d: {title: D, owner: ro, do: D}
)");
    desk.send("go");
    desk.run_until("2026-03-02T11:59:00Z");
    CHECK(desk.is_in("c.b"));
    desk.run_until("2026-03-02T12:00:00Z");
    CHECK(desk.is_in("c.d"));
}

// SPDX-License-Identifier: MIT
// Goal: strands and regions are together done when their join says so, and not before; what still
// runs then is left with what stands around it.
// Method: a pathway of three strands, or a strand with regions, each ended by one event; the log of
// states entered and left is the answer. Between any two events the case may go through the store.
#include "desk.hpp"
#include "store/case_codec.hpp"
#include "support/catch.hpp"

using namespace throughgate;
using test::Desk;

namespace {

/// Three strands that end with home.end, money.end and health.end.
std::string three(const std::string& join, const std::array<std::string, 3>& more = {}) {
    std::string text = join.empty() ? "" : "join: " + join + "\n";
    text += "strands:\n  home:\n" + more[0] + R"(    start: looking
    states:
      looking: {title: Looking, stage: needed, owner: ro, do: Look., events: {home.end: housed}}
      housed: {title: Housed, stage: closed, final: true, outcome: housed}
  money:
)" + more[1] +
            R"(    start: asking
    states:
      asking: {title: Asking, owner: ro, do: Ask., on_exit: {sets: {count: 7}},
          timers: {late: {at: 5 days after entry, to: paid}}, events: {money.end: paid}}
      paid: {title: Paid, final: true, outcome: paid}
  health:
)" + more[2] +
            R"(    start: waiting
    states:
      waiting: {title: Waiting, owner: ro, do: Wait., events: {health.end: seen}}
      seen: {title: Seen, final: true, outcome: seen}
)";
    return text;
}

Desk opened(const std::string& text) {
    Desk desk = Desk::with(text);
    desk.open({{"agreed", "true"}});
    desk.moves();
    return desk;
}

bool has_ended(const Desk& desk) { return desk.pathway().stage == lifecycle::Stage::closed; }

/// After which of these events the pathway had ended: 1 is the first; 0: after none.
int ends_after(const std::string& text, std::initializer_list<const char*> events) {
    Desk desk = opened(text);
    int count = 0;
    for (const char* event : events) {
        desk.send(event);
        ++count;
        if (has_ended(desk)) return count;
    }
    return 0;
}

/// The case as it comes back from the store after a restart.
Case stored(const Case& given) {
    Case read;
    read.id = given.id;
    for (std::size_t part = 0; part < store::case_parts; ++part) {
        std::string body;
        encode_part(static_cast<store::CasePart>(part), given, body);
        REQUIRE(decode_part(static_cast<store::CasePart>(part), body, read).ok());
    }
    return read;
}

const std::string required = "    required: true\n";

/// A strand with a parallel state of three regions, ended by x, y and z.
std::string regions(const std::string& join, const std::array<std::string, 3>& more = {}) {
    std::string text = R"(strands:
  main:
    start: idle
    states:
      idle: {title: Idle, stage: needed, owner: ro, do: Wait., events: {main.end: over}}
      over: {title: Over, stage: closed, final: true, outcome: done}
  c:
    start: p
    states:
      p:
        title: P
        events: {leave: later}
        done: {to: later}
)";
    if (!join.empty()) text += "        join: " + join + "\n";
    text += "        parallel:\n";
    const std::array names{"x", "y", "z"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string n = names[i];
        text += "          r" + n + ": {" + more[i] + "start: " + n + "1, states: {" + n +
                "1: {title: T, owner: ro, do: D, events: {" + n + ": " + n + "2}}, " + n +
                "2: {title: T, final: true, outcome: o}}}\n";
    }
    return text + R"(      later: {title: Later, owner: ro, do: D, events: {again: p, stop: end}}
      end: {title: End, final: true, outcome: o}
)";
}

}  // namespace

TEST_CASE("Without a join a pathway ends with its main line, whatever else has ended") {
    CHECK(ends_after(three(""), {"money.end", "health.end", "home.end"}) == 3);
    CHECK(ends_after(three(""), {"home.end"}) == 1);
}

TEST_CASE("`join: all` ends a pathway with the last of its strands, in every order") {
    std::vector<const char*> order = {"health.end", "home.end", "money.end"};
    do {
        CHECK(ends_after(three("all"), {order[0], order[1], order[2]}) == 3);
    } while (std::next_permutation(order.begin(), order.end(), [](const char* a, const char* b) {
        return std::string_view(a) < b;
    }));
}

TEST_CASE("`join: any` ends a pathway with the first, and leaves the strands that still run") {
    Desk desk = opened(three("any"));
    desk.send("health.end");
    CHECK(desk.moves() == "-health.waiting +health.seen -money.asking -home.looking");
    CHECK(has_ended(desk));
    CHECK(desk.pathway().outcome.text() == "seen");
    CHECK(desk.fact("count") == "7");
    CHECK(desk.timer("money.asking.late", TimerKind::move) == nullptr);
    CHECK(desk.is_in("health.seen"));
    CHECK_FALSE(desk.is_in("home.looking"));
}

TEST_CASE("`join: {n_of: 2}` ends a pathway with the second") {
    CHECK(ends_after(three("{n_of: 2}"), {"money.end", "health.end"}) == 2);
    CHECK(ends_after(three("{n_of: 2}"), {"home.end", "money.end"}) == 2);
    CHECK(ends_after(three("{n_of: 3}"), {"home.end", "money.end", "health.end"}) == 3);
}

TEST_CASE("`join: required` waits for the strands that say so and for no other") {
    const std::string text = three("required", {"", required, required});
    CHECK(ends_after(text, {"home.end", "health.end", "money.end"}) == 3);
    CHECK(ends_after(text, {"money.end", "health.end"}) == 2);
}

TEST_CASE("A pathway whose main line ended first keeps its stage until it ends") {
    Desk desk = opened(three("all"));
    desk.send("home.end");
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
    CHECK(desk.log_of("strand.ended") ==
          std::vector<std::string>{"strand.ended home all accommodation"});
    CHECK(desk.send("money.end").verdict == Verdict::applied);
    CHECK(desk.pathway().stage == lifecycle::Stage::needed);
    desk.send("health.end");
    CHECK(has_ended(desk));
    CHECK(desk.pathway().outcome.text() == "housed");
}

TEST_CASE("Handoffs end with their strand, whether it ended or was left by the join") {
    const auto states_after = [](std::initializer_list<const char*> events) {
        std::string text = three("{n_of: 2}");
        for (const auto& [state, handoff] : {std::pair{"do: Look.", "H1"}, {"do: Ask.", "H2"}})
            text.replace(text.find(state), std::string_view(state).size(),
                         std::string(state) + ", opens: [" + handoff + "]");
        text += "handoffs:\n";
        for (const char* handoff : {"H1", "H2"})
            text += std::string("  ") + handoff +
                    ": {title: Form, from: ro, to: pom, until: strand, acknowledge: 2 working days "
                    "after raised, ladder: {up: {at: due, tell: manager of to, class: action, "
                    "message: due_soon}}}\n";
        Desk desk = opened(text);
        for (const char* event : events) desk.send(event);
        return std::string(name_of(desk.handoff(1).state)) + " " +
               std::string(name_of(desk.handoff(2).state));
    };
    CHECK(states_after({}) == "raised raised");
    CHECK(states_after({"home.end"}) == "ended raised");
    CHECK(states_after({"home.end", "health.end"}) == "ended ended");
}

TEST_CASE("A timer may end the last strand that a pathway waits for") {
    Desk desk = opened(three("{n_of: 2}"));
    desk.send("home.end");
    desk.run_until("2026-03-06T12:00:00Z");
    CHECK_FALSE(has_ended(desk));
    desk.run_until("2026-03-08T12:00:00Z");
    CHECK(has_ended(desk));
}

TEST_CASE("A skipped strand is not waited for, and decides nothing either") {
    const std::string skip = "    skip: {when: agreed is true}\n";
    CHECK(ends_after(three("all", {"", skip, ""}), {"home.end", "health.end"}) == 2);
    CHECK(ends_after(three("any", {"", skip, ""}), {"health.end"}) == 1);
    Desk desk = opened(three("any", {"", skip, ""}));
    CHECK_FALSE(has_ended(desk));
    CHECK(desk.is_in("money.skipped"));
    CHECK(ends_after(three("{n_of: 3}", {"", skip, ""}), {"home.end", "health.end"}) == 2);
}

TEST_CASE("What a pathway waits for is the same after a restart between any two events") {
    const std::string text = three("required", {required, "", required});
    Desk before = opened(text);
    for (const char* event : {"health.end", "money.end", "home.end"}) {
        CHECK_FALSE(has_ended(before));
        Desk after = Desk::with(text);
        after.the_case = stored(before.the_case);
        CHECK(after.the_case == before.the_case);
        after.due = before.due;
        after.send(event);
        before = after;
    }
    CHECK(has_ended(before));
    CHECK(before.pathway().outcome.text() == "housed");
}

TEST_CASE("A parallel state is left with its regions as soon as its join is met") {
    Desk desk = opened(regions("any"));
    desk.send("y");
    CHECK(desk.moves() ==
          "-c.p.ry.y1 +c.p.ry.y2 -c.p.rz.z1 -c.p.rz -c.p.ry.y2 -c.p.ry -c.p.rx.x1 -c.p.rx -c.p "
          "+c.later");
    CHECK(desk.log_of("state.joined") ==
          std::vector<std::string>{"state.joined c.p any accommodation"});
}

TEST_CASE("Regions count for `n_of` and `required` as strands do") {
    const auto after = [](const std::string& text, std::initializer_list<const char*> events) {
        Desk desk = opened(text);
        for (const char* event : events) {
            CHECK(desk.is_in("c.p"));
            desk.send(event);
        }
        return desk.is_in("c.later");
    };
    CHECK(after(regions(""), {"x", "y", "z"}));
    CHECK(after(regions("all"), {"z", "y", "x"}));
    CHECK(after(regions("{n_of: 2}"), {"z", "x"}));
    const std::array<std::string, 3> needed{"required: true, ", "", "required: true, "};
    CHECK(after(regions("required", needed), {"y", "z", "x"}));
    CHECK_FALSE(after(regions("required", needed), {"y", "z"}));
}

TEST_CASE("A join that is met again is told again only after its state was entered again") {
    std::string text = regions("any");
    const std::string moves_on = "done: {to: later}";
    text.replace(text.find(moves_on), moves_on.size(), "done: {to: stay, sets: {count: 3}}");
    Desk desk = opened(text);
    desk.send("x");
    CHECK(desk.log_of("state.joined").size() == 1);
    desk.send("z");
    CHECK(desk.is_in("c.p.rz.z2"));
    CHECK(desk.log_of("state.joined").size() == 1);
    for (const char* event : {"leave", "again", "y"}) desk.send(event);
    CHECK(desk.log_of("state.joined").size() == 2);
}

TEST_CASE("Joins of nested parallel states are each met by their own regions") {
    const std::string text = R"(strands:
  main:
    start: idle
    states:
      idle: {title: Idle, stage: needed, owner: ro, do: Wait., events: {main.end: over}}
      over: {title: Over, stage: closed, final: true, outcome: done}
  c:
    start: p
    states:
      p:
        title: P
        join: {n_of: 2}
        done: {to: later}
        parallel:
          left:
            start: inner
            states:
              inner:
                title: Inner
                join: any
                done: {to: left_end}
                parallel:
                  a: {start: a1, states: {a1: {title: T, owner: ro, do: D, events: {a: a2}},
                      a2: {title: T, final: true, outcome: o}}}
                  b: {start: b1, states: {b1: {title: T, owner: ro, do: D, events: {b: b2}},
                      b2: {title: T, final: true, outcome: o}}}
              left_end: {title: T, final: true, outcome: o}
          middle: {start: m1, states: {m1: {title: T, owner: ro, do: D, events: {m: m2}},
              m2: {title: T, final: true, outcome: o}}}
          right: {start: r1, states: {r1: {title: T, owner: ro, do: D, events: {r: r2}},
              r2: {title: T, final: true, outcome: o}}}
      later: {title: Later, owner: ro, do: D, events: {stop: end}}
      end: {title: End, final: true, outcome: o}
)";
    for (const auto& order : {std::array{"a", "m"}, std::array{"r", "b"}, std::array{"m", "r"}}) {
        Desk desk = opened(text);
        desk.send(order[0]);
        CHECK(desk.is_in("c.p"));
        desk.send(order[1]);
        CHECK(desk.is_in("c.later"));
    }
    Desk desk = opened(text);
    desk.send("a");
    CHECK(desk.moves() ==
          "-c.p.left.inner.a.a1 +c.p.left.inner.a.a2 -c.p.left.inner.b.b1 "
          "-c.p.left.inner.b -c.p.left.inner.a.a2 -c.p.left.inner.a "
          "-c.p.left.inner +c.p.left.left_end");
}

TEST_CASE("A pathway that is done when it starts ends at once") {
    Desk desk = Desk::with(three("any", {"", "    ends_when: agreed is true\n", ""}));
    desk.open({{"agreed", "true"}});
    CHECK(has_ended(desk));
    CHECK(desk.pathway().outcome.text() == "ended");
}

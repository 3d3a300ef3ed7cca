// SPDX-License-Identifier: MIT
// Goal: what the interpreter is given is what SCXML says: indices in document order, domains, exit
// and entry sets, default children, histories; and the states that the engine adds to strands.
// Method: the small accommodation pathway, read back by the ids of its states.
#include <algorithm>

#include "support/catch.hpp"
#include "unit/definition/support.hpp"

namespace throughgate::definition {
namespace {

using testing::branch;
using testing::ids;
using testing::small_accommodation;
using testing::state;
using Ids = std::vector<std::string>;

TEST_CASE("states stand in document order with the root first") {
    const DefinitionPointer small = small_accommodation();
    CHECK(small->states[0].kind == State::Kind::parallel);
    CHECK(small->states[0].parent == no_state);
    CHECK(small->states[0].last == small->states.size() - 1);
    CHECK(small->main_strand == 1);
    CHECK(small->states[1].id.text() == "place");
    for (StateIndex i = 1; i < small->states.size(); ++i) {
        CHECK(small->states[i].parent < i);
        CHECK(small->states[i].last >= i);
        CHECK(small->states[small->states[i].parent].last >= small->states[i].last);
    }
}

TEST_CASE("a pathway starts in the start state of every strand") {
    const DefinitionPointer small = small_accommodation();
    CHECK(ids(*small, small->initial) ==
          Ids{"", "place", "place.screen", "duty_to_refer", "duty_to_refer.waiting"});
}

TEST_CASE("a strand that waits, is skipped or ends has states of the engine for it") {
    const DefinitionPointer small = small_accommodation();
    const State& waiting = small->states[state(*small, "duty_to_refer.waiting")];
    REQUIRE(waiting.timers.size() == 1);
    const TimerDeclaration& starts = small->timers[waiting.timers[0]];
    CHECK(starts.name.text() == "duty_to_refer.waiting.starts");
    CHECK(starts.at.text() == "56 days before release");
    const Rule& start = small->rules[starts.rule];
    CHECK(start.branches[0].targets == std::vector{state(*small, "duty_to_refer.refer")});
    REQUIRE(waiting.always.size() == 2);
    CHECK(small->rules[waiting.always[0]].branches[0].targets ==
          std::vector{state(*small, "duty_to_refer.skipped")});
    CHECK(small->rules[waiting.always[1]].branches[0].targets ==
          std::vector{state(*small, "duty_to_refer.ended")});
    CHECK(small->states[state(*small, "duty_to_refer.skipped")].kind == State::Kind::final_state);
}

TEST_CASE("ends_when is asked in every state of the strand that is not final") {
    const DefinitionPointer small = small_accommodation();
    for (const char* id : {"duty_to_refer.waiting", "duty_to_refer.refer", "duty_to_refer.sent"})
        CHECK_FALSE(small->states[state(*small, id)].always.empty());
    for (const char* id : {"duty_to_refer.decided", "duty_to_refer.ended"})
        CHECK(small->states[state(*small, id)].always.empty());
}

TEST_CASE("a step inside a strand leaves and enters nothing beside it") {
    const DefinitionPointer small = small_accommodation();
    const Branch& step = branch(*small, "place.sourcing", "address.proposed");
    CHECK(step.domain == state(*small, "place"));
    CHECK(ids(*small, step.entering.states) == Ids{"place.address_check"});
    CHECK(step.exits.has(state(*small, "place.sourcing")));
    CHECK_FALSE(step.exits.has(state(*small, "place")));
    CHECK_FALSE(step.exits.has(state(*small, "duty_to_refer.refer")));
}

TEST_CASE("entering a parallel state enters every region by its start") {
    const DefinitionPointer small = small_accommodation();
    const Branch& step = branch(*small, "place.confirmed", "tenancy.offered");
    CHECK(ids(*small, step.entering.states) ==
          Ids{"place.preparing", "place.preparing.keys", "place.preparing.keys.keys_wanted",
              "place.preparing.papers", "place.preparing.papers.papers_wanted"});
}

TEST_CASE("a step inside a region leaves the other region alone") {
    const DefinitionPointer small = small_accommodation();
    const Branch& step = branch(*small, "place.preparing.keys.keys_wanted", "keys.agreed");
    CHECK(step.domain == state(*small, "place.preparing.keys"));
    CHECK_FALSE(step.exits.has(state(*small, "place.preparing.papers.papers_wanted")));
}

TEST_CASE("a history is entered with its parent and marked, and has a default") {
    const DefinitionPointer small = small_accommodation();
    const StateIndex history = state(*small, "place.preparing.sourcing_again");
    CHECK(small->states[history].kind == State::Kind::history);
    CHECK(small->states[history].deep);
    const Branch& step = branch(*small, "place.on_hold", "resumed");
    CHECK(step.targets == std::vector{history});
    CHECK(ids(*small, step.entering.states) ==
          Ids{"place.preparing", "place.preparing.sourcing_again"});
    CHECK(ids(*small, small->states[history].initial) ==
          Ids{"place.preparing.keys", "place.preparing.keys.keys_wanted", "place.preparing.papers",
              "place.preparing.papers.papers_wanted"});
    const State& parent = small->states[state(*small, "place.preparing")];
    CHECK(parent.children.size() == 2);
}

TEST_CASE("stay has no targets, no exits and no entries") {
    const DefinitionPointer small = small_accommodation();
    const Branch& stay = branch(*small, "place.screen", "screen.done", 1);
    CHECK(stay.otherwise);
    CHECK_FALSE(stay.targets.empty());
    const Branch& aside = branch(*small, "place.screen", "screen.done", 2);
    CHECK(aside.aside);
    CHECK(aside.targets.empty());
    CHECK(aside.domain == no_state);
    CHECK(aside.exits.empty());
    CHECK(aside.entering.states.empty());
}

TEST_CASE("if_unknown and if_shut name their branches") {
    const DefinitionPointer small = small_accommodation();
    const StateIndex check = state(*small, "place.address_check");
    for (const std::uint16_t index : small->states[check].rules) {
        const Rule& rule = small->rules[index];
        if (rule.event.text() == "checks.passed") {
            CHECK(rule.if_unknown == 2);
            CHECK(rule.branches[2].otherwise);
            CHECK(rule.branches[2].if_unknown_here);
            CHECK(rule.gate == 0);
            CHECK(rule.if_shut == -1);
        }
        if (rule.event.text() == "booking.confirmed") {
            REQUIRE(rule.if_shut == 1);
            CHECK(rule.branches[1].aside);
        }
    }
}

TEST_CASE("an event of the pathway or strand is given to every state that can leave") {
    const DefinitionPointer small = small_accommodation();
    CHECK(branch(*small, "place.screen", "case.recalled").targets ==
          std::vector{state(*small, "place.screen")});
    CHECK(branch(*small, "place.preparing", "case.recalled").domain == state(*small, "place"));
    const State& finished = small->states[state(*small, "place.finished")];
    CHECK(finished.rules.empty());
    CHECK(small->states[0].rules.empty());
}

TEST_CASE("done events carry the state's id") {
    const DefinitionPointer small = small_accommodation();
    CHECK(branch(*small, "place.preparing", "done.state.place.preparing").targets ==
          std::vector{state(*small, "place.ready")});
}

TEST_CASE("events are indexed with exactly the states that have a rule for them") {
    const DefinitionPointer small = small_accommodation();
    REQUIRE_FALSE(small->events.empty());
    for (const Symbol event : small->events) {
        const StateSet* const found = small->answering_states(event);
        const StateSet answering = found == nullptr ? StateSet() : *found;
        for (StateIndex i = 0; i < small->states.size(); ++i) {
            const auto& rules = small->states[i].rules;
            const bool has_rule = std::any_of(rules.begin(), rules.end(), [&](std::uint16_t rule) {
                return small->rules[rule].event == event;
            });
            CHECK(answering.has(i) == has_rule);
        }
    }
}

TEST_CASE("a pathway knows every event that it answers, each once and in order") {
    const DefinitionPointer small = small_accommodation();
    CHECK(std::is_sorted(small->events.begin(), small->events.end()));
    for (const Rule& rule : small->rules) {
        if (rule.trigger == Rule::Trigger::event) CHECK(small->answers(rule.event));
    }
    CHECK(small->answers(Symbol::of("address.clear")));
    CHECK(small->answers(Symbol::of("risk.changed")));
    CHECK_FALSE(small->answers(Symbol::of("no.such.event")));
}

TEST_CASE("handoffs carry both clocks with their ladders") {
    const DefinitionPointer small = small_accommodation();
    const HandoffDeclaration& checks = small->handoffs[0];
    CHECK(checks.id.text() == "H06");
    CHECK(checks.outside);
    CHECK(checks.acknowledge.on_reply);
    CHECK(checks.acknowledge.ladder.empty());
    REQUIRE(checks.complete.ladder.size() == 4);
    const Rung& chase = checks.complete.ladder[0];
    CHECK(chase.id.text() == "chase");
    CHECK(chase.again.text() == "2 working days after previous");
    CHECK(chase.at_most == 3);
    CHECK(chase.tell == std::vector{Recipient{Symbol::of("ro"), Relation::holder}});
    CHECK_FALSE(chase.escalates);
    CHECK(checks.complete.ladder[2].escalates);
}

TEST_CASE("a due date without ladder gets the default one, told to the state's owner") {
    const DefinitionPointer small = small_accommodation();
    const State& booked = small->states[state(*small, "place.cas_booked")];
    REQUIRE(booked.due_ladder.size() == 3);
    CHECK(booked.due_ladder[1].tell ==
          std::vector{Recipient{Symbol::of("acc_worker"), Relation::holder}});
    CHECK(booked.due_ladder[2].tell ==
          std::vector{Recipient{Symbol::of("acc_worker"), Relation::manager}});
    CHECK(small->find_message(Symbol::of("state_overdue")) != nullptr);
}

TEST_CASE("stages stand on the states without children of the main strand only") {
    const DefinitionPointer small = small_accommodation();
    const auto stage = [&](const char* id) { return small->states[state(*small, id)].stage; };
    CHECK(stage("place.screen") == lifecycle::Stage::needed);
    CHECK(stage("place.on_hold") == std::nullopt);
    CHECK(stage("place.preparing.keys.keys_wanted") == lifecycle::Stage::arranged);
    CHECK(stage("duty_to_refer.refer") == std::nullopt);
    CHECK(branch(*small, "place.screen", "screen.done").stage_move ==
          lifecycle::StageMove::started_arranging);
}

TEST_CASE("a step to the region beside restarts it alone where the author says so") {
    const auto files = testing::edited(
        testing::small_files(), "accommodation/pathway.yaml", "events: {keys.agreed: keys_agreed}",
        "events: {keys.agreed: keys_agreed, keys.lost: {to: papers_wanted, restart: region}}");
    const Loaded loaded = load(files);
    INFO(testing::text_of(loaded));
    REQUIRE(loaded.clean());
    const Definition& small = *loaded.set.current[1];
    const Branch& step = branch(small, "place.preparing.keys.keys_wanted", "keys.lost");
    CHECK(ids(small, step.entering.states) ==
          Ids{"place.preparing.papers", "place.preparing.papers.papers_wanted"});
    CHECK_FALSE(step.exits.has(state(small, "place.preparing.keys.keys_wanted")));
}

TEST_CASE("an event of a region may not lead into the region beside without restart") {
    const auto files = testing::edited(testing::small_files(), "accommodation/pathway.yaml",
                                       "            start: keys_wanted\n",
                                       "            start: keys_wanted\n"
                                       "            events: {keys.refused: papers_wanted}\n");
    CHECK(testing::has(testing::codes_of(load(files)), "TG0215"));
}

TEST_CASE("restart: all leaves and enters the parallel state as a whole") {
    const auto files = testing::edited(
        testing::small_files(), "accommodation/pathway.yaml", "events: {keys.agreed: keys_agreed}",
        "events: {keys.agreed: keys_agreed, keys.lost: {to: papers_wanted, restart: all}}");
    const Loaded loaded = load(files);
    REQUIRE(loaded.clean());
    const Definition& small = *loaded.set.current[1];
    const Branch& step = branch(small, "place.preparing.keys.keys_wanted", "keys.lost");
    CHECK(step.domain == state(small, "place"));
    CHECK(ids(small, step.entering.states) ==
          Ids{"place.preparing", "place.preparing.keys", "place.preparing.keys.keys_wanted",
              "place.preparing.papers", "place.preparing.papers.papers_wanted"});
}

}  // namespace
}  // namespace throughgate::definition

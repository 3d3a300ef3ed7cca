// SPDX-License-Identifier: MIT
#include "journey/named.hpp"

#include <algorithm>

#include "journey/asks.hpp"
#include "journey/facts.hpp"
#include "journey/gates.hpp"
#include "journey/holds.hpp"
#include "journey/inputs.hpp"
#include "journey/spine.hpp"
#include "journey/stages.hpp"
#include "journey/step.hpp"
#include "journey/texts.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::journey {
namespace {

struct LaneAnswer {
    explicit LaneAnswer(std::size_t the_lane) : lane(the_lane) {}
    std::size_t lane;
    Selection selection;
};
using Answers = Few<LaneAnswer, 4>;

void log_event(Draft& draft, const Named& named) {
    ChangeLog& log = draft.log("event.applied", {{"event", named.name}});
    for (const EventField& field : named.fields) log.with(field.name.text(), field.value);
}

/// A record names or withdraws an officer without the event that others would send with it.
void tell_allocations(Draft& draft, const std::vector<Assignment>& assignments) {
    for (const Assignment& each : assignments) {
        const char* happened = each.person.empty() ? ".unallocated" : ".allocated";
        if (const auto event = Symbol::find(each.role + happened)) draft.told.push_back(*event);
    }
}

bool is_known(const Draft& draft, Symbol event) {
    if (draft.event.of_record) return true;
    if (event.text().starts_with("done.state.")) return false;
    for (const Lane& lane : draft.lanes)
        if (lane.definition->answers(event)) return true;
    for (const auto& current : draft.world.definitions->current)
        if (current->answers(event)) return true;
    return false;
}

Error unknown_event(const Draft& draft, Symbol event) {
    std::vector<std::string> known;
    for (const Lane& lane : draft.lanes) {
        for (const Symbol each : lane.definition->events) known.emplace_back(each.text());
        for (const auto& gate : lane.definition->gates) {
            known.push_back(std::string(gate.id.text()) + ".clear");
            known.push_back(std::string(gate.id.text()) + ".countersign");
        }
    }
    return texts::unknown_event(event.text(), did_you_mean(event.text(), known));
}

Answers select_everywhere(Draft& draft, Symbol event) {
    Answers answers;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane) {
        if (!draft.open(lane)) continue;
        LaneAnswer& answer = answers.emplace_back(lane);
        select_event(draft, lane, event, answer.selection);
        if (answer.selection.empty())
            answers.pop_back();
        else
            resolve_conflicts(draft, lane, answer.selection);
    }
    return answers;
}

std::optional<Error> sender_refusal(const Draft& draft, const Rule& rule) {
    if (!rule.by.empty() && !holds_one_of(draft.event.grants, rule.by))
        return texts::wrong_role(draft.cause.text(), text_of(rule.by));
    if (rule.confirmed_by_person && !draft.by_person)
        return texts::named_person(draft.cause.text());
    return std::nullopt;
}

std::optional<Error> answer_refusal(const Draft& draft, const LaneAnswer& answer) {
    for (const Choice& choice : answer.selection.taken)
        if (auto error = sender_refusal(draft, *choice.rule)) return error;
    for (const Choice& choice : answer.selection.taken)
        if (!choice.branch->refuses.empty())
            return texts::refused_by_rule(draft.cause.text(), choice.branch->refuses);
    if (!answer.selection.shut.empty()) {
        const Rule& rule = *answer.selection.shut.front();
        const definition::Gate& gate = draft.definition(answer.lane).gates[rule.gate];
        return texts::gate_shut(draft.cause.text(), gate.id.text(),
                                missing_for(draft, answer.lane, gate));
    }
    return law_refusal(draft, answer.lane, answer.selection.taken);
}

std::optional<Error> refusal(const Draft& draft, const Named& named, const Answers& answers,
                             Recorded& recorded) {
    for (const LaneAnswer& answer : answers) {
        for (const Choice& choice : answer.selection.taken)
            check_asks(*choice.rule, named.fields, recorded);
        for (const Rule* rule : answer.selection.waiting) check_asks(*rule, named.fields, recorded);
    }
    check_assignments(draft, named.assignments, recorded);
    if (!recorded.faults.empty())
        return texts::faults(named.name.text(), recorded.faults, recorded.only_roles);
    for (const LaneAnswer& answer : answers)
        if (auto error = answer_refusal(draft, answer)) return error;
    return std::nullopt;
}

/// Whoever counts what was reached counts a refusal that was drawn.
void note_refusals(Draft& draft, const Answers& answers) {
    if (!draft.world.notes_ways) return;
    for (const LaneAnswer& answer : answers)
        for (const Choice& choice : answer.selection.taken)
            if (!choice.branch->refuses.empty()) note_way(draft, answer.lane, choice);
}

void carry_out(Draft& draft, const Named& named, const Answers& answers) {
    draft.may_refuse = false;
    assign(draft, named.assignments);
    shut_gates(draft, named.name);
    call_again(draft, named.name);
    for (const LaneAnswer& answer : answers) {
        note_waiting(draft, answer.lane, answer.selection);
        take(draft, answer.lane, answer.selection.taken);
        settle(draft, answer.lane);
    }
    draft.in_hand = Symbol();
    if (draft.event.of_record) tell_allocations(draft, named.assignments);
    run_to_rest(draft);
}

void say_how_it_ended(Draft& draft, const Answers& answers) {
    const bool answered =
        !answers.empty() || std::any_of(draft.lanes.begin(), draft.lanes.end(),
                                        [](const Lane& lane) { return lane.restarted; });
    if (!answered && !draft.event.of_record) {
        draft.change.log.rename_first("event.unanswered");
        draft.change.note = texts::unanswered();
    }
    if (!draft.routed && !draft.seen) draft.change.verdict = Verdict::unchanged;
    if (draft.change.waits_for.empty()) return;
    draft.change.note =
        "It waits until this is known: " + texts::list(draft.change.waits_for) + ".";
}

std::optional<Error> pass(Draft& draft, const GateEvent& asked, const Named& named) {
    draft.may_refuse = true;
    Recorded recorded = record_fields(draft, named.fields, true);
    std::optional<Error> error;
    if (!recorded.faults.empty())
        error = texts::faults(named.name.text(), recorded.faults, recorded.only_roles);
    if (!error) error = pass_gate(draft, asked);
    if (error) {
        restore_facts(draft);
        return error;
    }
    draft.may_refuse = false;
    run_to_rest(draft);
    if (!draft.seen) draft.change.verdict = Verdict::unchanged;
    return std::nullopt;
}

/// The day that an event brought as this fact, as it was recorded: what came may have been text.
std::optional<Date> day_said(const Draft& draft, const Named& named, Symbol fact) {
    const auto is_it = [fact](const EventField& field) { return field.name == fact; };
    if (std::none_of(named.fields.begin(), named.fields.end(), is_it)) return std::nullopt;
    const Value& value = value_of(draft.the_case(), fact);
    return value.type() == ValueType::date ? std::optional(value.date()) : std::nullopt;
}

std::optional<Error> pass(Draft& draft, const HoldEvent& asked, const Named& named) {
    draft.may_refuse = true;
    Recorded recorded = record_fields(draft, named.fields, true);
    std::optional<Error> error;
    if (!recorded.faults.empty())
        error = texts::faults(named.name.text(), recorded.faults, recorded.only_roles);
    if (!error) error = hold(draft, asked, day_said(draft, named, names().exempt_until));
    if (error) {
        restore_facts(draft);
        return error;
    }
    draft.may_refuse = false;
    run_to_rest(draft);
    return std::nullopt;
}

/// Everything it says is older than what is known: it is written down and routes nothing.
bool is_superseded(const Named& named, const Recorded& recorded) {
    return recorded.stale > 0 && recorded.stale == named.fields.size() && named.assignments.empty();
}

std::optional<Error> deliver(Draft& draft, const Named& named) {
    draft.may_refuse = true;
    Recorded recorded = record_fields(draft, named.fields, !draft.event.of_record);
    if (recorded.faults.empty() && is_superseded(named, recorded)) {
        draft.change.log.rename_first("event.stale");
        draft.change.verdict = Verdict::stale;
        return std::nullopt;
    }
    draft.in_hand = named.name;
    const Answers answers = select_everywhere(draft, named.name);
    if (auto error = refusal(draft, named, answers, recorded)) {
        note_refusals(draft, answers);
        restore_facts(draft);
        return error;
    }
    carry_out(draft, named, answers);
    say_how_it_ended(draft, answers);
    return std::nullopt;
}

}  // namespace

std::optional<Error> answer_named(Draft& draft, const Named& named) {
    const Case& the_case = draft.the_case();
    draft.cause = named.name;
    const auto expected = draft.event.expected_version;
    if (expected && *expected != the_case.version)
        return texts::conflict("Case " + the_case.reference, *expected, the_case.version);
    const std::optional<GateEvent> asked = gate_event(draft, named.name);
    if (!asked && !is_known(draft, named.name)) return unknown_event(draft, named.name);
    log_event(draft, named);
    if (lifecycle::is_end(the_case.state)) {
        say_how_it_ended(draft, {});
        return std::nullopt;
    }
    if (asked) return pass(draft, *asked, named);
    if (const auto held = hold_event(draft, named.name)) return pass(draft, *held, named);
    return deliver(draft, named);
}

}  // namespace throughgate::journey

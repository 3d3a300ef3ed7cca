// SPDX-License-Identifier: MIT
#include "journey/decide.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/asks.hpp"
#include "journey/charts.hpp"
#include "journey/correct.hpp"
#include "journey/derive.hpp"
#include "journey/facts.hpp"
#include "journey/finish.hpp"
#include "journey/gates.hpp"
#include "journey/handoffs.hpp"
#include "journey/holds.hpp"
#include "journey/moves.hpp"
#include "journey/named.hpp"
#include "journey/place.hpp"
#include "journey/step.hpp"
#include "journey/texts.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::DeliveryState;

/// Whoever is named when the case is opened was allocated before that, so its strands hear of it as
/// they would have: "ro.allocated".
void tell_allocations(Draft& draft, const std::vector<Assignment>& assignments) {
    for (const Assignment& each : assignments)
        if (const auto event = Symbol::find(each.role + ".allocated");
            event && !each.person.empty())
            draft.told.push_back(*event);
    run_to_rest(draft);
}

std::optional<Error> open_case(Draft& draft, const Opened& opened) {
    TG_ASSERT_WITH(draft.the_case().pathways.empty(), "opened twice");
    draft.cause = names().entry;
    ChangeLog& log = draft.log("case.opened");
    for (const EventField& field : opened.fields) log.with(field.name.text(), field.value);
    draft.may_refuse = true;
    Recorded recorded = record_fields(draft, opened.fields, false);
    check_assignments(draft, opened.assignments, recorded);
    if (!recorded.faults.empty()) {
        restore_facts(draft);
        return texts::faults("case.opened", recorded.faults, recorded.only_roles);
    }
    draft.may_refuse = false;
    assign(draft, opened.assignments);
    draft.change.changed = {true, true, true, true, true, true, true, true};
    draft.seen = true;
    run_to_rest(draft);
    tell_allocations(draft, opened.assignments);
    return std::nullopt;
}

std::optional<Error> act_on_handoff(Draft& draft, const HandoffCommand& command) {
    if (auto error = act(draft, command)) return error;
    run_to_rest(draft);
    return std::nullopt;
}

/// Old generations and rows that come before their time change nothing at all.
bool is_stale(Draft& draft, const TimerDue& row) {
    const Timer* timer = find_timer(draft, row.timer);
    return timer == nullptr || timer->generation != row.generation || !timer->due ||
           draft.now < *timer->due;
}

std::string_view report_kind(DeliveryState state) {
    if (state == DeliveryState::delivered) return "notice.delivered";
    return state == DeliveryState::suppressed ? "notice.suppressed" : "notice.failed";
}

std::string_view record_kind(DeliveryState state) {
    if (state == DeliveryState::delivered) return "record.delivered";
    return state == DeliveryState::refused ? "record.refused" : "record.waived";
}

void record_report(Draft& draft, const DeliveryReport& report) {
    if (!report.upstream.empty()) {
        draft.log(record_kind(report.state),
                  {{"effect", std::to_string(report.effect.sequence) + "." +
                                  std::to_string(report.effect.ordinal)},
                   {"in", report.upstream}});
        return;
    }
    draft.log(report_kind(report.state), {{"effect", std::to_string(report.effect.sequence) + "." +
                                                         std::to_string(report.effect.ordinal)},
                                          {"recipient", report.recipient},
                                          {"state", lifecycle::name_of(report.state)}});
}

void recompute(Draft& draft, const Recompute& event) {
    draft.log("recomputed", {{"cause", event.cause}});
    draft.rederive_everything = true;
    draft.together = Symbol::of(event.together);
    draft.stir();
    run_to_rest(draft);
}

}  // namespace

void finish_decision(Draft& draft) {
    rederive(draft);
    const bool pathways = draft.lanes.empty() || draft.definition(0).chart == nullptr;
    // Nothing else can take away the next dated action or give one, or move a date.
    if (pathways && draft.change.changed.timers) {
        drop_ended_holds(draft);
        keep_settling(draft);
    }
    if (pathways && (draft.change.changed.timers || draft.change.changed.handoffs))
        keep_review(draft);
    finish_timers(draft);
    Case& the_case = draft.the_case();
    if (draft.seen) ++the_case.version;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane)
        if (draft.lanes[lane].seen) ++draft.pathway(lane).version;
    the_case.last_recorded = draft.now;
    draft.change.changed.core = true;
}

namespace {

/// Nothing of what was begun is left but the case, which a refusal has put back as it was.
void give_up(Change& change, Verdict verdict, std::optional<Error> refusal) {
    Case given = std::move(change.after);
    auto ways = std::move(change.ways);
    change = Change();
    change.ways = std::move(ways);
    change.verdict = verdict;
    change.refusal = std::move(refusal);
    change.after = std::move(given);
}

bool touches_parked(const Event& event) {
    return !std::holds_alternative<DeliveryReport>(event.what) &&
           !std::holds_alternative<Recompute>(event.what);
}

std::optional<Error> perform(Draft& draft) {
    const auto& what = draft.event.what;
    if (runs_a_chart(draft)) return run_chart(draft);
    if (const auto* named = std::get_if<Named>(&what)) return answer_named(draft, *named);
    if (const auto* opened = std::get_if<Opened>(&what)) return open_case(draft, *opened);
    if (const auto* placed = std::get_if<Placed>(&what)) return place_case(draft, *placed);
    if (const auto* command = std::get_if<HandoffCommand>(&what))
        return act_on_handoff(draft, *command);
    if (const auto* due = std::get_if<TimerDue>(&what)) {
        fire(draft, due->timer);
        run_to_rest(draft);
    }
    if (const auto* report = std::get_if<DeliveryReport>(&what)) record_report(draft, *report);
    if (const auto* again = std::get_if<Recompute>(&what)) recompute(draft, *again);
    return std::nullopt;
}

Change decide_next(const World& world, Case&& given, const Event& event) {
    Change change(std::move(given));
    Draft draft(world, change, event);
    const auto* due = std::get_if<TimerDue>(&event.what);
    if (draft.the_case().parked && touches_parked(event))
        give_up(change, Verdict::refused, texts::parked(draft.the_case()));
    else if (due != nullptr && is_stale(draft, *due))
        give_up(change, Verdict::stale, std::nullopt);
    else if (auto error = perform(draft))
        give_up(change, Verdict::refused, std::move(error));
    else
        finish_decision(draft);
    return change;
}

}  // namespace

// Every path builds the Change where the caller wants it: it is large.
Change decide(const World& world, Case&& given, const Event& event) {
    if (const auto* back = std::get_if<TakenBack>(&event.what))
        return take_back(world, std::move(given), event, *back);
    return decide_next(world, std::move(given), event);
}

}  // namespace throughgate::journey

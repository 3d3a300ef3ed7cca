// SPDX-License-Identifier: MIT
// Firing: what one due row does. A drawn timer moves its state, a rung tells, a review asks to
// look.
#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/derive.hpp"
#include "journey/holds.hpp"
#include "journey/moves.hpp"
#include "journey/notices.hpp"
#include "journey/step.hpp"
#include "journey/telling.hpp"

namespace throughgate::journey {
namespace {

void fire_move(Draft& draft, std::size_t lane, TimerId id) {
    Timer& timer = *find_timer(draft, id);
    const Definition& definition = draft.definition(lane);
    const auto declared = definition.find_timer(timer.name);
    const Entry* entry = entry_of(draft.pathway(lane), timer.entry);
    TG_ASSERT_WITH(declared && entry != nullptr,
                   "timer of a state that is not active: " + std::string(timer.name.text()));
    timer.told = timer.target;
    timer.due.reset();
    const Rule& rule = definition.rules[definition.timers[*declared].rule];
    Selection selection = select_timer(draft, lane, rule, *entry);
    note_waiting(draft, lane, selection);
    take(draft, lane, selection.taken);
}

void fire_send(Draft& draft, std::size_t lane, TimerId id) {
    const Symbol event = find_timer(draft, id)->name;
    std::erase_if(draft.the_case().timers, [id](const Timer& timer) { return timer.id == id; });
    draft.lanes[lane].raised.push_back(event);
}

Symbol owner_of(const Definition& definition, const Timer& timer) {
    const auto index = definition.find_state(timer.name);
    for (StateIndex s = index.value_or(no_state); s != no_state; s = definition.states[s].parent)
        if (!definition.states[s].owner.empty()) return definition.states[s].owner;
    return {};
}

Recipient resolved(const Recipient& who, const Handoff* handoff, Symbol owner) {
    const Names& n = names();
    if (handoff != nullptr && who.role == n.from) return {handoff->from_role, who.relation};
    if (handoff != nullptr && who.role == n.to) return {handoff->to_role, who.relation};
    if (who.role == n.owner && !owner.empty()) return {owner, who.relation};
    return who;
}

Notice rung_notice(const Timer& timer, const Rung& rung, NoticeClass notice_class,
                   const Recipient& recipient) {
    Notice notice;
    notice.recipient = recipient;
    notice.notice_class = notice_class;
    notice.pathway = timer.pathway;
    notice.message = rung.message;
    notice.handoff = timer.handoff;
    notice.timer = timer.id;
    notice.rung = rung.id;
    notice.occurrence = timer.occurrence;
    notice.deadline_version = timer.deadline_version;
    if (timer.handoff.number == 0) notice.state = timer.name;
    notice.due = timer.target;
    return notice;
}

/// Two words for one role (`owner` and `ro`) are told once. Gives who was told.
std::vector<Recipient> tell_rung(Draft& draft, std::size_t lane, const Timer& timer,
                                 const Rung& rung, NoticeClass notice_class) {
    Handoff* handoff = timer.handoff.number == 0 ? nullptr : find_handoff(draft, timer.handoff);
    const Symbol owner = handoff == nullptr ? owner_of(draft.definition(lane), timer) : Symbol();
    std::vector<Recipient> told;
    told.reserve(rung.tell.size());
    for (const Recipient& who : rung.tell) {
        const Recipient recipient = resolved(who, handoff, owner);
        if (std::find(told.begin(), told.end(), recipient) != told.end()) continue;
        told.push_back(recipient);
        plan_notice(draft, rung_notice(timer, rung, notice_class, recipient));
    }
    if (handoff == nullptr) return told;
    handoff->told = static_cast<std::uint16_t>(handoff->told + told.size());
    handoff->escalated = handoff->escalated || rung.escalates;
    draft.write_handoff(*handoff, false);
    return told;
}

/// Everybody who would hear that this date has moved has just heard of the date itself.
bool covers(const std::vector<Recipient>& told, const std::vector<Symbol>& roles) {
    return std::all_of(roles.begin(), roles.end(), [&](Symbol role) {
        const Recipient holder{role, Relation::holder};
        return std::find(told.begin(), told.end(), holder) != told.end();
    });
}

/// Marks the rung, and on a target not told before everything that was passed over on the way.
void mark_fired(Timer& timer, const std::vector<Rung>& ladder, CaseInputs& inputs) {
    if (is_untold(timer)) {
        timer.fired = 0;
        timer.told = timer.target;
        const Slots slots = pending_slots(ladder, 0, inputs);
        const auto here = std::find_if(slots.begin(), slots.end(), [&](const Slot& slot) {
            return slot.rung == timer.rung && slot.occurrence == timer.occurrence;
        });
        TG_ASSERT(here != slots.end());
        for (auto slot = slots.begin(); slot != here; ++slot)
            timer.fired = with_fired(timer.fired, slot->rung,
                                     static_cast<std::uint16_t>(slot->occurrence + 1));
    }
    timer.fired =
        with_fired(timer.fired, timer.rung, static_cast<std::uint16_t>(timer.occurrence + 1));
}

void fire_rung(Draft& draft, std::size_t lane, TimerId id) {
    Timer& timer = *find_timer(draft, id);
    const Source source =
        source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer);
    TG_ASSERT(source.ladder != nullptr && timer.rung < source.ladder->size());
    const Rung& rung = (*source.ladder)[timer.rung];
    const bool late = entered_late(draft, lane, timer, source);
    const NoticeClass notice_class = late ? NoticeClass::critical : rung.notice_class;
    const std::vector<Recipient> told = tell_rung(draft, lane, timer, rung, notice_class);
    if (covers(told, told_of_moves(draft, timer))) forget_move(draft, id);
    CaseInputs inputs = inputs_of(draft, lane, source.anchors);
    inputs.anchors().due = timer.target;
    mark_fired(timer, *source.ladder, inputs);
    const Position position =
        position_after(pending_slots(*source.ladder, timer.fired, inputs), draft.now, Prune::none);
    timer.due.reset();
    if (!position.next) return;
    timer.due = position.next->at;
    timer.rung = position.next->rung;
    timer.occurrence = position.next->occurrence;
}

void fire_review(Draft& draft, TimerId id) {
    std::erase_if(draft.the_case().timers, [id](const Timer& timer) { return timer.id == id; });
    if (draft.lanes.empty() || draft.definition(0).find_message(names().review) == nullptr) return;
    Symbol owner;
    for (const Entry& entry : draft.pathway(0).entries) {
        const State& state = draft.definition(0).states[entry.state];
        if (state.strand == draft.definition(0).main_strand && !state.owner.empty())
            owner = state.owner;
    }
    if (owner.empty()) return;
    Notice notice;
    notice.recipient = {owner, Relation::holder};
    notice.pathway = draft.pathway(0).name;
    notice.message = names().review;
    notice.rung = names().review;
    plan_notice(draft, std::move(notice));
}

void fire_settle(Draft& draft, TimerId id) {
    std::erase_if(draft.the_case().timers, [id](const Timer& timer) { return timer.id == id; });
    tell_moves(draft);
}

/// The exemption has lasted as long as it may.
void fire_resume(Draft& draft, TimerId id) {
    const EntryId entry = find_timer(draft, id)->entry;
    const Symbol pathway = find_timer(draft, id)->pathway;
    resume_clock(draft, draft.lane_of(pathway), entry);
}

void log_firing(Draft& draft, const Timer& timer, const std::vector<Rung>* ladder) {
    const std::string due = format_instant(*timer.due);
    if (timer.kind == TimerKind::review) {
        draft.log("review.due", {{"due", due}});
    } else if (timer.kind == TimerKind::settle) {
        draft.log("dates.settled", {{"due", due}});
    } else if (ladder == nullptr) {
        draft.log("timer.fired", {{"name", timer.name}, {"due", due}});
    } else {
        ChangeLog& log =
            draft.log("rung.fired", {{"name", timer.name},
                                     {"rung", (*ladder)[timer.rung].id},
                                     {"occurrence", std::to_string(timer.occurrence)},
                                     {"version", std::to_string(timer.deadline_version)},
                                     {"due", due}});
        if (timer.handoff.number != 0) log.with("handoff", std::to_string(timer.handoff.number));
    }
}

/// 09:00 in 28 days, or the day before where that would be later than 28 days of 24 hours.
Instant review_at(const Draft& draft) {
    const rules::Zone& zone = *draft.world.zone;
    const Date day = zone.date_of(draft.now) + limits::review_ahead;
    const Instant at = zone.at(day, std::chrono::hours(9));
    const bool too_far = at > draft.now + limits::review_ahead;
    return too_far ? zone.at(day - std::chrono::days(1), std::chrono::hours(9)) : at;
}

bool is_armed(const Case& the_case, HandoffId handoff) {
    for (const Timer& timer : the_case.timers)
        if (timer.handoff == handoff && timer.due) return true;
    return false;
}

bool wants_review(const Case& the_case) {
    bool any = false;
    for (const Timer& timer : the_case.timers)
        any = any ||
              (timer.due && timer.kind != TimerKind::review && timer.kind != TimerKind::settle);
    if (!any) return true;
    for (const Handoff& handoff : the_case.handoffs)
        if (!lifecycle::is_end(handoff.state) && !is_armed(the_case, handoff.id)) return true;
    return false;
}

}  // namespace

void fire(Draft& draft, TimerId id) {
    Timer& timer = *find_timer(draft, id);
    draft.cause = timer.name;
    const std::size_t lane = draft.lane_of(timer.pathway);
    const bool climbs = timer.kind == TimerKind::deadline || timer.kind == TimerKind::acknowledge ||
                        timer.kind == TimerKind::complete;
    const std::vector<Rung>* ladder = nullptr;
    if (climbs)
        ladder =
            source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer).ladder;
    log_firing(draft, timer, ladder);
    touch(draft, timer);
    ++timer.generation;
    switch (timer.kind) {
        case TimerKind::move: return fire_move(draft, lane, id);
        case TimerKind::send: return fire_send(draft, lane, id);
        case TimerKind::review: return fire_review(draft, id);
        case TimerKind::settle: return fire_settle(draft, id);
        case TimerKind::resume: return fire_resume(draft, id);
        case TimerKind::deadline:
        case TimerKind::acknowledge:
        case TimerKind::complete: return fire_rung(draft, lane, id);
    }
}

void catch_up_with(Draft& draft, TimerId id) {
    Timer& timer = *find_timer(draft, id);
    draft.cause = timer.name;
    const std::size_t lane = draft.lane_of(timer.pathway);
    draft.log("timer.caught_up", {{"name", timer.name}, {"due", format_instant(*timer.due)}});
    touch(draft, timer);
    ++timer.generation;
    if (timer.kind == TimerKind::send)
        fire_send(draft, lane, id);
    else
        fire_move(draft, lane, id);
}

void keep_review(Draft& draft) {
    Case& the_case = draft.the_case();
    const bool wanted = !lifecycle::is_end(the_case.state) && wants_review(the_case);
    const auto is_review = [](const Timer& timer) { return timer.kind == TimerKind::review; };
    for (const Timer& timer : the_case.timers) {
        if (!is_review(timer)) continue;
        if (wanted) return;
        touch(draft, timer);
        std::erase_if(the_case.timers, is_review);
        return;
    }
    if (!wanted) return;
    Timer& timer = the_case.timers.emplace_back();
    timer.id = TimerId{++the_case.last_timer};
    timer.kind = TimerKind::review;
    timer.name = names().review;
    timer.target = review_at(draft);
    timer.due = timer.target;
    draft.touched.push_back(timer.id);
    draft.change.changed.timers = true;
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
#include "journey/holds.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/asks.hpp"
#include "journey/moves.hpp"
#include "journey/texts.hpp"

namespace throughgate::journey {
namespace {

using definition::Exemption;

Hold& hold_for(Draft& draft, TimerId timer) {
    std::vector<Hold>& holds = draft.the_case().holds;
    draft.change.changed.timers = true;
    for (Hold& hold : holds)
        if (hold.timer == timer) return hold;
    const auto at = std::find_if(holds.begin(), holds.end(),
                                 [&](const Hold& hold) { return timer < hold.timer; });
    Hold fresh;
    fresh.timer = timer;
    return *holds.insert(at, std::move(fresh));
}

Timer* deadline_of(Draft& draft, std::size_t lane, EntryId entry) {
    for (Timer& timer : draft.the_case().timers)
        if (timer.kind == TimerKind::deadline && timer.pathway == draft.pathway(lane).name &&
            timer.entry == entry)
            return &timer;
    return nullptr;
}

void derive_now(Draft& draft, std::size_t lane, Timer& timer) {
    const Source source =
        source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer);
    set_again(draft, timer, source, derive(draft, lane, timer, source));
}

/// What the longest end of an exemption waits for: "release, started".
std::string waiting_for(const Draft& draft, std::size_t lane, const Exemption& exemption) {
    std::string names;
    for (const Symbol name : exemption.at_most.waits_for(inputs_of(draft, lane)))
        names += (names.empty() ? "" : ", ") + std::string(name.text());
    return names;
}

void arm_resume(Draft& draft, std::size_t lane, const Timer& held, Instant end) {
    Timer timer;
    timer.id = TimerId{++draft.the_case().last_timer};
    timer.kind = TimerKind::resume;
    timer.pathway = draft.pathway(lane).name;
    timer.name = held.name;
    timer.entry = held.entry;
    timer.target = timer.due = end;
    draft.touched.push_back(timer.id);
    draft.the_case().timers.push_back(std::move(timer));
}

void disarm_resume(Draft& draft, EntryId entry) {
    auto& timers = draft.the_case().timers;
    const auto ends = [entry](const Timer& timer) {
        return timer.kind == TimerKind::resume && timer.entry == entry;
    };
    for (const Timer& timer : timers)
        if (ends(timer)) touch(draft, timer);
    std::erase_if(timers, ends);
}

void stop_clock(Draft& draft, const HoldEvent& asked, TimerId id, Instant end) {
    Timer& timer = *find_timer(draft, id);
    Hold& hold = hold_for(draft, id);
    hold.exemption = asked.exemption->id;
    hold.by = draft.event.actor.person;
    hold.since = draft.now;
    hold.was_overdue = timer.target && *timer.target <= draft.now;
    draft.log("exemption.set", {{"state", timer.name},
                                {"exemption", hold.exemption},
                                {"until", format_instant(end)},
                                {"overdue", hold.was_overdue ? "true" : "false"}});
    derive_now(draft, asked.lane, timer);
    arm_resume(draft, asked.lane, *find_timer(draft, id), end);
    draft.saw(asked.lane);
}

/// Who may, with a reason, and only on a clock that there is.
std::optional<Error> refusal(const Draft& draft, const Exemption& exemption) {
    if (!holds_one_of(draft.event.grants, exemption.set_by))
        return texts::wrong_role(draft.cause.text(), text_of(exemption.set_by));
    if (!draft.by_person) return texts::named_person(draft.cause.text());
    if (draft.event.reason.empty()) return texts::exemption_needs_reason(draft.cause.text());
    return std::nullopt;
}

std::optional<Error> set(Draft& draft, const HoldEvent& asked, TimerId timer,
                         std::optional<Date> until) {
    if (auto error = refusal(draft, *asked.exemption)) return error;
    const Hold* held = hold_of(draft.the_case(), timer);
    if (held != nullptr && !held->exemption.empty())
        return texts::exempt_already(draft.cause.text(), held->exemption.text());
    const auto longest = asked.exemption->at_most.evaluate(inputs_of(draft, asked.lane));
    if (!longest)
        return texts::exemption_without_end(draft.cause.text(),
                                            waiting_for(draft, asked.lane, *asked.exemption));
    Instant end = *longest;
    if (until) {
        const rules::Zone& zone = *draft.world.zone;
        if (*until <= zone.date_of(draft.now) || *until > zone.date_of(end))
            return texts::exemption_too_long(draft.cause.text(),
                                             format_date_long(zone.date_of(end)));
        end = std::min(end, zone.at(*until, zone.time_of_day(end)));
    }
    stop_clock(draft, asked, timer, end);
    return std::nullopt;
}

const Exemption* exemption_of(const Definition& definition, Symbol id) {
    for (const Exemption& each : definition.exemptions)
        if (each.id == id) return &each;
    return nullptr;
}

std::optional<Error> clear(Draft& draft, const HoldEvent& asked, TimerId timer, EntryId entry) {
    const Hold* held = hold_of(draft.the_case(), timer);
    if (held == nullptr || held->exemption.empty()) return texts::not_exempt(draft.cause.text());
    const Exemption* exemption = exemption_of(draft.definition(asked.lane), held->exemption);
    TG_ASSERT_WITH(exemption != nullptr, "no exemption " + std::string(held->exemption.text()));
    if (auto error = refusal(draft, *exemption)) return error;
    resume_clock(draft, asked.lane, entry);
    return std::nullopt;
}

}  // namespace

const Hold* hold_of(const Case& the_case, TimerId timer) {
    for (const Hold& hold : the_case.holds)
        if (hold.timer == timer) return &hold;
    return nullptr;
}

std::optional<HoldEvent> hold_event(const Draft& draft, Symbol event) {
    const std::string_view text = event.text();
    if (!text.ends_with(".resume") && text.find(".exempt.") == std::string_view::npos)
        return std::nullopt;
    for (std::size_t lane = 0; lane < draft.lanes.size(); ++lane) {
        const Definition& definition = draft.definition(lane);
        for (StateIndex s = 0; s < definition.states.size(); ++s) {
            const State& state = definition.states[s];
            if (!state.exempt.empty() && definition::resume_event(state.id) == event)
                return HoldEvent{lane, s, nullptr};
            for (const std::uint16_t each : state.exempt)
                if (definition::exempt_event(state.id, definition.exemptions[each].id) == event)
                    return HoldEvent{lane, s, &definition.exemptions[each]};
        }
    }
    return std::nullopt;
}

std::optional<Error> hold(Draft& draft, const HoldEvent& asked, std::optional<Date> until) {
    const Entry* entry = entry_of(draft.pathway(asked.lane), asked.state);
    const Timer* timer = entry == nullptr ? nullptr : deadline_of(draft, asked.lane, entry->id);
    if (timer == nullptr)
        return texts::no_such_clock(draft.cause.text(),
                                    draft.definition(asked.lane).states[asked.state].title);
    if (asked.exemption != nullptr) return set(draft, asked, timer->id, until);
    return clear(draft, asked, timer->id, entry->id);
}

void resume_clock(Draft& draft, std::size_t lane, EntryId entry) {
    disarm_resume(draft, entry);
    Timer* timer = deadline_of(draft, lane, entry);
    if (timer == nullptr) return;
    Hold& held = hold_for(draft, timer->id);
    const Exemption* exemption = exemption_of(draft.definition(lane), held.exemption);
    const auto gives =
        exemption == nullptr ? std::nullopt : exemption->gives.evaluate(inputs_of(draft, lane));
    if (gives && !held.was_overdue)
        held.not_before = std::max(held.not_before.value_or(*gives), *gives);
    draft.log("exemption.cleared", {{"state", timer->name}, {"exemption", held.exemption}});
    held.exemption = Symbol();
    const std::optional<Instant> before = timer->target;
    derive_now(draft, lane, *timer);
    const Symbol cause = Symbol::of(texts::exemption_over);
    Difference difference;
    count(draft, *timer, before, cause, difference);
    record(draft, cause, difference);
    draft.saw(lane);
}

bool squeeze(Draft& draft, std::size_t lane, const Timer& timer, const Derived& derived) {
    const rules::Deadline& rule = draft.definition(lane).squeeze;
    if (rule.empty() || !is_peoples_date(timer) || !derived.target) return false;
    const Hold* held = hold_of(draft.the_case(), timer.id);
    if (held != nullptr && !held->exemption.empty()) return false;  // its clock is stopped
    const bool was_ahead = timer.target && *timer.target > draft.now;
    if (*derived.target > draft.now || !was_ahead) return false;
    const auto instead = rule.evaluate(inputs_of(draft, lane));
    if (!instead || *instead <= draft.now) return false;
    Hold& put_off = hold_for(draft, timer.id);
    put_off.not_before = *instead;
    put_off.was_overdue = false;
    draft.squeezed.push_back(timer.id);
    return true;
}

void drop_ended_holds(Draft& draft) {
    const auto dropped = std::erase_if(draft.the_case().holds, [&](const Hold& hold) {
        return find_timer(draft, hold.timer) == nullptr;
    });
    if (dropped > 0) draft.change.changed.timers = true;
}

}  // namespace throughgate::journey

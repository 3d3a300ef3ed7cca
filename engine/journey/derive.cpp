// SPDX-License-Identifier: MIT
#include "journey/derive.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "journey/holds.hpp"

namespace throughgate::journey {
namespace {

/// A ladder goes on where it stood unless something about it changed.
bool stands(const Timer& timer, const Derived& derived, const Slots& pending, Instant now) {
    if (timer.target != derived.target || !timer.due || pending.empty()) return false;
    const Slot& first = pending.front();
    if (first.rung != timer.rung || first.occurrence != timer.occurrence) return false;
    return first.at == *timer.due || (first.at <= now && *timer.due <= now);
}

void keep(const Timer& timer, Derived& derived) {
    derived.due = timer.due;
    derived.slot.rung = timer.rung;
    derived.slot.occurrence = timer.occurrence;
}

/// Only dates that are reckoned back from the release give way to a short time before it.
bool is_compressible(const Definition& definition, const Timer& timer, const Source& source) {
    if (definition.compression.empty() || source.deadline == nullptr) return false;
    if (timer.kind != TimerKind::deadline && timer.kind != TimerKind::complete) return false;
    const std::vector<Symbol>& read = source.deadline->names();
    return std::find(read.begin(), read.end(), names().release) != read.end();
}

bool is_past_last_day(const definition::Compression& compression, const Source& source,
                      const CaseInputs& inputs) {
    if (compression.not_after.empty() || compression.late.empty()) return false;
    const auto last = compression.not_after.evaluate(inputs);
    return last && source.anchors.entry && *source.anchors.entry > *last;
}

bool is_before_release(const CaseInputs& inputs, Instant date) {
    const Value& release = inputs.fact(names().release);
    return release.type() == ValueType::date && inputs.zone().date_of(date) < release.date();
}

Instant compressed(const definition::Compression& compression, const Source& source,
                   const CaseInputs& inputs, Instant date) {
    if (is_past_last_day(compression, source, inputs))
        return compression.late.evaluate(inputs).value_or(date);
    if (!compression.not_before.empty())
        date = std::max(date, compression.not_before.evaluate(inputs).value_or(date));
    if (!compression.not_after.empty())
        date = std::min(date, compression.not_after.evaluate(inputs).value_or(date));
    return date;
}

void derive_ladder(const Draft& draft, const Timer& timer, const std::vector<Rung>& ladder,
                   CaseInputs& inputs, Derived& derived) {
    if (ladder.empty()) return;
    inputs.anchors().due = derived.target;
    const std::uint64_t fired = timer.told == derived.target ? timer.fired : 0;
    const Slots pending = pending_slots(ladder, fired, inputs);
    if (stands(timer, derived, pending, draft.now)) return keep(timer, derived);
    // A date that was put off speaks when it comes, not at once of what would have been before.
    const Hold* held = hold_of(draft.the_case(), timer.id);
    // One that was overdue before its clock was stopped was not put off: it goes on climbing.
    const bool put_off =
        held != nullptr && held->not_before == derived.target && !held->was_overdue;
    const bool none_past = put_off || draft.placing;
    Position position =
        position_after(pending, draft.now, none_past ? Prune::all : Prune::to_latest);
    derived.skipped = std::move(position.skipped);
    if (!position.next) return;
    derived.slot = *position.next;
    derived.due = std::max(position.next->at, draft.now);
}

bool is_same(const Timer& timer, const Derived& derived, Instant now) {
    if (timer.target != derived.target || timer.deadline_version != derived.version) return false;
    if (timer.due == derived.due && !timer.due) return true;
    if (timer.rung != derived.slot.rung || timer.occurrence != derived.slot.occurrence)
        return false;
    return timer.due == derived.due ||
           (timer.due && derived.due && *timer.due <= now && *derived.due <= now);
}

std::string text_of_instant(const std::optional<Instant>& instant) {
    return instant ? format_instant(*instant) : std::string("unanchored");
}

void log_skipped(Draft& draft, Timer& timer, const Source& source, const Derived& derived) {
    for (const Slot& slot : derived.skipped) {
        draft.log("rung.skipped", {{"name", timer.name},
                                   {"rung", (*source.ladder)[slot.rung].id},
                                   {"occurrence", std::to_string(slot.occurrence)}});
        if (timer.told == derived.target)
            timer.fired =
                with_fired(timer.fired, slot.rung, static_cast<std::uint16_t>(slot.occurrence + 1));
    }
}

/// The handoff's own dates are those of its clocks.
void mirror(Draft& draft, const Timer& timer, bool moved) {
    if (timer.handoff.number == 0) return;
    Handoff* handoff = find_handoff(draft, timer.handoff);
    TG_ASSERT(handoff != nullptr);
    auto& due =
        timer.kind == TimerKind::acknowledge ? handoff->acknowledge_due : handoff->complete_due;
    due = timer.target;
    if (moved) ++handoff->version;
    draft.write_handoff(*handoff, moved);
}

void write(Draft& draft, Timer& timer, const Source& source, const Derived& derived) {
    log_skipped(draft, timer, source, derived);
    timer.target = derived.target;
    timer.due = derived.due;
    timer.deadline_version = derived.version;
    timer.rung = derived.slot.rung;
    timer.occurrence = derived.slot.occurrence;
    draft.change.changed.timers = true;
}

}  // namespace

namespace {

Derived derived_at(const Draft& draft, const Timer& timer, const Source& source,
                   const std::optional<Instant>& target, CaseInputs& inputs) {
    Derived derived;
    derived.target = target;
    derived.version = version_for(timer, derived.target);
    const Hold* held = hold_of(draft.the_case(), timer.id);
    if (!derived.target || (held != nullptr && !held->exemption.empty())) return derived;
    if (source.ladder != nullptr)
        derive_ladder(draft, timer, *source.ladder, inputs, derived);
    else if (timer.told != derived.target)
        derived.due = derived.target;
    return derived;
}

}  // namespace

Derived derive(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source) {
    CaseInputs inputs = inputs_of(draft, lane, source.anchors);
    auto target = date_by_rule(draft.definition(lane), timer, source, inputs);
    const Hold* held = hold_of(draft.the_case(), timer.id);
    if (target && held != nullptr && held->not_before)
        target = std::max(*target, *held->not_before);
    return derived_at(draft, timer, source, target, inputs);
}

Derived derive_at(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source,
                  const std::optional<Instant>& target) {
    CaseInputs inputs = inputs_of(draft, lane, source.anchors);
    return derived_at(draft, timer, source, target, inputs);
}

std::optional<Instant> date_by_rule(const Definition& definition, const Timer& timer,
                                    const Source& source, const CaseInputs& inputs) {
    const std::optional<Instant> date = source.deadline->evaluate(inputs);
    if (!date || !is_compressible(definition, timer, source) || !is_before_release(inputs, *date))
        return date;
    return compressed(definition.compression, source, inputs, *date);
}

bool entered_late(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source) {
    const Definition& definition = draft.definition(lane);
    if (!is_compressible(definition, timer, source)) return false;
    const CaseInputs inputs = inputs_of(draft, lane, source.anchors);
    const auto date = source.deadline->evaluate(inputs);
    return date && is_before_release(inputs, *date) &&
           is_past_last_day(definition.compression, source, inputs);
}

void set_first(Draft& draft, Timer& timer, const Source& source, Derived derived) {
    // What a placed case has behind it counts as told.
    if (draft.placing && !derived.skipped.empty()) timer.told = derived.target;
    write(draft, timer, source, derived);
    if (!timer.target) draft.log("deadline.unanchored", {{"name", timer.name}});
    mirror(draft, timer, false);
}

void set_again(Draft& draft, Timer& timer, const Source& source, Derived derived) {
    if (is_same(timer, derived, draft.now)) return;
    touch(draft, timer);
    ++timer.generation;
    const std::optional<Instant> before = timer.target;
    write(draft, timer, source, derived);
    if (before == timer.target) return;
    ChangeLog& log = draft.log(timer.target ? "deadline.moved" : "deadline.unanchored",
                               {{"name", timer.name},
                                {"before", text_of_instant(before)},
                                {"after", text_of_instant(timer.target)}});
    if (timer.handoff.number != 0) log.with("handoff", std::to_string(timer.handoff.number));
    draft.seen = true;
    mirror(draft, timer, true);
}

void touch(Draft& draft, const Timer& timer) {
    draft.change.changed.timers = true;
    const auto known = std::find(draft.touched.begin(), draft.touched.end(), timer.id);
    if (known != draft.touched.end()) return;
    draft.touched.push_back(timer.id);
    if (timer.due) draft.change.disarm.push_back({*timer.due, timer.id, timer.generation});
}

Timer* find_timer(Draft& draft, TimerId id) {
    std::vector<Timer>& timers = draft.the_case().timers;
    // They are numbered one after the other, and those made last are mostly still there.
    const std::size_t after_it = draft.the_case().last_timer - id.number;
    if (after_it < timers.size() &&
        (timers.end() - 1 - static_cast<std::ptrdiff_t>(after_it))->id == id)
        return &timers[timers.size() - 1 - after_it];
    const auto before = [](const Timer& timer, TimerId wanted) { return timer.id < wanted; };
    const auto found = std::lower_bound(timers.begin(), timers.end(), id, before);
    return found != timers.end() && found->id == id ? &*found : nullptr;
}

Handoff* find_handoff(Draft& draft, HandoffId id) {
    for (Handoff& handoff : draft.the_case().handoffs)
        if (handoff.id == id) return &handoff;
    return nullptr;
}

const HandoffDeclaration& declaration_of(const Definition& definition, const Handoff& handoff) {
    const auto index = definition.find_handoff(handoff.name);
    TG_ASSERT_WITH(index.has_value(), "no handoff " + std::string(handoff.name.text()));
    return definition.handoffs[*index];
}

}  // namespace throughgate::journey

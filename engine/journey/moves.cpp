// SPDX-License-Identifier: MIT
#include "journey/moves.hpp"

#include <algorithm>

#include "journey/derive.hpp"
#include "journey/telling.hpp"

namespace throughgate::journey {
namespace {

void add_move(Draft& draft, TimerId timer, const std::optional<Instant>& before, Symbol cause) {
    std::vector<DateMove>& moves = draft.the_case().moves;
    const auto at =
        std::lower_bound(moves.begin(), moves.end(), timer,
                         [](const DateMove& move, TimerId wanted) { return move.timer < wanted; });
    if (at != moves.end() && at->timer == timer) {
        if (at->together.empty() && !draft.together.empty()) return;  // still news of this case
        at->cause = cause;
        at->together = draft.together;
    } else {
        moves.insert(at, {timer, before, cause, draft.together});
    }
    draft.change.changed.timers = true;
}

/// Gone with its timer, or back where it was: there is nothing to tell.
bool came_to_nothing(Draft& draft, const DateMove& move) {
    const Timer* timer = find_timer(draft, move.timer);
    return timer == nullptr || timer->target == move.before;
}

bool is_pressing(Draft& draft, const DateMove& move) {
    const Timer& timer = *find_timer(draft, move.timer);
    const std::size_t lane = draft.lane_of(timer.pathway);
    if (lane == draft.lanes.size()) return true;
    const auto squeezed = std::find(draft.squeezed.begin(), draft.squeezed.end(), timer.id);
    if (squeezed != draft.squeezed.end()) return true;
    const Source source =
        source_of(draft.the_case(), draft.definition(lane), draft.pathway(lane), timer);
    return is_critical(draft, lane, timer, source);
}

/// What presses is told of this case, even when a change around many cases is the cause.
void tell_what_cannot_wait(Draft& draft) {
    std::vector<DateMove>& moves = draft.the_case().moves;
    const bool at_once = draft.definition(0).settle == Milliseconds{0};
    const auto can_wait = [&](DateMove& move) {
        if (!is_pressing(draft, move)) return !at_once;
        move.together = Symbol();
        return false;
    };
    const auto urgent = std::stable_partition(moves.begin(), moves.end(), can_wait);
    if (urgent == moves.end()) return;
    tell_of_moves(draft, {urgent, moves.end()});
    moves.erase(urgent, moves.end());
    draft.change.changed.timers = true;
}

void arm_settle(Draft& draft) {
    Case& the_case = draft.the_case();
    Timer& timer = the_case.timers.emplace_back();
    timer.id = TimerId{++the_case.last_timer};
    timer.kind = TimerKind::settle;
    timer.name = names().settle;
    timer.target = draft.now + draft.definition(0).settle;
    timer.due = timer.target;
    draft.touched.push_back(timer.id);
    draft.change.changed.timers = true;
}

}  // namespace

bool is_peoples_date(const Timer& timer) {
    return timer.kind == TimerKind::deadline || timer.kind == TimerKind::acknowledge ||
           timer.kind == TimerKind::complete;
}

void count(Draft& draft, const Timer& timer, const std::optional<Instant>& before, Symbol cause,
           Difference& difference) {
    if (!is_peoples_date(timer)) return;
    const auto& after = timer.target;
    if (before == after) {
        ++difference.kept;
        return;
    }
    ++(!before ? difference.added : !after ? difference.withdrawn : difference.moved);
    if (after && *after <= draft.now && (!before || *before > draft.now)) ++difference.overdue;
    add_move(draft, timer.id, before, cause);
}

void record(Draft& draft, Symbol cause, const Difference& difference) {
    if (difference.moved + difference.added + difference.withdrawn == 0) return;
    draft.log("dates.changed", {{"cause", cause},
                                {"kept", std::to_string(difference.kept)},
                                {"moved", std::to_string(difference.moved)},
                                {"new", std::to_string(difference.added)},
                                {"withdrawn", std::to_string(difference.withdrawn)},
                                {"overdue", std::to_string(difference.overdue)}});
}

void forget_move(Draft& draft, TimerId timer) {
    std::erase_if(draft.the_case().moves,
                  [timer](const DateMove& move) { return move.timer == timer; });
}

void keep_settling(Draft& draft) {
    Case& the_case = draft.the_case();
    const auto ended = std::erase_if(
        the_case.moves, [&](const DateMove& move) { return came_to_nothing(draft, move); });
    if (ended > 0) draft.change.changed.timers = true;
    if (!the_case.moves.empty()) tell_what_cannot_wait(draft);
    const auto is_settle = [](const Timer& timer) { return timer.kind == TimerKind::settle; };
    const auto armed = std::find_if(the_case.timers.begin(), the_case.timers.end(), is_settle);
    if (armed == the_case.timers.end()) {
        if (!the_case.moves.empty()) arm_settle(draft);
    } else if (the_case.moves.empty()) {
        touch(draft, *armed);
        the_case.timers.erase(armed);
    }
}

void tell_moves(Draft& draft) {
    std::vector<DateMove> moves;
    moves.swap(draft.the_case().moves);
    std::erase_if(moves, [&](const DateMove& move) { return came_to_nothing(draft, move); });
    tell_of_moves(draft, std::move(moves));
    draft.change.changed.timers = true;
}

bool is_critical(const Draft& draft, std::size_t lane, const Timer& timer, const Source& source) {
    if (entered_late(draft, lane, timer, source)) return true;
    if (source.ladder == nullptr || timer.rung >= source.ladder->size()) return false;
    return (*source.ladder)[timer.rung].notice_class == NoticeClass::critical;
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// What the performer does about a change around many cases: one decision a case, one notice a
// person.
#include <algorithm>

#include "core/performer.hpp"

namespace throughgate::core {
namespace {

Performed done() { return {}; }

Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

bool moved_dates(const Change& change) {
    for (std::size_t i = 0; i < change.log.size(); ++i)
        if (change.log[i].kind == "dates.changed") return true;
    return false;
}

/// The entry that planned the notice becomes one that says why there is none. The ordinal counts
/// those that were renamed before as well.
void note_told_together(Change& change, std::uint32_t ordinal) {
    constexpr std::string_view together = "notice.told_together";
    std::uint32_t planned = 0;
    for (std::size_t i = 0; i < change.log.size(); ++i) {
        const std::string_view kind = change.log[i].kind;
        if (kind != "notice.planned" && kind != together) continue;
        if (planned++ == ordinal) change.log.rename(i, together);
    }
}

}  // namespace

/// Only the case that follows where its run stands: one that comes after a case that failed waits
/// until that one is done, and one that was done already is not done again.
Performed Performer::recompute_case(const RecomputeCase& asked) {
    if (asked.run == 0) return decide_again(asked);
    const auto run = transaction_.open_recompute();
    if (!run.ok()) return fault(run.error());
    if (!run->has_value() || (*run)->id != asked.run) return done();
    if (asked.after != (*run)->last) return done();
    if (asked.id.number == 0) {
        const auto finished = transaction_.finish_recompute(asked.run, now_);
        return finished.ok() ? done() : fault(finished.error());
    }
    Performed performed = decide_again(asked);
    if (performed.what == Performed::What::fault) return performed;
    const auto advanced = transaction_.advance_recompute(asked.run, asked.id, dates_changed_);
    return advanced.ok() ? performed : fault(advanced.error());
}

/// Closed cases have no dates; a parked one is looked at when it moves again.
Performed Performer::decide_again(const RecomputeCase& asked) {
    dates_changed_ = false;
    auto given = take_case(asked.id);
    if (!given.ok()) return fault(given.error());
    if (given->parked || lifecycle::is_end(given->state)) {
        cases_.insert_or_assign(asked.id, std::move(*given));
        return done();
    }
    Event event;
    const std::string together = asked.run == 0 ? "" : "recompute-" + std::to_string(asked.run);
    event.what = Recompute{asked.cause, together};
    try {
        const journey::World here = surroundings_.of(*given).world(now_, incarnation_);
        Change change = journey::decide(here, std::move(*given), event);
        dates_changed_ = moved_dates(change);
        return write(std::move(change), event);
    } catch (const std::exception& mistake) {
        Performed failed = fault({ErrorKind::unavailable, mistake.what(), ""});
        failed.culprit = asked.id;
        failed.our_own_mistake = true;
        return failed;
    }
}

Status Performer::tell_once(Change& change) {
    std::vector<Notice> kept;
    for (Notice& notice : change.notices) {
        if (notice.together.empty()) {
            kept.push_back(std::move(notice));
            continue;
        }
        const notices::CaseContext context = context_of(change.after);
        const Digest key =
            notices::key_of_together(notice, context, surroundings_.directory,
                                     surroundings_.definitions, surroundings_.today(now_));
        const EffectId effect{incarnation_, change.after.id, change.after.log_length + 1,
                              notice.ordinal};
        const auto first = transaction_.put_notice_key(key, effect);
        if (!first.ok()) return first.error();
        if (*first)
            kept.push_back(std::move(notice));
        else
            note_told_together(change, notice.ordinal);
    }
    change.notices = std::move(kept);
    return {};
}

}  // namespace throughgate::core

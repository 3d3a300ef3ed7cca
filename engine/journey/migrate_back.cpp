// SPDX-License-Identifier: MIT
// Taking a migration back: the case as it was, with everything that never goes down kept up.
#include <algorithm>

#include "journey/derive.hpp"
#include "journey/finish.hpp"
#include "journey/microstep.hpp"
#include "journey/migrate_parts.hpp"
#include "journey/moves.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::HandoffMove;

/// What the engine writes by itself without moving a case. Dates that somebody's entry changed
/// stand beside that entry.
bool leaves_alone(std::string_view kind) {
    for (const std::string_view each : {"notice.", "record.", "owner.", "rung."})
        if (kind.starts_with(each)) return true;
    return kind == "recomputed" || kind == "deadline.moved" || kind == "dates.changed" ||
           kind == "dates.settled" || kind == "review.due";
}

const std::vector<Rung>* ladder_of(const Definition& definition, const Timer& timer) {
    if (timer.kind == TimerKind::deadline) {
        const auto state = definition.find_state(timer.name);
        return state ? &definition.states[*state].due_ladder : nullptr;
    }
    const auto handoff = definition.find_handoff(timer.name);
    if (!handoff) return nullptr;
    const HandoffDeclaration& declared = definition.handoffs[*handoff];
    if (timer.kind == TimerKind::acknowledge) return &declared.acknowledge.ladder;
    return timer.kind == TimerKind::complete ? &declared.complete.ladder : nullptr;
}

class TakingBack {
public:
    TakingBack(const World& world, Case is, const Case& before, const Event& event)
        : is_(std::move(is)),
          before_(before),
          event_(event),
          change_(base()),
          draft_(world, change_, event) {}

    Change run() {
        draft_.log("migration.taken_back", {{"reason", event_.reason}});
        keep_handoffs();
        log_states();
        for (Timer& timer : draft_.the_case().timers) keep_told(timer);
        keep_moves();
        keep_settling(draft_);
        keep_review(draft_);
        keep_generations();
        rewrite_due_rows(change_, is_, draft_.the_case());
        change_.changed = {true, true, true, true, true, true, true, true};
        return std::move(change_);
    }

private:
    Change base() const {
        Case after = before_;
        after.version = is_.version + 1;
        after.log_length = is_.log_length;
        after.log_head = is_.log_head;
        after.last_recorded = is_.last_recorded;
        after.last_timer = is_.last_timer;
        after.last_entry = is_.last_entry;
        after.last_handoff = is_.last_handoff;
        for (Pathway& pathway : after.pathways)
            if (const Pathway* was = is_.find_pathway(pathway.name))
                pathway.version = std::max(pathway.version, was->version) + 1;
        return Change(std::move(after));
    }

    // --- handoffs --------------------------------------------------------------------------------
    void keep_handoffs() {
        for (const Handoff& is : is_.handoffs) {
            Handoff* mine = find_handoff(draft_, is.id);
            if (mine == nullptr)
                draft_.the_case().handoffs.push_back(withdrawn(is));
            else if (!(*mine == is))
                keep_told(*mine, is);
        }
        std::sort(draft_.the_case().handoffs.begin(), draft_.the_case().handoffs.end(),
                  [](const Handoff& a, const Handoff& b) { return a.id < b.id; });
        for (const Handoff& each : draft_.the_case().handoffs) {
            const Handoff* was = is_.find_handoff(each.id);
            if (was == nullptr || !(*was == each)) change_.handoffs.push_back(each.id);
        }
    }

    static void keep_told(Handoff& mine, const Handoff& is) {
        mine.version = std::max(mine.version, is.version) + 1;
        mine.told = std::max(mine.told, is.told);
        mine.escalated = mine.escalated || is.escalated;
    }

    /// People have seen it, so it ends and does not vanish.
    Handoff withdrawn(Handoff handoff) {
        const auto next = lifecycle::advance(handoff.state, HandoffMove::end);
        if (!next) return handoff;
        handoff.state = *next;
        handoff.reason = "the change that raised it was taken back";
        ++handoff.version;
        draft_.log("handoff.ended",
                   {{"handoff", std::to_string(handoff.id.number)},
                    {"name", handoff.name},
                    {"reason", handoff.reason},
                    {"acknowledged", handoff.acknowledged_by.empty() ? "false" : "true"}});
        return handoff;
    }

    // --- the log explains where the case now stands ----------------------------------------------
    void log_states() {
        for (const Pathway& each : is_.pathways) log_states(each, "state.left", before_);
        for (const Pathway& each : before_.pathways) log_states(each, "state.entered", is_);
        if (is_.state != before_.state)
            draft_.log("case.moved", {{"move", "taken_back"},
                                      {"from", name_of(is_.state)},
                                      {"to", name_of(before_.state)}});
    }

    void log_states(const Pathway& pathway, std::string_view kind, const Case& other) {
        const std::vector<Symbol> there = states_of(other.find_pathway(pathway.name));
        for (const Symbol id : states_of(&pathway))
            if (std::find(there.begin(), there.end(), id) == there.end())
                draft_.log(kind, {{"state", id}, {"pathway", pathway.name}});
    }

    [[nodiscard]] std::vector<Symbol> states_of(const Pathway* pathway) const {
        std::vector<Symbol> ids;
        if (pathway == nullptr) return ids;
        const Definition* definition = draft_.world.definitions->find(pathway->definition);
        for (const Entry& entry : pathway->entries)
            if (is_drawn(definition->states[entry.state]))
                ids.push_back(definition->states[entry.state].id);
        return ids;
    }

    // --- timers ----------------------------------------------------------------------------------
    /// Rungs that fired while it stood there are not fired again for the same date, nor is another
    /// date taken for one that was told.
    void keep_told(Timer& timer) {
        told_ = false;
        const Timer* is = is_.find_timer(timer.id);
        const std::size_t lane = draft_.lane_of(timer.pathway);
        if (lane == draft_.lanes.size()) return;
        const Source source =
            source_of(draft_.the_case(), draft_.definition(lane), draft_.pathway(lane), timer);
        if (source.ladder == nullptr) return;
        if (is != nullptr) take_told(timer, *is, *source.ladder);
        const bool passed = timer.due && *timer.due < draft_.now;
        if (!passed && !told_) return;
        timer.due.reset();
        set_again(draft_, timer, source, derive_at(draft_, lane, timer, source, timer.target));
    }

    void take_told(Timer& timer, const Timer& is, const std::vector<Rung>& ladder) {
        const Pathway* pathway = is_.find_pathway(timer.pathway);
        const std::vector<Rung>* there =
            ladder_of(*draft_.world.definitions->find(pathway->definition), is);
        if (there == nullptr) return;
        const std::uint64_t fired = fired_in(is.fired, *there, ladder);
        if (is.told == timer.told && (!is.told || covers(timer.fired, fired, ladder))) return;
        told_ = true;
        // It is told of the date that it has again, and of another one since: what is still to come
        // goes under a version that was never used.
        if (is.told != timer.told && timer.told && timer.told == timer.target) {
            timer.deadline_version = is.deadline_version + 1;
            return;
        }
        timer.deadline_version = version_for(is, timer.target);
        if (is.told == timer.told) {
            for (std::uint16_t i = 0; i < ladder.size(); ++i)
                timer.fired = with_fired(timer.fired, i,
                                         std::max(fired_of(timer.fired, i), fired_of(fired, i)));
        } else {
            timer.told = is.told;
            timer.fired = fired;
        }
    }

    static bool covers(std::uint64_t mine, std::uint64_t other, const std::vector<Rung>& ladder) {
        for (std::uint16_t i = 0; i < ladder.size(); ++i)
            if (fired_of(mine, i) < fired_of(other, i)) return false;
        return true;
    }

    /// What people know of each date, against what it is again.
    void keep_moves() {
        std::vector<DateMove> moves;
        for (const Timer& timer : draft_.the_case().timers) {
            if (!is_peoples_date(timer)) continue;
            const Timer* is = is_.find_timer(timer.id);
            const DateMove* was = move_of(before_, timer.id);
            if (is == nullptr && was != nullptr) moves.push_back(*was);
            if (is == nullptr && was == nullptr && comes_back(timer))
                moves.push_back({timer.id, {}, cause(), together()});
            if (is == nullptr) continue;  // the end of a state said nothing of its date
            DateMove move{timer.id, is->target, cause(), together()};
            if (const DateMove* told = move_of(is_, timer.id)) move.before = told->before;
            if (move.before == timer.target) continue;
            moves.push_back(was != nullptr && was->before == move.before ? *was : move);
        }
        draft_.the_case().moves = std::move(moves);
    }

    /// People were told that the handoff ended.
    [[nodiscard]] bool comes_back(const Timer& timer) const {
        const Handoff* handoff = is_.find_handoff(timer.handoff);
        return handoff != nullptr && timer.target && lifecycle::is_end(handoff->state);
    }

    [[nodiscard]] Symbol cause() const {
        const auto* again = std::get_if<Recompute>(&event_.what);
        return Symbol::of(again != nullptr ? again->cause : event_.reason);
    }

    /// One notice a person, of however many cases.
    [[nodiscard]] Symbol together() const {
        const auto* again = std::get_if<Recompute>(&event_.what);
        return again != nullptr && !again->together.empty() ? Symbol::of(again->together)
                                                            : Symbol();
    }

    static const DateMove* move_of(const Case& the_case, TimerId timer) {
        for (const DateMove& each : the_case.moves)
            if (each.timer == timer) return &each;
        return nullptr;
    }

    /// A row that was offered once must never fit again.
    void keep_generations() {
        for (Timer& timer : draft_.the_case().timers) {
            const Timer* is = is_.find_timer(timer.id);
            const Timer* was = before_.find_timer(timer.id);
            if (is != nullptr && *is == timer) continue;
            if (is == nullptr && was == nullptr) continue;  // just made
            timer.generation = std::max(timer.generation, is != nullptr ? is->generation : 0) + 1;
        }
    }

    const Case is_;
    const Case& before_;
    const Event& event_;
    Change change_;
    Draft draft_;
    bool told_ = false;
};

}  // namespace

std::string touched_since(const std::vector<StoredLogEntry>& since) {
    for (const StoredLogEntry& entry : since)
        if (!leaves_alone(entry.kind))
            return "entry " + std::to_string(entry.sequence) + " (" + entry.kind +
                   ") was recorded after it";
    return {};
}

Change take_back_migration(const World& world, Case&& is, const Case& before, const Event& event) {
    Change change = TakingBack(world, std::move(is), before, event).run();
    change.after.last_recorded = std::max(world.now, change.after.last_recorded);
    return change;
}

}  // namespace throughgate::journey

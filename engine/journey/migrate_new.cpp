// SPDX-License-Identifier: MIT
// What the new version wants where a case stands: states entered for the first time, dates and
// handoffs that the old one did not have.
#include <algorithm>

#include "journey/handoffs.hpp"
#include "journey/microstep.hpp"
#include "journey/migrate_parts.hpp"
#include "journey/stages.hpp"
#include "journey/timers.hpp"

namespace throughgate::journey {
namespace {

bool is_live(const Handoff& handoff) { return !lifecycle::is_end(handoff.state); }

class Additions {
public:
    Additions(Draft& draft, const Seat& seat) : draft_(draft), seat_(seat) {}

    void run() {
        for (const Entry& kept : seat_.kept) {
            const State& before = seat_.from->states[seat_.stood.at(kept.id)];
            const State& now = seat_.to->states[kept.state];
            add_timers(kept, before, now);
            add_handoffs(kept, before, now);
        }
        for (std::uint16_t i = 0; i < seat_.to->handoffs.size(); ++i) add_receivers(i);
        add_clocks();
        end_out_of_scope();
    }

private:
    [[nodiscard]] const Pathway& pathway() const { return draft_.pathway(seat_.lane); }

    void add_timers(const Entry& kept, const State& before, const State& now) {
        for (const std::uint16_t each : now.timers) {
            const std::string_view name = seat_.to->timers[each].name.text();
            const auto old = Symbol::find(std::string(before.id.text()) +
                                          std::string(name.substr(now.id.text().size())));
            if (old && seat_.from->find_timer(*old)) continue;
            arm_move(draft_, seat_.lane, each, current(kept));
        }
        if (before.due.empty() && !now.due.empty())
            arm_due(draft_, seat_.lane, kept.state, current(kept));
    }

    /// Its time may have been set anew.
    [[nodiscard]] Entry current(const Entry& kept) const {
        const Entry* entry = entry_of(pathway(), kept.id);
        return entry != nullptr ? *entry : kept;
    }

    void add_handoffs(const Entry& kept, const State& before, const State& now) {
        for (const std::uint16_t each : now.on_entry.opens) {
            const auto& opened = before.on_entry.opens;
            const bool was = std::any_of(opened.begin(), opened.end(), [&](std::uint16_t old) {
                return handoff_image_of(seat_, seat_.from->handoffs[old].id) == each;
            });
            if (!was && !was_raised(each, kept.at)) raise(draft_, seat_.lane, each, from(kept));
        }
    }

    /// The state may have moved this work from a transition to its entering.
    [[nodiscard]] bool was_raised(std::uint16_t index, Instant since) const {
        const Symbol name = seat_.to->handoffs[index].id;
        const auto& all = draft_.the_case().handoffs;
        return std::any_of(all.begin(), all.end(), [&](const Handoff& handoff) {
            return handoff.name == name && handoff.pathway == seat_.to->pathway &&
                   handoff.raised >= since;
        });
    }

    static Origin from(const Entry& entry) {
        Origin origin;
        origin.state = entry.state;
        origin.entry = entry.id;
        return origin;
    }

    [[nodiscard]] Origin origin_in(StateIndex state) const {
        Origin origin;
        origin.state = state;
        if (const Entry* entry = entry_of(pathway(), state)) origin.entry = entry->id;
        return origin;
    }

    /// Where the work is under way, whoever receives it now is asked as well.
    void add_receivers(std::uint16_t index) {
        const HandoffDeclaration& now = seat_.to->handoffs[index];
        const HandoffDeclaration* before = nullptr;
        for (const HandoffDeclaration& each : seat_.from->handoffs)
            if (handoff_image_of(seat_, each.id) == index) before = &each;
        const auto where = under_way_in(index);
        if (before == nullptr || !where) return;
        for (const Symbol to : now.to)
            if (std::find(before->to.begin(), before->to.end(), to) == before->to.end())
                raise_towards(draft_, seat_.lane, index, to, origin_in(*where));
    }

    [[nodiscard]] std::optional<StateIndex> under_way_in(std::uint16_t index) const {
        for (const auto& [handoff, state] : seat_.raise_anew)
            if (handoff == index) return state;
        for (const Handoff& each : draft_.the_case().handoffs)
            if (is_live(each) && each.pathway == seat_.to->pathway &&
                each.name == seat_.to->handoffs[index].id)
                return each.opened_in;
        return std::nullopt;
    }

    void add_clocks() {
        for (std::size_t i = 0; i < draft_.the_case().handoffs.size(); ++i) {
            Handoff& handoff = draft_.the_case().handoffs[i];
            if (!is_live(handoff) || handoff.pathway != seat_.to->pathway) continue;
            const auto index = seat_.to->find_handoff(handoff.name);
            if (!index) continue;
            const bool unheard =
                handoff.acknowledged_by.empty() && !seat_.to->handoffs[*index].acknowledge.on_reply;
            for (const TimerKind kind : {TimerKind::acknowledge, TimerKind::complete})
                if ((kind == TimerKind::complete || unheard) && !has_clock(handoff.id, kind))
                    arm_clock(draft_, seat_.lane, handoff, kind);
        }
    }

    [[nodiscard]] bool has_clock(HandoffId handoff, TimerKind kind) const {
        const auto& timers = draft_.the_case().timers;
        return std::any_of(timers.begin(), timers.end(), [&](const Timer& timer) {
            return timer.handoff == handoff && timer.kind == kind;
        });
    }

    /// One that now lives as long as a state which the case has left would never end.
    void end_out_of_scope() {
        for (std::size_t i = 0; i < draft_.the_case().handoffs.size(); ++i) {
            Handoff& handoff = draft_.the_case().handoffs[i];
            if (!is_live(handoff) || handoff.pathway != seat_.to->pathway) continue;
            const auto index = seat_.to->find_handoff(handoff.name);
            if (!index || seat_.to->handoffs[*index].until != definition::Until::state) continue;
            if (entry_of(pathway(), handoff.entry) == nullptr)
                end_one(draft_, handoff, "the state was left");
        }
    }

    Draft& draft_;
    const Seat& seat_;
};

}  // namespace

void enter_fresh(Draft& draft, const Seat& seat, Faults& faults) {
    definition::Entering fresh = seat.entering;
    for (const Entry& kept : seat.kept) fresh.states.remove(kept.state);
    fresh.by_default &= fresh.states;
    if (!fresh.states.empty()) enter_all(draft, seat.lane, fresh);
    set_flags(draft, seat.lane);
    const bool joined = is_joined(*seat.to, draft.pathway(seat.lane).configuration, 0);
    if (auto refusal = standing_refusal(draft, seat.lane)) {
        faults.push_back(
            fault_of(MigrationFaultKind::illegal, seat, seat.to->pathway.text(), refusal->message));
    } else if (joined) {
        faults.push_back(fault_of(MigrationFaultKind::illegal, seat, seat.to->pathway.text(),
                                  "by the new version the pathway would have ended already"));
    } else {
        start_stage(draft, seat.lane);
    }
}

void add_what_is_new(Draft& draft, const Seat& seat) { Additions(draft, seat).run(); }

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// How running dates go over: by id, with the rungs that have fired, and by what the new version
// says of each.
#include <algorithm>

#include "journey/derive.hpp"
#include "journey/holds.hpp"
#include "journey/migrate_parts.hpp"
#include "journey/moves.hpp"

namespace throughgate::journey {
namespace {

bool is_clock(const Timer& timer) {
    return timer.kind == TimerKind::acknowledge || timer.kind == TimerKind::complete;
}

const definition::Clock& clock_in(const HandoffDeclaration& declared, TimerKind kind) {
    return kind == TimerKind::acknowledge ? declared.acknowledge : declared.complete;
}

std::string_view text_of_carry(Carry carry) {
    if (carry == Carry::keep) return "keep";
    return carry == Carry::restart ? "restart" : "recompute";
}

class TimerCarrier {
public:
    TimerCarrier(Draft& draft, const Seat& seat, std::vector<TimerId>& relaid)
        : draft_(draft), seat_(seat), relaid_(relaid) {}

    void carry() {
        std::vector<TimerId> gone;
        for (Timer& timer : draft_.the_case().timers) {
            if (timer.pathway != seat_.to->pathway) continue;
            if (!rename(timer)) gone.push_back(timer.id);
        }
        for (const TimerId id : gone) drop(id);
        drop_exemptions();
    }

    void date_again(Symbol cause) {
        restart_all();
        Difference difference;
        for (Timer& timer : draft_.the_case().timers) {
            if (timer.pathway != seat_.to->pathway) continue;
            const Source source = source_of(draft_.the_case(), *seat_.to, pathway(), timer);
            if (source.deadline == nullptr) continue;
            const std::optional<Instant> before = timer.target;
            date(timer, source);
            count(draft_, timer, before, cause, difference);
        }
        record(draft_, cause, difference);
    }

private:
    [[nodiscard]] Pathway& pathway() { return draft_.pathway(seat_.lane); }
    [[nodiscard]] const Case& the_case() const { return draft_.the_case(); }

    /// False: the new version has no such date.
    bool rename(Timer& timer) {
        if (is_clock(timer)) return rename_clock(timer);
        if (timer.kind == TimerKind::send) return true;
        const auto stood = seat_.stood.find(timer.entry);
        if (stood == seat_.stood.end()) return false;
        const State& before = seat_.from->states[stood->second];
        const State& now = seat_.to->states[image_of(seat_, stood->second)];
        if (seat_.how->drops.contains(timer.name)) return false;
        if (timer.kind == TimerKind::move) return rename_move(timer, before, now);
        if (timer.kind == TimerKind::deadline) {
            if (now.due.empty()) return false;
            move_rungs(timer, before.due_ladder, now.due_ladder);
        }
        timer.name = now.id;
        return true;
    }

    bool rename_move(Timer& timer, const State& before, const State& now) {
        const std::string name(std::string(now.id.text()) +
                               std::string(timer.name.text().substr(before.id.text().size())));
        const auto symbol = Symbol::find(name);
        const auto declared = symbol ? seat_.to->find_timer(*symbol) : std::nullopt;
        if (!declared) return false;
        timer.name = *symbol;
        return true;
    }

    bool rename_clock(Timer& timer) {
        const Handoff* handoff = the_case().find_handoff(timer.handoff);
        const auto was = seat_.from->find_handoff(timer.name);
        const auto now = handoff != nullptr ? seat_.to->find_handoff(handoff->name) : std::nullopt;
        if (!was || !now) return false;
        const definition::Clock& clock = clock_in(seat_.to->handoffs[*now], timer.kind);
        if (clock.due.empty()) return false;
        timer.name = handoff->name;
        move_rungs(timer, clock_in(seat_.from->handoffs[*was], timer.kind).ladder, clock.ladder);
        return true;
    }

    /// Which rung is next is looked for again, unless the ladder is the same.
    void move_rungs(Timer& timer, const std::vector<Rung>& before, const std::vector<Rung>& now) {
        if (same_rungs(before, now)) return;
        touch(draft_, timer);
        timer.fired = fired_in(timer.fired, before, now);
        timer.rung = timer.occurrence = 0;
        if (timer.due) ++timer.generation;
        timer.due.reset();
        relaid_.push_back(timer.id);
    }

    void drop(TimerId id) {
        Timer& timer = *find_timer(draft_, id);
        touch(draft_, timer);
        if (is_peoples_date(timer)) {
            const auto reason = seat_.how->drops.find(timer.name);
            ChangeLog& log = draft_.log("deadline.dropped", {{"name", timer.name}});
            log.with("reason", reason != seat_.how->drops.end() ? std::string_view(reason->second)
                                                                : "the workflow no longer has it");
        }
        if (Handoff* handoff = is_clock(timer) ? find_handoff(draft_, timer.handoff) : nullptr) {
            (timer.kind == TimerKind::acknowledge ? handoff->acknowledge_due
                                                  : handoff->complete_due)
                .reset();
            draft_.write_handoff(*handoff);
        }
        std::erase_if(draft_.the_case().timers, [id](const Timer& each) { return each.id == id; });
    }

    /// A clock that was stopped for a reason that the new version does not know runs again.
    void drop_exemptions() {
        for (Hold& hold : draft_.the_case().holds) {
            const Timer* timer = the_case().find_timer(hold.timer);
            if (hold.exemption.empty() || timer == nullptr || timer->pathway != seat_.to->pathway)
                continue;
            const auto& known = seat_.to->exemptions;
            const bool still = std::any_of(
                known.begin(), known.end(),
                [&](const definition::Exemption& each) { return each.id == hold.exemption; });
            if (still) continue;
            draft_.log("exemption.cleared",
                       {{"state", timer->name}, {"exemption", hold.exemption}});
            hold.exemption = Symbol();
            disarm_resume(timer->entry);
        }
    }

    void disarm_resume(EntryId entry) {
        std::erase_if(draft_.the_case().timers, [&](const Timer& timer) {
            if (timer.kind != TimerKind::resume || timer.entry != entry) return false;
            touch(draft_, timer);
            return true;
        });
    }

    [[nodiscard]] Carry carry_of(const Timer& timer) const {
        const auto& said = seat_.how->deadlines;
        if (is_clock(timer)) {
            const std::string clock =
                std::string(timer.name.text()) +
                (timer.kind == TimerKind::acknowledge ? ".acknowledge" : ".complete");
            const auto symbol = Symbol::find(clock);
            if (symbol && said.contains(*symbol)) return said.at(*symbol);
        }
        const auto found = said.find(timer.name);
        return found == said.end() ? Carry::recompute : found->second;
    }

    /// What they are reckoned from is now; each state and handoff once.
    void restart_all() {
        for (const Timer& timer : the_case().timers) {
            if (timer.pathway != seat_.to->pathway || carry_of(timer) != Carry::restart) continue;
            if (is_clock(timer)) {
                Handoff& handoff = *find_handoff(draft_, timer.handoff);
                handoff.raised = draft_.now;
                draft_.write_handoff(handoff);
            } else {
                for (Entry& entry : pathway().entries)
                    if (entry.id == timer.entry) entry.at = draft_.now;
            }
        }
    }

    void date(Timer& timer, const Source& source) {
        const Carry carry = carry_of(timer);
        if (source.ladder != nullptr && was_relaid(timer)) pass_over(timer, source);
        if (carry != Carry::recompute)
            draft_.log("deadline.carried", {{"name", timer.name}, {"how", text_of_carry(carry)}});
        if (carry == Carry::keep)
            return set_again(draft_, timer, source,
                             derive_at(draft_, seat_.lane, timer, source, timer.target));
        Derived derived = derive(draft_, seat_.lane, timer, source);
        if (squeeze(draft_, seat_.lane, timer, derived))
            derived = derive(draft_, seat_.lane, timer, source);
        set_again(draft_, timer, source, std::move(derived));
    }

    [[nodiscard]] bool was_relaid(const Timer& timer) const {
        return std::find(relaid_.begin(), relaid_.end(), timer.id) != relaid_.end();
    }

    /// A rung that is new and lies before one that has fired would only come too late.
    void pass_over(Timer& timer, const Source& source) {
        if (!timer.told || timer.told != timer.target) return;
        CaseInputs inputs = inputs_of(draft_, seat_.lane, source.anchors);
        inputs.anchors().due = timer.target;
        const Slots slots = pending_slots(*source.ladder, 0, inputs);
        std::size_t last = 0;
        for (std::size_t i = 0; i < slots.size(); ++i)
            if (slots[i].occurrence < fired_of(timer.fired, slots[i].rung)) last = i;
        for (std::size_t i = 0; i < last; ++i) {
            const auto count = static_cast<std::uint16_t>(slots[i].occurrence + 1);
            if (fired_of(timer.fired, slots[i].rung) < count)
                timer.fired = with_fired(timer.fired, slots[i].rung, count);
        }
    }

    Draft& draft_;
    const Seat& seat_;
    std::vector<TimerId>& relaid_;  ///< their ladder has other rungs now
};

}  // namespace

void carry_timers(Draft& draft, Seat& seat) { TimerCarrier(draft, seat, seat.relaid).carry(); }

void date_again(Draft& draft, Seat& seat, Symbol cause) {
    TimerCarrier(draft, seat, seat.relaid).date_again(cause);
}

bool same_rungs(const std::vector<Rung>& a, const std::vector<Rung>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Rung& x, const Rung& y) { return x.id == y.id; });
}

std::uint64_t fired_in(std::uint64_t fired, const std::vector<Rung>& before,
                       const std::vector<Rung>& now) {
    std::uint64_t moved = 0;
    for (std::uint16_t i = 0; i < now.size(); ++i)
        for (std::uint16_t j = 0; j < before.size(); ++j)
            if (now[i].id == before[j].id) moved = with_fired(moved, i, fired_of(fired, j));
    return moved;
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// Invariants: every promise about a live case that can be seen from the case alone.
#include <algorithm>

#include "journey/derive.hpp"
#include "journey/legal.hpp"
#include "journey/microstep.hpp"
#include "journey/reading.hpp"

namespace throughgate::journey {
namespace {

using definition::Until;

class Inspection {
public:
    Inspection(const World& world, const Case& the_case, const Ownership& ownership)
        : world_(world), case_(the_case), ownership_(ownership) {}

    std::vector<std::string> run() {
        for (const Pathway& pathway : case_.pathways) inspect(pathway);
        for (const Handoff& handoff : case_.handoffs) inspect(handoff);
        for (const Timer& timer : case_.timers) inspect(timer);
        inspect_moves();
        inspect_case();
        inspect_owners();
        return std::move(broken_);
    }

private:
    void require(bool kept, std::string_view promise) {
        if (kept || std::find(broken_.begin(), broken_.end(), promise) != broken_.end()) return;
        broken_.emplace_back(promise);
    }

    void inspect_case() {
        if (lifecycle::is_end(case_.state)) {
            require(case_.timers.empty(), "closed case with live timers");
            return;
        }
        const auto armed = [](const Timer& timer) { return timer.due.has_value(); };
        require(std::any_of(case_.timers.begin(), case_.timers.end(), armed),
                "live case without next dated action");
    }

    void inspect(const Pathway& pathway) {
        const Reading reading = reading_of(world_, case_, pathway.name);
        require(static_cast<bool>(reading), "pathway without definition");
        if (!reading) return;
        if (lifecycle::is_end(pathway.stage)) return;
        inspect_stage(reading);
        require(is_legal(*reading.definition, pathway.configuration), "configuration is not legal");
        require(entries_fit(pathway), "entries do not fit the configuration");
        inspect_gates(reading);
    }

    /// Nobody at all behind a role is no breach once it is somebody's work to mend that.
    void inspect_owners() {
        if (lifecycle::is_end(case_.state) || case_.parked) return;
        for (const Symbol role : unowned_roles(world_, case_, ownership_.behind)) {
            require(!role.empty(), "active state without owner");
            const auto& known = ownership_.escalated;
            require(role.empty() || std::find(known.begin(), known.end(), role) != known.end(),
                    "work without an owner that nobody was told of");
        }
    }

    void inspect_stage(const Reading& reading) {
        std::optional<lifecycle::Stage> shown;
        for (const Entry& entry : reading.pathway->entries) {
            if (entry.state >= reading.definition->states.size()) continue;
            const State& state = reading.definition->states[entry.state];
            if (state.strand == reading.definition->main_strand && state.stage) shown = state.stage;
        }
        // An ended main line may wait for other strands; until then the stage stays.
        const bool waits = shown == lifecycle::Stage::closed &&
                           !is_joined(*reading.definition, reading.pathway->configuration, 0);
        require(!shown || waits || *shown == reading.pathway->stage,
                "stage does not fit the state");
    }

    static bool entries_fit(const Pathway& pathway) {
        StateSet entered;
        for (const Entry& entry : pathway.entries)
            if (entry.state < StateSet::capacity) entered.add(entry.state);
        return entered == pathway.configuration &&
               static_cast<int>(pathway.entries.size()) == entered.size();
    }

    void inspect_gates(const Reading& reading) {
        for (const GateClearance& row : case_.gates) {
            if (row.pathway != reading.pathway->name || !row.cleared) continue;
            require(!row.cleared_by.empty() && !row.reason.empty(),
                    "gate cleared without a named person and a reason");
            require(row.countersigned_by != row.cleared_by, "gate countersigned by one person");
        }
    }

    void inspect(const Handoff& handoff) {
        const bool heard = handoff.state == lifecycle::HandoffState::acknowledged ||
                           handoff.state == lifecycle::HandoffState::accepted ||
                           handoff.state == lifecycle::HandoffState::completed;
        require(!heard || !handoff.acknowledged_by.empty(),
                "handoff acknowledged without a named person");
        require(
            handoff.state != lifecycle::HandoffState::completed || !handoff.completed_by.empty(),
            "handoff completed without a named person");
        const Reading reading = reading_of(world_, case_, handoff.pathway);
        if (!reading || lifecycle::is_end(handoff.state)) return;
        const auto index = reading.definition->find_handoff(handoff.name);
        require(index.has_value(), "handoff without declaration");
        if (!index) return;
        const HandoffDeclaration& declared = reading.definition->handoffs[*index];
        const bool waits = handoff.acknowledged_by.empty() && !declared.acknowledge.on_reply &&
                           !declared.acknowledge.due.empty();
        const bool clocks =
            (!waits || has_clock(handoff, TimerKind::acknowledge)) &&
            (declared.complete.due.empty() || has_clock(handoff, TimerKind::complete));
        require(clocks, "open handoff without a running clock or exhausted ladder");
        require(declared.until == Until::case_end || !lifecycle::is_end(reading.pathway->stage),
                "open handoff of a closed pathway");
    }

    [[nodiscard]] bool has_clock(const Handoff& handoff, TimerKind kind) const {
        const auto is_clock = [&](const Timer& timer) {
            return timer.handoff == handoff.id && timer.kind == kind;
        };
        return std::any_of(case_.timers.begin(), case_.timers.end(), is_clock);
    }

    void inspect(const Timer& timer) {
        inspect_names(timer);
        if (timer.kind == TimerKind::review || timer.kind == TimerKind::settle) return;
        const Reading reading = reading_of(world_, case_, timer.pathway);
        require(static_cast<bool>(reading), "timer of no pathway");
        if (!reading) return;
        if (timer.handoff.number != 0) {
            const Handoff* handoff = case_.find_handoff(timer.handoff);
            require(handoff != nullptr && !lifecycle::is_end(handoff->state),
                    "clock of a handoff that has ended");
            return;
        }
        require(!lifecycle::is_end(reading.pathway->stage), "closed pathway with live timers");
        if (timer.kind == TimerKind::send || lifecycle::is_end(reading.pathway->stage)) return;
        require(entry_of(*reading.pathway, timer.entry) != nullptr,
                "timer of a state that is not active");
    }

    /// What moved and is not told yet has a time at which it will be; a stopped clock runs again.
    void inspect_moves() {
        const auto has = [this](TimerKind kind) {
            return std::any_of(
                case_.timers.begin(), case_.timers.end(),
                [kind](const Timer& timer) { return timer.kind == kind && timer.due; });
        };
        require(case_.moves.empty() == !has(TimerKind::settle),
                "moved dates that nobody will be told of");
        for (const Hold& hold : case_.holds) {
            const Timer* timer = case_.find_timer(hold.timer);
            require(timer != nullptr, "hold of a deadline that is gone");
            require(hold.exemption.empty() || has(TimerKind::resume),
                    "stopped clock that would never run again");
            require(hold.exemption.empty() || timer == nullptr || !timer->due,
                    "stopped clock that would fire");
        }
    }

    void inspect_names(const Timer& timer) {
        require(timer.id.number <= case_.last_timer, "timer above the high-water mark");
        if (timer.kind == TimerKind::send) return;
        for (const Timer& other : case_.timers)
            require(&other == &timer || other.id == timer.id || other.kind != timer.kind ||
                        other.name != timer.name || other.pathway != timer.pathway ||
                        other.entry != timer.entry || other.handoff != timer.handoff,
                    "two live timers with one name and entry");
    }

    const World& world_;
    const Case& case_;
    const Ownership& ownership_;
    std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const World& world, const Case& the_case,
                                           const Ownership& ownership) {
    return Inspection(world, the_case, ownership).run();
}

std::vector<std::string> broken_due_rows(const Case& the_case,
                                         const std::vector<Change::DueRow>& rows) {
    std::vector<Change::DueRow> lacking;
    for (const Timer& timer : the_case.timers)
        if (timer.due && !the_case.parked)
            lacking.push_back({*timer.due, timer.id, timer.generation});
    std::vector<std::string> broken;
    for (const Change::DueRow& row : rows) {
        const auto found = std::find(lacking.begin(), lacking.end(), row);
        if (found == lacking.end())
            broken.emplace_back("due row without an armed timer");
        else
            lacking.erase(found);
    }
    if (!lacking.empty()) broken.emplace_back("armed timer without its due row");
    return broken;
}

}  // namespace throughgate::journey

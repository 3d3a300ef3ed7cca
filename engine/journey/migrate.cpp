// SPDX-License-Identifier: MIT
#include "journey/migrate.hpp"

#include "base/hash.hpp"
#include "definition/for_readers.hpp"
#include "journey/finish.hpp"
#include "journey/migrate_parts.hpp"

namespace throughgate::journey {
namespace {

const MigrationMap& said_by(const Passage& passage) {
    static const MigrationMap nothing;
    if (passage.how != nullptr) return *passage.how;
    return passage.to->readers != nullptr ? passage.to->readers->migrate : nothing;
}

std::string short_text(const Digest& digest) { return to_hex(digest).substr(0, 12); }

Symbol cause_of(const Event& event) {
    const auto* again = std::get_if<Recompute>(&event.what);
    return Symbol::of(again != nullptr ? again->cause : event.reason);
}

class Migration {
public:
    Migration(const World& world, Change& change, const Event& event, Faults& faults)
        : faults_(faults), cause_(cause_of(event)), draft_(world, change, event) {
        draft_.cause = cause_;
        if (const auto* again = std::get_if<Recompute>(&event.what))
            draft_.together = Symbol::of(again->together);
    }

    /// False: there is nothing to bring over, or a fault.
    bool run(const std::vector<Passage>& passages) {
        for (const Passage& passage : passages) seat(passage);
        if (seats_.empty() || !faults_.empty()) return false;
        log();
        for (Seat& each : seats_) leave_behind(draft_, each);
        for (const Seat& each : seats_) switch_over(draft_, each);
        for (Seat& each : seats_) carry_timers(draft_, each);
        for (const Seat& each : seats_) enter_fresh(draft_, each, faults_);
        if (!faults_.empty()) return false;
        for (Seat& each : seats_) date_again(draft_, each, cause_);
        for (const Seat& each : seats_) add_what_is_new(draft_, each);
        run_to_rest(draft_);
        finish_decision(draft_);
        return keeps_promises();
    }

private:
    void seat(const Passage& passage) {
        const std::size_t lane = draft_.lane_of(passage.to->pathway);
        if (lane == draft_.lanes.size() || !draft_.open(lane)) return;
        if (draft_.pathway(lane).definition == passage.to->behaviour) return;
        seats_.push_back(seat_of(draft_, lane, {passage.to, &said_by(passage)}, faults_));
    }

    void log() {
        draft_.log("case.migrated", {{"cause", cause_}});
        for (const Seat& each : seats_)
            draft_.log("pathway.migrated", {{"pathway", each.to->pathway},
                                            {"from", short_text(each.from->behaviour)},
                                            {"to", short_text(each.to->behaviour)}});
    }

    /// Whoever is missing behind a role was missing before.
    bool keeps_promises() {
        const Ownership somebody{[](Symbol) { return Behind::person; }, {}};
        for (std::string& broken : broken_invariants(draft_.world, draft_.the_case(), somebody))
            faults_.push_back(fault_of(MigrationFaultKind::illegal, seats_.front(),
                                       seats_.front().to->pathway.text(), std::move(broken)));
        return faults_.empty();
    }

    Faults& faults_;
    const Symbol cause_;
    Draft draft_;
    std::vector<Seat> seats_;
};

Migrated unchanged(Case given, Faults faults) {
    Migrated out{Change(std::move(given)), std::move(faults)};
    out.change.verdict = out.faults.empty() ? Verdict::unchanged : Verdict::refused;
    if (out.faults.empty()) return out;
    std::string text;
    for (const MigrationFault& each : out.faults)
        text += (text.empty() ? "" : "; ") + std::string(each.pathway.text()) + ": " + each.message;
    out.change.refusal = Error{ErrorKind::refused, std::move(text), out.change.after.reference};
    return out;
}

}  // namespace

Migrated migrate(const World& world, Case&& given, const std::vector<Passage>& passages,
                 const Event& event) {
    Faults faults;
    if (given.parked) {
        faults.push_back({MigrationFaultKind::incident,
                          {},
                          given.reference,
                          "the case is parked by an incident; it goes over once that is resolved"});
        return unchanged(std::move(given), std::move(faults));
    }
    Case before = given;
    Migrated out{Change(std::move(given)), {}};
    try {
        if (Migration(world, out.change, event, faults).run(passages)) return out;
    } catch (const std::exception& mistake) {
        faults.push_back({MigrationFaultKind::incident, {}, before.reference, mistake.what()});
    }
    return unchanged(std::move(before), std::move(faults));
}

Migrated migrate(const definition::Definition& from, const definition::Definition& to, Case&& given,
                 const definition::MigrationMap& how, const World& world, const Event& event) {
    const Pathway* mine = given.find_pathway(to.pathway);
    if (mine == nullptr || mine->definition != from.behaviour)
        return unchanged(std::move(given), {});
    return migrate(world, std::move(given), {{&to, &how}}, event);
}

}  // namespace throughgate::journey

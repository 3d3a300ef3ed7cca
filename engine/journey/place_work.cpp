// SPDX-License-Identifier: MIT
// The gates and handoffs of a case that is placed.
#include <algorithm>

#include "journey/gates.hpp"
#include "journey/handoffs.hpp"
#include "journey/microstep.hpp"
#include "journey/place.hpp"
#include "journey/texts.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::journey {
namespace {

using definition::Until;
namespace say = texts::placing;

std::optional<std::size_t> lane_named(const Draft& draft, const std::string& pathway) {
    const auto name = Symbol::find(pathway);
    const std::size_t lane = name ? draft.lane_of(*name) : draft.lanes.size();
    if (lane == draft.lanes.size()) return std::nullopt;
    return lane;
}

bool opens(const Effects& effects, std::uint16_t handoff) {
    return std::find(effects.opens.begin(), effects.opens.end(), handoff) != effects.opens.end();
}

/// Every state that a handoff may have been opened in: the one that is meant first, so that its end
/// is the end of the handoff.
std::vector<StateIndex> openers_of(const Definition& definition, std::uint16_t handoff) {
    const bool of_state = definition.handoffs[handoff].until == Until::state;
    std::vector<StateIndex> all;
    for (StateIndex s = 0; s < definition.states.size(); ++s) {
        const State& state = definition.states[s];
        if (opens(state.on_entry, handoff) || opens(state.on_start, handoff)) all.push_back(s);
    }
    for (const Rule& rule : definition.rules)
        for (const Branch& branch : rule.branches) {
            if (!opens(branch.effects, handoff)) continue;
            const bool there = of_state && !branch.targets.empty();
            all.push_back(there ? branch.targets.front() : rule.source);
        }
    return all;
}

/// Can a handoff that was opened there still be open?
bool lives(const Draft& draft, std::size_t lane, Until until, StateIndex opened_in) {
    const Definition& definition = draft.definition(lane);
    const StateSet& active = draft.pathway(lane).configuration;
    if (until == Until::state) return active.has(opened_in);
    if (until != Until::strand) return true;
    const StateIndex strand = definition.states[opened_in].strand;
    return opened_in == 0 || (active.has(strand) && !is_done(definition, active, strand));
}

std::optional<StateIndex> opened_in(const Draft& draft, std::size_t lane, std::uint16_t handoff) {
    const Definition& definition = draft.definition(lane);
    const Until until = definition.handoffs[handoff].until;
    std::optional<StateIndex> found;
    for (const StateIndex each : openers_of(definition, handoff)) {
        if (!lives(draft, lane, until, each)) continue;
        if (!found || draft.pathway(lane).configuration.has(each)) found = each;
    }
    return found;
}

/// The published pathway of that name; nullptr: there is none.
const Definition* definition_named(const Draft& draft, const std::string& pathway) {
    const auto name = Symbol::find(pathway);
    return name ? draft.world.definitions->current_of(*name) : nullptr;
}

class HandoffPlacer {
public:
    /// `lane`: where its pathway stands; nullopt: that is not known, for a fault told before.
    HandoffPlacer(Draft& draft, const Definition& definition, std::optional<std::size_t> lane,
                  const PlacedHandoff& said, std::vector<std::string>& faults)
        : draft_(draft), definition_(definition), lane_(lane), said_(said), faults_(faults) {}

    void run() {
        const auto name = Symbol::find(said_.name);
        const auto index = name ? definition().find_handoff(*name) : std::nullopt;
        if (!index) return fault(say::unknown_handoff(said_.pathway, said_.name, nearest()));
        const HandoffDeclaration& declared = definition().handoffs[*index];
        const std::size_t before = faults_.size();
        const Symbol to = receiver(declared);
        const auto where = lane_ ? opened_in(draft_, *lane_, *index) : std::nullopt;
        if (lane_ && !where) fault(say::not_opened(said_.pathway, said_.name, active()));
        check_people(declared, said_.raised ? said_.raised
                               : where      ? std::optional(entered(*where))
                                            : std::nullopt);
        if (faults_.size() != before || !where) return;
        const Instant raised = said_.raised.value_or(entered(*where));
        place_open(draft_, *lane_, *index,
                   OpenWork{to, *where, raised, said_.acknowledged_by, said_.acknowledged_at,
                            said_.evidence});
    }

private:
    [[nodiscard]] const Definition& definition() const { return definition_; }
    void fault(std::string text) { faults_.push_back(std::move(text)); }

    [[nodiscard]] std::string nearest() const {
        std::vector<std::string> known;
        for (const HandoffDeclaration& each : definition().handoffs)
            known.emplace_back(each.id.text());
        return did_you_mean(said_.name, known);
    }

    Symbol receiver(const HandoffDeclaration& declared) {
        std::vector<std::string> roles;
        for (const Symbol role : declared.to) {
            if (role.text() == said_.to || (said_.to.empty() && declared.to.size() == 1))
                return role;
            roles.emplace_back(role.text());
        }
        fault(say::bad_receiver(said_.pathway, said_.name, said_.to, roles));
        return {};
    }

    [[nodiscard]] std::vector<std::string> active() const {
        std::vector<std::string> all;
        draft_.pathway(*lane_).configuration.each([&](StateIndex s) {
            if (definition().leaves.has(s)) all.emplace_back(definition().states[s].id.text());
        });
        return all;
    }

    /// Since when the state that opened it is active; of one that was left, that is not known.
    [[nodiscard]] Instant entered(StateIndex state) const {
        const Entry* entry = entry_of(draft_.pathway(*lane_), state);
        return entry != nullptr ? entry->at : draft_.effective;
    }

    void check_people(const HandoffDeclaration& declared, std::optional<Instant> raised) {
        if (raised && *raised > draft_.now) fault(say::future("handoff " + said_.name));
        const bool seen = !said_.acknowledged_by.empty();
        if (seen != said_.acknowledged_at.has_value())
            return fault(say::acknowledged_half(said_.name));
        if (!seen) return;
        if (*said_.acknowledged_at > draft_.now) fault(say::future("handoff " + said_.name));
        if (raised && *said_.acknowledged_at < *raised) fault(say::seen_before_raised(said_.name));
        if (declared.outside && said_.evidence.empty()) fault(say::evidence_wanted(said_.name));
    }

    Draft& draft_;
    const Definition& definition_;
    const std::optional<std::size_t> lane_;
    const PlacedHandoff& said_;
    std::vector<std::string>& faults_;
};

void place_gate(Draft& draft, const Definition& definition, std::optional<std::size_t> lane,
                const PlacedGate& said, std::vector<std::string>& faults) {
    const auto name = Symbol::find(said.gate);
    const auto index = name ? definition.find_gate(*name) : std::nullopt;
    if (!index) {
        std::vector<std::string> known;
        for (const definition::Gate& each : definition.gates) known.emplace_back(each.id.text());
        return faults.push_back(
            say::unknown_gate(said.pathway, said.gate, did_you_mean(said.gate, known)));
    }
    if (!lane) return;
    for (std::string& missing : place_clearance(draft, *lane, definition.gates[*index], said))
        faults.push_back(say::gate_wants(said.gate, missing));
}

/// Where the pathway of something stands. `lane` is nullopt where that is not known, since a state
/// listed for it is wrong; a pathway that is not running has no `definition`.
struct Standing {
    const Definition* definition = nullptr;
    std::optional<std::size_t> lane;
};

Standing standing_of(const Draft& draft, const std::vector<PlacedPathway>& places,
                     const std::string& pathway) {
    const Definition* definition = definition_named(draft, pathway);
    const bool unsound =
        std::any_of(places.begin(), places.end(), [definition](const PlacedPathway& each) {
            return each.definition == definition && !each.sound;
        });
    if (unsound) return {definition, std::nullopt};
    const auto lane = lane_named(draft, pathway);
    return {lane ? definition : nullptr, lane};
}

}  // namespace

void place_gates(Draft& draft, const std::vector<PlacedGate>& gates,
                 const std::vector<PlacedPathway>& places, std::vector<std::string>& faults) {
    for (const PlacedGate& each : gates) {
        const Standing standing = standing_of(draft, places, each.pathway);
        if (standing.definition != nullptr)
            place_gate(draft, *standing.definition, standing.lane, each, faults);
        else
            faults.push_back(say::not_running(each.pathway, "gate " + each.gate));
    }
}

void place_handoffs(Draft& draft, const std::vector<PlacedHandoff>& handoffs,
                    const std::vector<PlacedPathway>& places, std::vector<std::string>& faults) {
    for (const PlacedHandoff& each : handoffs) {
        const Standing standing = standing_of(draft, places, each.pathway);
        if (standing.definition != nullptr)
            HandoffPlacer(draft, *standing.definition, standing.lane, each, faults).run();
        else
            faults.push_back(say::not_running(each.pathway, "handoff " + each.name));
    }
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// Where a pathway stands by another version: each innermost active state leads to its image, and
// what lies around those is what is active.
#include <algorithm>

#include "definition/entry_walk.hpp"
#include "journey/legal.hpp"
#include "journey/migrate_parts.hpp"

namespace throughgate::journey {
namespace {

std::string quoted(std::string_view id) { return "'" + std::string(id) + "'"; }

bool is_final(const Definition& definition, StateIndex state) {
    return definition.states[state].kind == State::Kind::final_state;
}

class Seating {
public:
    Seating(const Draft& draft, Seat& seat, Faults& faults)
        : pathway_(draft.pathway(seat.lane)), seat_(seat), faults_(faults) {}

    void run() {
        (pathway_.configuration & seat_.from->leaves).each([this](StateIndex s) { aim(s); });
        if (!sound_) return;
        if (targets_.empty())
            return fault(MigrationFaultKind::illegal, seat_.to->pathway.text(),
                         "nothing of the pathway would be left; map at least one active state");
        seat_.entering =
            definition::entering_of(*seat_.to, targets_, no_state, definition::nothing_remembered);
        check_strands();
        if (!is_legal(*seat_.to, seat_.entering.states))
            fault(MigrationFaultKind::illegal, names_of_targets(),
                  "the case cannot stand in " + names_of_targets() + " at once");
        if (sound_) divide();
    }

private:
    void fault(MigrationFaultKind kind, std::string_view subject, std::string message) {
        sound_ = false;
        faults_.push_back(fault_of(kind, seat_, subject, std::move(message)));
    }
    [[nodiscard]] const State& old(StateIndex s) const { return seat_.from->states[s]; }

    /// A leaf that is gone goes where the author sends it, or the state around it.
    void aim(StateIndex leaf) {
        const StateIndex target = target_of(leaf);
        if (target == no_state) return;
        const State& to = seat_.to->states[target];
        if (to.kind == State::Kind::history || target == 0)
            return fault(MigrationFaultKind::illegal, to.id.text(),
                         quoted(to.id.text()) + " is no state that a case can stand in");
        if (is_final(*seat_.to, target) && !is_final(*seat_.from, leaf))
            return fault(MigrationFaultKind::illegal, old(leaf).id.text(),
                         quoted(old(leaf).id.text()) + " would end in " + quoted(to.id.text()) +
                             "; work that goes on is not ended by a new version");
        if (std::find(targets_.begin(), targets_.end(), target) == targets_.end())
            targets_.push_back(target);
    }

    StateIndex target_of(StateIndex leaf) {
        if (const StateIndex image = image_of(seat_, leaf); image != no_state) return image;
        for (StateIndex s = old(leaf).parent; s != no_state; s = old(s).parent)
            if (seat_.how->states.contains(old(s).id)) return image_of(seat_, s);
        for (StateIndex s = leaf; s != no_state; s = old(s).parent)
            if (seat_.how->ends.contains(old(s).id)) return no_state;
        const std::string id(old(leaf).id.text());
        fault(MigrationFaultKind::mapping_needed, id,
              "state " + quoted(id) +
                  " is gone; say where its live cases stand now: add to the pathway `migrate: "
                  "{states: {" +
                  id + ": " + id.substr(0, id.find('.')) + ".STATE}}` with the state for STATE");
        return no_state;
    }

    /// Work of a strand that is still there ends by its own rules alone.
    void check_strands() {
        for (const StateIndex strand : seat_.to->states[0].children) {
            const auto was = seat_.from->find_state(seat_.to->states[strand].id);
            if (!was || !pathway_.configuration.has(*was)) continue;
            const bool aimed = std::any_of(targets_.begin(), targets_.end(), [&](StateIndex t) {
                return t >= strand && t <= seat_.to->states[strand].last;
            });
            if (!aimed)
                fault(MigrationFaultKind::illegal, seat_.to->states[strand].id.text(),
                      "strand " + quoted(seat_.to->states[strand].id.text()) +
                          " would begin again from its start; map what the case stands in there");
        }
    }

    /// What goes on, what ends; what is left of the new configuration is entered.
    void divide() {
        StateSet taken;
        for (const Entry& entry : pathway_.entries) {
            const StateIndex image = image_of(seat_, entry.state);
            if (image == no_state || !seat_.entering.states.has(image) || taken.has(image)) {
                seat_.left.push_back(entry);
                continue;
            }
            taken.add(image);
            seat_.stood.emplace(entry.id, entry.state);
            seat_.kept.push_back({image, entry.id, entry.at});
        }
        std::sort(seat_.kept.begin(), seat_.kept.end(),
                  [](const Entry& a, const Entry& b) { return a.state < b.state; });
    }

    [[nodiscard]] std::string names_of_targets() const {
        std::string names;
        for (const StateIndex target : targets_)
            names += (names.empty() ? "" : " and ") + quoted(seat_.to->states[target].id.text());
        return names;
    }

    const Pathway& pathway_;
    Seat& seat_;
    Faults& faults_;
    std::vector<StateIndex> targets_;
    bool sound_ = true;
};

bool fits(const definition::FactDeclaration& declared, const Value& value) {
    if (!value.known()) return true;
    if (value.type() != declared.type) return false;
    return declared.type != ValueType::choice ||
           std::find(declared.choices.begin(), declared.choices.end(), value.choice()) !=
               declared.choices.end();
}

bool same_type(const definition::FactDeclaration& a, const definition::FactDeclaration& b) {
    return a.type == b.type && a.choices == b.choices && a.per == b.per;
}

}  // namespace

std::string_view name_of(MigrationFaultKind kind) {
    switch (kind) {
        case MigrationFaultKind::mapping_needed: return "mapping_needed";
        case MigrationFaultKind::illegal: return "illegal";
        case MigrationFaultKind::incident: return "incident";
    }
    return "illegal";
}

MigrationFault fault_of(MigrationFaultKind kind, const Seat& seat, std::string_view subject,
                        std::string message) {
    return {kind, seat.to->pathway, std::string(subject), std::move(message)};
}

StateIndex image_of(const Seat& seat, StateIndex old) {
    const Symbol id = seat.from->states[old].id;
    if (old == 0) return 0;
    const auto mapped = seat.how->states.find(id);
    return seat.to->find_state(mapped == seat.how->states.end() ? id : mapped->second)
        .value_or(no_state);
}

StateIndex nearest_image_of(const Seat& seat, StateIndex old) {
    if (old >= seat.from->states.size()) return 0;
    for (StateIndex s = old; s != no_state; s = seat.from->states[s].parent)
        if (const StateIndex image = image_of(seat, s); image != no_state) return image;
    return 0;
}

std::optional<std::uint16_t> handoff_image_of(const Seat& seat, Symbol old) {
    const auto mapped = seat.how->handoffs.find(old);
    return seat.to->find_handoff(mapped == seat.how->handoffs.end() ? old : mapped->second);
}

Seat seat_of(const Draft& draft, std::size_t lane, const Passage& passage, Faults& faults) {
    Seat seat;
    seat.lane = lane;
    seat.from = draft.lanes[lane].definition;
    seat.to = passage.to;
    seat.how = passage.how;
    Seating(draft, seat, faults).run();
    check_facts(draft, seat, faults);
    return seat;
}

void check_facts(const Draft& draft, const Seat& seat, Faults& faults) {
    for (const definition::FactDeclaration& now : seat.to->facts) {
        const auto* before = seat.from->find_fact(now.name);
        if (before != nullptr && same_type(*before, now)) continue;
        for (const Fact& fact : draft.the_case().facts) {
            if (fact.name != now.name || fits(now, fact.value)) continue;
            faults.push_back(fault_of(MigrationFaultKind::mapping_needed, seat, now.name.text(),
                                      "fact " + quoted(now.name.text()) +
                                          " holds a value that the new version does not know; "
                                          "correct it, or declare the fact as before"));
            break;
        }
    }
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
#include "core/holders.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "definition/faults.hpp"
#include "definition/places.hpp"

namespace throughgate::core {
namespace {

using definition::Definition;
using definition::Places;
using definition::Rung;

/// What a role has to do in one pathway.
struct Uses {
    Place first;
    std::vector<std::string> words;
};

class Collector {
public:
    Collector(const definition::DefinitionSet& set, const std::set<Symbol>& held)
        : set_(set), held_(held) {}

    std::map<std::string, Uses> run(const Definition& definition, const Places& places) {
        for (std::size_t i = 0; i < definition.states.size() && i < places.states.size(); ++i)
            state(definition.states[i], places.states[i], places.dues[i]);
        for (std::size_t i = 0; i < definition.handoffs.size() && i < places.handoffs.size(); ++i)
            handoff(definition.handoffs[i], places.handoffs[i]);
        return std::move(uses_);
    }

private:
    void state(const definition::State& state, const Place& place, const Places::Clock& due) {
        if (place.line == 0) return;
        if (!state.rests) use(state.owner, place, "owns '" + id_of(state.short_id) + "'");
        ladder(state.due_ladder, due, "'" + id_of(state.short_id) + "'");
    }

    void handoff(const definition::HandoffDeclaration& handoff, const Places::Handoff& places) {
        const Place& place =
            places.acknowledge.due.line != 0 ? places.acknowledge.due : places.complete.due;
        for (const Symbol to : handoff.to) use(to, place, "receives " + id_of(handoff.id));
        use(handoff.from, place, "passes on " + id_of(handoff.id));
        ladder(handoff.acknowledge.ladder, places.acknowledge, id_of(handoff.id));
        ladder(handoff.complete.ladder, places.complete, id_of(handoff.id));
    }

    void ladder(const std::vector<Rung>& rungs, const Places::Clock& places,
                const std::string& of) {
        for (std::size_t i = 0; i < rungs.size() && i < places.rungs.size(); ++i)
            for (const Recipient& recipient : rungs[i].tell)
                if (recipient.relation == Relation::holder)
                    use(recipient.role, places.rungs[i],
                        "is told by rung '" + id_of(rungs[i].id) + "' of " + of);
    }

    void use(Symbol role, const Place& place, const std::string& words) {
        const definition::Role* known = set_.find_role(role);
        if (known == nullptr || known->side == definition::Side::outside || held_.contains(role))
            return;
        Uses& uses = uses_[id_of(role)];
        if (uses.words.empty()) uses.first = place;
        if (std::find(uses.words.begin(), uses.words.end(), words) == uses.words.end())
            uses.words.push_back(words);
    }

    static std::string id_of(Symbol symbol) { return std::string(symbol.text()); }

    const definition::DefinitionSet& set_;
    const std::set<Symbol>& held_;
    std::map<std::string, Uses> uses_;
};

std::string told(const std::vector<std::string>& words) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + words[i];
    const std::size_t left = words.size() - std::min(words.size(), most);
    return left == 0 ? text : text + " and " + std::to_string(left) + " more";
}

/// A role that owns no state and is given to a person of the case when it comes up, as to the next
/// officer when a person moves: no directory lists it. Its manager answers until somebody is named.
void add_named_when_needed(const definition::DefinitionSet& set, std::set<Symbol>& held) {
    std::set<Symbol> owners;
    for (const auto& definition : set.current)
        for (const definition::State& state : definition->states) owners.insert(state.owner);
    std::vector<Symbol> named;
    for (const definition::Role& role : set.roles)
        if (role.assigned && !owners.contains(role.id) && role.manager &&
            held.contains(*role.manager))
            named.push_back(role.id);
    held.insert(named.begin(), named.end());
}

}  // namespace

std::vector<Diagnostic> roles_without_holder(const definition::Loaded& loaded,
                                             const Directory& directory) {
    std::set<Symbol> held;
    for (const StaffMember& member : directory.members)
        if (!member.box) held.insert(member.roles.begin(), member.roles.end());
    add_named_when_needed(loaded.set, held);
    definition::Faults faults;
    const std::size_t count = std::min(loaded.set.current.size(), loaded.places.size());
    for (std::size_t i = 0; i < count; ++i)
        for (const auto& [role, uses] :
             Collector(loaded.set, held).run(*loaded.set.current[i], *loaded.places[i]))
            faults.warning(
                "TG0655", uses.first,
                "nobody in the directory holds '" + role + "', which " + told(uses.words));
    return std::move(faults.list);
}

}  // namespace throughgate::core

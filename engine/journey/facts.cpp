// SPDX-License-Identifier: MIT
#include "journey/facts.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/inputs.hpp"

namespace throughgate::journey {
namespace {

/// Who says so: the person, else the program that asserts it.
std::string_view recorder(const Draft& draft) {
    const Actor& actor = draft.event.actor;
    if (!actor.person.empty()) return actor.person;
    return actor.asserted_by.empty() ? std::string_view("engine") : actor.asserted_by;
}

/// Everything of a fact but what it is about.
void fill(const Draft& draft, Fact& fact, Value value, Instant effective) {
    fact.value = std::move(value);
    fact.certainty = fact.value.known() ? Certainty::confirmed : Certainty::unknown;
    fact.effective = effective;
    fact.recorded = draft.now;
    fact.recorded_by = recorder(draft);
}

bool is_in_summary(Symbol fact) {
    const Names& n = names();
    return fact == n.release || fact == n.prison || fact == n.ro_team || fact == n.limited_access;
}

/// What people are found by, who are told of the case or may see it.
bool finds_people(Symbol fact) {
    const Names& n = names();
    return fact == n.prison || fact == n.ro_team || fact == n.limited_access ||
           fact == n.limited_access_officers || fact == n.rosh || fact == n.mappa;
}

void note_for_dates(Draft& draft, Symbol name) {
    const std::uint32_t last_timer = draft.the_case().last_timer;
    for (ChangedFact& each : draft.changed_facts)
        if (each.name == name) {
            each.last_timer = last_timer;
            return;
        }
    draft.changed_facts.push_back({name, last_timer});
}

/// Another address: every fact that it keys, and that a date reads, has another value now.
void note_keyed(Draft& draft, const Definition& definition, Symbol key) {
    for (const definition::FactDeclaration& declared : definition.facts)
        if (declared.per == key && definition.use_of(declared.name).dates)
            note_for_dates(draft, declared.name);
}

void note_changed(Draft& draft, Symbol fact) {
    draft.change.changed.facts = true;
    if (is_in_summary(fact)) draft.change.changed.summary = true;
    if (finds_people(fact)) draft.change.changed.reach = true;
    draft.seen = draft.facts_changed = true;
    for (Lane& lane : draft.lanes) {
        const definition::FactUse use = lane.definition->use_of(fact);
        if (use.keys) note_keyed(draft, *lane.definition, fact);
        if (use.keys)
            lane.stir();
        else if (use.eventless)
            lane.to_ask |= lane.definition->askers_of(fact);
        if (use.dates) note_for_dates(draft, fact);
    }
}

void log_set(Draft& draft, const Fact& fact, const Fact* before) {
    ChangeLog& log = draft.log("fact.set", {{"name", fact.name}});
    log.with("value", fact.value);
    if (!fact.subject.empty()) log.with("subject", fact.subject);
    if (before != nullptr) log.with("before", before->value);
}

void remember(Draft& draft, Symbol name, const std::string& subject, std::optional<Fact> before) {
    if (draft.may_refuse) draft.facts_before.push_back({name, subject, std::move(before)});
}

FactSet replace(Draft& draft, Fact& known, Value value, Instant effective) {
    if (effective < known.effective) return FactSet::stale;
    if (known.value == value) {
        if (known.effective == effective) return FactSet::same;
        remember(draft, known.name, known.subject, known);
        known.effective = effective;
        draft.change.changed.facts = true;
        return FactSet::same;
    }
    Fact before = known;
    fill(draft, known, std::move(value), effective);
    log_set(draft, known, &before);
    remember(draft, known.name, known.subject, std::move(before));
    note_changed(draft, known.name);
    return FactSet::changed;
}

}  // namespace

const definition::FactDeclaration* declaration_of(const Draft& draft, Symbol fact) {
    for (const Lane& lane : draft.lanes)
        if (const auto* declared = lane.definition->find_fact(fact)) return declared;
    for (const auto& current : draft.world.definitions->current)
        if (const auto* declared = current->find_fact(fact)) return declared;
    return nullptr;
}

FactSet set_fact(Draft& draft, const definition::FactDeclaration& declared, Value value,
                 Instant effective) {
    FactTable& facts = draft.the_case().facts;
    std::string subject = subject_of(draft.the_case(), declared.per);
    if (Fact* known = facts.find(declared.name, subject))
        return replace(draft, *known, std::move(value), effective);
    if (!value.known()) return FactSet::same;
    TG_ASSERT_WITH(facts.size() < limits::facts_per_case, "too many facts in one case");
    Fact& set = facts.add(declared.name, std::move(subject));
    fill(draft, set, std::move(value), effective);
    log_set(draft, set, nullptr);
    remember(draft, set.name, set.subject, std::nullopt);
    note_changed(draft, declared.name);
    return FactSet::changed;
}

void set_fact_by_rule(Draft& draft, Symbol fact, const Value& value) {
    const definition::FactDeclaration* declared = declaration_of(draft, fact);
    TG_ASSERT_WITH(declared != nullptr, "undeclared fact " + std::string(fact.text()));
    const Fact* known =
        draft.the_case().find_fact(fact, subject_of(draft.the_case(), declared->per));
    const Instant effective = known == nullptr ? draft.now : std::max(draft.now, known->effective);
    set_fact(draft, *declared, value, effective);
}

void restore_facts(Draft& draft) {
    FactTable& facts = draft.the_case().facts;
    auto& before = draft.facts_before;
    for (auto each = before.rbegin(); each != before.rend(); ++each)
        if (each->fact)
            facts.put(std::move(*each->fact));
        else
            facts.remove(each->name, each->subject);
    before.clear();
}

namespace {

void assign_one(Draft& draft, Symbol role, const std::string& person) {
    auto& holders = draft.the_case().holders;
    const auto before = [](const RoleHolder& holder, Symbol wanted) {
        return holder.role.text() < wanted.text();
    };
    const auto place = std::lower_bound(holders.begin(), holders.end(), role, before);
    const bool held = place != holders.end() && place->role == role;
    if (held ? place->person == person : person.empty()) return;
    const std::string old = held ? place->person : std::string();
    if (held && person.empty())
        holders.erase(place);
    else if (held)
        *place = {role, person, draft.now};
    else
        holders.insert(place, {role, person, draft.now});
    draft.log("role.assigned", {{"role", role}, {"person", person}, {"before", old}});
    draft.change.changed.people = true;
    draft.seen = true;
    if (role == names().ro) draft.change.changed.summary = true;
    draft.stir();
}

}  // namespace

void assign(Draft& draft, const std::vector<Assignment>& assignments) {
    for (const Assignment& each : assignments) {
        const std::optional<Symbol> role = Symbol::find(each.role);
        TG_ASSERT(role.has_value());
        assign_one(draft, *role, each.person);
    }
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
#include "exchange/difference.hpp"

#include <algorithm>
#include <unordered_set>

namespace throughgate::exchange {
namespace {

/// A name that nobody interned is no fact's.
const Fact* find_fact(const FactTable& facts, std::string_view name) {
    const auto symbol = Symbol::find(name);
    return symbol ? facts.find(*symbol) : nullptr;
}

std::string_view holder_of(const std::vector<RoleHolder>& holders, std::string_view role) {
    const auto found = std::find_if(holders.begin(), holders.end(), [&](const RoleHolder& holder) {
        return holder.role.text() == role;
    });
    return found == holders.end() ? std::string_view{} : std::string_view(found->person);
}

/// Types differ between a record (text) and a case (choice), so the texts are compared.
bool same_value(const Fact* existing, const Value& incoming) {
    const bool known = existing != nullptr && existing->value.known();
    if (!known || !incoming.known()) return known == incoming.known();
    return to_text(existing->value) == to_text(incoming);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Difference difference(const FactTable& facts, const std::vector<RoleHolder>& holders,
                      const ImportedPerson& imported) {
    Difference result;
    for (const Field& field : imported.facts) {
        const Fact* existing = find_fact(facts, field.name);
        const bool known = existing != nullptr && existing->value.known();
        if (known && contains(imported.doubtful, field.name)) continue;
        if (same_value(existing, field.value)) continue;
        result.facts.push_back(field);
    }
    for (const Assignment& assignment : imported.assignments) {
        if (holder_of(holders, assignment.role) != assignment.person)
            result.assignments.push_back(assignment);
    }
    for (const std::string& role : imported.unallocated) {
        if (!holder_of(holders, role).empty()) result.assignments.push_back(Assignment{role, ""});
    }
    return result;
}

bool same_person(const PersonIdentity& left, const PersonIdentity& right) {
    if (!left.noms_number.empty() && left.noms_number == right.noms_number) return true;
    return !left.crn.empty() && left.crn == right.crn;
}

std::vector<std::string> missing_from_source(const std::vector<KnownPerson>& live,
                                             const PrisonerImport& extract) {
    std::unordered_set<std::string_view> present;
    for (const ImportedPerson& person : extract.people) {
        present.insert(person.identity.noms_number);
        present.insert(person.identity.crn);
    }
    present.erase(std::string_view{});
    std::vector<std::string> missing;
    for (const KnownPerson& known : live) {
        if (present.contains(known.person.noms_number) || present.contains(known.person.crn))
            continue;
        missing.push_back(known.case_reference);
    }
    return missing;
}

}  // namespace throughgate::exchange

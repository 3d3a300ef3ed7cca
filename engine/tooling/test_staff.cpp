// SPDX-License-Identifier: MIT
// The invented staff of a test: for every role a person, a deputy and a manager, for every side a
// mailbox.
#include <algorithm>
#include <map>

#include "tooling/test_names.hpp"

namespace throughgate::tooling {
namespace {

using definition::DefinitionSet;
using definition::Role;
using definition::Side;

std::string_view team_of(Side side) { return side == Side::prison ? test_prison : test_team; }

std::string box_of(Side side) { return side == Side::prison ? "prison.box" : "community.box"; }

bool is_unallocated(const Test& test, Symbol role) {
    if (!test.opening.unallocated) return false;
    const auto& roles = *test.opening.unallocated;
    return std::any_of(roles.begin(), roles.end(),
                       [&](const Word& word) { return word.text == role.text(); });
}

const Word* person_named_for(const Test& test, Symbol role) {
    for (const auto& [name, person] : test.opening.people)
        if (name.text == role.text()) return &person;
    return nullptr;
}

std::string address_of(const std::string& id) { return id + "@example.invalid"; }

/// By id; what is added later replaces.
class Staff {
public:
    Staff(const Test& test, const DefinitionSet& set) : test_(test), set_(set) {}

    Directory directory() {
        for (const Role& role : set_.roles)
            if (role.side != Side::outside) add_role(role);
        for (const Side side : {Side::prison, Side::community}) add_box(side);
        for (const auto& [role, person] : test_.opening.people) add_holder(role, person);
        for (const TestPerson& person : test_.opening.staff) add_person(person);
        Directory directory;
        for (auto& [id, member] : members_) directory.members.push_back(std::move(member));
        return directory;
    }

private:
    StaffMember& add(const std::string& id, std::string name, Side side) {
        StaffMember& member = members_[id];
        member.id = id;
        member.name = std::move(name);
        member.email = address_of(id);
        member.team = team_of(side);
        return member;
    }

    void add_role(const Role& role) {
        const std::string id(role.id.text());
        // Whoever holds for a team what nobody is to hold is not there.
        const bool holds = role.assigned || !is_unallocated(test_, role.id);
        StaffMember& person = add(id, role.label, role.side);
        person.deputy = id + ".deputy";
        person.manager = id + ".manager";
        StaffMember& deputy = add(id + ".deputy", "Deputy, " + role.label, role.side);
        deputy.manager = id + ".manager";
        if (holds) person.roles = deputy.roles = {role.id};
        StaffMember& manager = add(id + ".manager", "Manager, " + role.label, role.side);
        if (role.manager) manager.manager = std::string(role.manager->text());
    }

    void add_box(Side side) {
        const std::string id = box_of(side);
        add(id, side == Side::prison ? "Prison mailbox" : "Community mailbox", side).box = true;
    }

    /// Somebody whom only `people:` names works like the role's own person.
    void add_holder(const Word& role, const Word& person) {
        const auto symbol = Symbol::find(role.text);
        const Role* known = symbol ? set_.find_role(*symbol) : nullptr;
        if (known == nullptr || !person.given() || members_.contains(person.text)) return;
        StaffMember& member = add(person.text, person.text, known->side);
        member.roles = {known->id};
        member.deputy = role.text + ".deputy";
        member.manager = role.text + ".manager";
    }

    void add_person(const TestPerson& person) {
        Side side = Side::community;
        std::vector<Symbol> roles;
        for (const Word& word : person.roles)
            if (const auto symbol = Symbol::find(word.text)) roles.push_back(*symbol);
        if (!roles.empty())
            if (const Role* role = set_.find_role(roles.front())) side = role->side;
        StaffMember& member = add(person.id.text, person.id.text, side);
        const bool says_roles = !person.roles.empty() || person.box;
        if (says_roles) member.roles = std::move(roles);
        if (person.team.given()) member.team = person.team.text;
        if (person.deputy.given()) member.deputy = person.deputy.text;
        if (person.manager.given()) member.manager = person.manager.text;
        member.absent_from = parse_date(person.absent_from.text);
        member.absent_until = parse_date(person.absent_until.text);
        if (person.unreachable) member.email.clear();
        member.box = person.box;
    }

    const Test& test_;
    const DefinitionSet& set_;
    std::map<std::string, StaffMember> members_;
};

}  // namespace

Directory staff_of(const Test& test, const DefinitionSet& set) {
    return Staff(test, set).directory();
}

std::set<std::string> people_of(const Test& test, const DefinitionSet& set) {
    std::set<std::string> people;
    for (const StaffMember& member : staff_of(test, set).members) people.insert(member.id);
    for (const Role& role : set.roles) {
        people.emplace(role.id.text());
        people.insert(std::string(role.id.text()) + ".box");
    }
    return people;
}

std::string person_for(const Test& test, const DefinitionSet& set, std::string_view name) {
    const bool is_box = name.ends_with(".box");
    const auto symbol = Symbol::find(is_box ? name.substr(0, name.size() - 4) : name);
    const Role* role = symbol ? set.find_role(*symbol) : nullptr;
    if (role == nullptr) return std::string(name);
    if (is_box) return box_of(role->side);
    const Word* named = person_named_for(test, role->id);
    return named != nullptr ? named->text : std::string(name);
}

std::vector<Assignment> assignments_of(const Test& test, const DefinitionSet& set) {
    std::vector<Assignment> assignments;
    for (const Role& role : set.roles) {
        if (role.side == Side::outside || is_unallocated(test, role.id)) continue;
        const Word* named = person_named_for(test, role.id);
        if (named != nullptr)
            assignments.push_back({std::string(role.id.text()), named->text});
        else if (role.assigned)
            assignments.push_back({std::string(role.id.text()), std::string(role.id.text())});
    }
    return assignments;
}

}  // namespace throughgate::tooling

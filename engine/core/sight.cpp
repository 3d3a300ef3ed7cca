// SPDX-License-Identifier: MIT
#include "core/sight.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "store/summary.hpp"

namespace throughgate::core {
namespace {

using definition::Role;
using definition::Side;
using Texts = std::vector<std::string>;

void add_once(Texts& texts, const std::string& text) {
    if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end())
        texts.push_back(text);
}

/// The person, and whoever is absent today and has named them as deputy.
Texts people_of(const Directory& directory, const StaffMember& self, Date today) {
    Texts people{self.id};
    for (const StaffMember& each : directory.members)
        if (each.deputy == self.id && notices::is_absent(each, today)) people.push_back(each.id);
    return people;
}

bool manages(const Directory& directory, const StaffMember& member, const std::string& person) {
    const StaffMember* above = directory.find(member.manager);
    for (int level = 0; above != nullptr && level < limits::manager_levels; ++level) {
        if (above->id == person) return true;
        above = directory.find(above->manager);
    }
    return false;
}

/// A role opens the cases of its holder's team: all of them, or those handed to a provider.
void add_scope(const StaffMember& member, const Role& role, store::Sight& scope) {
    if (role.side == Side::outside) return;
    if (role.provider) {
        add_once(scope.provider_teams, member.team);
        return add_once(scope.provider_roles, std::string(role.id.text()));
    }
    add_once(role.side == Side::prison ? scope.prisons : scope.teams, member.team);
}

void add_scopes(const StaffMember& member, const definition::DefinitionSet& set,
                store::Sight& scope) {
    for (const Symbol name : member.roles)
        if (const Role* role = set.find_role(name)) add_scope(member, *role, scope);
}

/// A manager sees the teams of the people below. Where these work for a provider, as they do.
void add_managed(const Directory& directory, const definition::DefinitionSet& set,
                 const StaffMember& self, store::Sight& scope) {
    const auto reports = [&](const StaffMember& each) { return each.manager == self.id; };
    if (std::none_of(directory.members.begin(), directory.members.end(), reports)) return;
    for (const StaffMember& each : directory.members)
        if (!each.box && manages(directory, each, self.id)) add_scopes(each, set, scope);
}

void add_labels(const std::vector<Symbol>& roles, const definition::DefinitionSet& set,
                Labels& labels) {
    for (const Symbol name : roles)
        if (const Role* role = set.find_role(name))
            labels.insert(role->sees.begin(), role->sees.end());
}

Texts texts_of(const auto& symbols) {
    Texts texts;
    for (const Symbol each : symbols) texts.emplace_back(each.text());
    std::sort(texts.begin(), texts.end());
    return texts;
}

void list_fault(std::string& faults, std::string_view what, const std::string& text) {
    if (!faults.empty()) faults += "; ";
    faults.append(what).append(" '").append(text).append("'");
}

bool is_label(const definition::DefinitionSet& set, Symbol label) {
    return std::any_of(set.roles.begin(), set.roles.end(), [&](const Role& role) {
        return std::find(role.sees.begin(), role.sees.end(), label) != role.sees.end();
    });
}

/// Every role, label and case that is asserted and is none; empty: they are sound.
std::string faults_of(const AssertedRights& rights, const definition::DefinitionSet& set) {
    std::string faults;
    for (const std::string& role : rights.roles)
        if (const auto name = Symbol::find(role); !name || set.find_role(*name) == nullptr)
            list_fault(faults, "no role", role);
    for (const std::string& label : rights.labels)
        if (const auto name = Symbol::find(label); !name || !is_label(set, *name))
            list_fault(faults, "no label", label);
    for (const std::string& reference : rights.cases)
        if (store::case_id_of(reference).number == 0) list_fault(faults, "no reference", reference);
    return faults;
}

void add_asserted_teams(const AssertedRights& rights, const definition::DefinitionSet& set,
                        store::Sight& scope) {
    bool for_all = rights.roles.empty();
    for (const std::string& name : rights.roles) {
        const Role& role = *set.find_role(Symbol::of(name));
        if (role.provider)
            add_once(scope.provider_roles, name);
        else
            for_all = for_all || role.side != Side::outside;
    }
    if (for_all) scope.teams = rights.teams;
    if (!scope.provider_roles.empty()) scope.provider_teams = rights.teams;
}

/// invalid: nobody is named, or something that the definitions do not know. Names that are not
/// known are not kept: whoever asks could fill the table of symbols with them.
Status check_asserted(const Viewer& viewer, const Surroundings& around) {
    if (viewer.asserted->everything) return {};
    if (viewer.person.empty())
        return Error{ErrorKind::invalid, "rights are asserted of nobody; name the person",
                     "person"};
    if (const std::string faults = faults_of(*viewer.asserted, around.definitions); !faults.empty())
        return Error{ErrorKind::invalid, "the asserted rights name " + faults, "rights"};
    return {};
}

Sight everything_under(const Viewer& viewer) {
    Sight sight{viewer, {}, {}, {}};
    sight.scope.everything = true;
    for (const std::string& label : viewer.asserted->labels)
        if (const auto known = Symbol::find(label)) sight.labels.insert(*known);
    return sight;
}

/// What the host says of its own user.
Sight asserted_sight(const Viewer& viewer, const Surroundings& around, Instant now) {
    const AssertedRights& rights = *viewer.asserted;
    if (rights.everything) return everything_under(viewer);
    Sight sight{viewer, {}, {}, {}};
    sight.scope.person = viewer.person;
    sight.scope.people = {viewer.person};
    sight.scope.prisons = rights.establishments;
    sight.scope.glass_since = now - glass_lasts;
    for (const std::string& role : rights.roles) sight.roles.push_back(Symbol::of(role));
    for (const std::string& each : rights.cases)
        sight.scope.cases.push_back(store::case_id_of(each));
    add_asserted_teams(rights, around.definitions, sight.scope);
    add_labels(sight.roles, around.definitions, sight.labels);
    for (const std::string& label : rights.labels) sight.labels.insert(Symbol::of(label));
    return sight;
}

}  // namespace

bool is_open(Symbol label, const Labels& labels) {
    return label.empty() || label.text() == "standard" || labels.contains(label);
}

Status check_viewer(const Viewer& viewer, const Surroundings& around) {
    if (viewer.purpose.size() > purpose_bytes)
        return Error{ErrorKind::invalid, "the purpose is longer than 500 bytes; shorten it",
                     "purpose"};
    if (viewer.asserted) return check_asserted(viewer, around);
    const StaffMember* self = around.directory.find(viewer.person);
    if (self == nullptr || self->box)
        return Error{ErrorKind::forbidden,
                     "'" + viewer.person +
                         "' is nobody in the staff directory; sign in as a member of staff, or "
                         "import the directory",
                     viewer.person};
    return {};
}

Result<Sight> sight_of(const Viewer& viewer, const Surroundings& around, Instant now) {
    if (auto known = check_viewer(viewer, around); !known.ok()) return known.error();
    if (viewer.asserted) return asserted_sight(viewer, around, now);
    const StaffMember* self = around.directory.find(viewer.person);
    Sight sight{viewer, {}, self->roles, {}};
    sight.scope.person = self->id;
    sight.scope.people = people_of(around.directory, *self, around.today(now));
    sight.scope.glass_since = now - glass_lasts;
    add_scopes(*self, around.definitions, sight.scope);
    add_managed(around.directory, around.definitions, *self, sight.scope);
    add_labels(sight.roles, around.definitions, sight.labels);
    return sight;
}

Labels labels_on(const Case& the_case, const Sight& sight, const Surroundings& around, Instant now,
                 store::Seen seen) {
    Labels labels = sight.labels;
    if (seen == store::Seen::through_glass) labels.merge(labels_through_glass(around));
    add_labels(notices::grants_of(around.directory, around.definitions, context_of(the_case),
                                  sight.viewer.person, around.today(now)),
               around.definitions, labels);
    return labels;
}

Rights rights_of(const Sight& sight) {
    Texts stands_for(sight.scope.people.begin() + 1, sight.scope.people.end());
    return {sight.viewer.person,   texts_of(sight.roles), std::move(stands_for),
            sight.scope.prisons,   sight.scope.teams,     sight.scope.provider_teams,
            texts_of(sight.labels)};
}

std::string vouched_for(const Viewer& viewer) {
    if (!viewer.asserted) return viewer.asserted_by;
    std::string all = viewer.asserted_by + " asserting";
    const auto add = [&all](std::string_view what, const Texts& texts) {
        if (texts.empty()) return;
        all.append(" ").append(what).append("=");
        for (const std::string& text : texts) all.append(text).append(",");
        all.pop_back();
    };
    add("roles", viewer.asserted->roles);
    add("establishments", viewer.asserted->establishments);
    add("teams", viewer.asserted->teams);
    add("labels", viewer.asserted->labels);
    add("cases", viewer.asserted->cases);
    if (viewer.asserted->everything) all += " everything";
    return all;
}

Error forbidden(std::string_view reference) {
    return {ErrorKind::forbidden,
            "case " + std::string(reference) +
                " is not open to you; ask its officer, or break the glass with a reason",
            std::string(reference)};
}

}  // namespace throughgate::core

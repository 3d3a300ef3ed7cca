// SPDX-License-Identifier: MIT
#include "core/change_identity.hpp"

#include <algorithm>

#include "core/surroundings.hpp"

namespace throughgate::core {

std::string identity_of(const Actor& actor) {
    if (actor.person.empty()) return actor.asserted_by;
    return actor.person + " (" + actor.asserted_by + ")";
}

Actor actor_named(std::string_view identity) {
    Actor actor;
    const std::size_t open = identity.rfind(" (");
    if (open == std::string_view::npos || !identity.ends_with(")")) {
        actor.asserted_by = identity;
        return actor;
    }
    actor.person = identity.substr(0, open);
    actor.asserted_by = identity.substr(open + 2, identity.size() - open - 3);
    return actor;
}

std::vector<Actor> actors_named(std::string_view identities) {
    std::vector<Actor> actors;
    while (!identities.empty()) {
        const std::size_t end = std::min(identities.find("; "), identities.size());
        actors.push_back(actor_named(identities.substr(0, end)));
        identities.remove_prefix(std::min(end + 2, identities.size()));
    }
    return actors;
}

std::string shown_reference(const Case& the_case) {
    return context_of(the_case).limited_access ? "restricted" : the_case.reference;
}

bool same_person(const Actor& a, const Actor& b) {
    if (!a.person.empty() && a.person == b.person) return true;
    if (a.asserted_by != b.asserted_by) return false;
    return a.asserted_by.starts_with("os:") || a.person.empty() || b.person.empty();
}

Actor behind(const Directory& directory, Actor actor) {
    constexpr std::string_view login = "os:";
    if (!actor.asserted_by.starts_with(login)) return actor;
    const StaffMember* member =
        directory.find_login(std::string_view(actor.asserted_by).substr(login.size()));
    actor.person = member != nullptr ? member->id : std::string();
    return actor;
}

bool told_apart(const Actor& a, const Actor& b) {
    if (same_person(a, b)) return false;
    if (!a.person.empty() && !b.person.empty()) return true;
    return a.asserted_by.starts_with("os:") && b.asserted_by.starts_with("os:");
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
#include "core/change_identity.hpp"

#include <algorithm>

#include "core/change_texts.hpp"
#include "core/surroundings.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::core {
namespace {

constexpr std::string_view made_by = ", by ";

/// `maker` made the token with which `holder` speaks, which may be another identity of their own.
bool made_token_of(const Directory& directory, const Actor& maker, const Actor& holder) {
    const std::size_t by = holder.asserted_by.rfind(made_by);
    if (by == std::string::npos) return false;
    const Actor made{"", holder.asserted_by.substr(by + made_by.size()), ""};
    return same_person(made, maker) ||
           same_person(behind(directory, made), behind(directory, maker));
}

}  // namespace

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

Status made_no_token(const Directory& directory, const Actor& actor, const Actor& other,
                     std::string_view did) {
    if (made_token_of(directory, other, actor))
        return change_texts::made_their_token(identity_of(other), did, identity_of(actor));
    if (made_token_of(directory, actor, other))
        return change_texts::made_their_token(identity_of(actor), "acts here", identity_of(other));
    return {};
}

}  // namespace throughgate::core

namespace throughgate {

std::string with_token_maker(std::string_view principal, std::string_view maker) {
    return std::string(principal) + std::string(core::made_by) + std::string(maker);
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
#include "model/directory.hpp"

#include <algorithm>

namespace throughgate {

const StaffMember* Directory::find(std::string_view id) const {
    const auto before = [](const StaffMember& member, std::string_view key) {
        return member.id < key;
    };
    const auto found = std::lower_bound(members.begin(), members.end(), id, before);
    return found != members.end() && found->id == id ? &*found : nullptr;
}

const StaffMember* Directory::find_login(std::string_view login) const {
    if (login.empty()) return nullptr;
    for (const StaffMember& member : members)
        if (member.login == login) return &member;
    return nullptr;
}

const StaffMember* Directory::box_of(std::string_view team) const {
    for (const StaffMember& member : members)
        if (member.box && member.team == team) return &member;
    return nullptr;
}

std::vector<const StaffMember*> Directory::holding(Symbol role, std::string_view team) const {
    std::vector<const StaffMember*> found;
    for (const StaffMember& member : members) {
        const auto& roles = member.roles;
        const bool holds = std::find(roles.begin(), roles.end(), role) != roles.end();
        if (!member.box && member.team == team && holds) found.push_back(&member);
    }
    return found;
}

}  // namespace throughgate

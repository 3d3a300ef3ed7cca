// SPDX-License-Identifier: MIT
#include "model/directory.hpp"

#include <algorithm>
#include <numeric>

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

void Directory::index() {
    by_team.resize(members.size());
    std::iota(by_team.begin(), by_team.end(), 0U);
    std::stable_sort(by_team.begin(), by_team.end(), [this](std::uint32_t a, std::uint32_t b) {
        return members[a].team < members[b].team;
    });
}

template <typename Visit>
void Directory::each_of(std::string_view team, Visit visit) const {
    if (by_team.size() != members.size()) {
        for (const StaffMember& member : members)
            if (member.team == team && visit(member)) return;
        return;
    }
    auto place = std::lower_bound(
        by_team.begin(), by_team.end(), team, [this](std::uint32_t at, std::string_view wanted) {
            return members[at].team.compare(wanted) < 0;  // what Clang 14 takes as well
        });
    for (; place != by_team.end() && members[*place].team == team; ++place)
        if (visit(members[*place])) return;
}

const StaffMember* Directory::box_of(std::string_view team) const {
    const StaffMember* box = nullptr;
    each_of(team, [&](const StaffMember& member) {
        if (member.box) box = &member;
        return member.box;
    });
    return box;
}

const StaffMember* Directory::on_duty(std::string_view team, Date day) const {
    const auto before = [](const Duty& duty, const std::pair<std::string_view, Date>& wanted) {
        return std::pair<std::string_view, Date>(duty.team, duty.day) < wanted;
    };
    const auto found = std::lower_bound(duties.begin(), duties.end(), std::pair(team, day), before);
    const bool there = found != duties.end() && found->team == team && found->day == day;
    return there ? find(found->person) : nullptr;
}

std::vector<const StaffMember*> Directory::holding(Symbol role, std::string_view team) const {
    std::vector<const StaffMember*> found;
    each_of(team, [&](const StaffMember& member) {
        const auto& roles = member.roles;
        const bool holds = std::find(roles.begin(), roles.end(), role) != roles.end();
        if (!member.box && holds) found.push_back(&member);
        return false;
    });
    return found;
}

}  // namespace throughgate

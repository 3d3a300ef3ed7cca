// SPDX-License-Identifier: MIT
#include "core/inspect_staff.hpp"

#include <algorithm>
#include <set>

namespace throughgate::core {
namespace {

using findings::Names;

bool has_email(const StaffMember* member) { return member != nullptr && !member->email.empty(); }

/// Somebody else who is told in their place. A manager is no such person: that is an escalation.
bool is_stood_in_for(const Directory& directory, const StaffMember& member) {
    return has_email(directory.find(member.deputy)) || has_email(directory.box_of(member.team));
}

std::set<std::string_view> managers_of(const Directory& directory) {
    std::set<std::string_view> managers;
    for (const StaffMember& each : directory.members)
        if (!each.manager.empty()) managers.insert(each.manager);
    return managers;
}

template <typename Wanted>
Names ids_of(const Directory& directory, Wanted wanted) {
    Names ids;
    for (const StaffMember& each : directory.members)
        if (!each.box && !each.roles.empty() && wanted(each)) ids.push_back(each.id);
    return ids;
}

Names empty_roles(const Directory& directory, std::span<const definition::Role> roles) {
    Names empty;
    for (const definition::Role& role : roles) {
        if (role.side == definition::Side::outside) continue;
        const bool held = std::any_of(
            directory.members.begin(), directory.members.end(), [&](const StaffMember& member) {
                return !member.box && std::find(member.roles.begin(), member.roles.end(),
                                                role.id) != member.roles.end();
            });
        if (!held) empty.emplace_back(role.id.text());
    }
    return empty;
}

void add(std::vector<Finding>& found, const Names& names, Finding (*finding)(const Names&)) {
    if (!names.empty()) found.push_back(finding(names));
}

}  // namespace

std::vector<Finding> inspect_staff(const Directory& directory,
                                   std::span<const definition::Role> roles) {
    if (directory.members.empty()) return {findings::no_staff()};
    const auto managers = managers_of(directory);
    std::vector<Finding> found;
    add(found,
        ids_of(directory,
               [&](const StaffMember& each) {
                   return each.email.empty() && !is_stood_in_for(directory, each);
               }),
        findings::unreachable_staff);
    add(found, empty_roles(directory, roles), findings::roles_without_holder);
    add(found,
        ids_of(directory,
               [&](const StaffMember& each) {
                   return each.manager.empty() && !managers.contains(each.id);
               }),
        findings::staff_without_manager);
    add(found,
        ids_of(directory,
               [&](const StaffMember& each) {
                   return each.email.empty() && is_stood_in_for(directory, each);
               }),
        findings::staff_without_email);
    return found;
}

}  // namespace throughgate::core

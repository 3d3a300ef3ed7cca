// SPDX-License-Identifier: MIT
// One small office for the tests of notices/: a community team, a prison, one case.
#pragma once

#include <algorithm>
#include <string>

#include "notices/notices.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {

inline constexpr Date today = std::chrono::sys_days(std::chrono::year{2026} / 3 / 17);

inline StaffMember staff(const std::string& id, const std::string& role, const std::string& team,
                         const std::string& deputy = "", const std::string& manager = "") {
    StaffMember member;
    member.id = id;
    member.name = "Officer " + std::string(1, static_cast<char>(id[0] - 'a' + 'A')) + id.substr(1);
    member.email = id + "@example.org";
    if (!role.empty()) member.roles = {Symbol::of(role)};
    member.team = team;
    member.deputy = deputy;
    member.manager = manager;
    member.box = id.starts_with("box");
    return member;
}

inline definition::Role role(const std::string& id, definition::Side side, bool assigned,
                             const std::string& manager = "") {
    definition::Role made{Symbol::of(id), side, id, id, assigned, {}, false, {}};
    if (!manager.empty()) made.manager = Symbol::of(manager);
    return made;
}

struct Office {
    Office() {
        using definition::Side;
        directory.members = {staff("aspen", "ro", "STOKE", "birch", "maple"),
                             staff("birch", "ro", "STOKE", "aspen", "maple"),
                             staff("box-prison", "", "ZZI"),
                             staff("box-stoke", "", "STOKE"),
                             staff("cedar", "pom", "ZZI"),
                             staff("maple", "spo", "STOKE", "", "rowan"),
                             staff("oak", "spo", "STOKE", "", "rowan"),
                             staff("rowan", "head_pdu", "STOKE")};
        set.roles = {role("ro", Side::community, true, "spo"),
                     role("spo", Side::community, false, "head_pdu"),
                     role("head_pdu", Side::community, false), role("pom", Side::prison, true),
                     role("external", Side::outside, false)};
        context = {"TG-000007",
                   "ZZI",
                   "STOKE",
                   {{Symbol::of("ro"), "aspen", {}}, {Symbol::of("pom"), "cedar", {}}},
                   false};
    }

    StaffMember& member(std::string_view id) {
        const auto same = [&](const StaffMember& m) { return m.id == id; };
        return *std::find_if(directory.members.begin(), directory.members.end(), same);
    }
    void away(std::string_view id) {
        member(id).absent_from = today - std::chrono::days(1);
        member(id).absent_until = today + std::chrono::days(1);
    }
    void unreachable(std::string_view id) { member(id).email.clear(); }
    void remove(std::string_view id) {
        std::erase_if(directory.members, [&](const StaffMember& m) { return m.id == id; });
    }

    Directory directory;
    definition::DefinitionSet set;
    notices::CaseContext context;
};

}  // namespace throughgate::testing

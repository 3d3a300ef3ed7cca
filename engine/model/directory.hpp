// SPDX-License-Identifier: MIT
// Directory: the staff of both sides, their deputies, managers and team boxes. An immutable value;
// a new import is a new version.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/symbol.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

struct StaffMember {
    std::string id;     ///< stable; what logs and actors use
    std::string name;   ///< never logged
    std::string email;  ///< empty is normal: such a person cannot be reached directly
    std::string login;  ///< operating-system user, for the command line; may be empty
    std::vector<Symbol> roles;
    std::string team;     ///< prison id ("ZZI") or community team code
    std::string deputy;   ///< staff id
    std::string manager;  ///< staff id
    std::optional<Date> absent_from;
    std::optional<Date> absent_until;  ///< inclusive
    bool box = false;  ///< a shared mailbox of `team`, not a person: can be told, cannot act
    std::uint8_t works = 0x7f;  ///< days of the week, bit 0 is Monday
    bool no_info = false;       ///< wants no notices of class `info`
    friend bool operator==(const StaffMember&, const StaffMember&) = default;
};

/// Who answers for a team out of hours. A night belongs to the day on which it begins.
struct Duty {
    std::string team;
    Date day{};
    std::string person;  ///< staff id
    friend bool operator==(const Duty&, const Duty&) = default;
};

struct Directory {
    std::uint64_t version = 0;
    std::vector<StaffMember> members;      ///< sorted by id
    std::vector<std::uint32_t> by_team{};  ///< places in `members`, by team and id; see index
    std::vector<Duty> duties{};            ///< sorted by team and day

    /// Once, when `members` is complete: questions about teams look at their own people only.
    void index();

    [[nodiscard]] const StaffMember* find(std::string_view id) const;
    [[nodiscard]] const StaffMember* find_login(std::string_view login) const;
    /// The mailbox of a team, or nullptr.
    [[nodiscard]] const StaffMember* box_of(std::string_view team) const;
    /// Who is on duty for `team` on `day`, or nullptr.
    [[nodiscard]] const StaffMember* on_duty(std::string_view team, Date day) const;
    /// People of `team` that hold `role`, by id.
    [[nodiscard]] std::vector<const StaffMember*> holding(Symbol role, std::string_view team) const;

private:
    /// Calls `visit(member)` for each of the team, by id, until it says true.
    template <typename Visit>
    void each_of(std::string_view team, Visit visit) const;
};

}  // namespace throughgate

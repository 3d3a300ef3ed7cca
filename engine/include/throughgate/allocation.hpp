// SPDX-License-Identifier: MIT
// Allocation: cases that nobody holds a role on, or that one member of staff holds, beside those
// who could take them, each with the work that they have. Giving a role to somebody is a command:
// `allocation_of` makes it. Plain values; reads one snapshot, from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

struct AllocationQuery {
    /// One whose cases are counted as work; empty: the first of them with cases that are asked for.
    std::string role;
    std::string person;  ///< whose cases; empty: those that nobody holds
};

/// A case that could be given to somebody.
struct AllocationCase {
    std::string reference, phase, risk, prison, team;
    std::optional<Date> release;
    std::uint64_t points = 0;
    std::uint64_t version = 0;  ///< of the case as it was read
};

/// Somebody whose cases of the role the viewer may see.
struct AllocationHolder {
    std::string person, name;  ///< name empty: no longer in the directory
    bool has_role = false;     ///< by the directory
    std::uint64_t cases = 0;   ///< that the viewer may see
};

/// Somebody near the viewer who holds the role by the directory. What they have counts all cases,
/// also those that the viewer may not see.
struct AllocationOfficer {
    std::string person, name, team;
    std::uint64_t cases = 0, points = 0;  ///< as in the workload report of everything
    std::uint64_t available = 0;          ///< points
    bool many = false;                    ///< more cases than the workload allows
    bool absent = false;                  ///< today
};

struct Allocation {
    std::string role;                         ///< that was asked for, or found
    std::vector<AllocationCase> cases;        ///< the earliest release first
    std::vector<AllocationHolder> holders;    ///< by name; who left comes first
    std::vector<AllocationOfficer> officers;  ///< least used first
    std::vector<std::string> roles;           ///< by which cases are counted
};

/// The cases that the viewer may see, with their holders, and the role's holders in the viewer's
/// own teams and prisons. Loads every open case, those that the viewer may see twice, and
/// once more when no role is named. invalid:
/// cases are not counted by that role.
Result<Allocation> allocation(Engine& engine, const Viewer& viewer, const AllocationQuery& query);

/// Gives the role on the case to this member of staff: the event ROLE.allocated with its
/// assignment, refused as a conflict when the case is no longer as it was read. Key, actor and
/// reason are the caller's to fill in.
Command allocation_of(const AllocationCase& of, std::string_view role, std::string_view person);

}  // namespace throughgate

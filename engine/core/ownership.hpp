// SPDX-License-Identifier: MIT
// Ownership: no work of a live case is without an owner unnoticed. Where the directory finds none,
// an incident is opened, which is work for everybody on the case, and team box and manager are
// told; it ends by itself when somebody is found.
#pragma once

#include "core/surroundings.hpp"

namespace throughgate::core {

/// Stored; never rename. Its subject is the role.
inline constexpr std::string_view owner_missing = "owner.missing";

/// The role that owns the phase which the case is in; empty: nobody does.
Symbol phase_owner(const Case& the_case, const Surroundings& around);

/// Answers from the directory as of `now`. Both outlive the answer.
journey::BehindRole behind_roles(const Surroundings& surroundings, const Case& the_case,
                                 Instant now);

/// Opens and ends incidents of the case so that they say what is so now; true when anything was
/// written. The case comes back with its log's end.
Result<bool> keep_owned(store::Transaction& transaction, const Surroundings& surroundings,
                        const journey::World& world, Case& the_case);

/// For the invariants: what the directory and the open incidents say.
Result<journey::Ownership> ownership_of(store::Reader& reader, const Surroundings& surroundings,
                                        const Case& the_case, Instant now);

}  // namespace throughgate::core

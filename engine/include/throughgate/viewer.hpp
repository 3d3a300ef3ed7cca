// SPDX-License-Identifier: MIT
// Viewer: in whose name the engine is asked, and who vouches for them. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace throughgate {

/// What a host that keeps its own users says of one of them. It stands instead of the staff
/// directory, save for the roles that the person holds on cases by their staff id.
struct AssertedRights {
    std::vector<std::string> roles;           ///< ids of the definitions' roles
    std::vector<std::string> establishments;  ///< all cases of these prisons
    std::vector<std::string> teams;   ///< of these teams all cases; for a provider's roles alone
                                      ///< those that were handed to such a role
    std::vector<std::string> labels;  ///< data labels beyond those that the roles see
    std::vector<std::string> cases;   ///< of limited access, and open to this person: references
    bool everything = false;  ///< all cases, limited ones too: of a feed or mirror, which may be
                              ///< nobody in particular; only its labels are looked at then
};

/// Who looks. The principal vouches for the person; the purpose is in their words.
struct Viewer {
    std::string person;       ///< id in the staff directory, or of the host that asserts rights
    std::string asserted_by;  ///< "os:jbloggs", "host:portal"
    std::string purpose;      ///< may be empty; kept in the log of reads, at most 500 bytes
    std::optional<AssertedRights> asserted{};  ///< kept in the log of reads beside `asserted_by`
};

}  // namespace throughgate

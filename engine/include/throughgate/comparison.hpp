// SPDX-License-Identifier: MIT
// What differs between two versions of definitions, in plain sentences, with what kind of change
// each is and whether it breaks live cases. Pure functions over what the caller read; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/definitions.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

/// In the order of weight. Names are shown and given as JSON; never rename.
enum class ChangeClass : std::uint8_t {
    wording,    ///< only people read it
    dates,      ///< when something is due, told or fires; working days
    people,     ///< who acts, is told, may see or may do something; what other systems hear
    structure,  ///< states, ways between them, conditions, gates, facts
};
std::string_view name_of(ChangeClass kind);

struct DefinitionChange {
    std::string document;  ///< "accommodation", "common file ladders"
    std::string subject;   ///< "handoff H05"
    std::string words;     ///< "handoff H05 is now due 5, not 10, working days before release"
    ChangeClass kind = ChangeClass::structure;
    bool breaks = false;  ///< live cases may hold what is gone or means something else now
    std::string because;  ///< of one that breaks: why, and what to do
    std::string was, is;  ///< as written; empty: not there
    Place before, after;  ///< line 0: not there
};

/// Every change of meaning or wording, by document and place; comments, layout and the order of
/// keys are none. The files need not be free of faults, but must be YAML of a known kind: invalid
/// names all that are not. When each side is one document they are compared whatever their ids.
Result<std::vector<DefinitionChange>> compare_definitions(const std::vector<DefinitionFile>& before,
                                                          const std::vector<DefinitionFile>& after);

/// What publishing some changes needs.
struct ApprovalNeeded {
    unsigned approvals = 0;  ///< by so many people other than the author
    bool reason = false;     ///< the author must say why
    std::string words;       ///< "a second person, and a reason"
};
/// Nothing for no change; one person for wording; one and a reason for dates and people; two and a
/// reason for structure and for whatever breaks live cases.
ApprovalNeeded approval_for(const std::vector<DefinitionChange>& changes);

}  // namespace throughgate

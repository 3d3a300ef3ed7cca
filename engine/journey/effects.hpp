// SPDX-License-Identifier: MIT
// Effects: what a branch, an entering or a leaving does besides moving.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Where effects come from: the state whose rule or entering it is.
struct Origin {
    StateIndex state = no_state;
    EntryId entry;
    Symbol notice_state;  ///< state that a notice speaks of; empty: of the event alone
    StateIndex target =
        no_state;  ///< first target of the branch; handoffs `until: state` live there
};

/// Of the branches that one step takes.
using Origins = Few<Origin, 4>;

/// What is left of an entering that happened before the case was placed: the facts it set, unless
/// they were given, and what it was going to send later.
void keep_effects(Draft& draft, std::size_t lane, const Effects& effects, const Entry& entry);

void carry_out_effects(Draft& draft, std::size_t lane, const Effects& effects,
                       const Origin& origin);
inline void apply_effects(Draft& draft, std::size_t lane, const Effects& effects,
                          const Origin& origin) {
    if (effects.any) carry_out_effects(draft, lane, effects, origin);
}

}  // namespace throughgate::journey

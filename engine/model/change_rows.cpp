// SPDX-License-Identifier: MIT
#include "model/change_rows.hpp"

namespace throughgate {

std::string_view name_of(ProposalState state) {
    switch (state) {
        case ProposalState::in_review: return "in_review";
        case ProposalState::approved: return "approved";
        case ProposalState::tried: return "tried";
        case ProposalState::published: return "published";
        case ProposalState::superseded: return "superseded";
        case ProposalState::withdrawn: return "withdrawn";
    }
    return "in_review";
}

std::optional<ProposalState> proposal_state_named(std::string_view name) {
    for (const ProposalState state :
         {ProposalState::in_review, ProposalState::approved, ProposalState::tried,
          ProposalState::published, ProposalState::superseded, ProposalState::withdrawn})
        if (name_of(state) == name) return state;
    return std::nullopt;
}

}  // namespace throughgate

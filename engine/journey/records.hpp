// SPDX-License-Identifier: MIT
// Records: what a decision wants in the record of another system. Planned here, sent by nobody but
// the outbox of that system, so that no decision ever waits for it.
#pragma once

#include "journey/effects.hpp"

namespace throughgate::journey {

/// A drawn `record`.
void record_elsewhere(Draft& draft, std::size_t lane, const Effects::Record& record,
                      const Origin& origin);
/// A handoff that says so was acknowledged, or done.
void record_handoff(Draft& draft, const Handoff& handoff, std::string_view happened);
/// One that the decision is to keep: counted with its effects and noted in the log.
void plan_record(Change& change, UpstreamRecord record);

}  // namespace throughgate::journey

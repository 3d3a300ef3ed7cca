// SPDX-License-Identifier: MIT
// Charts: what an event means for a case that is one plain chart.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// The case is a plain chart, or is about to be opened as one.
bool runs_a_chart(const Draft& draft);
/// Opens it, gives it an event, or fires one of its delayed events.
std::optional<Error> run_chart(Draft& draft);

}  // namespace throughgate::journey

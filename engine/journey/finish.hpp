// SPDX-License-Identifier: MIT
// Finishing: what every decision ends with, whatever it was about.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

/// Derives what changed facts date, keeps the promises about moved dates and the next dated action,
/// and turns it all into rows and versions.
void finish_decision(Draft& draft);

}  // namespace throughgate::journey

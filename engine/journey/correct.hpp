// SPDX-License-Identifier: MIT
// Correcting: an entry that should never have been made is taken back.
#pragma once

#include "journey/decide.hpp"

namespace throughgate::journey {

/// The case as it would be without the entry, as one Change: what was told is not told again, rungs
/// that fired do not fire again, numbers are never used twice. Refused, with the case as it was,
/// where nobody is named, no reason is given, the entry is no record of people, was taken back
/// before, or the log does not lead to where the case stands.
Change take_back(const World& world, Case&& given, const Event& event, const TakenBack& asked);

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// The text form of effect ids, as plug-ins, mail headers and views show it. Stored far away: never
// change it.
#pragma once

#include <string>

#include "model/ids.hpp"

namespace throughgate::core {

/// "5f3a9c...-123-45-0": incarnation in hex, case, sequence, ordinal.
std::string effect_text(const EffectId& effect);

}  // namespace throughgate::core

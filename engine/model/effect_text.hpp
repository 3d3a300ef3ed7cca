// SPDX-License-Identifier: MIT
// The text of an effect id: what channels, logs and people see of it. Stored; never change.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/ids.hpp"

namespace throughgate {

/// "00000000000000a1-7-42-0": incarnation in 16 hex digits, case, sequence, ordinal.
std::string text_of(const EffectId& effect);
/// nullopt for anything that text_of did not write.
std::optional<EffectId> effect_named(std::string_view text);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// The identities by which the live systems know a person. Private to exchange/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughgate/command.hpp"

namespace throughgate::exchange {

/// `text` without surrounding blanks.
std::string_view trim(std::string_view text);
/// True for "", "null", "N/A", "don't know" and their like, whatever their case.
bool means_nothing(std::string_view text);
/// ASCII letters lowered.
std::string lower(std::string_view text);

/// "A1234BC" with blanks removed at the ends and letters raised, or nullopt.
std::optional<std::string> noms_number(std::string_view text);
/// "X123456" likewise, or nullopt.
std::optional<std::string> crn(std::string_view text);
/// A prison id of three letters, raised, or nullopt.
std::optional<std::string> prison_id(std::string_view text);
/// OUT and TRN stand for "not in any prison".
bool is_pseudo_prison(std::string_view id);

/// What a source may use as the name of an event, fact or role: letters, digits, '.', '_', '-'.
bool is_dotted_word(std::string_view text);

}  // namespace throughgate::exchange

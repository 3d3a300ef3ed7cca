// SPDX-License-Identifier: MIT
// The parts of a case as bytes, the same in every SQL store. Each body starts with the version of
// its layout; names are written as text. Decoding checks every bound and answers `corrupt`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/case.hpp"
#include "model/change.hpp"
#include "throughgate/error.hpp"

namespace throughgate::store {

/// Stored as number; append only, at most 8.
enum class CasePart : std::uint8_t {
    core = 0,
    pathways = 1,
    people = 2,
    facts = 3,
    timers = 4,
    handoffs = 5,
};
inline constexpr std::size_t case_parts = 6;

/// Replaces `out`. The case's id is not in it: it is the row's key.
void encode_part(CasePart part, const Case& the_case, std::string& out);
Status decode_part(CasePart part, std::string_view body, Case& into);

void encode_handoff(const Handoff& handoff, std::string& out);
Result<Handoff> decode_handoff(std::string_view body);

/// Without its ordinal, which is part of the effect id.
void encode_notice(const Notice& notice, std::string& out);
Result<Notice> decode_notice(std::string_view body);

}  // namespace throughgate::store

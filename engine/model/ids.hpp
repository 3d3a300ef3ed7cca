// SPDX-License-Identifier: MIT
// Strong integer ids used inside the engine. Case numbers are given by the store; the others count
// up within one case and are never reused.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace throughgate {

template <typename Tag, typename Integer>
struct Id {
    Integer number = 0;
    friend constexpr bool operator==(Id, Id) = default;
    friend constexpr auto operator<=>(Id, Id) = default;
};

using CaseId = Id<struct CaseTag, std::int64_t>;         ///< 0 = none
using TimerId = Id<struct TimerTag, std::uint32_t>;      ///< within its case
using HandoffId = Id<struct HandoffTag, std::uint32_t>;  ///< within its case, from 1
using EntryId = Id<struct EntryTag, std::uint32_t>;      ///< one entering of one state

/// What a notice is known by for ever: receivers drop a second copy with the same id.
struct EffectId {
    std::uint64_t incarnation = 0;  ///< of the store; a restored backup is a new one
    CaseId case_id;
    std::uint64_t sequence = 0;  ///< log sequence of the decision that caused it
    std::uint32_t ordinal = 0;   ///< which effect of that decision
    friend bool operator==(const EffectId&, const EffectId&) = default;
    friend auto operator<=>(const EffectId&, const EffectId&) = default;
};

}  // namespace throughgate

template <typename Tag, typename Integer>
struct std::hash<throughgate::Id<Tag, Integer>> {
    std::size_t operator()(throughgate::Id<Tag, Integer> id) const noexcept {
        return static_cast<std::size_t>(id.number);
    }
};

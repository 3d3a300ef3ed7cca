// SPDX-License-Identifier: MIT
// Messages that the engine sends by itself, under these names, when a definition has them.
#pragma once

#include <array>
#include <string_view>

namespace throughgate::definition {

inline constexpr std::string_view review_message = "review";
inline constexpr std::string_view owner_missing_message = "owner_missing";
inline constexpr std::string_view handoff_ended_message = "handoff_ended";
inline constexpr std::string_view handoff_declined_message = "handoff_declined";
inline constexpr std::string_view handoff_queried_message = "handoff_queried";
inline constexpr std::string_view handoff_answered_message = "handoff_answered";

inline constexpr std::string_view dates_moved_message = "dates_moved";
inline constexpr std::string_view dates_moved_together_message = "dates_moved_together";

/// Of the case as a whole: the spine needs them.
inline constexpr std::array case_messages{review_message, owner_missing_message};
/// Of every pathway that hands something over.
inline constexpr std::array handoff_messages{handoff_ended_message, handoff_declined_message,
                                             handoff_queried_message, handoff_answered_message};

/// Of dates that moved; where they are missing the worklist alone shows it.
inline constexpr std::array moving_messages{dates_moved_message, dates_moved_together_message};

/// To the manager of whoever owns a case that somebody opened beyond their rights; where it is
/// missing they are told by reference and link alone.
inline constexpr std::string_view glass_broken_message = "glass_broken";

}  // namespace throughgate::definition

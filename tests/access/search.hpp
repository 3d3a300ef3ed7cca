// SPDX-License-Identifier: MIT
// The search for leaks: words that stand nowhere else, who may be given which of them by a table of
// rights that knows nothing of the code, and what an answer gave away.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "access/stage.hpp"

namespace throughgate::testing {

using Names = std::set<std::string>;

/// Who may see which case, and read which label: written down by hand.
struct RightsRow {
    const char* person;
    Names cases;       ///< wholly
    Names restricted;  ///< by reference alone
    Names labels;
};
const std::vector<RightsRow>& table_of_rights();

/// Words that must not be in an answer.
struct Marker {
    std::string text;
    std::string of_case;  ///< whose; empty: of any
    std::string label;    ///< that protects it; empty: the case's own
};
std::vector<Marker> markers(const Stage& stage);
bool may_be_given(const RightsRow& rights, const Marker& marker);

/// One answer, and what was asked for it.
struct Answered {
    std::string route;
    bool of_all = false;           ///< not about the given case alone
    bool asked_by_number = false;  ///< the answer may repeat the person's number
    std::string text;
    bool of_definitions = false;  ///< whoever asks may read what definitions say
};
/// What an answer gave away: "find_case to AW1 about plain: value-health-of-plain".
std::vector<std::string> leaks(const Stage& stage, const Answered& answered,
                               const RightsRow& rights, const StagedCase& about);
std::string listed(const std::vector<std::string>& found);

/// The text with what was asked for taken out: an answer may repeat that.
std::string without(std::string text, const std::string& asked);

}  // namespace throughgate::testing

// SPDX-License-Identifier: MIT
// Sight: what one person may see, worked out from directory and definitions. Pure.
#pragma once

#include <chrono>
#include <set>

#include "core/surroundings.hpp"
#include "throughgate/access.hpp"

namespace throughgate::core {

/// How long a case stays open to whoever broke the glass.
inline constexpr std::chrono::hours glass_lasts{4};
inline constexpr std::size_t purpose_bytes = 500;
/// Kind of the read that opens a case beyond rights; stored, and part of the store's predicates.
inline constexpr std::string_view glass_kind = "break_glass";

using Labels = std::set<Symbol>;

/// May content under this label be read? `standard` and no label are for everybody.
bool is_open(Symbol label, const Labels& labels);

struct Sight {
    Viewer viewer;
    store::Sight scope;
    std::vector<Symbol> roles;  ///< by the directory
    Labels labels;              ///< of these roles
};

/// forbidden: nobody of that id is in the directory. invalid: the purpose is too long, or rights
/// are asserted that the definitions do not know; every fault of them.
Result<Sight> sight_of(const Viewer& viewer, const Surroundings& around, Instant now);
/// The same faults; does not work out the rights.
Status check_viewer(const Viewer& viewer, const Surroundings& around);
/// The labels that the person may read on this case: of their own roles, of those they hold on it,
/// and those that a broken glass opens.
Labels labels_on(const Case& the_case, const Sight& sight, const Surroundings& around, Instant now,
                 store::Seen seen);
/// What a broken glass opens: every label but the victim's, who is never disclosed by one.
Labels labels_through_glass(const Surroundings& around);
/// The surroundings with no words for what `labels` do not open; the same where nothing is closed.
SurroundingsPointer without_words(const SurroundingsPointer& around, const Labels& labels);
Rights rights_of(const Sight& sight);
/// Who vouches for the viewer, and what they say of them where the directory does not.
std::string vouched_for(const Viewer& viewer);

Error forbidden(std::string_view reference);

}  // namespace throughgate::core

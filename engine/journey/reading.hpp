// SPDX-License-Identifier: MIT
// Reading: one pathway of a case with the definition it is pinned to, for views that change
// nothing.
#pragma once

#include "journey/draft.hpp"

namespace throughgate::journey {

struct Reading {
    const Pathway* pathway = nullptr;
    const Definition* definition = nullptr;
    explicit operator bool() const { return pathway != nullptr && definition != nullptr; }
};

Reading reading_of(const World& world, const Case& the_case, Symbol pathway);

/// Today's words for a role; its id when nobody gave it any.
std::string label_of(const World& world, Symbol role);

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// MigrationMap: what a definition says about live cases of the versions before it, by id. Read when
// a case is brought over, never while deciding, so it is no part of the behaviour hash.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "throughgate/symbol.hpp"

namespace throughgate::definition {

/// What becomes of a running deadline. `recompute`, if nothing is said.
enum class Carry : std::uint8_t {
    recompute,  ///< by the new rule, over the anchors that it has
    keep,       ///< the date that it has, until something that it reads changes
    restart,    ///< by the new rule, as if its state were entered or its handoff raised now
};

struct MigrationMap {
    std::map<Symbol, Symbol> states;      ///< full id before -> full id now
    std::map<Symbol, std::string> ends;   ///< full id before, whose strand is gone -> reason
    std::map<Symbol, Symbol> handoffs;    ///< id before -> id now
    std::map<Symbol, Carry> deadlines;    ///< state, timer or handoff (clock), as it is called now
    std::map<Symbol, std::string> drops;  ///< deadline or handoff as it was called -> reason
    [[nodiscard]] bool empty() const {
        return states.empty() && ends.empty() && handoffs.empty() && deadlines.empty() &&
               drops.empty();
    }
};

}  // namespace throughgate::definition

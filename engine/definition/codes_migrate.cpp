// SPDX-License-Identifier: MIT
// Codes of `migrate:` (TG14xx): what becomes of live cases.
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG1401", "live cases led nowhere",
     "A mapping under 'migrate:' leads to a state, handoff or deadline that this version does not "
     "draw. States are named by their full id.",
     "name one that is drawn, like 'place.sourcing'"},
    {"TG1402", "mapping of what is still there",
     "Live cases stay in a state, and keep a handoff, that this version still draws. A mapping of "
     "it would move them out of it with every later version too.",
     "remove the mapping, or remove what it speaks of"},
    {"TG1403", "not a way to carry a deadline over",
     "A running deadline is derived again by the new rule ('recompute', if nothing is said), keeps "
     "its date ('keep') or begins anew ('restart'). One that is given up stands under 'drop:' with "
     "its reason.",
     "write keep, recompute or restart, or move it to 'drop:' and say why"},
    {"TG1404", "clock of a live handoff given up",
     "Somebody answers for an open handoff until a named person completes it; so its clocks are "
     "only given up with the handoff itself.",
     "remove the handoff as well, or remove it from 'drop:'"},
    {"TG1405", "given up without a reason",
     "Whoever had the work is told why it ended, and so is whoever reads the history.",
     "write the reason behind it"},
    {"TG1406", "mapping of what never was",
     "Said by `plan`, `apply` and `check --published`. A mapping under 'migrate:' leads live cases "
     "out of a state, handoff or deadline that no version in this store has: it is misspelt, or "
     "belongs to another store.",
     "correct the name, or remove the mapping"},
});

}  // namespace

std::span<const CodeRow> migrate_rows() { return rows; }

}  // namespace throughgate::definition

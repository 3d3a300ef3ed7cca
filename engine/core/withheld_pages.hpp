// SPDX-License-Identifier: MIT
// Takes what is withheld out of pages. Titles come blank already, from definitions without words
// (masks.cpp); this leaves out facts, and texts that repeat what is withheld.
#pragma once

#include "core/withheld.hpp"
#include "throughgate/sheets.hpp"

namespace throughgate::core {

void blank(const Withheld& hidden, FactsView& view);
void blank(const Withheld& hidden, NeedsList& view);
void blank(const Withheld& hidden, ReleaseSheet& view);
void blank(const Withheld& hidden, ReleaseRow& row);
void blank(const Withheld& hidden, ContactText& view);

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
// Symbols to text and back without taking the table's lock each time: loading one case needs some
// hundred of them. A cache per thread; symbols and their texts live for ever, so it cannot go
// stale.
#pragma once

#include <string_view>

#include "throughgate/symbol.hpp"

namespace throughgate::store {

std::string_view text_of(Symbol symbol);
/// Interns `text`. Only for text that a definition once named, as the store's own rows do.
Symbol symbol_of(std::string_view text);

}  // namespace throughgate::store

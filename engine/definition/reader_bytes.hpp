// SPDX-License-Identifier: MIT
// What is asked of a file's bytes before anybody parses them.
#pragma once

#include <cstddef>
#include <string_view>

#include "definition/faults.hpp"
#include "definition/load.hpp"

namespace throughgate::definition {

/// At most 1 MiB of valid UTF-8 without control characters; else false and one fault.
bool bytes_are_sound(const SourceFile& file, Faults& faults);

/// Without the mark that some editors put in front of UTF-8: the parser counts from behind it.
std::string_view without_mark(std::string_view bytes);

/// Where the quote that opens at `open` is closed; size() when it never is, and `open` itself when
/// no quote stands there.
std::size_t closing_quote(std::string_view text, std::size_t open);

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// Bounds for text that people read: cut on whole UTF-8 characters, one line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace throughgate {

/// The longest start of `text` of at most `bytes` bytes that does not split a UTF-8 character.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);

/// Runs of white space and control characters become one space, ends are trimmed; then at most
/// `bytes` bytes, the last three an ellipsis when something was cut. `bytes` is at least 3.
std::string one_line(std::string_view text, std::size_t bytes);

}  // namespace throughgate

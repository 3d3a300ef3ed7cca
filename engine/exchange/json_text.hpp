// SPDX-License-Identifier: MIT
// Reads untrusted JSON within limits, and reads fields out of it without ever throwing.
// Private to exchange/.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "throughgate/error.hpp"

namespace throughgate::exchange {

/// The whole of `bytes` as one JSON value, or one `invalid` error "file:line:column: ...".
/// A leading byte order mark is skipped. `first_line` is the line number of the first byte.
Result<boost::json::value> parse_json(std::string_view bytes, std::string_view file_name,
                                      std::size_t first_line = 1);

/// The member `key`, or nullptr when it is absent or null.
const boost::json::value* member(const boost::json::object& object, std::string_view key);
/// The member as text, or empty when it is absent or not a string.
std::string_view text_member(const boost::json::object& object, std::string_view key);
/// The member as an object, or nullptr.
const boost::json::object* object_member(const boost::json::object& object, std::string_view key);

/// The same bytes as a standard string_view.
std::string_view view(const boost::json::string& text);

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// JSON text and Datum, both ways.
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "throughgate/datum.hpp"
#include "throughgate/error.hpp"

namespace throughgate {

/// invalid: not JSON, a number that is not whole, or nested too deep. `subject` names the file.
Result<Datum> datum_from_json(std::string_view text, const std::string& subject);
boost::json::value json_of(const Datum& datum);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// A forecast as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/forecast.hpp"

namespace throughgate {

boost::json::object to_json(const Forecast& forecast);

}  // namespace throughgate

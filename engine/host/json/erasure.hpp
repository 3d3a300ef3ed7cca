// SPDX-License-Identifier: MIT
// How far an erasure is, as JSON. Member names are promised.
#pragma once

#include <boost/json/value.hpp>

#include "throughgate/erasure.hpp"

namespace throughgate {

boost::json::value to_json(const Erasure& erasure);

}  // namespace throughgate

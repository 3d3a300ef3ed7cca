// SPDX-License-Identifier: MIT
// One placed case out of JSON. Private to exchange/.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "throughgate/command.hpp"

namespace throughgate::exchange {

/// Every fault is added, each with the member it is about; none repeats a value.
PlaceCase read_place(const boost::json::object& object, std::vector<std::string>& faults);

}  // namespace throughgate::exchange

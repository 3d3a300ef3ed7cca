// SPDX-License-Identifier: MIT
// Going live and the log of reads as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/access.hpp"
#include "throughgate/going_live.hpp"
#include "throughgate/reads.hpp"

namespace throughgate {

boost::json::object to_json(const LiveState& state);
boost::json::object to_json(const ShadowedNotice& notice);
boost::json::object to_json(const ReadEntry& entry);
boost::json::object to_json(const Rights& rights);
boost::json::object to_json(const BrokenGlass& glass);

}  // namespace throughgate

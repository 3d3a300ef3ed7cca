// SPDX-License-Identifier: MIT
// What is said of other systems, as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/upstreams.hpp"

namespace throughgate {

boost::json::object to_json(const UpstreamView& upstream);
boost::json::object to_json(const UpstreamItemView& item);
boost::json::object to_json(const InboundView& feed);
boost::json::object to_json(const WaitingEventView& event);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// A review of definitions as SARIF 2.1.0, the format that code hosts and editors read.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "throughgate/authoring.hpp"

namespace throughgate {

/// `folder`: what the paths of the findings start from, as it was named.
boost::json::object to_sarif(const Review& review, const std::string& folder);

}  // namespace throughgate

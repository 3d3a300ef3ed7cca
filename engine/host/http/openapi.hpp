// SPDX-License-Identifier: MIT
// The table of routes as an OpenAPI document. Pure: the same table gives the same document.
#pragma once

#include <boost/json/object.hpp>

#include "host/http/route.hpp"

namespace throughgate::http {

boost::json::object openapi_of(const std::vector<Route>& routes, OpenApiVersion version);

/// /openapi.json (3.1) and /openapi-3.0.json for generators that stumble on 3.1. They describe
/// `routes` and themselves.
std::vector<Route> openapi_routes(const std::vector<Route>& routes);

}  // namespace throughgate::http

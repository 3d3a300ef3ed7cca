// SPDX-License-Identifier: MIT
// Routes that erase closed cases; care_routes (routes.hpp) holds them.
#pragma once

#include "host/http/routes.hpp"

namespace throughgate::http {

std::vector<Route> erasure_routes(Services& services);

}  // namespace throughgate::http

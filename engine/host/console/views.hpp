// SPDX-License-Identifier: MIT
// Views: the templates of views/, compiled once. Pure after that; any thread.
#pragma once

#include <string>
#include <string_view>

#include "host/console/data.hpp"

namespace throughgate::console {

/// HTML of views/NAME.mustache; every {{value}} is escaped.
Html render(std::string_view view, const Data& data);

}  // namespace throughgate::console

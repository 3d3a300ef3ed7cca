// SPDX-License-Identifier: MIT
// start: the console as `serve` puts it in front of the HTTP API.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "host/http/api.hpp"

namespace throughgate::console {

/// For http::ServeOptions::in_front; says in the log when pages are plain.
std::function<std::unique_ptr<http::Application>(http::Services&, http::Api&)> in_front(
    std::string user_path);

}  // namespace throughgate::console

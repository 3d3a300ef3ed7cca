// SPDX-License-Identifier: MIT
// start: the console as `serve` puts it in front of the HTTP API.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "host/http/api.hpp"

namespace throughgate::console {

struct StartOptions {
    std::string user_path;
    std::string provider_path;  ///< settings of an identity provider; empty: users of ours alone
    std::string workflows{};    ///< folder that drafts of definitions start from
};

/// For http::ServeOptions::in_front; says in the log when pages are plain. invalid: the settings.
std::function<Result<std::unique_ptr<http::Application>>(http::Services&, http::Api&)> in_front(
    StartOptions options);

}  // namespace throughgate::console

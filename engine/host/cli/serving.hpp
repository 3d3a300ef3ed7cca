// SPDX-License-Identifier: MIT
// What the commands that serve have in common: `serve`, `serve --demo`, `demo --serve`.
#pragma once

#include <functional>
#include <string>

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "host/http/serve.hpp"

namespace throughgate::cli {

/// As typed; files lie beside the store unless others are named.
http::ServeOptions options_of(const Arguments& arguments, const http::ListenOptions& listen);

/// Until SIGTERM or SIGINT. `announce` prints where it listens; the service manager is told, too.
int serve_until_stopped(Engine& engine, http::ServeOptions options, const Console& console,
                        const std::function<void(const std::string& url)>& announce);

}  // namespace throughgate::cli

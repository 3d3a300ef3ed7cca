// SPDX-License-Identifier: MIT
// serve: the parts of the HTTP API put together around one engine.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "host/http/api.hpp"
#include "host/http/json_log.hpp"
#include "host/http/server.hpp"
#include "host/http/services.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

struct ServeOptions {
    ListenOptions listen;
    std::string store_path;
    std::string token_path;
    std::string oauth_path;     ///< settings of an identity provider; empty: our own tokens only
    std::string backup_folder;  ///< where asked backups go; empty: they are refused
    EngineRuns runs = EngineRuns::by_itself;
    Verbosity verbosity = Verbosity::everything;
    /// What stands in front of the API and passes on what is not its own; empty: nothing.
    std::function<Result<std::unique_ptr<Application>>(Services&, Api&)> in_front;
    /// Told the address once it can be asked there.
    std::function<void(const std::string& url)> ready;
    /// Told when draining begins.
    std::function<void()> stopping;
};

/// Serves until SIGTERM or SIGINT, then stops the engine. unavailable: the address is taken.
Status serve(Engine& engine, const ServeOptions& options);

/// "127.0.0.1:8080", "[::1]:0"; invalid says what is wanted.
Result<ListenOptions> read_listen(const std::string& text);

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// Services: what the handlers of routes work with. Outlives every request.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "host/http/json_log.hpp"
#include "host/http/metrics.hpp"
#include "host/http/workers.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

class ChangeHub;

/// How commands reach the engine: one that runs answers from its own thread; one on a virtual clock
/// works on the thread that asks, which must then be a worker.
enum class EngineRuns { by_itself, when_asked };

struct Services {
    Engine& engine;
    EngineRuns runs = EngineRuns::by_itself;
    std::string store_path;
    Workers& workers;
    Metrics& metrics;
    JsonLog& log;
    ChangeHub& hub;
    /// Onto the I/O thread.
    std::function<void(std::function<void()>)> post;
    std::string backup_folder{};  ///< empty: backups are refused
};

/// Answers on the I/O thread once the commit is on disk. Never blocks.
void submit(Services& services, Command command, std::function<void(Result<Receipt>)> answer);

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// OAuth put together around an engine, with its keys from a file of settings.
#pragma once

#include <memory>
#include <string>

#include "host/http/access_tokens.hpp"
#include "host/http/json_log.hpp"
#include "host/http/workers.hpp"
#include "throughgate/engine.hpp"

namespace throughgate::http {

/// invalid: the settings cannot be used, every fault named. All references outlive the answer.
Result<std::unique_ptr<AccessTokens>> start_oauth(const std::string& path, Engine& engine,
                                                  Workers& workers, JsonLog& log);

}  // namespace throughgate::http

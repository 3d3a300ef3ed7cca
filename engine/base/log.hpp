// SPDX-License-Identifier: MIT
// The engine's log lines: JSON on standard error by default, identifiers only, never names or
// facts.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace throughgate {

enum class LogLevel { debug, info, warning, error, critical };

struct LogField {
    std::string_view name;
    std::string value;
};

/// Thread-safe. `event` is a stable dotted id ("delivery.dead_letter").
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

/// Lowest level that is written; default info. Thread-safe.
void set_log_level(LogLevel level);

}  // namespace throughgate

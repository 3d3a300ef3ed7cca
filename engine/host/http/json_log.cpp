// SPDX-License-Identifier: MIT
#include "host/http/json_log.hpp"

#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <chrono>
#include <cmath>

#include "throughgate/time.hpp"

namespace throughgate::http {
namespace {

constexpr std::size_t most_waiting = 32 * 1024;

std::string now_text() {
    return format_instant(std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()));
}

/// What went wrong by our doing is an error, what was refused a warning.
std::string_view level_of(unsigned status) {
    if (status >= 500) return "error";
    return status >= 400 ? "warning" : "info";
}

}  // namespace

void JsonLog::request(const RequestRecord& record) {
    if (record.status < 400 && verbosity_ == Verbosity::problems) return;
    boost::json::object line{{"time", now_text()},
                             {"level", level_of(record.status)},
                             {"event", "request"},
                             {"method", record.method},
                             {"operation", record.operation},
                             {"status", record.status},
                             {"us", std::llround(record.milliseconds * 1000)},
                             {"bytes", record.bytes},
                             {"principal", record.principal},
                             {"peer", record.peer},
                             {"trace", record.trace}};
    if (!record.problem.empty()) line["problem"] = record.problem;
    add(boost::json::serialize(line) + "\n", record.status >= 500);
}

void JsonLog::say(std::string_view level, std::string_view event, boost::json::object details) {
    boost::json::object line{{"time", now_text()}, {"level", level}, {"event", event}};
    for (auto& [name, value] : details) line[name] = value;
    add(boost::json::serialize(line) + "\n", true);
}

void JsonLog::flush() {
    const std::lock_guard lock(mutex_);
    std::string_view rest = waiting_;
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written <= 0) break;  // nobody takes it; the service goes on
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    waiting_.clear();
}

void JsonLog::add(std::string line, bool at_once) {
    bool full = false;
    {
        const std::lock_guard lock(mutex_);
        waiting_ += line;
        full = waiting_.size() >= most_waiting;
    }
    if (at_once || full) flush();
}

}  // namespace throughgate::http

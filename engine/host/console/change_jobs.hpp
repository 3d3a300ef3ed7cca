// SPDX-License-Identifier: MIT
// ChangeJobs: runs over live cases that were begun from a page and take longer than a browser
// waits. How far one is stands in the store; here is only whether it goes on, and how it ended.
// Thread-safe. Ends what it began before it is destroyed.
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "throughgate/error.hpp"

namespace throughgate::console {

class ChangeJobs {
public:
    /// How long whoever began one waits for its end.
    explicit ChangeJobs(std::chrono::milliseconds patience = std::chrono::milliseconds(1500))
        : patience_(patience) {}

    /// Begins `work` under this name. Its end, if that is soon; nullopt: it goes on. conflict: one
    /// of this name goes on already.
    std::optional<Status> begin(const std::string& name, std::function<Status()> work);
    [[nodiscard]] bool goes_on(const std::string& name);
    /// How the last one of that name ended, which nobody was told yet; told once.
    std::optional<Status> end_of(const std::string& name);

private:
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::map<std::string, std::shared_future<Status>> jobs_;  // guarded by mutex_
};

}  // namespace throughgate::console

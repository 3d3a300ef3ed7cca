// SPDX-License-Identifier: MIT
// ReadLog: lines of the log of reads on their way into it. Those that come while others still wait
// go with them: one piece of work for the commit loop, one transaction. Thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/commit_loop.hpp"

namespace throughgate::core {

/// Of one transaction: those that come later begin another one.
inline constexpr std::size_t reads_of_group = 1024;

class ReadLog : public std::enable_shared_from_this<ReadLog> {
public:
    explicit ReadLog(CommitLoop& loop) : loop_(loop) {}

    /// Calls `kept` once: when the lines are durable, or with the error for which they are not
    /// there. On the loop's thread, or on this one when the loop takes nothing any more.
    void keep(std::vector<Consultation> lines, std::function<void(Status)> kept);

private:
    struct Group {
        std::vector<Consultation> lines;
        std::vector<std::function<void(Status)>> waiting;
    };
    using GroupPointer = std::shared_ptr<Group>;

    void submit(const GroupPointer& group);
    /// Nothing joins it from now on.
    void close(const GroupPointer& group);

    CommitLoop& loop_;
    std::mutex mutex_;
    GroupPointer open_;  // guarded by mutex_, and so is the group until it is closed
};

}  // namespace throughgate::core

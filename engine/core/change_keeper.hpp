// SPDX-License-Identifier: MIT
// ChangeKeeper: what changes of live cases wait for while nobody looks. Applies an approved plan on
// its day, goes on with such a run after a kill, and lets go what cases were before once it can no
// longer be needed. Beside the commit loop, on a thread of its own; on a virtual clock whoever
// drives the engine steps it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "model/change_rows.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/migration.hpp"

namespace throughgate::core {

class ChangeKeeper {
public:
    explicit ChangeKeeper(Engine::Parts& parts) : parts_(parts) {}
    ~ChangeKeeper() { stop(); }
    void start();
    /// Between two commits of a run; the next start goes on with it.
    void stop();

    /// When there is something to do; nullopt: not before the store changes.
    Result<std::optional<Instant>> next();
    /// Does one thing that is due; false: nothing is.
    Result<bool> step();

private:
    void run();
    Result<bool> careful_step();
    Result<std::optional<Proposal>> first_due(Instant now);
    Result<bool> apply(const Proposal& proposal);
    Result<bool> purge();
    Status give_up(const Proposal& proposal, const Error& why);

    Engine::Parts& parts_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace throughgate::core

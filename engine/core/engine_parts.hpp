// SPDX-License-Identifier: MIT
// What an Engine is made of. For core/ and the engine's own tests only.
#pragma once

#include <map>
#include <set>

#include "core/change_keeper.hpp"
#include "core/commit_loop.hpp"
#include "core/kept_alerts.hpp"
#include "core/kept_work.hpp"
#include "core/read_log.hpp"
#include "core/watchdog.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "throughgate/engine.hpp"

namespace throughgate {

namespace schedule {
class HostExecutor;  // brings Asio
}

class Engine::Parts {
public:
    EngineOptions options;
    std::unique_ptr<Random> random;
    std::unique_ptr<store::OwnerLock> owner;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Clock> own_clock;  ///< null when the embedder gave one
    Clock* clock = nullptr;
    std::unique_ptr<delivery::Courier> courier;
    std::unique_ptr<delivery::Courier> upstream_courier;
    std::unique_ptr<core::CommitLoop> loop;
    std::unique_ptr<core::Watchdog> watchdog;
    std::unique_ptr<core::ChangeKeeper> keeper;
    core::KeptWork kept_work;
    core::KeptAlerts kept_alerts;
    std::shared_ptr<core::ReadLog> read_log;
    std::shared_ptr<schedule::HostExecutor> host;  ///< null: the engine was not opened on one
    std::mutex driving;   ///< one caller at a time drives a loop that was not started
    std::mutex stopping;  ///< one caller at a time waits for the end of one that was
    std::mutex adding_stopper;
    std::mutex masking;
    core::SurroundingsPointer masks_of;  ///< guarded by masking: what `masks` were made from
    std::map<std::set<Symbol>, core::SurroundingsPointer> masks;  ///< guarded by masking: by labels
    std::vector<std::thread> stoppers;                            ///< of `stop_later`; joined last

    ~Parts();
    /// Stops on a thread of its own, then calls `done` there.
    void stop_later(std::function<void()> done);
    void stop();

    /// Steps the loop on this thread until nothing is left to do now.
    Status drain();
    /// The same for a loop that was never started; what waits is answered either way.
    void drive();
    /// Runs `body` in a transaction of the commit loop and waits for its commit.
    Status work(std::function<Status(store::Transaction&, Instant)> body, bool moves_cases = true);
    /// `body` with a fresh snapshot and the surroundings of now.
    template <typename Answer>
    Result<Answer> query(
        const std::function<Result<Answer>(store::Reader&, const core::Surroundings&,
                                           const journey::World&)>& body);
};

namespace core {

/// What an engine is put together from, where its options would only name it.
struct Inside {
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Clock> own_clock;
    std::string channel_name;
    std::unique_ptr<plugin::Channel> channel;  ///< the only one; nullptr: those of the options
    /// Other systems by name, beside those of the options.
    std::map<std::string, std::unique_ptr<plugin::Channel>> upstreams;
    Witness witness;
    bool at_once = false;  ///< notices go at once, whatever the policy says
    SurroundingsPointer prepared;
};
Result<std::unique_ptr<Engine>> assemble(EngineOptions options, Inside inside);
/// Opens store and owner lock as the options say, then assembles with the rest of `inside`.
Result<std::unique_ptr<Engine>> open_engine(EngineOptions options, std::unique_ptr<Clock> own_clock,
                                            const std::string& vfs = {}, Inside inside = {});

}  // namespace core

template <typename Answer>
Result<Answer> Engine::Parts::query(
    const std::function<Result<Answer>(store::Reader&, const core::Surroundings&,
                                       const journey::World&)>& body) {
    auto reader = store->read();
    if (!reader.ok()) return reader.error();
    const core::SurroundingsPointer around = loop->surroundings();
    return body(**reader, *around, around->world(clock->now(), store->incarnation()));
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// The engine inside a host's executor. The store's thread stays ours: SQLite blocks, hosts must
// not.
#include "core/engine_parts.hpp"
#include "schedule/context_watch.hpp"
#include "schedule/executor_clock.hpp"
#include "throughgate/asio.hpp"

namespace throughgate {

Result<std::unique_ptr<Engine>> open_on(boost::asio::any_io_executor executor,
                                        EngineOptions options) {
    if (options.clock != nullptr)
        return Error{ErrorKind::invalid,
                     "open_on makes its own clock on the executor; leave options.clock empty",
                     "options"};
    auto host = schedule::HostExecutor::make(executor);
    auto engine =
        core::open_engine(std::move(options), schedule::make_system_clock(std::move(executor)));
    if (engine.ok()) (*engine)->parts().host = std::move(host);
    return engine;
}

namespace detail {

// `done` is moved along: the host's handler is destroyed where it ran, not on the engine's thread.
void post_submit(Engine& engine, Command command, std::function<void(Result<Receipt>)> done) {
    const auto host = engine.parts().host;
    if (!host) return engine.submit(std::move(command), std::move(done));
    host->begin_work();
    engine.submit(
        std::move(command), [host, done = std::move(done)](Result<Receipt> result) mutable {
            host->post([done = std::move(done), result = std::move(result)] { done(result); });
            host->end_work();
        });
}

void post_stop(Engine& engine, std::function<void()> done) {
    const auto host = engine.parts().host;
    if (!host) return engine.parts().stop_later(std::move(done));
    host->begin_work();
    engine.parts().stop_later([host, done = std::move(done)]() mutable {
        host->post(std::move(done));
        host->end_work();
    });
}

}  // namespace detail

}  // namespace throughgate

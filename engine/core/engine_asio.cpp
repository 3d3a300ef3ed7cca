// SPDX-License-Identifier: MIT
// The engine inside a host's executor. The store's thread stays ours: SQLite blocks, hosts must not.
#include <boost/asio/post.hpp>

#include "core/engine_parts.hpp"
#include "schedule/system_clock.hpp"
#include "throughgate/asio.hpp"

namespace throughgate {

Result<std::unique_ptr<Engine>> open_on(boost::asio::any_io_executor executor,
                                        EngineOptions options) {
    if (options.clock != nullptr)
        return Error{ErrorKind::invalid,
                     "open_on makes its own clock on the executor; leave options.clock empty",
                     "options"};
    auto engine =
        core::open_engine(std::move(options), schedule::make_system_clock(executor));
    if (engine.ok()) {
        (*engine)->parts().watch = schedule::watch_context(executor);
        (*engine)->parts().executor = std::move(executor);
    }
    return engine;
}

namespace detail {

void post_submit(Engine& engine, Command command, std::function<void(Result<Receipt>)> done) {
    auto executor = engine.parts().executor;
    auto watch = engine.parts().watch;
    engine.submit(std::move(command), [executor, watch, done](Result<Receipt> result) {
        if (!watch) return done(std::move(result));
        watch->while_alive([&] {
            boost::asio::post(executor, [done, result = std::move(result)]() mutable {
                done(std::move(result));
            });
        });
    });
}

void post_stop(Engine& engine, std::function<void()> done) {
    auto executor = engine.parts().executor;
    auto watch = engine.parts().watch;
    engine.parts().stop_later([executor, watch, done] {
        if (!watch) return done();
        watch->while_alive([&] { boost::asio::post(executor, done); });
    });
}

}  // namespace detail

}  // namespace throughgate

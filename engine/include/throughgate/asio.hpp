// SPDX-License-Identifier: MIT
// The engine inside a host's own Asio executor. The only public header that includes Asio.
// Store work runs on the engine's thread; wake-ups and completions run on the given executor. The
// host may destroy its context first: nothing is posted to it afterwards.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <memory>
#include <utility>

#include "throughgate/engine.hpp"

namespace throughgate {

/// As Engine::open, with the system clock on `executor`; `options.clock` must be null.
Result<std::unique_ptr<Engine>> open_on(boost::asio::any_io_executor executor,
                                        EngineOptions options);

namespace detail {
void post_submit(Engine& engine, Command command, std::function<void(Result<Receipt>)> done);
void post_stop(Engine& engine, std::function<void()> done);
}  // namespace detail

/// Completes with `void(Result<Receipt>)` on the token's executor (else the host's).
template <typename CompletionToken>
auto async_submit(Engine& engine, Command command, CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, void(Result<Receipt>)>(
        [&engine](auto handler, Command given) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            detail::post_submit(engine, std::move(given), [shared](Result<Receipt> result) {
                auto executor = boost::asio::get_associated_executor(*shared);
                boost::asio::dispatch(executor, [shared, result = std::move(result)]() mutable {
                    std::move (*shared)(std::move(result));
                });
            });
        },
        token, std::move(command));
}

/// Stops without blocking the caller; completes with `void()` when the engine's thread has ended.
/// The engine may be destroyed once it has completed.
template <typename CompletionToken>
auto async_stop(Engine& engine, CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, void()>(
        [&engine](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            detail::post_stop(engine, [shared] {
                boost::asio::dispatch(boost::asio::get_associated_executor(*shared),
                                      [shared] { std::move (*shared)(); });
            });
        },
        token);
}

}  // namespace throughgate

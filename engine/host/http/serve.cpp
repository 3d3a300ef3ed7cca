// SPDX-License-Identifier: MIT
#include "host/http/serve.hpp"

#include <charconv>

#include "host/http/api.hpp"
#include "host/http/change_hub.hpp"
#include "host/http/routes.hpp"

namespace throughgate::http {
namespace {

constexpr std::size_t query_threads = 2;

/// What the server is made of, in the order in which it may be destroyed.
struct Composition {
    Composition(Engine& engine, const ServeOptions& options)
        : log(options.verbosity),
          hub(engine, workers),
          authenticator(options.token_path, workers),
          services{engine,
                   options.runs,
                   options.store_path,
                   workers,
                   metrics,
                   log,
                   hub,
                   [this](std::function<void()> work) { server->post(std::move(work)); }},
          api(all_routes(services), authenticator, workers, metrics, log) {}

    Workers workers{query_threads};
    Metrics metrics;
    JsonLog log;
    ChangeHub hub;
    Authenticator authenticator;
    Services services;
    Api api;
    std::unique_ptr<Server> server;
};

}  // namespace

Status serve(Engine& engine, const ServeOptions& options) {
    Composition parts(engine, options);
    auto listening = Server::listen(options.listen, parts.api);
    if (!listening.ok()) return listening.error();
    parts.server = std::move(*listening);
    parts.server->every(std::chrono::milliseconds(150), [&parts] {
        parts.metrics.streams(parts.hub.waiting());
        parts.hub.look();
        parts.log.flush();
    });
    parts.server->when_stopping([&parts] { parts.hub.stop(); });
    parts.log.say("info", "listening", {{"url", parts.server->url()}});
    if (options.ready) options.ready(parts.server->url());
    parts.server->run();
    engine.stop();
    parts.workers.stop();
    parts.log.say("info", "stopped");
    return {};
}

Result<ListenOptions> read_listen(const std::string& text) {
    ListenOptions options;
    const std::size_t colon = text.rfind(':');
    const char* const end = text.data() + text.size();
    const char* const digits = colon == text.npos ? end : text.data() + colon + 1;
    const auto [read, error] = std::from_chars(digits, end, options.port);
    if (colon == text.npos || error != std::errc() || read != end)
        return ::throughgate::Error{ErrorKind::invalid,
                                    "--listen wants an address and a port, like 127.0.0.1:8080",
                                    "--listen"};
    options.address = text.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']'))
        options.address = options.address.substr(1, options.address.size() - 2);
    return options;
}

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
#include "host/http/serve.hpp"

#include <charconv>

#include "host/http/change_hub.hpp"
#ifdef TG_OAUTH
#include "host/http/oauth_start.hpp"
#endif
#include "host/http/routes.hpp"

namespace throughgate::http {
namespace {

constexpr std::size_t query_threads = 2;

/// What the server is made of, in the order in which it may be destroyed.
struct Composition {
    Composition(Engine& engine, const ServeOptions& options)
        : log(options.verbosity),
          hub(engine, workers),
          others(accept_others(engine, options)),
          authenticator(options.token_path, workers, others.ok() ? others->get() : nullptr),
          services{engine,
                   options.runs,
                   options.store_path,
                   workers,
                   metrics,
                   log,
                   hub,
                   [this](std::function<void()> work) { server->post(std::move(work)); },
                   options.backup_folder},
          api(all_routes(services), authenticator, workers, metrics, log),
          front(options.in_front ? options.in_front(services, api)
                                 : Result<std::unique_ptr<Application>>(nullptr)) {}

    Application& application() { return *front ? **front : api; }

    using Others = Result<std::unique_ptr<AccessTokens>>;
    Others accept_others(Engine& engine, const ServeOptions& options) {
        if (options.oauth_path.empty()) return std::unique_ptr<AccessTokens>();
#ifdef TG_OAUTH
        return start_oauth(options.oauth_path, engine, workers, log);
#else
        (void)engine;
        return ::throughgate::Error{ErrorKind::invalid, "this program was built without OAuth",
                                    "--oauth"};
#endif
    }

    Workers workers{query_threads};
    Metrics metrics;
    JsonLog log;
    ChangeHub hub;
    Others others;
    Authenticator authenticator;
    Services services;
    Api api;
    Result<std::unique_ptr<Application>> front;
    std::unique_ptr<Server> server;
};

}  // namespace

Status serve(Engine& engine, const ServeOptions& options) {
    Composition parts(engine, options);
    if (!parts.others.ok()) return parts.others.error();
    if (!parts.front.ok()) return parts.front.error();
    auto listening = Server::listen(options.listen, parts.application());
    if (!listening.ok()) return listening.error();
    parts.server = std::move(*listening);
    parts.server->every(std::chrono::milliseconds(150), [&parts] {
        parts.metrics.streams(parts.hub.waiting());
        parts.hub.look();
        parts.log.flush();
    });
    parts.server->when_stopping([&parts, &options] {
        if (options.stopping) options.stopping();
        parts.hub.stop();
    });
    parts.log.say("info", "listening", {{"url", parts.server->url()}});
    if (options.ready) options.ready(parts.server->url());
    parts.server->run();
    engine.stop();
    if (*parts.others) (*parts.others)->stop();
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

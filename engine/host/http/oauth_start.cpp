// SPDX-License-Identifier: MIT
#include "host/http/oauth_start.hpp"

#include "host/http/oauth.hpp"
#include "host/http/oauth_fetch.hpp"

namespace throughgate::http {
namespace {

Instant wall_clock() { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

KeyRing::Fetch fetching(const OAuthSettings& settings, JsonLog& log) {
    return [settings, &log]() -> Result<SigningKeys> {
        const auto text = fetch_keys(settings);
        auto keys = text.ok() ? read_key_set(*text) : Result<SigningKeys>(text.error());
        if (keys.ok())
            log.say("info", "oauth.keys", {{"count", keys->size()}});
        else
            log.say("warning", "oauth.no-keys", {{"problem", keys.error().message}});
        return keys;
    };
}

}  // namespace

Result<std::unique_ptr<AccessTokens>> start_oauth(const std::string& path, Engine& engine,
                                                  Workers& workers, JsonLog& log) {
    auto settings = load_oauth_settings(path);
    if (!settings.ok()) return settings.error();
    OAuthSurroundings around;
    around.fetch = fetching(*settings, log);
    around.staff_of_login = [&engine](const std::string& login) {
        return engine.staff_of_login(login);
    };
    around.now = wall_clock;
    around.post = [&workers](std::function<void()> work) { return workers.post(std::move(work)); };
    return make_oauth(std::move(*settings), std::move(around));
}

}  // namespace throughgate::http

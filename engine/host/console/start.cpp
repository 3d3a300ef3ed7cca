// SPDX-License-Identifier: MIT
#include "host/console/start.hpp"

#include "host/console/assets.hpp"
#include "host/console/console.hpp"
#ifdef TG_OAUTH
#include "host/console/oidc.hpp"
#endif

namespace throughgate::console {
namespace {

Moment steady_now() { return std::chrono::steady_clock::now(); }

Result<std::unique_ptr<Provider>> provider_of(const std::string& path, http::Services& services) {
    if (path.empty()) return std::unique_ptr<Provider>();
#ifdef TG_OAUTH
    return start_oidc(path, services, steady_now);
#else
    (void)services;
    return Error{ErrorKind::invalid, "this program was built without OAuth", "--sign-in"};
#endif
}

}  // namespace

std::function<Result<std::unique_ptr<http::Application>>(http::Services&, http::Api&)> in_front(
    StartOptions options) {
    return [options = std::move(options)](
               http::Services& services,
               http::Api& api) -> Result<std::unique_ptr<http::Application>> {
        if (!assets_are_built())
            services.log.say("warning", "plain-pages",
                             {{"what",
                               "this program was built without the console's style sheet: pages "
                               "are readable and plain; `./dev build` with npm makes both"}});
        auto provider = provider_of(options.provider_path, services);
        if (!provider.ok()) return provider.error();
        return std::unique_ptr<http::Application>(
            std::make_unique<Console>(services, api, options.user_path, steady_now,
                                      std::move(*provider), EditorSettings{options.workflows}));
    };
}

}  // namespace throughgate::console

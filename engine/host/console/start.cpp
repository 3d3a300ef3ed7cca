// SPDX-License-Identifier: MIT
#include "host/console/start.hpp"

#include "host/console/assets.hpp"
#include "host/console/console.hpp"

namespace throughgate::console {

std::function<std::unique_ptr<http::Application>(http::Services&, http::Api&)> in_front(
    std::string user_path) {
    return [user_path = std::move(user_path)](http::Services& services, http::Api& api) {
        if (!assets_are_built())
            services.log.say("warning", "plain-pages",
                             {{"what",
                               "this program was built without the console's style sheet: pages "
                               "are readable and plain; `./dev build` with npm makes both"}});
        return std::make_unique<Console>(services, api, user_path,
                                         [] { return std::chrono::steady_clock::now(); });
    };
}

}  // namespace throughgate::console

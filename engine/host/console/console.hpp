// SPDX-License-Identifier: MIT
// Console: pages for people, in front of the HTTP API, which answers whatever is no page. Checks
// the session, the token of a form and the scope, then lets the page answer on a worker. It adds no
// rule of its own to who may see what. Called on the server's thread; never blocks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/console/editor_workspace.hpp"
#include "host/console/page.hpp"
#include "host/console/provider.hpp"
#include "host/console/saved_views.hpp"
#include "host/console/sessions.hpp"
#include "host/console/throttle.hpp"
#include "host/console/users.hpp"
#include "host/http/api.hpp"
#include "host/http/router.hpp"

namespace throughgate::console {

class Console final : public http::Application {
public:
    /// `provider`: of accounts elsewhere; may be none.
    Console(http::Services& services, http::Api& api, const std::string& user_path, Now now,
            std::unique_ptr<Provider> provider = nullptr, const EditorSettings& editor = {});

    http::Allowance allowance(std::string_view method, std::string_view target) override;
    void handle(http::Request request, http::Respond respond) override;
    http::Response broken(unsigned status, std::string_view code,
                          const std::string& peer) override {
        return api_.broken(status, code, peer);
    }
    void connections_changed(std::size_t open) override { api_.connections_changed(open); }

    [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
    [[nodiscard]] Sessions& sessions() { return sessions_; }

private:
    struct Exchange;
    using ExchangePointer = std::shared_ptr<Exchange>;

    bool is_ours(Exchange& exchange) const;
    void begin(const ExchangePointer& exchange);
    void give_asset(const ExchangePointer& exchange);
    void admit(const ExchangePointer& exchange);
    std::optional<http::Problem> check_form(const ExchangePointer& exchange);
    void run(const ExchangePointer& exchange);
    void answer_late(const ExchangePointer& exchange);
    void refuse(const ExchangePointer& exchange, const http::Problem& problem);
    void finish(const ExchangePointer& exchange, http::Response response);
    [[nodiscard]] GlassStanding alerts_of(const http::Principal& principal) const;
    [[nodiscard]] std::function<GlassStanding()> asked_once(const Visit& visit) const;
    /// Nothing: nobody is signed in any more.
    std::optional<Session> session_of(const std::string& id, bool aside);

    http::Services& services_;
    http::Api& api_;
    Users users_;
    Sessions sessions_;
    Throttle throttle_;
    std::unique_ptr<Provider> provider_;
    SavedViews saved_views_;
    std::vector<Page> pages_;
    http::Router router_;
};

}  // namespace throughgate::console

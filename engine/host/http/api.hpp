// SPDX-License-Identifier: MIT
// Api: takes a request through its checks to the handler of its route, and the answer back. The
// one catch of the HTTP layer is here; every request leaves one line in the log and one count.
#pragma once

#include "host/http/authenticator.hpp"
#include "host/http/router.hpp"
#include "host/http/services.hpp"

namespace throughgate::http {

class Api final : public Application {
public:
    Api(std::vector<Route> routes, Authenticator& authenticator, Workers& workers, Metrics& metrics,
        JsonLog& log);

    Allowance allowance(std::string_view method, std::string_view target) override;
    void handle(Request request, Respond respond) override;
    Response broken(unsigned status, std::string_view code, const std::string& peer) override;
    /// Whether any method of this address is the API's.
    [[nodiscard]] bool knows(const Target& target) const;
    void connections_changed(std::size_t open) override { metrics_.connections(open); }

private:
    struct Exchange;
    using ExchangePointer = std::shared_ptr<Exchange>;

    std::optional<Problem> screen(Exchange& exchange);
    /// Runs `work`; what it throws becomes the answer.
    void guarded(const ExchangePointer& exchange, const std::function<void()>& work);
    void begin(const ExchangePointer& exchange);
    void check_and_run(const ExchangePointer& exchange, Principal principal);
    void run(const ExchangePointer& exchange, std::shared_ptr<const Call> call);
    void refuse(const ExchangePointer& exchange, const Problem& problem);
    void finish(const ExchangePointer& exchange, Response response);

    Router router_;
    Authenticator& authenticator_;
    Workers& workers_;
    Metrics& metrics_;
    JsonLog& log_;
};

}  // namespace throughgate::http

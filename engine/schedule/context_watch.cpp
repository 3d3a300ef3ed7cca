// SPDX-License-Identifier: MIT
// A service of the context: Asio shuts services down before the context is gone.
#include "schedule/context_watch.hpp"

#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>

namespace throughgate::schedule {
namespace {

namespace asio = boost::asio;

class WatchService final : public asio::execution_context::service {
public:
    using key_type = WatchService;
    static inline asio::execution_context::id id;

    explicit WatchService(asio::execution_context& context)
        : asio::execution_context::service(context) {}

    [[nodiscard]] std::shared_ptr<ContextWatch> watch() const { return watch_; }

private:
    void shutdown() noexcept override { watch_->ended(); }

    std::shared_ptr<ContextWatch> watch_ = std::make_shared<ContextWatch>();
};

}  // namespace

std::shared_ptr<ContextWatch> watch_context(const asio::any_io_executor& executor) {
    asio::execution_context& context = asio::query(executor, asio::execution::context);
    return asio::use_service<WatchService>(context).watch();
}

}  // namespace throughgate::schedule

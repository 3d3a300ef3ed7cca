// SPDX-License-Identifier: MIT
// A service of the context: Asio shuts services down before the context is gone.
#include "schedule/context_watch.hpp"

#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
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

std::shared_ptr<ContextWatch> watch_context(const asio::any_io_executor& executor) {
    asio::execution_context& context = asio::query(executor, asio::execution::context);
    return asio::use_service<WatchService>(context).watch();
}

}  // namespace

HostExecutor::HostExecutor(asio::any_io_executor executor)
    : watch_(watch_context(executor)), executor_(std::move(executor)) {}

std::shared_ptr<HostExecutor> HostExecutor::make(asio::any_io_executor executor) {
    auto made = std::make_shared<HostExecutor>(std::move(executor));
    made->on_end([weak = std::weak_ptr(made)] {
        const auto self = weak.lock();
        if (!self) return;
        self->busy_.reset();
        self->executor_.reset();
    });
    return made;
}

void HostExecutor::post(std::function<void()> body) {
    watch_->while_alive([&] { asio::post(*executor_, std::move(body)); });
}

void HostExecutor::begin_work() {
    watch_->while_alive([this] {
        if (work_++ == 0)
            busy_ = asio::prefer(*executor_, asio::execution::outstanding_work.tracked);
    });
}

void HostExecutor::end_work() {
    watch_->while_alive([this] {
        if (--work_ == 0) busy_.reset();
    });
}

}  // namespace throughgate::schedule

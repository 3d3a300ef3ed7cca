// SPDX-License-Identifier: MIT
#include "host/http/workers.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "host/http/limits.hpp"

namespace throughgate::http {

class Workers::Parts {
public:
    explicit Parts(std::size_t threads) : pool(threads) {}
    boost::asio::thread_pool pool;
    std::atomic<std::size_t> waiting{0};
    std::atomic<bool> stopped{false};
};

Workers::Workers(std::size_t threads) : parts_(std::make_unique<Parts>(threads)) {}
Workers::~Workers() { stop(); }

bool Workers::post(std::function<void()> work) {
    if (parts_->stopped || parts_->waiting >= limits::queries_waiting) return false;
    ++parts_->waiting;
    boost::asio::post(parts_->pool, [this, work = std::move(work)] {
        --parts_->waiting;
        work();
    });
    return true;
}

void Workers::stop() {
    parts_->stopped = true;
    parts_->pool.join();
}

}  // namespace throughgate::http

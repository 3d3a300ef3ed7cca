// SPDX-License-Identifier: MIT
#include "host/console/throttle.hpp"

#include <algorithm>

#include "host/console/limits.hpp"

namespace throughgate::console {
namespace {

std::string of_user(const std::string& user) { return "user " + user; }
std::string of_address(const std::string& address) { return "address " + address; }

}  // namespace

std::chrono::seconds Throttle::wait_of(const std::string& key, unsigned most) const {
    const auto found = counts_.find(key);
    if (found == counts_.end() || found->second.failures < most) return {};
    const auto over = found->second.since + limits::window - now_();
    return std::max(std::chrono::seconds{0}, std::chrono::ceil<std::chrono::seconds>(over));
}

std::chrono::seconds Throttle::wait(const std::string& user, const std::string& address) {
    const std::lock_guard lock(mutex_);
    return std::max(wait_of(of_user(user), limits::failures_of_user),
                    wait_of(of_address(address), limits::failures_of_address));
}

void Throttle::count(const std::string& key) {
    const Moment now = now_();
    Count& count = counts_[key];
    if (count.failures == 0 || now - count.since >= limits::window) count = {0, now};
    ++count.failures;
}

void Throttle::failed(const std::string& user, const std::string& address) {
    const std::lock_guard lock(mutex_);
    if (counts_.size() >= limits::failing)
        std::erase_if(counts_, [now = now_()](const auto& each) {
            return now - each.second.since >= limits::window;
        });
    // Full of fresh ones: an attack from many addresses. Names are counted all the same.
    if (counts_.size() >= limits::failing) counts_.erase(counts_.begin());
    count(of_user(user));
    count(of_address(address));
}

void Throttle::succeeded(const std::string& user) {
    const std::lock_guard lock(mutex_);
    counts_.erase(of_user(user));
}

}  // namespace throughgate::console

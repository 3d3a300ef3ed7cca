// SPDX-License-Identifier: MIT
#include "host/http/oauth_key_ring.hpp"

namespace throughgate::http {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_waiting = 2000;

}  // namespace

KeyRing::KeyRing(Fetch fetch, std::chrono::milliseconds at_most_every,
                 std::chrono::milliseconds fresh_for)
    : fetch_(std::move(fetch)),
      at_most_every_(at_most_every),
      fresh_for_(fresh_for),
      never_{ErrorKind::unavailable, "the keys of the identity provider are not here yet", "keys"},
      thread_([this] { run(); }) {}

KeyRing::~KeyRing() { stop(); }

void KeyRing::find(const std::string& key_id, Then then) {
    std::unique_lock lock(mutex_);
    const Found found = known(key_id);
    const bool is_here = found.ok() && *found != nullptr;
    fetch_soon(is_here);
    const bool waits = !is_here && (wanted_ || fetching_) && !stopping_;
    if (waits && waiting_.size() < most_waiting) {
        waiting_.push_back({key_id, std::move(then)});
        return;
    }
    lock.unlock();
    then(found);
}

bool KeyRing::is_current(const std::string& key_id, const std::shared_ptr<const SigningKey>& key) {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find(key_id);
    const bool is_here = found != keys_.end() && found->second == key;
    fetch_soon(is_here);
    return is_here;
}

void KeyRing::stop() {
    std::vector<Waiting> left;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        left.swap(waiting_);
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    for (const Waiting& each : left) each.then(std::shared_ptr<const SigningKey>());
}

KeyRing::Found KeyRing::known(const std::string& key_id) const {
    if (keys_.empty()) return never_;
    const auto found = keys_.find(key_id);
    return found == keys_.end() ? std::shared_ptr<const SigningKey>() : found->second;
}

/// Where a key is missing, or all of them are old; not too often.
void KeyRing::fetch_soon(bool is_here) {
    const auto now = steady_clock::now();
    const bool fresh = is_here && now - fetched_ <= fresh_for_;
    if (fresh || fetching_ || now - tried_ < at_most_every_) return;
    wanted_ = true;
    changed_.notify_all();
}

void KeyRing::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        changed_.wait(lock, [this] { return stopping_ || wanted_; });
        if (!stopping_) fetch(lock);
    }
}

/// A fetch that fails leaves the keys as they were: an identity provider that is away locks out
/// nobody whose key is here.
void KeyRing::fetch(std::unique_lock<std::mutex>& lock) {
    wanted_ = false;
    fetching_ = true;
    lock.unlock();
    auto fetched = fetch_();
    lock.lock();
    fetching_ = false;
    tried_ = steady_clock::now();
    if (fetched.ok()) {
        keys_ = std::move(*fetched);
        fetched_ = tried_;
    } else if (keys_.empty()) {
        never_ = fetched.error();
    }
    std::vector<std::pair<Then, Found>> answers;
    for (Waiting& each : waiting_) answers.emplace_back(std::move(each.then), known(each.key_id));
    waiting_.clear();
    lock.unlock();
    for (const auto& [then, found] : answers) then(found);
    lock.lock();
}

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
#include "host/http/event_stream.hpp"

#include <utility>

#include "host/http/limits.hpp"

namespace throughgate::http {

std::string EventStream::event_text(std::string_view id, std::string_view name,
                                    std::string_view data) {
    std::string text;
    const auto field = [&text](std::string_view key, std::string_view value) {
        text.append(key).append(": ").append(value).append("\n");
    };
    if (!id.empty()) field("id", id);
    if (!name.empty()) field("event", name);
    field("data", data);  // JSON on one line
    return text + "\n";
}

bool EventStream::push(std::string text) {
    std::unique_lock lock(mutex_);
    if (closed_ || finished_) return false;
    if (waiting_.size() + text.size() > limits::stream_bytes) {
        closed_ = true;
        waiting_.clear();
    } else {
        waiting_ += text;
    }
    const bool open = !closed_;
    ring(lock);
    return open;
}

void EventStream::finish() {
    std::unique_lock lock(mutex_);
    finished_ = true;
    ring(lock);
}

void EventStream::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    ready_ = nullptr;
}

bool EventStream::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_ || finished_;
}

EventStream::Taken EventStream::take(std::function<void()> ready) {
    const std::lock_guard lock(mutex_);
    Taken taken{std::exchange(waiting_, {}), closed_ || finished_};
    if (taken.text.empty() && !taken.ended) ready_ = std::move(ready);
    return taken;
}

void EventStream::ring(std::unique_lock<std::mutex>& lock) {
    const auto ready = std::exchange(ready_, nullptr);
    lock.unlock();
    if (ready) ready();
}

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// A channel whose answers the test decides, and a way to wait for reports without sleeping.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "delivery/courier.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {

using plugin::Answer;

class ScriptedChannel final : public plugin::Channel {
public:
    using Script = std::function<Answer(const plugin::Message&)>;
    explicit ScriptedChannel(Script script) : script_(std::move(script)) {}
    const plugin::Description& description() const override { return description_; }
    Answer deliver(const plugin::Message& message) override { return script_(message); }

private:
    Script script_;
    plugin::Description description_{"scripted", "", {}};
};

inline std::unique_ptr<plugin::Channel> channel_that(ScriptedChannel::Script script) {
    return std::make_unique<ScriptedChannel>(std::move(script));
}
inline std::unique_ptr<plugin::Channel> channel_that(Answer answer) {
    return channel_that([answer](const plugin::Message&) { return answer; });
}

/// Collects reports; `wait_for` blocks until there are that many.
class Reports {
public:
    void add(delivery::Report report) {
        const std::lock_guard lock(mutex_);
        reports_.push_back(std::move(report));
        changed_.notify_all();
    }
    std::vector<delivery::Report> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        const bool came = changed_.wait_for(lock, std::chrono::seconds(60),
                                            [&] { return reports_.size() >= count; });
        REQUIRE(came);
        return reports_;
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return reports_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<delivery::Report> reports_;
};

/// Closed until opened; what waits at it goes on then.
class TurnPike {
public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    void wait_for_arrivals(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

inline delivery::Send send_number(std::uint32_t ordinal, const std::string& channel = "mail") {
    delivery::Send send;
    send.effect = {0xa1, CaseId{7}, 42, ordinal};
    send.channel = channel;
    send.recipient = "aspen";
    return send;
}

}  // namespace throughgate::testing

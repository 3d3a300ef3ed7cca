// SPDX-License-Identifier: MIT
#include "delivery/worker.hpp"

#include "base/limits.hpp"

namespace throughgate::delivery {

namespace {

Error queue_full(const std::string& channel) {
    return {ErrorKind::busy,
            "channel '" + channel + "' has " + std::to_string(limits::delivery_queue) +
                " notices waiting; this one stays in the outbox",
            channel};
}

}  // namespace

Courier::Worker::~Worker() {
    ask_to_stop();
    wait();
}

Error Courier::Worker::not_running(const std::string& channel) {
    return {ErrorKind::unavailable,
            "deliveries have been stopped; the notice stays in the outbox until they start",
            channel};
}

Status Courier::Worker::take(Errand errand) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return not_running(errand.send.channel);
    if (queue_.size() >= limits::delivery_queue) return queue_full(errand.send.channel);
    queue_.push_back(std::move(errand));
    changed_.notify_one();
    return {};
}

void Courier::Worker::take_back(CaseId id, std::vector<EffectId>& taken) {
    const std::lock_guard lock(mutex_);
    std::erase_if(queue_, [&](const Errand& errand) {
        const EffectId& effect = errand.send.effect;
        const bool of_case = effect.case_id == id;
        if (of_case) taken.push_back(effect);
        return of_case;
    });
}

void Courier::Worker::ask_to_stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    queue_.clear();
    changed_.notify_one();
}

void Courier::Worker::wait() {
    const std::lock_guard lock(joining_);
    if (thread_.joinable()) thread_.join();
}

void Courier::Worker::run() {
    while (auto errand = next()) attempt_(*std::move(errand));
}

std::optional<Courier::Errand> Courier::Worker::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return std::nullopt;
    Errand errand = std::move(queue_.front());
    queue_.pop_front();
    return errand;
}

}  // namespace throughgate::delivery

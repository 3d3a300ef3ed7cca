// SPDX-License-Identifier: MIT
#include "delivery/courier.hpp"

#include <algorithm>
#include <exception>

#include "base/assert.hpp"
#include "base/log.hpp"
#include "delivery/worker.hpp"
#include "model/effect_text.hpp"

namespace throughgate::delivery {

namespace {

using plugin::Answer;

Error channel_twice(const std::string& name) {
    return {ErrorKind::conflict,
            "there are two channels named '" + name + "'; give each a name of its own", name};
}

Answer no_such_channel(const std::string& name) {
    return {Answer::What::retry, "there is no channel '" + name + "'; add it to the configuration"};
}

}  // namespace

Courier::Courier(Random& random) : random_(random) {}

Courier::~Courier() { stop(); }

Status Courier::add_channel(const std::string& name, std::unique_ptr<plugin::Channel> channel) {
    TG_ASSERT(clock_ == nullptr);
    if (!channels_.try_emplace(name, std::move(channel)).second) return channel_twice(name);
    return {};
}

std::vector<std::string> Courier::channel_names() const {
    std::vector<std::string> names;
    for (const auto& [name, channel] : channels_) names.push_back(name);
    return names;
}

Report Courier::carry_out(const Send& send, Instant now) {
    const auto found = channels_.find(send.channel);
    plugin::Channel* channel = found == channels_.end() ? nullptr : found->second.get();
    return report_of(send, answer_of(channel, send), now);
}

void Courier::start(const Clock& clock, std::function<void(Report)> report) {
    TG_ASSERT(clock_ == nullptr);
    clock_ = &clock;
    report_ = std::move(report);
    const auto attempt = [this](const Send& send) { report_(carry_out(send, clock_->now())); };
    for (const auto& [name, channel] : channels_)
        workers_.emplace(name, std::make_unique<Worker>(attempt));
    workers_.emplace(Worker::of_unknown_channels, std::make_unique<Worker>(attempt));
}

Status Courier::submit(Send send) {
    if (workers_.empty()) return Worker::not_running(send.channel);
    auto worker = workers_.find(send.channel);
    if (worker == workers_.end()) worker = workers_.find(Worker::of_unknown_channels);
    return worker->second->take(std::move(send));
}

std::vector<EffectId> Courier::take_back(CaseId id) {
    std::vector<EffectId> taken;
    for (auto& [name, worker] : workers_) worker->take_back(id, taken);
    return taken;
}

void Courier::stop() {
    for (auto& [name, worker] : workers_) worker->ask_to_stop();
    if (on_worker()) return;
    for (auto& [name, worker] : workers_) worker->wait();
}

bool Courier::on_worker() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const auto& entry) { return entry.second->is_this_thread(); });
}

Answer Courier::answer_of(plugin::Channel* channel, const Send& send) const {
    if (channel == nullptr) return no_such_channel(send.channel);
    plugin::Message message = send.message;
    if (message.effect_id.empty()) message.effect_id = text_of(send.effect);
    try {
        return channel->deliver(message);
    } catch (const std::exception& fault) {
        log(LogLevel::error, "delivery.channel_threw",
            {{"channel", send.channel}, {"effect", message.effect_id}});
        return {Answer::What::retry, std::string("the channel fell over: ") + fault.what()};
    }
}

Report Courier::report_of(const Send& send, Answer answer, Instant now) {
    const std::lock_guard lock(mutex_);
    const Outcome outcome = after_answer(answer.what, send.attempt, now, random_);
    return {send.effect, outcome.state,  outcome.next_try, std::move(answer.detail),
            answer.what, send.recipient, send.channel,     send.attempt,
            now};
}

}  // namespace throughgate::delivery

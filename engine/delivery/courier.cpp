// SPDX-License-Identifier: MIT
#include "delivery/courier.hpp"

#include <algorithm>
#include <exception>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "delivery/worker.hpp"
#include "model/effect_text.hpp"

namespace throughgate::delivery {

namespace {

using plugin::Answer;

Error channel_twice(const std::string& name) {
    return {ErrorKind::conflict,
            "there are two channels named '" + name + "'; give each a name of its own", name};
}

std::string resting(const ChannelState& state) {
    return "left alone until " + format_instant(*state.rests_until) + " after " +
           std::to_string(state.failures) + (state.failures == 1 ? " failure" : " failures") +
           " in a row, the last: " + state.why;
}

/// One channel speaks for itself; of several each is named.
std::string detail_of(const std::vector<Trial>& trials) {
    if (trials.size() == 1) return trials.front().detail;
    std::string words;
    for (const Trial& each : trials) {
        const bool last = &each == &trials.back();
        const bool went =
            each.answer == Answer::What::delivered || each.answer == Answer::What::pending;
        words += (words.empty() ? "" : "; ") + std::string(last && went ? "went by " : "not by ") +
                 each.channel + ": " + each.detail;
    }
    return one_line(words, limits::text_bytes);
}

Answer no_such_channel(const std::string& name) {
    return {
        Answer::What::retry, "there is no channel '" + name + "'; add it to the configuration", {}};
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

void Courier::fall_back_in_order(std::vector<std::string> channels) {
    TG_ASSERT(clock_ == nullptr);
    order_ = std::move(channels);
}

std::string Courier::next_channel(const std::string& channel) const {
    const auto here = std::find(order_.begin(), order_.end(), channel);
    if (here == order_.end() || here + 1 == order_.end()) return {};
    return *(here + 1);
}

ChannelState Courier::state_of(const std::string& channel) const {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(channel);
    return found == states_.end() ? ChannelState{} : found->second;
}

Report Courier::carry_out(const Send& send, Instant now) {
    Errand errand;
    errand.send = send;
    while (visit(errand, now)) errand.send.channel = next_channel(errand.send.channel);
    return report_of(std::move(errand), now);
}

bool Courier::visit(Errand& errand, Instant now) {
    const std::string& name = errand.send.channel;
    const bool another = !errand.send.held && !next_channel(name).empty();
    if (const ChannelState state = state_of(name); rests(state, now)) {
        pass_over(errand, {name, Answer::What::retry, resting(state), false}, *state.rests_until);
        return another;
    }
    const auto found = channels_.find(name);
    plugin::Channel* channel = found == channels_.end() ? nullptr : found->second.get();
    const Answer answer = answer_of(channel, errand.send);
    errand.trials.push_back({name, answer.what, answer.detail, true});
    errand.so_far = errand.so_far ? together(*errand.so_far, answer) : answer;
    note(name, answer, now);
    const bool critical = errand.send.message.notice_class == "critical";
    return another && passes_on(answer, critical, errand.send.attempt);
}

void Courier::pass_over(Errand& errand, Trial trial, Instant back) {
    errand.trials.push_back(std::move(trial));
    errand.earliest = std::min(errand.earliest.value_or(back), back);
}

void Courier::note(const std::string& channel, const Answer& answer, Instant now) {
    if (std::find(order_.begin(), order_.end(), channel) == order_.end()) return;
    const std::lock_guard lock(mutex_);
    ChannelState& state = states_[channel];
    const bool rested = state.rests_until.has_value();
    state = after_attempt(std::move(state), answer, now, random_);
    if (state.rests_until && !rested)
        log(LogLevel::warning, "delivery.channel_rests",
            {{"channel", channel}, {"until", format_instant(*state.rests_until)}});
    if (rested && !state.rests_until && answer.what != Answer::What::retry)
        log(LogLevel::info, "delivery.channel_is_back", {{"channel", channel}});
}

void Courier::start(const Clock& clock, std::function<void(Report)> report) {
    TG_ASSERT(clock_ == nullptr);
    clock_ = &clock;
    report_ = std::move(report);
    const auto attempt = [this](Errand errand) { work(std::move(errand)); };
    for (const auto& [name, channel] : channels_)
        workers_.emplace(name, std::make_unique<Worker>(attempt));
    workers_.emplace(Worker::of_unknown_channels, std::make_unique<Worker>(attempt));
}

/// On the thread of the errand's channel. The next channel has a thread and a queue of its own.
void Courier::work(Errand errand) {
    if (visit(errand, clock_->now()) && hand_on(errand)) return;
    report_(report_of(std::move(errand), clock_->now()));
}

bool Courier::hand_on(Errand& errand) {
    Errand further = errand;
    further.send.channel = next_channel(errand.send.channel);
    const Status taken = workers_.at(further.send.channel)->take(further);
    if (!taken.ok())
        pass_over(errand, {further.send.channel, Answer::What::retry, taken.error().message, false},
                  clock_->now() + limits::channel_rest_first);
    return taken.ok();
}

Status Courier::submit(Send send) {
    if (workers_.empty()) return Worker::not_running(send.channel);
    auto worker = workers_.find(send.channel);
    if (worker == workers_.end()) worker = workers_.find(Worker::of_unknown_channels);
    Errand errand;
    errand.send = std::move(send);
    return worker->second->take(std::move(errand));
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
        return {Answer::What::retry, std::string("the channel fell over: ") + fault.what(), {}};
    }
}

/// Where nobody was asked, nothing was tried: the notice waits until the first channel is back.
Report Courier::report_of(Errand errand, Instant now) {
    const std::lock_guard lock(mutex_);
    const Send& send = errand.send;
    Outcome outcome{lifecycle::DeliveryState::retrying, errand.earliest};
    std::uint32_t attempt = send.attempt - 1;
    const Answer answer = errand.so_far.value_or(Answer{});
    if (errand.so_far) {
        outcome = after_answer(answer, send.attempt, now, random_);
        attempt = send.attempt;
    }
    // A channel that will be back may still take what the others refused.
    if (errand.so_far && errand.earliest &&
        outcome.state == lifecycle::DeliveryState::dead_lettered) {
        outcome = {lifecycle::DeliveryState::retrying, errand.earliest};
        attempt = send.attempt - 1;
    }
    return {send.effect, outcome.state,           outcome.next_try, detail_of(errand.trials),
            answer.what, send.recipient,          send.channel,     attempt,
            now,         std::move(errand.trials)};
}

}  // namespace throughgate::delivery

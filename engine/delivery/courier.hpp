// SPDX-License-Identifier: MIT
// Courier: carries planned sends out through named channels and reports how each ended.
// A channel that keeps failing is left alone for a while, and the next one takes over
// (breaker.hpp). Two ways of working: `carry_out` on the caller's thread (virtual clock), or
// `start` and `submit` with one worker thread per channel, so that a slow or crashing channel never
// holds up another. Holds nothing durable: what is lost in memory stands in the outbox and is
// offered again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "delivery/breaker.hpp"
#include "lifecycle/lifecycle.hpp"
#include "model/ids.hpp"
#include "plugin/channel.hpp"
#include "throughgate/clock.hpp"

namespace throughgate::delivery {

/// One attempt to be made.
struct Send {
    EffectId effect;
    std::string channel;        ///< name it was added by
    plugin::Message message;    ///< an empty effect_id is filled in from `effect`
    std::string recipient;      ///< staff id; passed on to the report
    std::uint32_t attempt = 1;  ///< which one this is, from 1
    bool held = false;          ///< its channel has it already: no other may be asked
};

/// One channel's part in an attempt.
struct Trial {
    std::string channel;
    plugin::Answer::What answer = plugin::Answer::What::retry;
    std::string detail;
    bool asked = true;  ///< false: it rests and was passed over
};

/// How one attempt ended.
struct Report {
    EffectId effect;
    lifecycle::DeliveryState state = lifecycle::DeliveryState::retrying;  ///< or an end
    std::optional<Instant> next_try;                                      ///< set when retrying
    std::string detail;  ///< the channel's own word; of several channels, each by name
    plugin::Answer::What answer = plugin::Answer::What::retry;  ///< what it said
    std::string recipient;
    std::string channel;        ///< the last one that had it: by which it went
    std::uint32_t attempt = 1;  ///< one less than that of the send when no channel was asked
    Instant at{};
    std::vector<Trial> trials;  ///< in order
};

struct Outcome {
    lifecycle::DeliveryState state = lifecycle::DeliveryState::retrying;
    std::optional<Instant> next_try;
};

/// Where a channel's answer to attempt number `attempt` leads: `failed`, and `retry` on the last
/// attempt, end as dead letter, and `pending` then too: nobody knows that it arrived. Else the wait
/// doubles from limits::retry_first up to limits::retry_longest, a fifth more or less by `random`,
/// and is never shorter than the channel asked for. Pure but for `random`.
Outcome after_answer(const plugin::Answer& answer, std::uint32_t attempt, Instant now,
                     Random& random);

class Courier {
public:
    /// `random` outlives the courier; it is used by one thread at a time.
    explicit Courier(Random& random);
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    ~Courier();  ///< stops

    /// Before `start`. conflict: a channel of that name is there already.
    Status add_channel(const std::string& name, std::unique_ptr<plugin::Channel> channel);
    [[nodiscard]] std::vector<std::string> channel_names() const;
    /// Before `start`. Each channel named hands on to the one behind it, and rests when it keeps
    /// failing; others do neither, because whoever sends by them sees to it.
    void fall_back_in_order(std::vector<std::string> channels);
    /// What is known of a channel now.
    [[nodiscard]] ChannelState state_of(const std::string& channel) const;

    /// Blocks until the channels that are asked have answered (at most its time-out). Not while
    /// started.
    Report carry_out(const Send& send, Instant now);

    /// `report` is called on a worker's thread, never for two attempts of one channel at once. It
    /// may call `submit` and `stop`, and must not throw. `clock` outlives the courier.
    void start(const Clock& clock, std::function<void(Report)> report);
    /// busy: that channel has limits::delivery_queue sends waiting. unavailable: not started, or
    /// stopped. Either way the send was not taken: its row stays due in the outbox. A send to an
    /// unknown channel is taken and reported as one that has to be retried.
    Status submit(Send send);
    /// Sends about this case that wait for their worker are dropped: which. No report follows.
    std::vector<EffectId> take_back(CaseId id);
    /// Drops the sends that wait, then waits for attempts under way: no report follows. Safe twice.
    /// Inside `report` it does not wait; call it again from outside, or let the destructor do it.
    void stop();

private:
    class Worker;

    /// A send on its way through the channels.
    struct Errand {
        Send send;
        std::vector<Trial> trials;
        std::optional<plugin::Answer> so_far;  ///< of the channels that were asked
        std::optional<Instant> earliest;       ///< when the first of those that rest is back
    };

    [[nodiscard]] bool on_worker() const;
    [[nodiscard]] std::string next_channel(const std::string& channel) const;
    /// Asks one channel, unless it rests. True: the next one has to.
    bool visit(Errand& errand, Instant now);
    static void pass_over(Errand& errand, Trial trial, Instant back);
    void note(const std::string& channel, const plugin::Answer& answer, Instant now);
    void work(Errand errand);
    bool hand_on(Errand& errand);
    plugin::Answer answer_of(plugin::Channel* channel, const Send& send) const;
    Report report_of(Errand errand, Instant now);

    // Fixed after start, which happens before anybody submits.
    std::map<std::string, std::unique_ptr<plugin::Channel>> channels_;
    std::map<std::string, std::unique_ptr<Worker>> workers_;
    const Clock* clock_ = nullptr;
    std::function<void(Report)> report_;
    std::vector<std::string> order_;
    mutable std::mutex mutex_;
    Random& random_;                              // guarded by mutex_
    std::map<std::string, ChannelState> states_;  // guarded by mutex_
};

}  // namespace throughgate::delivery

// SPDX-License-Identifier: MIT
// Running: started on its own thread, or driven step by step by whoever holds a virtual clock.
#include <algorithm>
#include <future>

#include "base/limits.hpp"
#include "core/engine_parts.hpp"

namespace throughgate {
namespace {

Error not_virtual() {
    return {ErrorKind::refused, "run_until needs a VirtualClock and an engine that was not started",
            "clock"};
}

Error clock_not_held() {
    return {ErrorKind::refused,
            "the clock is not held: nothing waits for it to be confirmed; `throughgate health` "
            "says what the engine waits for",
            "clock"};
}

constexpr const char* clock_is_held =
    "the clock jumped forward by more than an hour; nothing fires until somebody looks at it and "
    "confirms it (`throughgate clock confirm`)";

/// Since when the owner holds its timers, as it wrote into the store; empty: it does not.
Result<std::string> held_since(Engine::Parts& parts) {
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error();
    const auto since = (*reader)->meta(core::meta::clock_held);
    if (!since.ok()) return since.error();
    return since->value_or("");
}

bool is_held(Engine::Parts& parts) {
    if (parts.options.owns_store) return parts.loop->clock_held();
    const auto since = held_since(parts);
    return since.ok() && !since->empty();
}

/// Who asks beside the owner sees in the store what is due and did not fire.
std::string unfired(Engine::Parts& parts) {
    if (parts.options.owns_store) return "";
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error().message;
    const auto next = (*reader)->next_timer();
    if (!next.ok()) return next.error().message;
    if (!*next || **next + limits::watchdog_overdue >= parts.clock->now()) return "";
    return "timers have been due since " + format_instant(**next) +
           " and nothing has fired them; start `throughgate run`, or look why it stands still";
}

/// The same sees its heartbeat; three missed beats are a problem.
std::string silence(Engine::Parts& parts) {
    if (parts.options.owns_store) return "";
    auto reader = parts.store->read();
    if (!reader.ok()) return reader.error().message;
    const auto beat = (*reader)->meta(core::meta::heartbeat);
    if (!beat.ok() || !*beat) return "";
    const auto last = parse_instant(**beat);
    if (!last || *last + 3 * limits::heartbeat >= parts.clock->now()) return "";
    return "no engine has run on this store since " + **beat +
           "; start `throughgate run`, or look why it stands still";
}

std::string away(const UpstreamView& upstream, const std::string& since) {
    return upstream.title + " has not answered since " + since + "; " +
           std::to_string(upstream.waiting) +
           (upstream.waiting == 1 ? " entry waits" : " entries wait") +
           " for it and nothing else does (`throughgate upstream list`)";
}

}  // namespace

Status Engine::Parts::drain() {
    for (;;) {
        const auto stepped = loop->step();
        if (!stepped.ok()) return stepped.error();
        if (!*stepped) return {};
    }
}

void Engine::Parts::drive() {
    if (loop->started() || loop->stopped()) return;
    const std::lock_guard lock(driving);
    if (auto drained = drain(); !drained.ok()) loop->fail_waiting(drained.error());
}

Status Engine::Parts::work(std::function<Status(store::Transaction&, Instant)> body,
                           bool moves_cases) {
    auto promise = std::make_shared<std::promise<Status>>();
    auto answer = promise->get_future();
    loop->submit(
        {core::StoreWork{std::move(body), moves_cases}, [promise](const Result<Receipt>& result) {
             promise->set_value(result.ok() ? Status{} : Status{result.error()});
         }});
    drive();
    return answer.get();
}

Status Engine::start() {
    if (!parts_->options.owns_store)
        return Error{ErrorKind::refused, "this engine does not own its store and cannot run it",
                     parts_->options.store_path};
    parts_->loop->start();
    parts_->watchdog->start();
    parts_->keeper->start();
    return {};
}

void Engine::stop() { parts_->stop(); }

void Engine::Parts::stop() {
    if (!loop) return;
    if (loop->on_own_thread()) return loop->stop();  // another thread may wait for this one
    const std::lock_guard one_at_a_time(stopping);
    watchdog->stop();
    keeper->stop();
    loop->stop();
}

void Engine::Parts::stop_later(std::function<void()> done) {
    const std::lock_guard lock(adding_stopper);
    stoppers.emplace_back([this, done = std::move(done)] {
        stop();
        done();
    });
}

Engine::Parts::~Parts() {
    for (std::thread& each : stoppers) {
        if (each.get_id() == std::this_thread::get_id())
            each.detach();
        else
            each.join();
    }
}

Status Engine::run_until(Instant until) {
    auto* clock = dynamic_cast<VirtualClock*>(parts_->clock);
    if (clock == nullptr || parts_->loop->started()) return not_virtual();
    std::unique_lock driving(parts_->driving);
    auto change = parts_->keeper->next();  // nothing that happens meanwhile brings another
    for (;;) {
        if (auto drained = parts_->drain(); !drained.ok()) return drained;
        if (!change.ok()) return change.error();
        if (*change && **change <= clock->now()) {
            driving.unlock();  // what the keeper does drives the loop
            const auto kept = parts_->keeper->step();
            driving.lock();
            if (!kept.ok()) return kept.error();
            change = *kept ? parts_->keeper->next() : std::optional<Instant>();
            continue;
        }
        auto next = parts_->loop->next_due();
        if (!next.ok()) return next.error();
        if (*change && (!*next || **change < **next)) next = *change;
        if (!*next || **next > until) break;
        if (**next > clock->now()) clock->set(**next);
    }
    if (until > clock->now()) clock->set(until);
    return parts_->loop->keep_clock();
}

Result<std::optional<Instant>> Engine::virtual_now() {
    auto reader = parts_->store->read();
    if (!reader.ok()) return reader.error();
    const auto kept = (*reader)->meta("virtual_now");
    if (!kept.ok()) return kept.error();
    return *kept ? parse_instant(**kept) : std::nullopt;
}

void Engine::confirm_clock() { parts_->loop->confirm_clock(); }

Status Engine::confirm_clock(const Actor& actor) {
    if (actor.person.empty())
        return Error{ErrorKind::refused, "the time must be confirmed by a named person", "clock"};
    if (parts_->options.owns_store) {
        if (!parts_->loop->clock_held()) return clock_not_held();
        return confirm_clock(), Status{};
    }
    const auto since = held_since(*parts_);
    if (!since.ok()) return since.error();
    if (since->empty()) return clock_not_held();
    return parts_->work([=](store::Transaction& transaction, Instant) {
        return transaction.put_meta(core::meta::clock_confirmed, *since + " " + actor.person);
    });
}

Instant Engine::now() const { return parts_->clock->now(); }

void Engine::submit(Command command, std::function<void(Result<Receipt>)> answer) {
    parts_->loop->submit({std::move(command), std::move(answer)});
    parts_->drive();
}

Result<Receipt> Engine::submit(Command command) {
    auto promise = std::make_shared<std::promise<Result<Receipt>>>();
    auto answer = promise->get_future();
    core::Request request{std::move(command), [promise](Result<Receipt> result) {
                              promise->set_value(std::move(result));
                          }};
    if (!parts_->loop->submit_here(request)) {
        parts_->loop->submit(std::move(request));
        parts_->drive();
    }
    return answer.get();
}

std::vector<Result<Receipt>> Engine::submit_all(std::vector<Command> commands) {
    // A part at a time: the queue has a limit, and others submit too.
    constexpr std::size_t part = limits::queue_commands / 8;
    std::vector<Result<Receipt>> results;
    results.reserve(commands.size());
    std::vector<std::future<Result<Receipt>>> answers;
    for (std::size_t begin = 0; begin < commands.size(); begin += part) {
        answers.clear();
        for (std::size_t i = begin; i < std::min(begin + part, commands.size()); ++i) {
            auto promise = std::make_shared<std::promise<Result<Receipt>>>();
            answers.push_back(promise->get_future());
            parts_->loop->submit({std::move(commands[i]), [promise](Result<Receipt> result) {
                                      promise->set_value(std::move(result));
                                  }});
        }
        parts_->drive();
        for (auto& each : answers) results.push_back(each.get());
    }
    return results;
}

namespace {

/// Of the engine that sends; another program beside it sees only what waits.
void add_resting_channels(const Engine::Parts& parts, Health& health) {
    for (const std::string& name : parts.courier->channel_names()) {
        const delivery::ChannelState state = parts.courier->state_of(name);
        if (!state.rests_until) continue;
        health.warnings.push_back(
            "channel '" + name + "' has failed " + std::to_string(state.failures) +
            " times in a row; it is left alone until " + format_instant(*state.rests_until) +
            ", then tried with one notice");
    }
}

}  // namespace

Health Engine::health() {
    Health health;
    health.now = parts_->clock->now();
    health.next_due = parts_->loop->known_next();
    health.clock_held = is_held(*parts_);
    if (health.clock_held) health.problems.emplace_back(clock_is_held);
    const std::string problem =
        core::stuck(health.next_due, parts_->loop->last_progress(), health.now);
    if (!problem.empty()) health.problems.push_back(problem);
    for (const std::string& seen : {unfired(*parts_), silence(*parts_)})
        if (!seen.empty()) health.problems.push_back(seen);
    health.warnings = core::warnings_of(*parts_->loop->surroundings(), health.now);
    if (const auto runs = recomputes(1); runs.ok() && !runs->empty() && !runs->front().finished)
        health.warnings.push_back("dates are being derived again, " +
                                  std::to_string(runs->front().done) + " of " +
                                  std::to_string(runs->front().total) + " cases so far (" +
                                  runs->front().cause + "); timers wait until it is done");
    add_resting_channels(*parts_, health);
    if (const auto others = upstreams(*this); others.ok())
        for (const UpstreamView& each : *others)
            if (each.away) health.warnings.push_back(away(each, in_words(*each.away_since)));
    if (const auto open = incidents(); open.ok())
        health.open_incidents = open->size();
    else
        health.problems.push_back(open.error().message);
    if (health.open_incidents != 0)
        health.problems.push_back(std::to_string(health.open_incidents) +
                                  (health.open_incidents == 1 ? " incident is" : " incidents are") +
                                  " open; `throughgate incident list` shows what stands still");
    health.ok = health.problems.empty();
    return health;
}

}  // namespace throughgate

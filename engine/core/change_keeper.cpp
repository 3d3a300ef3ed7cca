// SPDX-License-Identifier: MIT
#include "core/change_keeper.hpp"

#include <algorithm>
#include <chrono>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "core/change_identity.hpp"
#include "core/change_runs.hpp"
#include "core/change_texts.hpp"

namespace throughgate::core {
namespace {

constexpr std::chrono::seconds look_every{1};
constexpr std::size_t searched = 1000;  ///< plans and runs that are looked through, newest first
constexpr std::string_view by_itself = "by itself, for ";

/// Thrown between two commits of a run.
struct Stopped {};

bool is_by_itself(const ChangeRun& run) { return run.by.starts_with(by_itself); }

bool waits_for_its_day(const Proposal& proposal) {
    return proposal.state == ProposalState::approved && proposal.effective_from.has_value();
}

std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

/// When the first of what runs kept can be let go.
Result<std::optional<Instant>> next_purge(store::Reader& reader) {
    const auto runs = reader.list_change_runs(searched);
    if (!runs.ok()) return runs.error();
    std::optional<Instant> next;
    for (const ChangeRun& each : *runs) {
        if (!each.undo_until) continue;
        const auto kept = keeps_images(reader, each);
        if (!kept.ok()) return kept.error();
        if (*kept) next = earlier(next, *each.undo_until + Milliseconds{1});
    }
    return next;
}

}  // namespace

void ChangeKeeper::start() {
    if (thread_.joinable()) return;
    stopping_ = false;
    thread_ = std::thread([this] { run(); });
}

void ChangeKeeper::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void ChangeKeeper::run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, look_every, [this] { return stopping_; })) {
        lock.unlock();
        for (bool more = true; more;) {
            const auto stepped = careful_step();
            more = stepped.ok() && *stepped;
            if (!stepped.ok() && stepped.error().kind != ErrorKind::busy)
                log(LogLevel::error, "change.not_kept", {{"problem", stepped.error().message}});
        }
        lock.lock();
    }
}

/// The edge of this thread: nothing leaves it but an error.
Result<bool> ChangeKeeper::careful_step() {
    try {
        return step();
    } catch (const std::exception& problem) {
        return Error{ErrorKind::unavailable, problem.what(), "plan"};
    }
}

Result<std::optional<Instant>> ChangeKeeper::next() {
    auto reader = parts_.store->read();
    if (!reader.ok()) return reader.error();
    const auto open = (*reader)->open_change_run();
    if (!open.ok()) return open.error();
    if (*open && is_by_itself(**open)) return std::optional((*open)->started);
    const auto purge = next_purge(**reader);
    if (!purge.ok() || *open) return purge;
    const auto proposals = (*reader)->list_proposals(searched);
    if (!proposals.ok()) return proposals.error();
    std::optional<Instant> next = *purge;
    for (const Proposal& each : *proposals)
        if (waits_for_its_day(each)) next = earlier(next, each.effective_from);
    return next;
}

Result<std::optional<Proposal>> ChangeKeeper::first_due(Instant now) {
    auto reader = parts_.store->read();
    if (!reader.ok()) return reader.error();
    const auto open = (*reader)->open_change_run();
    if (!open.ok()) return open.error();
    if (*open)
        return is_by_itself(**open) ? (*reader)->find_proposal((*open)->plan)
                                    : Result<std::optional<Proposal>>(std::optional<Proposal>());
    const auto all = (*reader)->list_proposals(searched);
    if (!all.ok()) return all.error();
    const Proposal* first = nullptr;
    for (const Proposal& each : *all)
        if (waits_for_its_day(each) && *each.effective_from <= now &&
            (first == nullptr || *each.effective_from <= *first->effective_from))
            first = &each;
    if (first == nullptr) return std::optional<Proposal>();
    return (*reader)->find_proposal(first->plan);
}

Result<bool> ChangeKeeper::step() {
    const auto due = first_due(parts_.clock->now());
    if (!due.ok()) return due.error();
    return *due ? apply(**due) : purge();
}

Result<bool> ChangeKeeper::apply(const Proposal& proposal) {
    const Actor author = actor_named(proposal.author);
    ApplyOptions options;
    options.progress = [this](std::uint64_t, std::uint64_t) {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw Stopped();
    };
    const std::string by = std::string(by_itself) + proposal.author;
    try {
        const auto run = carry_out(parts_, proposal.text, author, options, by);
        if (run.ok()) {
            log(LogLevel::info, "change.applied",
                {{"plan", to_hex(proposal.plan)}, {"run", std::to_string(run->id)}});
            return true;
        }
        if (run.error().kind == ErrorKind::busy || run.error().kind == ErrorKind::unavailable)
            return run.error();
        // Somebody began another run in between; this plan waits for its end.
        if (change_texts::is_run_under_way(run.error())) return false;
        if (auto given_up = give_up(proposal, run.error()); !given_up.ok()) return given_up.error();
        return true;
    } catch (const Stopped&) {
        return false;
    }
}

/// It needs another plan, or, when it stopped half-way, somebody who ends its run.
Status ChangeKeeper::give_up(const Proposal& proposal, const Error& why) {
    log(LogLevel::error, "change.not_applied",
        {{"plan", to_hex(proposal.plan)}, {"problem", why.message}});
    return parts_.work(
        [&](store::Transaction& transaction, Instant now) -> Status {
            auto known = transaction.find_proposal(proposal.plan);
            if (!known.ok()) return known.error();
            if (!known->has_value()) return {};
            if ((*known)->state == ProposalState::approved) {
                (*known)->state = ProposalState::withdrawn;
                (*known)->reason = "it could not be applied on its day: " + why.message;
                return transaction.put_proposal(**known);
            }
            auto open = transaction.open_change_run();
            if (!open.ok()) return open.error();
            if (!open->has_value() || (*open)->plan != proposal.plan) return {};
            std::string& reason = (*known)->reason;
            reason += (reason.empty() ? "" : "; ") + change_texts::ended_by_itself();
            if (auto put = transaction.put_proposal(**known); !put.ok()) return put;
            (*open)->finished = now;
            (*open)->undo_until = now + undo_window;
            return transaction.update_change_run(**open);
        },
        false);
}

Result<bool> ChangeKeeper::purge() {
    {
        auto reader = parts_.store->read();
        if (!reader.ok()) return reader.error();
        const auto next = next_purge(**reader);
        if (!next.ok()) return next.error();
        if (!*next || **next > parts_.clock->now()) return false;
    }
    const auto purged = parts_.work([](store::Transaction& transaction,
                                       Instant now) { return forget_old_images(transaction, now); },
                                    false);
    if (!purged.ok()) return purged.error();
    return true;
}

}  // namespace throughgate::core

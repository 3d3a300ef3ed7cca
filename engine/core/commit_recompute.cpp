// SPDX-License-Identifier: MIT
// Runs through all cases because something around them changed: begun in one transaction with the
// note of what dates are now derived under, gone on with in bounded batches, resumed after a kill.
#include "base/limits.hpp"
#include "base/log.hpp"
#include "core/basis.hpp"
#include "core/commit_loop.hpp"

namespace throughgate::core {
namespace {

std::string joined(const std::vector<std::string>& clauses) {
    std::string text;
    for (const std::string& each : clauses) text += (text.empty() ? "" : "; ") + each;
    return text;
}

/// What a run under way was for goes on in the new one, which begins with the first case.
Result<std::string> take_over(store::Transaction& transaction, std::string cause, Instant now) {
    const auto open = transaction.open_recompute();
    if (!open.ok()) return open.error();
    if (!open->has_value()) return cause;
    if (auto finished = transaction.finish_recompute((*open)->id, now); !finished.ok())
        return finished.error();
    return cause.empty() ? (*open)->cause : (*open)->cause + "; " + cause;
}

}  // namespace

/// Beside a running owner only the first note is written: cases may get dates before anybody runs
/// the store, and what changes later must be noticed.
Status CommitLoop::look_at_basis(const Surroundings& around) {
    if (!options_.fires && around.definitions.calendars.empty()) return {};
    const std::string zones =
        options_.zones.empty() ? rules::zone_database_version() : options_.zones;
    const std::string basis = basis_of(around.definitions, zones);
    auto reader = options_.store->read();
    if (!reader.ok()) return reader.error();
    const auto open = (*reader)->open_recompute();
    if (!open.ok()) return open.error();
    recomputing_ = options_.fires && open->has_value();
    const auto before = (*reader)->meta(basis_note);
    if (!before.ok()) return before.error();
    if (*before && (!options_.fires || **before == basis)) return {};
    const std::string cause = joined(changes_between(before->value_or(""), basis));
    const Instant now = options_.clock->now();
    auto transaction = options_.store->begin();
    if (!transaction.ok()) return transaction.error();
    if (auto put = (*transaction)->put_meta(basis_note, basis); !put.ok()) return put;
    if (!cause.empty()) {
        const auto whole = take_over(**transaction, cause, now);
        if (!whole.ok()) return whole.error();
        const auto begun = (*transaction)->begin_recompute(*whole, now);
        if (!begun.ok()) return begun.error();
        log(LogLevel::info, "recompute.begun", {{"cause", *whole}});
    }
    if (auto committed = (*transaction)->commit(now); !committed.ok()) return committed;
    recomputing_ = recomputing_ || !cause.empty();
    return {};
}

Status CommitLoop::add_recomputes(store::Transaction& transaction, Batch& batch) {
    const auto run = transaction.open_recompute();
    if (!run.ok()) return run.error();
    if (!run->has_value()) {
        recomputing_ = false;
        return {};
    }
    const std::size_t limit =
        batch.empty() ? limits::recompute_batch : limits::batch_timers_while_commands_wait;
    const auto cases = transaction.list_cases({}, (*run)->last, limit);
    if (!cases.ok()) return cases.error();
    CaseId after = (*run)->last;
    for (const CaseSummary& each : *cases) {
        batch.push_back({RecomputeCase{each.id, (*run)->cause, (*run)->id, after}, {}});
        after = each.id;
    }
    if (cases->size() < limit)
        batch.push_back({RecomputeCase{CaseId{}, (*run)->cause, (*run)->id, after}, {}});
    return {};
}

/// What cannot be read will not be read the next time either; anything else is tried some times.
bool CommitLoop::keeps_failing(const RecomputeCase& asked, const Error& error) {
    if (error.kind == ErrorKind::corrupt) return true;
    if (failing_ != asked.id) times_failed_ = 0;
    failing_ = asked.id;
    return ++times_failed_ >= limits::offers_without_outcome;
}

/// A case that fails again and again must not hold up all others.
void CommitLoop::pass_over(const RecomputeCase& asked, const Error& error, Instant now) {
    auto transaction = options_.store->begin();
    if (!transaction.ok()) return;
    Incident incident;
    incident.case_id = asked.id;
    incident.kind = recompute_failed;
    incident.message = "its dates could not be derived again: " + error.message;
    incident.opened = now;
    if (!(*transaction)->open_incident(incident).ok()) return;
    if (!(*transaction)->advance_recompute(asked.run, asked.id, false).ok()) return;
    if (auto committed = (*transaction)->commit(now); !committed.ok())
        log(LogLevel::critical, "core.park_failed", {{"problem", committed.error().message}});
}

}  // namespace throughgate::core

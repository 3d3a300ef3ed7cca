// SPDX-License-Identifier: MIT
// Rows of due, handoff, outbox and notice_key: what is still to be done.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::vector<DueRow>> due_timers(Connection& connection, Instant until, std::size_t limit);
Result<std::vector<DueRow>> due_rows_of(Connection& connection, CaseId id);
Result<std::optional<Instant>> next_timer(Connection& connection);
/// Disarms, then arms: a timer re-armed for the same instant keeps its row.
Status write_due(Connection& connection, const Change& change);

Result<std::vector<HandoffRow>> list_handoffs(Connection& connection, const HandoffFilter& filter,
                                              CaseId after_case, HandoffId after,
                                              std::size_t limit);
Status write_handoffs(Connection& connection, const Change& change);

Result<std::vector<OutboxRow>> due_outbox(Connection& connection, Instant until, std::size_t limit);
Result<std::optional<Instant>> next_outbox(Connection& connection);
Result<std::optional<OutboxRow>> find_outbox(Connection& connection, const EffectId& effect);
Result<std::vector<OutboxRow>> list_outbox(Connection& connection, CaseId case_id,
                                           const EffectId& after, std::size_t limit);
Status insert_outbox(Connection& connection, const OutboxRow& row);
Status update_outbox(Connection& connection, const OutboxRow& row);
Result<std::vector<OutboxRow>> notices_of(Connection& connection, std::int64_t mailing,
                                          std::size_t limit);
Result<std::vector<OutboxRow>> notices_to(Connection& connection, std::string_view person,
                                          Instant since, std::size_t limit);
Result<std::vector<OutboxRow>> list_dead_letters(Connection& connection, const EffectId& after,
                                                 std::size_t limit);
Status look_again(Connection& connection, CaseId id, Instant now);
/// Queues every held notice, due `now`.
Status release_outbox(Connection& connection, Instant now);

Result<bool> has_notice_key(Connection& connection, const Digest& key);
Result<bool> put_notice_key(Connection& connection, const Digest& key, const EffectId& effect);

/// Keys are stored by the first half of their hash.
std::string_view short_key(const Digest& key);

}  // namespace throughgate::store::sqlite

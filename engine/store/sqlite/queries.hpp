// SPDX-License-Identifier: MIT
// The statements of engine/store/sql by name. `text_of` is public to the benchmark, which writes
// the same rows through the raw C API.
#pragma once

#include <cstddef>
#include <string_view>

// Every `-- name:` in engine/store/sql/*.sql, once.
// clang-format off
#define TG_SQL_STATEMENTS(X) \
    X(load_case) X(insert_part) X(update_part) X(insert_summary) X(update_summary) X(last_case) \
    X(count_cases) X(find_reference) X(find_person) X(list_by_officer) X(list_by_team) \
    X(list_by_prison) X(list_parked) X(list_all) X(begin_write) X(begin_read) X(commit) \
    X(rollback) X(data_version) X(list_staff) X(clear_staff) X(insert_staff) \
    X(insert_publication) X(list_publications) X(get_meta) X(put_meta) X(put_handoff) \
    X(list_handoffs) X(list_case_handoffs) X(list_due_handoffs) X(find_key) X(put_key) \
    X(sweep_keys) X(delete_key) X(insert_log) X(log_hash) X(read_log) X(insert_root) \
    X(last_root) X(read_roots) X(insert_chain) X(last_chain) X(read_chain) X(insert_outbox) \
    X(update_outbox) X(find_outbox) X(due_outbox) X(next_outbox) X(list_outbox) \
    X(list_case_outbox) X(hold_outbox) X(has_notice_key) X(put_notice_key) X(release_outbox) \
    X(insert_incident) X(resolve_incident) X(list_incidents) X(list_open_incidents) \
    X(put_quality) X(list_quality) X(list_case_quality) X(put_buffered) X(drop_buffered) \
    X(buffered_for) X(arm) X(disarm) X(due_timers) X(next_timer) X(count_publications) \
    X(count_events) X(count_handoffs) X(count_notices) X(count_open_incidents) \
    X(delivered_notices) X(case_due_rows) X(case_open_incidents) \
    X(insert_recompute) X(open_recompute) X(list_recomputes) X(advance_recompute) \
    X(finish_recompute) X(list_seen) X(clear_people) X(insert_person) X(all_case_ids) \
    X(insert_consultation) X(last_consultation) X(list_consultations) X(case_consultations) \
    X(insert_upstream_item) X(update_upstream_item) X(find_upstream_item) \
    X(list_case_upstream_items) X(list_waiting_upstream_items) X(list_refused_upstream_items) \
    X(upstream_heads) X(next_upstream) X(hold_upstream_items) X(release_upstream_items) \
    X(wake_upstream_items) X(count_upstream_waiting) X(count_upstream_refused) \
    X(list_upstream_totals) X(add_upstream_total) X(list_upstreams) X(put_upstream) \
    X(count_inbound) X(list_inbound) X(list_buffered) \
    X(insert_mailing) X(last_mailing) X(update_mailing) X(find_mailing) X(waiting_digest) \
    X(find_summary) X(count_summaries) X(due_mailings) X(next_mailing) X(hold_mailings) \
    X(release_mailings) X(mailing_notices) X(move_notices) X(notices_to) X(dead_letters) \
    X(look_again) X(insert_delivery) X(deliveries_to) X(deliveries_of) X(told_today) \
    X(list_duty) X(clear_duty) X(insert_duty) \
    X(put_proposal) X(find_proposal) X(list_proposals) X(insert_change_run) X(update_change_run) \
    X(open_change_run) X(find_change_run) X(list_change_runs) X(put_pre_image) X(list_pre_images) \
    X(drop_pre_images) X(find_shown) X(last_shown) X(insert_shown_set) X(insert_shown) \
    X(list_shown) X(list_glass) X(find_glass) X(last_consultations) X(last_case_consultations)
// clang-format on

namespace throughgate::store::sqlite {

enum class Sql : std::size_t {
#define TG_SQL_ENUMERATOR(name) name,
    TG_SQL_STATEMENTS(TG_SQL_ENUMERATOR)
#undef TG_SQL_ENUMERATOR
        count
};

inline constexpr auto sql_statements = static_cast<std::size_t>(Sql::count);

std::string_view name_of(Sql statement);
/// The statement's text. Not zero-terminated: pass its length.
std::string_view text_of(Sql statement);

}  // namespace throughgate::store::sqlite

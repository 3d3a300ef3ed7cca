// SPDX-License-Identifier: MIT
// Reads: the Reader half of a snapshot and of a transaction, over one connection.
#pragma once

#include "store/sqlite/access_rows.hpp"
#include "store/sqlite/case_rows.hpp"
#include "store/sqlite/change_rows.hpp"
#include "store/sqlite/directory_rows.hpp"
#include "store/sqlite/log_rows.hpp"
#include "store/sqlite/mailing_rows.hpp"
#include "store/sqlite/recompute_rows.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/totals_rows.hpp"
#include "store/sqlite/upstream_rows.hpp"
#include "store/sqlite/work_rows.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

template <typename Interface>
class Reads : public Interface {
public:
    explicit Reads(Connection& connection) : connection_(connection) {}

    Result<std::optional<Case>> load_case(CaseId id) override {
        return sqlite::load_case(connection_, id);
    }
    Result<std::optional<CaseId>> find_reference(std::string_view reference) override {
        return sqlite::find_reference(connection_, reference);
    }
    Result<std::vector<CaseId>> find_person(const PersonIdentity& person) override {
        return sqlite::find_person(connection_, person);
    }
    Result<std::vector<CaseSummary>> list_cases(const CaseFilter& filter, CaseId after,
                                                std::size_t limit) override {
        return sqlite::list_cases(connection_, filter, after, limit);
    }
    Result<Seen> seen(CaseId id, const Sight& sight) override {
        return sqlite::seen(connection_, id, sight);
    }
    Result<std::vector<Consultation>> list_consultations(CaseId case_id, std::string_view person,
                                                         std::uint64_t after,
                                                         std::size_t limit) override {
        return sqlite::list_consultations(connection_, case_id, person, after, limit);
    }
    Result<std::vector<Consultation>> last_consultations(CaseId case_id, std::string_view person,
                                                         std::uint64_t before,
                                                         std::size_t limit) override {
        return sqlite::last_consultations(connection_, case_id, person, before, limit);
    }
    Result<std::vector<GlassRow>> list_glass(bool unreviewed_only, std::size_t limit) override {
        return sqlite::list_glass(connection_, unreviewed_only, limit);
    }
    Result<std::optional<GlassRow>> find_glass(std::uint64_t number) override {
        return sqlite::find_glass(connection_, number);
    }
    Result<std::vector<HandoffRow>> list_handoffs(const HandoffFilter& filter, CaseId after_case,
                                                  HandoffId after, std::size_t limit) override {
        return sqlite::list_handoffs(connection_, filter, after_case, after, limit);
    }
    Result<std::vector<StoredLogEntry>> read_log(CaseId id, std::uint64_t after,
                                                 std::size_t limit) override {
        return sqlite::read_log(connection_, id, after, limit);
    }
    Result<std::vector<RootRow>> read_roots(std::uint64_t after, std::size_t limit) override {
        return sqlite::read_roots(connection_, after, limit);
    }
    Result<std::uint64_t> last_commit() override { return sqlite::last_commit(connection_); }
    Result<std::vector<ChainRow>> read_chain(std::string_view name, std::uint64_t after,
                                             std::size_t limit) override {
        return sqlite::read_chain(connection_, name, after, limit);
    }
    Result<std::vector<DueRow>> due_timers(Instant until, std::size_t limit) override {
        return sqlite::due_timers(connection_, until, limit);
    }
    Result<std::vector<DueRow>> due_rows_of(CaseId id) override {
        return sqlite::due_rows_of(connection_, id);
    }
    Result<std::optional<Instant>> next_timer() override { return sqlite::next_timer(connection_); }
    Result<std::vector<OutboxRow>> due_outbox(Instant until, std::size_t limit) override {
        return sqlite::due_outbox(connection_, until, limit);
    }
    Result<std::optional<Instant>> next_outbox() override {
        return sqlite::next_outbox(connection_);
    }
    Result<std::optional<OutboxRow>> find_outbox(const EffectId& effect) override {
        return sqlite::find_outbox(connection_, effect);
    }
    Result<std::vector<OutboxRow>> list_outbox(CaseId case_id, const EffectId& after,
                                               std::size_t limit) override {
        return sqlite::list_outbox(connection_, case_id, after, limit);
    }
    Result<std::vector<Mailing>> due_mailings(Instant until, std::size_t limit) override {
        return sqlite::due_mailings(connection_, until, limit);
    }
    Result<std::optional<Instant>> next_mailing() override {
        return sqlite::next_mailing(connection_);
    }
    Result<std::optional<Mailing>> find_mailing(std::int64_t number) override {
        return sqlite::find_mailing(connection_, number);
    }
    Result<std::optional<Mailing>> find_summary(std::string_view person, std::string_view cause,
                                                Instant since) override {
        return sqlite::find_summary(connection_, person, cause, since);
    }
    Result<std::vector<std::pair<std::string, std::uint64_t>>> count_summaries(
        std::string_view cause, Instant since) override {
        return sqlite::count_summaries(connection_, cause, since);
    }
    Result<std::vector<OutboxRow>> notices_of(std::int64_t mailing, std::size_t limit) override {
        return sqlite::notices_of(connection_, mailing, limit);
    }
    Result<std::vector<OutboxRow>> list_dead_letters(const EffectId& after,
                                                     std::size_t limit) override {
        return sqlite::list_dead_letters(connection_, after, limit);
    }
    Result<std::vector<DeliveryLine>> deliveries_to(std::string_view person, Instant since,
                                                    std::size_t limit) override {
        return sqlite::deliveries_to(connection_, person, since, limit);
    }
    Result<std::vector<DeliveryLine>> deliveries_of(const EffectId& effect) override {
        return sqlite::deliveries_of(connection_, effect);
    }
    Result<ToldToday> told(std::string_view person, Instant from, Instant until) override {
        return sqlite::told(connection_, person, from, until);
    }
    Result<std::vector<OutboxRow>> notices_to(std::string_view person, Instant since,
                                              std::size_t limit) override {
        return sqlite::notices_to(connection_, person, since, limit);
    }
    Result<bool> has_notice_key(const Digest& notice_key) override {
        return sqlite::has_notice_key(connection_, notice_key);
    }
    Result<std::optional<KeyRecord>> find_key(const Digest& key) override {
        return sqlite::find_key(connection_, key);
    }
    Result<std::vector<Incident>> list_incidents(bool open_only, std::size_t limit) override {
        return sqlite::list_incidents(connection_, open_only, limit);
    }
    Result<std::vector<Incident>> open_incidents_of(CaseId id) override {
        return sqlite::open_incidents_of(connection_, id);
    }
    Result<std::vector<QualityItem>> list_quality(CaseId case_id, std::size_t limit) override {
        return sqlite::list_quality(connection_, case_id, limit);
    }
    Result<std::vector<BufferedEvent>> buffered_for(const PersonIdentity& person) override {
        return sqlite::buffered_for(connection_, person);
    }
    Result<std::vector<BufferedEvent>> list_buffered(std::int64_t after,
                                                     std::size_t limit) override {
        return sqlite::list_buffered(connection_, after, limit);
    }
    Result<std::vector<UpstreamItem>> upstream_heads(std::string_view upstream, Instant until,
                                                     std::size_t limit) override {
        return sqlite::upstream_heads(connection_, upstream, until, limit);
    }
    Result<std::optional<Instant>> next_upstream(std::string_view upstream) override {
        return sqlite::next_upstream(connection_, upstream);
    }
    Result<std::optional<UpstreamItem>> find_upstream_item(const EffectId& effect) override {
        return sqlite::find_upstream_item(connection_, effect);
    }
    Result<std::vector<UpstreamItem>> list_upstream_items(const UpstreamFilter& filter,
                                                          const EffectId& after,
                                                          std::size_t limit) override {
        return sqlite::list_upstream_items(connection_, filter, after, limit);
    }
    Result<std::vector<UpstreamCount>> count_upstream_items() override {
        return sqlite::count_upstream_items(connection_);
    }
    Result<std::vector<UpstreamState>> upstreams() override {
        return sqlite::upstreams(connection_);
    }
    Result<std::vector<InboundCount>> inbound() override { return sqlite::inbound(connection_); }
    Result<Directory> directory() override { return read_directory(connection_); }
    Result<std::uint64_t> directory_version() override {
        return sqlite::directory_version(connection_);
    }
    Result<std::vector<Publication>> publications() override {
        return sqlite::publications(connection_);
    }
    Result<std::optional<RecomputeRun>> open_recompute() override {
        return sqlite::open_recompute(connection_);
    }
    Result<std::vector<RecomputeRun>> list_recomputes(std::size_t limit) override {
        return sqlite::list_recomputes(connection_, limit);
    }
    Result<std::optional<Proposal>> find_proposal(const Digest& plan) override {
        return sqlite::find_proposal(connection_, plan);
    }
    Result<std::vector<Proposal>> list_proposals(std::size_t limit) override {
        return sqlite::list_proposals(connection_, limit);
    }
    Result<std::optional<ChangeRun>> open_change_run() override {
        return sqlite::open_change_run(connection_);
    }
    Result<std::optional<ChangeRun>> find_change_run(std::int64_t id) override {
        return sqlite::find_change_run(connection_, id);
    }
    Result<std::vector<ChangeRun>> list_change_runs(std::size_t limit) override {
        return sqlite::list_change_runs(connection_, limit);
    }
    Result<std::vector<PreImage>> pre_images(std::int64_t run, CaseId after,
                                             std::size_t limit) override {
        return sqlite::pre_images(connection_, run, after, limit);
    }
    Result<std::optional<std::string>> meta(std::string_view name) override {
        return get_meta(connection_, name);
    }
    Result<std::uint64_t> count_cases() override { return sqlite::count_cases(connection_); }
    Result<std::uint64_t> count_publications() override {
        return sqlite::count_publications(connection_);
    }
    Result<StoreTotals> totals() override { return sqlite::totals(connection_); }

protected:
    Connection& connection_;
};

}  // namespace throughgate::store::sqlite

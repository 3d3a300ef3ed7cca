// SPDX-License-Identifier: MIT
// One write transaction on the writer's connection.
#pragma once

#include "store/sqlite/checkpointer.hpp"
#include "store/sqlite/reads.hpp"
#include "store/sqlite/syncer.hpp"

namespace throughgate::store::sqlite {

/// What belongs to the one writing connection of an open store.
struct Writer {
    Writer(std::unique_ptr<Connection> opened, Random& random, Syncer& syncs)
        : connection(std::move(opened)), log{*connection, random}, syncer(syncs) {}

    std::unique_ptr<Connection> connection;
    LogWriter log;
    Syncer& syncer;
    std::uint64_t incarnation = 0;
    std::string purge_cursor;                    ///< where the sweep of expired keys goes on
    bool outcome_unknown = false;                ///< a commit failed: open again first
    std::unique_ptr<Checkpointer> checkpointer;  ///< stopped before the connection closes
};

class SqliteTransaction final : public Reads<Transaction> {
public:
    /// BEGIN IMMEDIATE has been run.
    explicit SqliteTransaction(Writer& writer);
    ~SqliteTransaction() override;

    Status create_case(Case& the_case) override;
    Result<std::uint64_t> write(Change& change, const Event& event, Instant recorded) override;
    Status put_key(const KeyRecord& record) override;
    Status update_outbox(const OutboxRow& row) override;
    Result<std::int64_t> open_mailing(const Mailing& mailing, Instant now) override;
    Status update_mailing(const Mailing& mailing) override;
    Status move_notices(std::int64_t from, std::int64_t to) override;
    Status put_delivery(const DeliveryLine& line) override;
    Status look_again(CaseId id, Instant now) override;
    Status update_upstream_item(const UpstreamItem& item) override;
    Status put_upstream(const UpstreamState& state) override;
    Status wake_upstream(std::string_view upstream, Instant now) override;
    Status count_inbound(std::string_view source, std::string_view outcome, Instant at) override;
    Result<bool> put_notice_key(const Digest& notice_key, const EffectId& effect) override;
    Result<std::int64_t> open_incident(const Incident& incident) override;
    Status resolve_incident(std::int64_t id, Instant at, std::string_view by) override;
    Status park_case(CaseId id, bool parked, std::string_view because) override;
    Status put_consultations(std::vector<Consultation> rows) override;
    Status put_quality(const QualityItem& item) override;
    Status put_buffered(const BufferedEvent& event) override;
    Status drop_buffered(std::int64_t id) override;
    Status put_directory(const Directory& directory) override;
    Status put_publication(const Publication& publication) override;
    Status put_meta(std::string_view name, std::string_view value) override;
    Result<std::int64_t> begin_recompute(std::string_view cause, Instant at) override;
    Status advance_recompute(std::int64_t run, CaseId done, bool changed) override;
    Status finish_recompute(std::int64_t run, Instant at) override;
    Status put_proposal(const Proposal& proposal) override;
    Result<std::int64_t> begin_change_run(const ChangeRun& run) override;
    Status update_change_run(const ChangeRun& run) override;
    Status put_pre_image(const PreImage& image) override;
    Status drop_pre_images(std::int64_t run) override;
    Status purge_keys(Instant now, std::size_t limit) override;
    Status release_outbox(Instant now) override;
    Status take_out(const Case& the_case) override;
    Status commit(Instant at) override;
    Result<CommitNumber> commit_ahead(Instant at) override;
    void rollback() override;

private:
    template <typename Step>
    auto step(Step run) -> decltype(run());
    Result<std::uint64_t> write_all(Change& change, const Event& event, Instant recorded);
    Status write_parts(const Change& change);
    /// Outbox rows and items for other systems.
    Status write_effects(const Change& change, std::uint64_t sequence, Instant recorded);
    Result<CommitNumber> run_commit();
    void finish();

    Writer& writer_;
    bool failed_ = false;
    bool finished_ = false;
};

}  // namespace throughgate::store::sqlite

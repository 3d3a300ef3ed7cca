// SPDX-License-Identifier: MIT
// Store: where cases live. The interface that SQLite passes today and PostgreSQL will have to.
// One writer at a time; readers see committed snapshots. Handles belong to one thread at a time.
// Nothing written is promised before `commit` answers ok; `unavailable` from `commit` means the
// outcome is unknown: reopen and look the key up.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "model/case.hpp"
#include "model/change.hpp"
#include "model/directory.hpp"
#include "model/event.hpp"
#include "model/rows.hpp"
#include "throughgate/error.hpp"

namespace throughgate {
struct ChangeRun;  // model/change_rows.hpp
struct PreImage;
struct Proposal;
}  // namespace throughgate

namespace throughgate::store {

struct DueRow {
    Instant due{};
    CaseId case_id;
    TimerId timer;
    std::uint32_t generation = 0;
};

/// Who looks, as far as the store has to know.
struct Sight {
    std::string person;               ///< staff id
    std::vector<std::string> people;  ///< the person, and absent colleagues they stand in for
    std::vector<std::string> prisons, teams;  ///< all cases of these
    std::vector<std::string> provider_teams;  ///< of these teams only cases handed to
    std::vector<std::string> provider_roles;  ///< one of these roles
    bool everything = false;                  ///< all cases, limited ones too
    std::vector<CaseId> cases;                ///< open beyond all that, limited access or not
    Instant glass_since{};                    ///< a glass broken after this still counts
};

enum class Seen : std::uint8_t {
    nothing,     ///< out of scope
    restricted,  ///< limited access: that there is such a case, and its reference
    all,
    through_glass,  ///< all, labels included, because the person broke the glass
};

struct CaseFilter {
    std::string prison, team, officer, state;  ///< empty: any
    bool parked_only = false;
    /// nullptr: everything. Else only what that person may see; restricted cases are left out as
    /// soon as anything is filtered by.
    const Sight* sight = nullptr;
};

struct HandoffFilter {
    CaseId case_id;  ///< 0: any
    bool open_only = true;
    std::optional<Instant> due_before;  ///< of the clock that runs
};

struct UpstreamFilter {
    /// Those not in the other system's record yet: waiting or refused. All: of one case only.
    enum class Which : std::uint8_t { waiting, refused, open, all };
    CaseId case_id;        ///< 0: any; then `upstream` is given, and `which` waiting or refused
    std::string upstream;  ///< empty: any
    Which which = Which::waiting;
};

/// Figures over the whole store. `events`: log entries that begin a decision about a named event.
/// `duplicate_effects`: delivered outbox rows beyond the first with one notice (case, handoff,
/// timer, rung, occurrence, deadline version, message) and recipient.
struct StoreTotals {
    std::uint64_t cases = 0;
    std::uint64_t events = 0;
    std::uint64_t handoffs_raised = 0;
    std::uint64_t handoffs_acknowledged = 0;
    std::uint64_t handoffs_escalated = 0;
    std::uint64_t notices_delivered = 0;
    std::uint64_t notices_undeliverable = 0;  ///< dead-lettered
    std::uint64_t notices_suppressed = 0;
    std::uint64_t duplicate_effects = 0;
    std::uint64_t open_incidents = 0;
};

/// One row of a chain that belongs to no case: "publication", "directory". When: see the root row
/// that names it.
struct ChainRow {
    std::uint64_t number = 0;
    Digest content;
    Digest previous;
    Digest hash;
};

/// Commits of one store since it was opened first, in order.
using CommitNumber = std::uint64_t;

/// Somebody opened a case beyond their rights, and whoever looked into it since.
struct GlassRow {
    Consultation broken;
    std::optional<Consultation> reviewed;
};

/// Reads of one snapshot, of what is durable. Every list is paged by key: pass the last row's key
/// to go on.
class Reader {
public:
    virtual ~Reader() = default;

    virtual Result<std::optional<Case>> load_case(CaseId id) = 0;
    virtual Result<std::optional<CaseId>> find_reference(std::string_view reference) = 0;
    /// Open cases with this noms number or this crn (usually none or one; closed ones follow).
    virtual Result<std::vector<CaseId>> find_person(const PersonIdentity& person) = 0;
    virtual Result<std::vector<CaseSummary>> list_cases(const CaseFilter& filter, CaseId after,
                                                        std::size_t limit) = 0;
    virtual Result<Seen> seen(CaseId id, const Sight& sight) = 0;
    /// The log of reads, of one case (0: of all) and one person (empty: everybody). A line names
    /// every case that was shown together.
    virtual Result<std::vector<Consultation>> list_consultations(CaseId case_id,
                                                                 std::string_view person,
                                                                 std::uint64_t after,
                                                                 std::size_t limit) = 0;
    /// The same, the newest first: those with a number below `before`.
    virtual Result<std::vector<Consultation>> last_consultations(CaseId case_id,
                                                                 std::string_view person,
                                                                 std::uint64_t before,
                                                                 std::size_t limit) = 0;
    /// Broken glasses, those that nobody looked into first, then the newest.
    virtual Result<std::vector<GlassRow>> list_glass(bool unreviewed_only, std::size_t limit) = 0;
    /// The one of that number in the log of reads; nullopt: that line is none.
    virtual Result<std::optional<GlassRow>> find_glass(std::uint64_t number) = 0;
    virtual Result<std::vector<HandoffRow>> list_handoffs(const HandoffFilter& filter,
                                                          CaseId after_case, HandoffId after,
                                                          std::size_t limit) = 0;
    virtual Result<std::vector<StoredLogEntry>> read_log(CaseId id, std::uint64_t after,
                                                         std::size_t limit) = 0;
    virtual Result<std::vector<RootRow>> read_roots(std::uint64_t after, std::size_t limit) = 0;
    /// Number of the last commit that wrote a root row; 0: none yet.
    virtual Result<std::uint64_t> last_commit() = 0;

    virtual Result<std::vector<ChainRow>> read_chain(std::string_view name, std::uint64_t after,
                                                     std::size_t limit) = 0;

    /// Due rows in (due, case, timer) order.
    virtual Result<std::vector<DueRow>> due_timers(Instant until, std::size_t limit) = 0;
    /// Every due row of one case, in (due, timer) order; walks the whole table, so for checks
    /// alone.
    virtual Result<std::vector<DueRow>> due_rows_of(CaseId id) = 0;
    /// Earliest armed row, if any.
    virtual Result<std::optional<Instant>> next_timer() = 0;
    virtual Result<std::vector<OutboxRow>> due_outbox(Instant until, std::size_t limit) = 0;
    virtual Result<std::optional<Instant>> next_outbox() = 0;
    virtual Result<std::optional<OutboxRow>> find_outbox(const EffectId& effect) = 0;
    virtual Result<std::vector<OutboxRow>> list_outbox(CaseId case_id /*0: all*/,
                                                       const EffectId& after,
                                                       std::size_t limit) = 0;
    virtual Result<std::vector<Mailing>> due_mailings(Instant until, std::size_t limit) = 0;
    virtual Result<std::optional<Instant>> next_mailing() = 0;
    virtual Result<std::optional<Mailing>> find_mailing(std::int64_t number) = 0;
    /// The summary of this cause that a person had, or will have, in a slot after `since`.
    virtual Result<std::optional<Mailing>> find_summary(std::string_view person,
                                                        std::string_view cause, Instant since) = 0;
    /// How many notices of each person wait for summaries of one cause.
    virtual Result<std::vector<std::pair<std::string, std::uint64_t>>> count_summaries(
        std::string_view cause, Instant since) = 0;
    virtual Result<std::vector<OutboxRow>> notices_of(std::int64_t mailing, std::size_t limit) = 0;
    /// What was given up and neither sent again nor waived, oldest first.
    virtual Result<std::vector<OutboxRow>> list_dead_letters(const EffectId& after,
                                                             std::size_t limit) = 0;
    /// The delivery record of a person, and of one notice or mail, oldest first.
    virtual Result<std::vector<DeliveryLine>> deliveries_to(std::string_view person, Instant since,
                                                            std::size_t limit) = 0;
    virtual Result<std::vector<DeliveryLine>> deliveries_of(const EffectId& effect) = 0;
    virtual Result<ToldToday> told(std::string_view person, Instant from, Instant until) = 0;
    /// Notices to a person, newest first.
    virtual Result<std::vector<OutboxRow>> notices_to(std::string_view person, Instant since,
                                                      std::size_t limit) = 0;
    /// Was a notice with this key (rung key and person) already delivered or under way?
    virtual Result<bool> has_notice_key(const Digest& notice_key) = 0;

    /// Of each person the first item that waits, if it is due; oldest first. Whatever waits of a
    /// case that the same person had before comes first.
    virtual Result<std::vector<UpstreamItem>> upstream_heads(std::string_view upstream,
                                                             Instant until, std::size_t limit) = 0;
    /// When the earliest of these is due.
    virtual Result<std::optional<Instant>> next_upstream(std::string_view upstream) = 0;
    virtual Result<std::optional<UpstreamItem>> find_upstream_item(const EffectId& effect) = 0;
    virtual Result<std::vector<UpstreamItem>> list_upstream_items(const UpstreamFilter& filter,
                                                                  const EffectId& after,
                                                                  std::size_t limit) = 0;
    virtual Result<std::vector<UpstreamCount>> count_upstream_items() = 0;
    virtual Result<std::vector<UpstreamState>> upstreams() = 0;
    virtual Result<std::vector<InboundCount>> inbound() = 0;

    virtual Result<std::optional<KeyRecord>> find_key(const Digest& key) = 0;
    virtual Result<std::vector<Incident>> list_incidents(bool open_only, std::size_t limit) = 0;
    /// The open incidents of one case, oldest first.
    virtual Result<std::vector<Incident>> open_incidents_of(CaseId id) = 0;
    virtual Result<std::vector<QualityItem>> list_quality(CaseId case_id /*0: all*/,
                                                          std::size_t limit) = 0;
    virtual Result<std::vector<BufferedEvent>> buffered_for(const PersonIdentity& person) = 0;
    virtual Result<std::vector<BufferedEvent>> list_buffered(std::int64_t after,
                                                             std::size_t limit) = 0;
    virtual Result<Directory> directory() = 0;
    virtual Result<std::uint64_t> directory_version() = 0;
    virtual Result<std::vector<Publication>> publications() = 0;
    /// The run under way, if any; and all runs, newest first.
    virtual Result<std::optional<RecomputeRun>> open_recompute() = 0;
    virtual Result<std::vector<RecomputeRun>> list_recomputes(std::size_t limit) = 0;
    virtual Result<std::optional<Proposal>> find_proposal(const Digest& plan) = 0;
    /// Newest first, without their texts.
    virtual Result<std::vector<Proposal>> list_proposals(std::size_t limit) = 0;
    /// The run under way, if any; one run; all runs, newest first.
    virtual Result<std::optional<ChangeRun>> open_change_run() = 0;
    virtual Result<std::optional<ChangeRun>> find_change_run(std::int64_t id) = 0;
    virtual Result<std::vector<ChangeRun>> list_change_runs(std::size_t limit) = 0;
    /// What a run kept of each case, in order of the cases.
    virtual Result<std::vector<PreImage>> pre_images(std::int64_t run, CaseId after,
                                                     std::size_t limit) = 0;
    virtual Result<std::optional<std::string>> meta(std::string_view name) = 0;
    virtual Result<std::uint64_t> count_cases() = 0;
    virtual Result<std::uint64_t> count_publications() = 0;
    virtual Result<StoreTotals> totals() = 0;
};

/// One write transaction (it reads its own writes). Rolls back when destroyed without commit.
/// After any error only `rollback` and destruction are allowed: SQLite may already have rolled the
/// whole transaction back.
class Transaction : public Reader {
public:
    /// Gives `the_case` its id and reference ("TG-" and six digits) and writes all of its parts.
    virtual Status create_case(Case& the_case) = 0;
    /// Writes what `change` says differs: parts, due rows, handoff rows, log entries (salted,
    /// hashed and chained here; the case's log_length and log_head go with them), one outbox row a
    /// notice and one item a record. Returns the sequence of the first log entry.
    virtual Result<std::uint64_t> write(Change& change, const Event& event, Instant recorded) = 0;
    virtual Status put_key(const KeyRecord& record) = 0;
    virtual Status update_outbox(const OutboxRow& row) = 0;
    /// The mail that this one would be: of a digest the person's next one up to its slot, of a
    /// summary that of the same cause, if it waits; else it is written. Its notes are added.
    virtual Result<std::int64_t> open_mailing(const Mailing& mailing, Instant now) = 0;
    virtual Status update_mailing(const Mailing& mailing) = 0;
    /// Its notices wait for another mail.
    virtual Status move_notices(std::int64_t from, std::int64_t to) = 0;
    virtual Status put_delivery(const DeliveryLine& line) = 0;
    /// Whatever waits of this case is looked at again at once.
    virtual Status look_again(CaseId id, Instant now) = 0;
    virtual Status update_upstream_item(const UpstreamItem& item) = 0;
    virtual Status put_upstream(const UpstreamState& state) = 0;
    /// Whatever waits for this system is due by `now`.
    virtual Status wake_upstream(std::string_view upstream, Instant now) = 0;
    virtual Status count_inbound(std::string_view source, std::string_view outcome, Instant at) = 0;
    /// False when the key is there already.
    virtual Result<bool> put_notice_key(const Digest& notice_key, const EffectId& effect) = 0;
    virtual Result<std::int64_t> open_incident(const Incident& incident) = 0;
    virtual Status resolve_incident(std::int64_t id, Instant at, std::string_view by) = 0;
    virtual Status park_case(CaseId id, bool parked, std::string_view because) = 0;
    /// Numbers and chains them. `cases` of a line are two or more, in order, each once.
    virtual Status put_consultations(std::vector<Consultation> rows) = 0;
    virtual Status put_quality(const QualityItem& item) = 0;
    virtual Status put_buffered(const BufferedEvent& event) = 0;
    virtual Status drop_buffered(std::int64_t id) = 0;
    /// Replaces the directory; the version rises by one.
    virtual Status put_directory(const Directory& directory) = 0;
    virtual Status put_publication(const Publication& publication) = 0;
    virtual Status put_meta(std::string_view name, std::string_view value) = 0;
    /// A new run over as many cases as there are; a run that was under way must be finished first.
    virtual Result<std::int64_t> begin_recompute(std::string_view cause, Instant at) = 0;
    /// One case more is done; the run goes on after it.
    virtual Status advance_recompute(std::int64_t run, CaseId done, bool changed) = 0;
    virtual Status finish_recompute(std::int64_t run, Instant at) = 0;
    /// In the place of the one with this plan, if there is one.
    virtual Status put_proposal(const Proposal& proposal) = 0;
    /// A new run over as many cases as there are; one that was under way must be finished first.
    virtual Result<std::int64_t> begin_change_run(const ChangeRun& run) = 0;
    virtual Status update_change_run(const ChangeRun& run) = 0;
    /// In the place of what the run kept of this case before.
    virtual Status put_pre_image(const PreImage& image) = 0;
    virtual Status drop_pre_images(std::int64_t run) = 0;
    virtual Status purge_keys(Instant now, std::size_t limit) = 0;
    /// Queues every held notice and item, due `now`, and lets new ones be queued again.
    virtual Status release_outbox(Instant now) = 0;
    /// Removes rows of the case in every queue and list, and what waits for its person; of its log
    /// and of the log of reads the words. The case itself is left for `write`. See erasing.hpp.
    virtual Status take_out(const Case& the_case) = 0;
    /// Writes the root row and makes all of it durable (WAL, synchronous FULL).
    virtual Status commit(Instant at) = 0;
    /// Writes the root row and commits. Later transactions of this store see it at once; it is
    /// durable, and readers see it, when `Store::durable` says so.
    virtual Result<CommitNumber> commit_ahead(Instant at) = 0;
    virtual void rollback() = 0;
};

class Store {
public:
    virtual ~Store() = default;
    /// Blocks up to the busy time-out, then `busy`.
    virtual Result<std::unique_ptr<Transaction>> begin() = 0;
    virtual Result<std::unique_ptr<Reader>> read() = 0;
    /// The same without waiting for the disk: what it shows may not be durable yet. Nothing of it
    /// may be answered before something that was committed later is durable.
    virtual Result<std::unique_ptr<Reader>> read_ahead() = 0;
    [[nodiscard]] virtual std::uint64_t incarnation() const = 0;
    /// Changes whenever another connection committed (PRAGMA data_version); cheap.
    virtual Result<std::uint64_t> foreign_changes() = 0;
    /// Closes and opens again after an error that left the outcome unknown.
    virtual Status reopen() = 0;
    /// From now on `commit_ahead` does not wait for the disk, until `stop_syncing_apart`; before,
    /// and in a store that is never synced, it is the same as `commit`. `when_durable` is called
    /// after each sync, on the thread that ran it; keep it short.
    virtual Status start_syncing_apart(std::function<void()> when_durable) = 0;
    virtual void stop_syncing_apart() = 0;
    /// nullopt: not yet. The error when its sync failed: outcome unknown, then `reopen`.
    [[nodiscard]] virtual std::optional<Status> durable(CommitNumber number) = 0;
    virtual Status await_durable(CommitNumber number) = 0;
    /// Begins to sync what is committed, on a thread of the store's own.
    virtual void sync_soon() = 0;
    /// A consistent copy while running. `progress` gets (done, total) pages.
    virtual Status backup_to(const std::string& path,
                             const std::function<void(int, int)>& progress) = 0;
};

/// Faults found by walking every chain; empty = the log verifies.
struct AuditFault {
    CaseId case_id;  ///< 0: the chain of roots
    std::uint64_t sequence = 0;
    std::string message;
};
Result<std::vector<AuditFault>> verify_audit(Reader& reader);

}  // namespace throughgate::store

// SPDX-License-Identifier: MIT
// Performer: carries out one request inside a given transaction. Decides nothing itself:
// translates, asks journey::decide, writes the Change. Used by the commit loop's thread only.
#pragma once

#include <unordered_map>
#include <vector>

#include "core/request.hpp"
#include "core/surroundings.hpp"
#include "core/withheld.hpp"

namespace throughgate::core {

/// What one request came to. A refusal wrote nothing; a fault means the transaction is spoiled.
struct Performed {
    enum class What { done, refused, fault };
    What what = What::done;
    Receipt receipt;
    Error error;
    /// Set when `decide` itself failed: the case to park.
    CaseId culprit;
    bool our_own_mistake = false;
};

/// Cases touched by the batch under way: later requests of the batch see earlier ones. Thrown away
/// with the batch, so no case is kept across transactions.
using BatchCases = std::unordered_map<CaseId, Case>;

struct BatchNews {
    bool catching_up = false;  ///< asked: due rows of now are those of a time when nothing fired
    bool late = false;         ///< of these one was long overdue: all of them are late
    std::vector<CaseId> touched;
    std::optional<Instant> earliest_armed;
    std::vector<CaseId> ended;
    bool outbox = false;        ///< there may be something to send
    bool upstreams = false;     ///< the same to another system
    bool surroundings = false;  ///< directory or publications were written
};

/// Is told every decision that was written, for counting what was reached; nothing may depend on
/// it.
using Witness = std::function<void(const Change& change, const Event& event)>;

class Performer {
public:
    Performer(store::Transaction& transaction, const Surroundings& surroundings, Instant now,
              std::uint64_t incarnation, BatchCases& cases, BatchNews& news,
              const Witness& witness);

    Performed perform(const Request& request);
    /// Writes what was decided outside: tells once, and watches over owners.
    Performed write(Change change, const Event& event);

private:
    struct Found {
        std::vector<CaseId> open, closed;
    };

    Performed command(const Command& command);
    Performed command_once(const Command& command);
    /// Opens or places.
    Performed open_case(const Command& command, const PersonIdentity& person);
    Performed send_event(const Command& command, const SendEvent& send);
    Performed act_on_handoff(const Command& command, const ActOnHandoff& act);
    Performed correct_entry(const Command& command, const CorrectEntry& correct);
    Performed carry_out(const Command& command);
    Result<std::vector<StoredLogEntry>> log_of(CaseId id);
    /// The same within what the actor may see: refused alike, and nothing else is told.
    Performed on_case_within(const Command& command, CaseId id);
    /// What is forbidden to a viewer stands in the log of reads.
    Status keep_refusal(const Command& command, CaseId id);
    Result<bool> may_see(const Command& command, CaseId id);
    struct Looked {
        Sight sight;
        store::Seen seen = store::Seen::nothing;
    };
    Result<std::optional<Looked>> look(const Viewer& viewer, const Case& the_case);
    [[nodiscard]] Withheld withheld_from(const Looked& looked, const Case& the_case) const;
    Status may_touch(const Command& command, const Case& the_case, const Looked& looked);
    void leave_out(Performed& performed, const Looked& looked, CaseId id);
    Performed first_to_be_seen(const Command& command, const std::vector<CaseId>& ids);
    /// Only taking back an entry reads the log.
    Status read_log_for(Event& event, CaseId id);
    /// A case that closed by mistake may have been followed by another one of the same person.
    Result<std::string> other_open_case(CaseId id);
    Performed due_row(const store::DueRow& row);
    Performed fire(const store::DueRow& row, Case given);
    Performed notice_end(const NoticeEnd& end);
    bool is_late(const store::DueRow& row);
    Performed mailing_end(const MailingEnd& end);
    Status move(const Mailing& mailing);
    Status note_mails(const NoticeEnd& end, OutboxRow& row);
    Performed upstream_end(const UpstreamEnd& end);
    /// An entry that is taken back takes with it what of it waits for other systems, and tells
    /// those that have it.
    Performed went_all_the_same(const UpstreamItem& item, const UpstreamItem& known);
    Status take_back_records(Change& change, const Event& event);
    Status count_inbound(const Command& command, const Performed& performed);
    Performed work(const StoreWork& work);
    Performed recompute_case(const RecomputeCase& asked);
    Performed decide_again(const RecomputeCase& asked);
    /// Of one cause that concerns many cases each person is told once: leaves out the others.
    Status tell_once(Change& change);

    Performed answer_again(const KeyRecord& known, const KeyRecord& asked);
    Performed on_located(const Command& command, const std::string& reference,
                         const PersonIdentity& person);
    Performed on_case(const Command& command, CaseId id);
    Performed on_given_case(const Command& command, CaseId id);
    Performed buffer(const Command& command, const PersonIdentity& person);
    Performed replay_buffered(const PersonIdentity& person, Performed opened);
    /// Moves the case out of the batch, else reads it.
    Result<Case> take_case(CaseId id);
    Result<Found> find_by_person(const PersonIdentity& person);
    /// Those of the team that the case has, or with which it is opened.
    [[nodiscard]] const Surroundings& around(const Case& given, const Event& event) const;
    [[nodiscard]] journey::World world(const Case& given, const Event& event) const;
    Performed decide_and_write(Case given, const Event& event);
    Performed written(Change change, std::uint64_t sequence);
    Status watch_owners(Change& change);

    store::Transaction& transaction_;
    const Surroundings& surroundings_;
    Instant now_;
    std::uint64_t incarnation_;
    BatchCases& cases_;
    BatchNews& news_;
    const Witness& witness_;
    bool dates_changed_ = false;  ///< of the decision just written
    CaseId last_case_;            ///< which case the request under way came to
};

/// Digest of (scope, key) and of the command without its key.
Digest key_digest(const Command& command);
Digest body_digest(const Command& command);

}  // namespace throughgate::core

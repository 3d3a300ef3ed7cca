// SPDX-License-Identifier: MIT
// Outbox: from due outbox rows and mails to sends, and from their reports to rows again. Plans with
// notices/, sends through the courier, never writes: what ended goes back as NoticeEnd and
// MailingEnd. `pump`, `next`, `forget`, `settled` belong to the commit loop's thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/links.hpp"
#include "core/request.hpp"
#include "core/shadow.hpp"
#include "core/surroundings.hpp"
#include "core/told.hpp"
#include "notices/digest.hpp"
#include "throughgate/clock.hpp"

namespace throughgate::core {

class Outbox {
public:
    struct Mode {
        bool shadow = false;  ///< rows are looked at even where there is no channel, see shadow.hpp
        bool at_once = false;  ///< whatever the policy says
    };
    Outbox(store::Store& store, delivery::Courier* courier, std::vector<std::string> channels,
           Mode mode, LinkMaker links);

    /// From now on sends go out on the courier's threads; their ends come through `ended`.
    void start(const Clock& clock, std::function<void(Request)> ended);
    /// Waits for sends under way; their ends still come. From any thread.
    void finish_sending();
    /// After `finish_sending`, when nobody pumps any more.
    void clear();

    /// Plans what is due. Not started: also sends, and all ends are in the answer. Started: the
    /// answer holds what was decided without sending.
    Result<std::vector<Request>> pump(const Surroundings& surroundings, Instant now);

    /// When the next row is due, rows under way left out.
    Result<std::optional<Instant>> next(store::Reader& reader);
    /// The same from memory; nullopt also while it is not known.
    [[nodiscard]] std::optional<Instant> known_next() const {
        return known_ && sends_now() ? next_ : std::nullopt;
    }
    [[nodiscard]] bool next_is_known() const { return known_ || !sends_now(); }
    void forget() { known_ = false; }
    /// The end of a notice was written (or failed to be): its row may be taken again.
    void settled(const Request& request);
    /// The case has ended: what waits in the courier for it is not sent, but looked at again.
    void take_back(CaseId id);

private:
    struct Gathered {
        std::vector<notices::Item> items;
        std::vector<OutboxRow> rows;
        std::vector<bool> parked;  ///< by an incident: not now
    };
    /// One pump: what it reads, and what has ended in it.
    struct Round {
        store::Reader& reader;
        const Surroundings& around;
        Instant now;
        const notices::Hours* hours = nullptr;  ///< nullptr: each notice goes at once
        std::vector<Request> ends;
    };
    /// The notices of one mail, looked at again.
    struct Contents {
        std::vector<notices::DigestItem> items;  ///< that go
        std::vector<NoticeEnd> ends;             ///< as they will have ended
    };

    [[nodiscard]] bool has_channel() const { return courier_ != nullptr && !channels_.empty(); }
    /// There are channels, and nothing is under way whose end would wake us anyhow.
    [[nodiscard]] bool sends_now() const {
        return (shadow_ || has_channel()) && under_way_.empty();
    }
    Result<std::vector<OutboxRow>> due_rows(store::Reader& reader, Instant now);
    Result<Gathered> gather(store::Reader& reader, std::vector<OutboxRow> rows,
                            const Surroundings& surroundings, Instant now);
    static notices::Item item_for(const OutboxRow& row, const Case& the_case,
                                  const Surroundings& surroundings, const journey::World& world);

    // One notice (outbox.cpp).
    Result<std::size_t> pump_rows(Round& round);
    Status carry_out(Round& round, const notices::Item& item, OutboxRow row,
                     const notices::Planned& planned);
    Result<bool> put_into_mail(Round& round, OutboxRow& row, const notices::Planned& planned,
                               NoticeEnd& end);
    [[nodiscard]] NoticeEnd keep_in_shadow(OutboxRow row, const Digest& key,
                                           const std::string& team) const;
    void send(Round& round, const notices::Item& item, NoticeEnd end,
              const notices::Planned& planned);

    // Mails of several (outbox_mailings.cpp).
    Result<std::size_t> pump_mailings(Round& round);
    Status carry_out(Round& round, const Mailing& mailing);
    Result<Contents> contents_of(Round& round, const Mailing& mailing);
    Status add_content(Round& round, const Mailing& mailing, const notices::Item& item,
                       const notices::Planned& planned, Contents& contents);
    Status keep_in_shadow(Round& round, Mailing mailing, const std::string& team);
    Status send_several(Round& round, Mailing mailing);
    void send(Round& round, MailingEnd end, const StaffMember& person, const notices::Words& words,
              const std::string& reference, NoticeClass notice_class);

    // Summaries for people and their managers (outbox_summaries.cpp).
    Result<std::string> summary_cause(Round& round, const std::string& person,
                                      const std::string& cause);
    Status know_summary(Round& round, const StaffMember& who, const Notice& notice,
                        std::string& cause, notices::Told& told);
    Result<bool> had_summary_today(Round& round, const std::string& person);
    Status open_above(Round& round, const StaffMember& who, const Mailing& mail, NoticeEnd& end);
    Result<std::string> cause_told(Round& round, const Mailing& mailing, const StaffMember& person);
    Status add_team(Round& round, Mailing& mailing);

    // The week's part of a digest (outbox_week.cpp).
    Status add_week(Round& round, const Mailing& mailing, notices::Week& week, MailingEnd& end);
    void add_to_week(Round& round, const std::string& person, const CaseSummary& summary,
                     const Case& the_case, notices::Week& week) const;
    void tell_of_too_much(const Round& round, const std::string& person, const notices::Week& week,
                          MailingEnd& end) const;

    // What went to whoever was on duty, to whose case it is (outbox_again.cpp).
    void tell_own_officer(const Round& round, const notices::Item& item,
                          const notices::Planned& planned, NoticeEnd& end) const;
    Status add_said_again(Round& round, Mailing& mailing, Contents& contents,
                          std::vector<Mailing>& opens);

    // What is critical and nobody acts on (outbox_unread.cpp).
    void watch_unread(const Round& round, const notices::Planned& planned, NoticeEnd& end) const;
    Status send_on(Round& round, Mailing mailing);

    void address(delivery::Send& send, std::string& channel, std::uint32_t attempts) const;
    bool hand_over(Round& round, delivery::Send send, Request end);
    static Request completed(Request end, const delivery::Report& report);
    void reported(const delivery::Report& report);

    store::Store& store_;
    delivery::Courier* courier_;
    std::vector<std::string> channels_;
    const bool shadow_;
    const bool at_once_;
    const LinkMaker links_;
    LiveState live_;  ///< as read for the rows at hand
    bool known_ = false;
    std::optional<Instant> next_;
    std::set<EffectId> under_way_;
    std::atomic<bool> started_ = false;
    ToldDesk told_;

    std::mutex mutex_;
    std::map<EffectId, Request> waiting_;  // guarded by mutex_
    std::function<void(Request)> ended_;   // guarded by mutex_
};

}  // namespace throughgate::core

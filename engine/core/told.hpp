// SPDX-License-Identifier: MIT
// ToldDesk: what people have had today, and which causes concern many. Read from the store when
// first asked; counted on in memory, because what is under way is not written yet. Forgotten with a
// restart: then the store says it again.
#pragma once

#include <map>
#include <set>
#include <string>

#include "notices/timing.hpp"
#include "store/store.hpp"

namespace throughgate::core {

/// What notices of one event have in common, whatever each of them says: the event, for dates that
/// moved anywhere, else within a team. Empty: not of the kind that comes in bulk.
std::string cause_of(const Notice& notice, std::string_view team);

/// "sent.release in N03A" -> "sent.release".
std::string event_of(const std::string& cause);
std::string cause_in(const std::string& event, std::string_view team);
/// Did the person have a summary of the cause, so that another would be one too many?
Result<bool> had_summary(store::Reader& reader, const std::string& person, const std::string& cause,
                         Instant now);

class ToldDesk {
public:
    void clear();
    /// For each row at hand, before any of them is looked at.
    void count_cause(const notices::NoticePolicy& policy, const OutboxRow& row,
                     const std::string& cause, Instant now);
    Result<notices::Told> told(store::Reader& reader, const notices::Hours& hours,
                               const std::string& cause, const Digest& item,
                               const std::string& person, Instant now);
    void alone(const std::string& person, NoticeClass notice_class, const Digest& item);
    /// It was not taken after all.
    void not_told(const std::string& person, NoticeClass notice_class, const Digest& item);
    void digest(const std::string& person);
    /// A mail that the courier has says it: it counts as told before the mail is settled.
    void in_mail(const Digest& item) { items_.insert(item); }
    void not_in_mail(const Digest& item) { items_.erase(item); }
    /// Under which cause the person has a summary of the event since today, written yet or not;
    /// empty: none.
    [[nodiscard]] std::string summary_cause(const std::string& person,
                                            const std::string& event) const {
        const auto found = summaries_.find({person, event});
        return found == summaries_.end() ? std::string() : found->second;
    }
    void summary(const std::string& person, const std::string& event, const std::string& cause) {
        summaries_.emplace(std::pair(person, event), cause);
    }
    Result<ToldToday> today(store::Reader& reader, const notices::Hours& hours,
                            const std::string& person, Instant now);

private:
    struct Cause {
        Instant since{};
        std::uint64_t count = 0;
    };
    [[nodiscard]] bool is_bulk(const notices::NoticePolicy& policy, const std::string& cause,
                               Instant now) const;

    Date day_{};
    std::map<std::string, ToldToday> today_;  ///< by person, of `day_`
    std::set<Digest> items_;                  ///< told at once, of `day_`
    std::set<EffectId> seen_;                 ///< rows that are counted in `causes_`
    std::map<std::string, Cause> causes_;
    std::map<std::pair<std::string, std::string>, std::string> summaries_;  ///< of `day_`
};

}  // namespace throughgate::core

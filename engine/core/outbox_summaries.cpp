// SPDX-License-Identifier: MIT
// Summaries of what one cause has changed, for people and for their managers: one a person, however
// many of their teams it touches.
#include <algorithm>
#include <set>

#include "core/outbox.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t notices_looked_at = 20;
constexpr std::size_t mails_of_a_day = 1000;
constexpr std::chrono::days summary_counts{1};

/// Their own team, and those of whoever they manage.
std::set<std::string> teams_of(const Directory& directory, const std::string& person) {
    std::set<std::string> teams;
    for (const StaffMember& each : directory.members)
        if (each.id == person || each.manager == person) teams.insert(each.team);
    return teams;
}

}  // namespace

/// The cause under which this person has, or will have, a summary of the event already, whichever
/// of their teams it was about; else `cause`.
Result<std::string> Outbox::summary_cause(Round& round, const std::string& person,
                                          const std::string& cause) {
    const std::string event = event_of(cause);
    if (event == cause) return cause;
    if (auto noted = told_.summary_cause(person, event); !noted.empty()) return noted;
    for (const std::string& team : teams_of(round.around.directory, person)) {
        const std::string same = cause_in(event, team);
        const auto had = round.reader.find_summary(person, same, round.now - summary_counts);
        if (!had.ok()) return had.error();
        if (*had) return same;
    }
    return cause;
}

Result<bool> Outbox::had_summary_today(Round& round, const std::string& person) {
    const Instant midnight = round.hours->start_of(round.hours->day_of(round.now));
    const auto lines = round.reader.deliveries_to(person, midnight, mails_of_a_day);
    if (!lines.ok()) return lines.error();
    return std::any_of(lines->begin(), lines->end(), [](const DeliveryLine& line) {
        return line.way == name_of(MailingKind::summary) && line.outcome == "sent";
    });
}

/// Under which cause they have a summary, and whether it is gone. Dates that have moved an hour
/// after many things changed are one more word on the same: they wait for the digest.
Status Outbox::know_summary(Round& round, const StaffMember& who, const Notice& notice,
                            std::string& cause, notices::Told& told) {
    if (notices::class_of(round.hours->policy(), notice) != NoticeClass::action) return {};
    if (!notice.changes.empty()) {
        const auto today = had_summary_today(round, who.id);
        if (!today.ok()) return today.error();
        if (*today) told.bulk = told.had_summary = true;
    }
    if (!told.bulk || told.had_summary) return {};
    auto same = summary_cause(round, who.id, cause);
    if (!same.ok()) return same.error();
    cause = *std::move(same);
    const auto had = had_summary(round.reader, who.id, cause, round.now);
    if (!had.ok()) return had.error();
    told.had_summary = *had;
    return {};
}

/// The manager's own summary of a cause, unless they have one.
Status Outbox::open_above(Round& round, const StaffMember& who, const Mailing& mail,
                          NoticeEnd& end) {
    if (round.around.directory.find(who.manager) == nullptr) return {};
    Mailing above = mail;
    above.person = who.manager;
    auto cause = summary_cause(round, above.person, mail.cause);
    if (!cause.ok()) return cause.error();
    above.cause = *std::move(cause);
    if (event_of(mail.cause) == mail.cause) {  // dates that have moved anywhere
        const auto today = had_summary_today(round, above.person);
        if (!today.ok()) return today.error();
        if (*today) return {};
    }
    const auto had =
        round.reader.find_summary(above.person, above.cause, round.now - summary_counts);
    if (!had.ok()) return had.error();
    told_.summary(above.person, event_of(above.cause), above.cause);
    if (!had->has_value()) end.opens.push_back(std::move(above));
    return {};
}

/// What one of the people is told, in words that hold no name.
Result<std::string> Outbox::cause_told(Round& round, const Mailing& mailing,
                                       const StaffMember& person) {
    const std::string event = event_of(mailing.cause);
    const std::string cause = event == mailing.cause ? event : cause_in(event, person.team);
    const auto theirs = round.reader.find_summary(person.id, cause, round.now - summary_counts);
    if (!theirs.ok()) return theirs.error();
    if (!*theirs) return std::string();
    auto rows = round.reader.notices_of((*theirs)->number, notices_looked_at);
    if (!rows.ok()) return rows.error();
    const auto gathered = gather(round.reader, std::move(*rows), round.around, round.now);
    if (!gathered.ok()) return gathered.error();
    std::vector<notices::DigestItem> items;
    for (const notices::Item& item : gathered->items) {
        items.emplace_back().line = notices::words_for(item, {}, "", {}).subject;
        items.back().details = item.row.notice.changes;
        items.back().restricted = item.context.limited_access;
    }
    return notices::cause_of(items);
}

/// How many of a manager's people have a summary of the same cause.
Status Outbox::add_team(Round& round, Mailing& mailing) {
    if (mailing.kind != MailingKind::summary) return {};
    const std::string event = event_of(mailing.cause);
    std::set<std::string> causes{mailing.cause};
    if (event != mailing.cause)
        for (const std::string& team : teams_of(round.around.directory, mailing.person))
            causes.insert(cause_in(event, team));
    std::set<std::string> people;
    std::uint64_t items = 0;
    const StaffMember* one = nullptr;
    for (const std::string& cause : causes) {
        const auto counts = round.reader.count_summaries(cause, round.now - summary_counts);
        if (!counts.ok()) return counts.error();
        for (const auto& [person, count] : *counts) {
            const StaffMember* member = round.around.directory.find(person);
            if (member == nullptr || member->manager != mailing.person) continue;
            people.insert(person);
            one = member;
            items += count;
        }
    }
    if (one == nullptr) return {};
    const auto told = cause_told(round, mailing, *one);
    if (!told.ok()) return told.error();
    if (!told->empty()) mailing.notes += "The change: " + *told + "\n";
    mailing.notes += "One change has touched " + std::to_string(items) + " items of " +
                     std::to_string(people.size()) +
                     (people.size() == 1 ? " of your people" : " of your people, who were told") +
                     ".\n";
    return {};
}

}  // namespace throughgate::core

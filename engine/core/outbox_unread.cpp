// SPDX-License-Identifier: MIT
// The watch over what is critical: when nobody acts on it, the next person is told as well, each
// person once of one handoff.
#include <algorithm>

#include "core/outbox.hpp"
#include "core/outbox_ends.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t notices_of_a_case = 10000;
constexpr std::size_t mails_to_one = 10000;

/// The handoff while it waits for an answer; nullopt: somebody has answered for it.
Result<std::optional<Handoff>> unanswered(store::Reader& reader, const OutboxRow& row) {
    const auto loaded = reader.load_case(row.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    const Handoff* handoff = *loaded ? (*loaded)->find_handoff(row.notice.handoff) : nullptr;
    if (handoff == nullptr || handoff->acknowledged_at || lifecycle::is_end(handoff->state))
        return std::optional<Handoff>{};
    return std::optional(*handoff);
}

bool is_same(const OutboxRow& one, const OutboxRow& other) {
    return one.effect.case_id == other.effect.case_id && one.notice.handoff == other.notice.handoff;
}

/// A critical notice that went and was not read: the watch over it still runs. One that was read
/// ended its watch, and a later one begins its own.
bool keeps_watch(const std::vector<DeliveryLine>& lines) {
    const auto read = [](const DeliveryLine& line) { return line.outcome == "opened"; };
    const auto sent = [](const DeliveryLine& line) {
        return line.outcome == "sent" && line.notice_class == name_of(NoticeClass::critical);
    };
    return std::none_of(lines.begin(), lines.end(), read) &&
           std::any_of(lines.begin(), lines.end(), sent);
}

/// Does an earlier critical notice to the same person keep a watch over the same handoff?
Result<bool> is_watched(store::Reader& reader, const OutboxRow& row) {
    if (row.notice.handoff.number == 0) return false;
    const auto rows = reader.list_outbox(row.effect.case_id, {}, notices_of_a_case);
    if (!rows.ok()) return rows.error();
    for (const OutboxRow& each : *rows) {
        if (each.effect == row.effect) break;
        if (!is_same(each, row) || each.recipient != row.recipient) continue;
        const auto lines = reader.deliveries_of(each.effect);
        if (!lines.ok()) return lines.error();
        if (keeps_watch(*lines)) return true;
    }
    return false;
}

/// Of which notice a mail told somebody else.
Result<std::optional<OutboxRow>> notice_behind(store::Reader& reader, const DeliveryLine& line) {
    if (line.way != name_of(MailingKind::unread) || line.outcome != "sent")
        return std::optional<OutboxRow>{};
    const auto mail = reader.find_mailing(static_cast<std::int64_t>(line.effect.sequence));
    if (!mail.ok()) return mail.error();
    const auto effect = *mail ? effect_named((*mail)->cause) : std::nullopt;
    if (!effect) return std::optional<OutboxRow>{};
    return reader.find_outbox(*effect);
}

/// Was this person told of the handoff before, because somebody else had not acted on it?
Result<bool> was_told_on(store::Reader& reader, const OutboxRow& row, const std::string& person,
                         Instant since) {
    if (row.notice.handoff.number == 0) return false;
    const auto lines = reader.deliveries_to(person, since, mails_to_one);
    if (!lines.ok()) return lines.error();
    for (const DeliveryLine& line : *lines) {
        const auto behind = notice_behind(reader, line);
        if (!behind.ok()) return behind.error();
        if (*behind && is_same(**behind, row)) return true;
    }
    return false;
}

}  // namespace

/// When nobody acts on something critical, the next person is told; at once when a mailbox was,
/// since that is nobody.
void Outbox::watch_unread(const Round& round, const notices::Planned& planned,
                          NoticeEnd& end) const {
    if (round.hours == nullptr || planned.notice_class != NoticeClass::critical) return;
    const std::uint32_t hours = round.hours->policy().unread_hours;
    const bool box = planned.person.box;
    if (!box && (end.row.notice.handoff.number == 0 || hours == 0)) return;
    Mailing watch;
    watch.incarnation = store_.incarnation();
    watch.kind = MailingKind::unread;
    watch.person = planned.person.id;
    watch.cause = text_of(end.row.effect);
    watch.slot = box ? round.now : round.hours->after_working(round.now, hours);
    watch.due = watch.slot;
    end.opens.push_back(std::move(watch));
}

/// Nobody has acted on something critical: the next person is told as well.
Status Outbox::send_on(Round& round, Mailing mailing) {
    const auto ends = [&](std::string because) {
        under_way_.insert(effect_of(mailing));
        round.ends.push_back({without_mail(std::move(mailing), std::move(because), {}), {}});
        return Status();
    };
    const auto effect = effect_named(mailing.cause);
    if (!effect) return ends("the notice it was about is gone");
    const auto row = round.reader.find_outbox(*effect);
    if (!row.ok()) return row.error();
    if (!row->has_value()) return ends("the notice it was about is gone");
    const auto heard = round.reader.deliveries_of(*effect);
    if (!heard.ok()) return heard.error();
    for (const DeliveryLine& line : *heard)
        if (line.outcome == "opened") return ends("it was read");
    auto gathered = gather(round.reader, {**row}, round.around, round.now);
    if (!gathered.ok()) return gathered.error();
    const notices::Item& item = gathered->items.front();
    if (!item.unwanted.empty()) return ends("somebody acted on it: " + item.unwanted);
    Instant since = (*row)->queued;
    if ((*row)->notice.handoff.number != 0) {
        const auto handoff = unanswered(round.reader, **row);
        if (!handoff.ok()) return handoff.error();
        if (!*handoff) return ends("somebody acted on it");
        since = (*handoff)->raised;
    }
    const auto watched = is_watched(round.reader, **row);
    if (!watched.ok()) return watched.error();
    if (*watched) return ends("an earlier notice of the same handoff is watched");
    const auto next = notices::next_after(round.around.directory, round.around.definitions,
                                          item.context, item.row.notice.recipient, mailing.person,
                                          round.around.today(round.now));
    const StaffMember* who = next ? round.around.directory.find(next->id) : nullptr;
    if (who == nullptr) return ends("nobody comes after " + mailing.person);
    if (!is_live(live_, who->team)) return ends(std::string(shadow_detail) + who->team);
    const auto told = was_told_on(round.reader, **row, who->id, since);
    if (!told.ok()) return told.error();
    if (*told) return ends(who->id + " was told of this handoff before");
    const notices::Words words = notices::words_for(item, *next, "", {who->name});
    mailing.detail = "unread by " + mailing.person + ", told " + who->id;
    MailingEnd end;
    end.mailing = std::move(mailing);
    send(round, std::move(end), *who, words, item.context.reference, NoticeClass::critical);
    return {};
}

}  // namespace throughgate::core

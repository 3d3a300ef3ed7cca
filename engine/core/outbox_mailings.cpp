// SPDX-License-Identifier: MIT
// Mails of several notices: each of them is looked at again when the mail goes, and what does not
// belong to it any more goes its own way.
#include <algorithm>

#include "core/link_text.hpp"
#include "core/outbox.hpp"
#include "core/outbox_ends.hpp"
#include "core/work_of_person.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

using lifecycle::DeliveryMove;
using lifecycle::DeliveryState;

constexpr std::size_t mails_a_pump = 64;
constexpr std::size_t notices_a_mail = 5000;

/// It is planned afresh: somebody else is to be told now.
NoticeEnd back(OutboxRow row, Instant now) {
    row.mailing = 0;
    row.due = now;
    row.detail = "is for somebody else now";
    NoticeEnd end;
    end.row = std::move(row);
    return end;
}

bool goes_up(const Notice& notice) {
    return notice.recipient.relation == Relation::manager ||
           notice.recipient.relation == Relation::upper_manager;
}

std::string link_of(const notices::Item& item) {
    for (const auto& [name, value] : item.values)
        if (name == "link") return value;
    return {};
}

/// Does the person find the work that it is about on their own list? A box has no list.
Result<bool> is_on_list(store::Reader& reader, const journey::World& world,
                        const Surroundings& around, const OutboxRow& row, std::string_view person) {
    const Notice& notice = row.notice;
    const auto loaded = reader.load_case(row.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return false;
    const auto grants = grants_on(around, **loaded, person, world.now);
    for (const journey::WorkItem& work : journey::work_items(world, **loaded)) {
        const bool same = work.handoff.number != 0
                              ? work.handoff == notice.handoff
                              : work.pathway == notice.pathway && work.state == notice.state;
        if (same && std::find(grants.begin(), grants.end(), work.role) != grants.end()) return true;
    }
    return false;
}

/// News has a place of its own beside the work that it is about.
bool is_news(const Notice& notice, NoticeClass its_class) {
    return its_class == NoticeClass::info || !notice.changes.empty();
}

notices::DigestItem digest_item(const notices::Item& item, const notices::Planned& planned) {
    notices::DigestItem said;
    said.case_id = item.row.effect.case_id;
    said.notice_class = planned.notice_class;
    said.line = planned.subject;
    said.link = link_of(item);
    said.what.assign(reinterpret_cast<const char*>(planned.item.bytes.data()),
                     planned.item.bytes.size());
    if (is_news(item.row.notice, planned.notice_class)) said.what += item.row.notice.message.text();
    said.details = item.row.notice.changes;
    said.due = item.row.notice.due;
    said.release = item.context.release;
    said.escalated = goes_up(item.row.notice);
    said.restricted = item.context.limited_access;
    return said;
}

}  // namespace

Result<std::size_t> Outbox::pump_mailings(Round& round) {
    auto mails = round.reader.due_mailings(round.now, mails_a_pump + under_way_.size());
    if (!mails.ok()) return mails.error();
    std::erase_if(*mails,
                  [this](const Mailing& each) { return under_way_.contains(effect_of(each)); });
    if (!has_channel()) return 0U;
    for (const Mailing& each : *mails)
        if (auto done = carry_out(round, each); !done.ok()) return done.error();
    return mails->size();
}

Status Outbox::carry_out(Round& round, const Mailing& mailing) {
    if (mailing.kind == MailingKind::unread) return send_on(round, mailing);
    const StaffMember* who = round.around.directory.find(mailing.person);
    if (who != nullptr && !is_live(live_, who->team))
        return keep_in_shadow(round, mailing, who->team);
    const bool first = mailing.attempts == 0;
    const bool missed = round.hours != nullptr && who != nullptr && first &&
                        (round.hours->quiet(round.now) ||
                         round.now - mailing.slot > std::chrono::minutes{std::max(
                                                        round.hours->policy().late_minutes, 1U)});
    if (!missed) return send_several(round, mailing);
    const auto today = told_.today(round.reader, *round.hours, who->id, round.now);
    if (!today.ok()) return today.error();
    MailingEnd end;
    end.mailing = mailing;
    end.mailing.kind = MailingKind::digest;
    end.mailing.cause.clear();
    end.mailing.slot = round.hours->catch_up(round.now, *who, today->digests);
    end.mailing.due = end.mailing.slot;
    end.moves = true;
    under_way_.insert(effect_of(mailing));
    round.ends.push_back({std::move(end), {}});
    return {};
}

Result<Outbox::Contents> Outbox::contents_of(Round& round, const Mailing& mailing) {
    auto rows = round.reader.notices_of(mailing.number, notices_a_mail);
    if (!rows.ok()) return rows.error();
    std::erase_if(*rows, [](const OutboxRow& row) { return lifecycle::is_end(row.state); });
    auto gathered = gather(round.reader, std::move(*rows), round.around, round.now);
    if (!gathered.ok()) return gathered.error();
    const auto planned = notices::plan(round.around.directory, round.around.definitions,
                                       gathered->items, round.now, round.around.zone);
    Contents contents;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        notices::Item& item = gathered->items[i];
        item.row = std::move(gathered->rows[i]);
        if (gathered->parked[i]) {
            item.row.mailing = 0;
            contents.ends.push_back(
                put_off(std::move(item.row), round.now, "put off: the case is parked"));
            continue;
        }
        if (auto added = add_content(round, mailing, item, planned[i], contents); !added.ok())
            return added.error();
    }
    return contents;
}

Status Outbox::add_content(Round& round, const Mailing& mailing, const notices::Item& item,
                           const notices::Planned& planned, Contents& contents) {
    using What = notices::Planned::What;
    const auto suppressed = [&](std::string because) {
        contents.ends.push_back(
            without_sending(item.row, DeliveryMove::suppress, std::move(because), ""));
        return Status();
    };
    if (planned.what == What::suppress) return suppressed(planned.because);
    if (planned.what == What::nobody || planned.person.id != mailing.person) {
        contents.ends.push_back(back(item.row, round.now));
        return {};
    }
    const auto told = round.reader.has_notice_key(planned.key);
    if (!told.ok()) return told.error();
    if (*told) return suppressed("this person was told the same already");
    NoticeEnd end;
    end.row = item.row;
    end.key = planned.key;
    end.item = planned.item;
    end.has_key = end.has_item = true;
    contents.ends.push_back(std::move(end));
    const auto listed =
        is_on_list(round.reader, round.around.world(round.now, store_.incarnation()), round.around,
                   item.row, planned.person.id);
    if (!listed.ok()) return listed.error();
    contents.items.push_back(digest_item(item, planned));
    contents.items.back().on_list = *listed;
    contents.items.back().acknowledge =
        link_for(links_, item, planned.person, round.around, round.now);
    return {};
}

/// What it would have said counts as told; a mail of notes alone ends without a word.
Status Outbox::keep_in_shadow(Round& round, Mailing mailing, const std::string& team) {
    auto contents = contents_of(round, mailing);
    if (!contents.ok()) return contents.error();
    for (NoticeEnd& each : contents->ends)
        if (each.has_key) each = keep_in_shadow(std::move(each.row), Digest(each.key), team);
    under_way_.insert(effect_of(mailing));
    round.ends.push_back({without_mail(std::move(mailing), std::string(shadow_detail) + team,
                                       std::move(contents->ends)),
                          {}});
    return {};
}

Status Outbox::send_several(Round& round, Mailing mailing) {
    auto contents = contents_of(round, mailing);
    if (!contents.ok()) return contents.error();
    const StaffMember* who = round.around.directory.find(mailing.person);
    const std::string notes = mailing.notes;
    MailingEnd end;
    if (auto added = add_said_again(round, mailing, *contents, end.opens); !added.ok())
        return added;
    if (auto added = add_team(round, mailing); !added.ok()) return added;
    const bool reachable = who != nullptr && !who->email.empty();
    if (!reachable || (contents->items.empty() && mailing.notes.empty())) {
        mailing.notes = notes;
        under_way_.insert(effect_of(mailing));
        MailingEnd none =
            without_mail(std::move(mailing),
                         reachable ? "nothing was left to say" : "this person cannot be reached",
                         std::move(contents->ends));
        none.opens = std::move(end.opens);
        round.ends.push_back({std::move(none), {}});
        return {};
    }
    notices::Week week;
    if (auto added = add_week(round, mailing, week, end); !added.ok()) return added;
    notices::Words words;
    if (mailing.kind == MailingKind::digest && round.hours != nullptr)
        words = notices::digest_of(*round.hours, contents->items, week, mailing.notes,
                                   round.around.link_base, round.now);
    else
        words = notices::summary_of(contents->items, mailing.notes, round.around.link_base);
    mailing.notes = notes;
    end.mailing = std::move(mailing);
    end.notices = std::move(contents->ends);
    send(round, std::move(end), *who, words, "", NoticeClass::action);
    return {};
}

void Outbox::send(Round& round, MailingEnd end, const StaffMember& person,
                  const notices::Words& words, const std::string& reference,
                  NoticeClass notice_class) {
    delivery::Send send;
    send.effect = effect_of(end.mailing);
    address(send, end.mailing.channel, end.mailing.attempts);
    send.recipient = person.id;
    send.message.effect_id = text_of(send.effect);
    send.message.recipient = person.email;
    send.message.subject = words.subject;
    send.message.body = words.body;
    send.message.reference = reference;
    send.message.notice_class = name_of(notice_class);
    send.message.now = round.now;
    const bool digest = end.mailing.kind == MailingKind::digest && end.mailing.attempts == 0;
    std::vector<Digest> items;
    for (const NoticeEnd& each : end.notices)
        if (each.has_item) items.push_back(each.item);
    if (!hand_over(round, std::move(send), {std::move(end), {}}) || round.hours == nullptr) return;
    // What was told yesterday is forgotten first.
    (void)told_.today(round.reader, *round.hours, person.id, round.now);
    for (const Digest& item : items) told_.in_mail(item);
    if (digest) told_.digest(person.id);
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
#include "core/outbox.hpp"

#include <algorithm>
#include <utility>

#include "core/link_text.hpp"
#include "core/outbox_ends.hpp"
#include "definition/engine_messages.hpp"
#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t rows_a_pump = 256;

std::string team_of(const Directory& directory, std::string_view person) {
    const StaffMember* member = directory.find(person);
    return member != nullptr ? member->team : std::string();
}

std::string manager_name(const Surroundings& around, const notices::CaseContext& context,
                         const Notice& notice, Date today) {
    const auto manager = notices::resolve(around.directory, around.definitions, context,
                                          {notice.recipient.role, Relation::manager}, today);
    return manager ? manager->name : "your manager";
}

/// Who broke the glass, of an alert: by the entry of the log that caused it. Else empty.
Result<std::string> doer_of(store::Reader& reader, const OutboxRow& row) {
    if (row.notice.rung.text() != definition::glass_broken_message) return std::string();
    const auto entries = reader.read_log(row.effect.case_id, row.effect.sequence - 1, 1);
    if (!entries.ok()) return entries.error();
    return entries->empty() ? std::string() : entries->front().actor;
}

}  // namespace

Outbox::Outbox(store::Store& store, delivery::Courier* courier, std::vector<std::string> channels,
               Mode mode, LinkMaker links)
    : store_(store),
      courier_(courier),
      channels_(std::move(channels)),
      shadow_(mode.shadow),
      at_once_(mode.at_once),
      links_(std::move(links)) {}

void Outbox::start(const Clock& clock, std::function<void(Request)> ended) {
    if (courier_ == nullptr) return;
    {
        const std::lock_guard lock(mutex_);
        ended_ = std::move(ended);
    }
    started_ = true;
    courier_->start(clock, [this](const delivery::Report& report) { reported(report); });
}

void Outbox::finish_sending() {
    if (courier_ != nullptr && started_) courier_->stop();
}

void Outbox::clear() {
    started_ = false;
    known_ = false;
    under_way_.clear();
    told_.clear();
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    ended_ = nullptr;
}

Result<std::optional<Instant>> Outbox::next(store::Reader& reader) {
    if (!sends_now()) return std::optional<Instant>{};
    if (!known_) {
        const auto earliest = reader.next_outbox();
        if (!earliest.ok()) return earliest.error();
        const auto mail = reader.next_mailing();
        if (!mail.ok()) return mail.error();
        next_ = *earliest;
        if (has_channel() && *mail && (!next_ || **mail < *next_)) next_ = *mail;
        known_ = true;
    }
    return next_;
}

void Outbox::settled(const Request& request) {
    if (const auto* end = std::get_if<NoticeEnd>(&request.what)) {
        under_way_.erase(end->row.effect);
        if (end->row.state == lifecycle::DeliveryState::dead_lettered)
            told_.not_told(end->row.recipient, end->notice_class, end->item);
    } else if (const auto* mail = std::get_if<MailingEnd>(&request.what)) {
        under_way_.erase(effect_of(mail->mailing));
        if (mail->mailing.state == lifecycle::DeliveryState::dead_lettered)
            for (const NoticeEnd& each : mail->notices) told_.not_in_mail(each.item);
    } else {
        return;
    }
    known_ = false;
}

void Outbox::take_back(CaseId id) {
    if (courier_ == nullptr || !started_) return;
    const std::lock_guard lock(mutex_);
    for (const EffectId& effect : courier_->take_back(id)) {
        waiting_.erase(effect);
        under_way_.erase(effect);
    }
}

Result<std::vector<OutboxRow>> Outbox::due_rows(store::Reader& reader, Instant now) {
    auto rows = reader.due_outbox(now, rows_a_pump + under_way_.size());
    if (!rows.ok()) return rows.error();
    std::erase_if(*rows, [this](const OutboxRow& row) { return under_way_.contains(row.effect); });
    if (rows->size() > rows_a_pump) rows->resize(rows_a_pump);
    return rows;
}

Result<std::vector<Request>> Outbox::pump(const Surroundings& surroundings, Instant now) {
    if (!shadow_ && !has_channel()) return std::vector<Request>{};
    if (known_ && (!next_ || *next_ > now)) return std::vector<Request>{};
    auto reader = store_.read();
    if (!reader.ok()) return reader.error();
    auto live = read_live(**reader);
    if (!live.ok()) return live.error();
    live_ = std::move(*live);
    std::optional<notices::Hours> hours;
    const auto* policy = at_once_ ? nullptr : notices::policy_of(surroundings.definitions);
    if (policy != nullptr) hours.emplace(*policy, surroundings.definitions, surroundings.zone);
    Round round{**reader, surroundings, now, hours ? &*hours : nullptr, {}};
    const auto mails = pump_mailings(round);
    if (!mails.ok()) return mails.error();
    const auto rows = pump_rows(round);
    if (!rows.ok()) return rows.error();
    if (*mails + *rows == 0) {
        known_ = false;
        if (auto looked = next(**reader); !looked.ok()) return looked.error();
    }
    return std::move(round.ends);
}

Result<std::size_t> Outbox::pump_rows(Round& round) {
    auto rows = due_rows(round.reader, round.now);
    if (!rows.ok()) return rows.error();
    auto gathered = gather(round.reader, std::move(*rows), round.around, round.now);
    if (!gathered.ok()) return gathered.error();
    const auto planned = notices::plan(round.around.directory, round.around.definitions,
                                       gathered->items, round.now, round.around.zone);
    for (std::size_t i = 0; round.hours != nullptr && i < planned.size(); ++i)
        if (planned[i].notice_class == NoticeClass::action)
            told_.count_cause(round.hours->policy(), gathered->rows[i],
                              cause_of(gathered->rows[i].notice,
                                       team_of(round.around.directory, planned[i].person.id)),
                              round.now);
    for (std::size_t i = 0; i < planned.size(); ++i) {
        OutboxRow& row = gathered->rows[i];
        if (gathered->parked[i]) {
            under_way_.insert(planned[i].effect);
            round.ends.push_back(
                {put_off(std::move(row), round.now, "put off: the case is parked"), {}});
            continue;
        }
        if (auto out = carry_out(round, gathered->items[i], std::move(row), planned[i]); !out.ok())
            return out.error();
    }
    return planned.size();
}

Result<Outbox::Gathered> Outbox::gather(store::Reader& reader, std::vector<OutboxRow> rows,
                                        const Surroundings& surroundings, Instant now) {
    Gathered gathered;
    const journey::World world = surroundings.world(now, store_.incarnation());
    std::map<CaseId, Case> cases;
    for (OutboxRow& row : rows) {
        const CaseId id = row.effect.case_id;
        if (!cases.contains(id)) {
            auto loaded = reader.load_case(id);
            if (!loaded.ok()) return loaded.error();
            if (!loaded->has_value())
                return Error{ErrorKind::corrupt, "a notice belongs to a case that is not stored",
                             text_of(row.effect)};
            cases.emplace(id, std::move(**loaded));
        }
        auto by = doer_of(reader, row);
        if (!by.ok()) return by.error();
        gathered.items.push_back(item_for(row, cases.at(id), surroundings, world));
        gathered.items.back().by = std::move(*by);
        gathered.rows.push_back(std::move(row));
        gathered.parked.push_back(cases.at(id).parked);
    }
    return gathered;
}

notices::Item Outbox::item_for(const OutboxRow& row, const Case& the_case,
                               const Surroundings& surroundings, const journey::World& world) {
    notices::Item item;
    item.row = row;
    item.context = context_of(the_case);
    item.unwanted = journey::unwanted_because(world, the_case, row.notice);
    const Pathway* pathway = the_case.find_pathway(row.notice.pathway);
    const definition::Definition* definition =
        pathway != nullptr ? surroundings.definitions.find(pathway->definition) : nullptr;
    if (definition != nullptr) item.message = definition->find_message(row.notice.message);
    item.acknowledged_by = acknowledging_role(the_case, definition, row.notice.handoff);
    for (auto& value : journey::message_values(world, the_case, row.notice))
        item.values.emplace_back(std::move(value.name), std::move(value.text));
    item.values.emplace_back("manager.name", manager_name(surroundings, item.context, row.notice,
                                                          surroundings.today(world.now)));
    return item;
}

Status Outbox::carry_out(Round& round, const notices::Item& item, OutboxRow row,
                         const notices::Planned& planned) {
    using What = notices::Planned::What;
    using lifecycle::DeliveryMove;
    const auto ends = [&](NoticeEnd end) {
        under_way_.insert(planned.effect);
        round.ends.push_back({std::move(end), {}});
        return Status();
    };
    if (planned.what == What::suppress)
        return ends(without_sending(std::move(row), DeliveryMove::suppress, planned.because, ""));
    if (planned.what == What::nobody) {
        const std::string whom = to_words(row.notice.recipient);
        return ends(without_sending(
            std::move(row), DeliveryMove::give_up, "nobody could be told",
            "nobody in the directory can be told as " + whom +
                "; name a holder, a deputy or a team box, then tell them yourself"));
    }
    row.recipient = planned.person.id;
    const auto told = round.reader.has_notice_key(planned.key);
    if (!told.ok()) return told.error();
    if (*told)
        return ends(without_sending(std::move(row), DeliveryMove::suppress,
                                    "this person was told the same already", ""));
    const std::string team = team_of(round.around.directory, planned.person.id);
    if (!is_live(live_, team)) return ends(keep_in_shadow(std::move(row), planned.key, team));
    if (!has_channel()) return ends(wait_for_channel(std::move(row), round.now));
    NoticeEnd end;
    const auto mailed = put_into_mail(round, row, planned, end);
    if (!mailed.ok()) return mailed.error();
    if (*mailed) return ends(std::move(end));
    end.row = std::move(row);
    end.key = planned.key;
    end.item = planned.item;
    end.notice_class = planned.notice_class;
    end.has_item = round.hours != nullptr;
    watch_unread(round, planned, end);
    tell_own_officer(round, item, planned, end);
    send(round, item, std::move(end), planned);
    return {};
}

/// It counts as told, and goes to nobody.
NoticeEnd Outbox::keep_in_shadow(OutboxRow row, const Digest& key, const std::string& team) const {
    row.channel = shadow_channel;
    NoticeEnd end = without_sending(std::move(row), lifecycle::DeliveryMove::suppress,
                                    std::string(shadow_detail) + team, "");
    end.key = key;
    end.has_key = end.shadowed = true;
    return end;
}

/// True: it waits for a mail of several, or never goes; `end` says so. False: it goes alone.
Result<bool> Outbox::put_into_mail(Round& round, OutboxRow& row, const notices::Planned& planned,
                                   NoticeEnd& end) {
    using What = notices::Timing::What;
    const StaffMember* who = round.around.directory.find(planned.person.id);
    if (round.hours == nullptr || row.attempts > 0 || who == nullptr) return false;
    std::string cause = cause_of(row.notice, who->team);
    auto told = told_.told(round.reader, *round.hours, cause, planned.item, who->id, round.now);
    if (!told.ok()) return told.error();
    if (auto known = know_summary(round, *who, row.notice, cause, *told); !known.ok())
        return known.error();
    const notices::Timing timing =
        notices::timing_of(*round.hours, row.notice, row.late, *who, *told, round.now);
    if (timing.what == What::now) return false;
    if (timing.what == What::never) {
        end =
            without_sending(std::move(row), lifecycle::DeliveryMove::suppress, timing.because, "");
        return true;
    }
    Mailing mail;
    mail.incarnation = store_.incarnation();
    mail.person = who->id;
    mail.slot = timing.slot;
    mail.due = timing.slot;
    row.due.reset();
    if (timing.what == What::summary) {
        mail.kind = MailingKind::summary;
        mail.cause = std::move(cause);
        told_.summary(mail.person, event_of(mail.cause), mail.cause);
        if (auto opened = open_above(round, *who, mail, end); !opened.ok()) return opened.error();
    }
    row.detail = "waits for the " + std::string(name_of(mail.kind)) + ": " + timing.because;
    end.joins = std::move(mail);
    end.row = std::move(row);
    return true;
}

void Outbox::send(Round& round, const notices::Item& item, NoticeEnd end,
                  const notices::Planned& planned) {
    delivery::Send send;
    send.effect = end.row.effect;
    address(send, end.row.channel, end.row.attempts);
    send.recipient = planned.person.id;
    send.message.effect_id = text_of(end.row.effect);
    send.message.recipient = planned.person.email;
    send.message.subject = planned.subject;
    send.message.body =
        planned.body + link_text(link_for(links_, item, planned.person, round.around, round.now),
                                 round.around, round.now);
    send.message.reference = item.context.reference;
    send.message.notice_class = name_of(planned.notice_class);
    send.message.now = round.now;
    const bool first = end.row.attempts == 0;
    if (hand_over(round, std::move(send), {std::move(end), {}}) && first)
        told_.alone(planned.person.id, planned.notice_class, planned.item);
}

/// A channel that has it already is asked again, and no other; else the first one is.
void Outbox::address(delivery::Send& send, std::string& channel, std::uint32_t attempts) const {
    send.held = attempts > 0 && !channel.empty();
    send.channel = send.held ? channel : channels_.front();
    send.attempt = attempts + 1;
    if (!send.held) channel.clear();
}

/// False: the courier had no room; it stays due and is planned again when there is.
bool Outbox::hand_over(Round& round, delivery::Send send, Request end) {
    const EffectId effect = send.effect;
    if (!started_) {
        under_way_.insert(effect);
        round.ends.push_back(completed(std::move(end), courier_->carry_out(send, round.now)));
        return true;
    }
    {
        const std::lock_guard lock(mutex_);
        waiting_.insert_or_assign(effect, std::move(end));
    }
    if (courier_->submit(std::move(send)).ok()) return under_way_.insert(effect), true;
    const std::lock_guard lock(mutex_);
    waiting_.erase(effect);
    return false;
}

Request Outbox::completed(Request end, const delivery::Report& report) {
    if (auto* notice = std::get_if<NoticeEnd>(&end.what))
        *notice = core::completed(std::move(*notice), report);
    else if (auto* mail = std::get_if<MailingEnd>(&end.what))
        *mail = core::completed(std::move(*mail), report);
    return end;
}

void Outbox::reported(const delivery::Report& report) {
    std::function<void(Request)> ended;
    Request waiting;
    {
        const std::lock_guard lock(mutex_);
        const auto found = waiting_.find(report.effect);
        if (found == waiting_.end() || !ended_) return;
        waiting = std::move(found->second);
        waiting_.erase(found);
        ended = ended_;
    }
    ended(completed(std::move(waiting), report));
}

}  // namespace throughgate::core

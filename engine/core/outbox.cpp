// SPDX-License-Identifier: MIT
#include "core/outbox.hpp"

#include <algorithm>
#include <utility>

#include "model/effect_text.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t rows_a_pump = 256;

NoticeEnd without_sending(OutboxRow row, lifecycle::DeliveryMove move, std::string detail,
                          std::string incident) {
    const auto moved = lifecycle::advance(row.state, move);
    row.state = moved.value_or(row.state);
    row.due.reset();
    row.detail = std::move(detail);
    NoticeEnd end;
    end.row = std::move(row);
    end.incident = std::move(incident);
    return end;
}

/// A parked case says nothing until its incident is resolved; what it owes is not lost.
NoticeEnd put_off(OutboxRow row, Instant now, const char* because) {
    row.due = now + std::chrono::hours{1};
    row.detail = because;
    NoticeEnd end;
    end.row = std::move(row);
    return end;
}

/// A team is live, but whoever runs the store gave no channel.
NoticeEnd wait_for_channel(OutboxRow row, Instant now) {
    return put_off(std::move(row), now, "put off: there is no channel to send it by");
}

std::string manager_name(const Surroundings& around, const notices::CaseContext& context,
                         const Notice& notice, Date today) {
    const auto manager = notices::resolve(around.directory, around.definitions, context,
                                          {notice.recipient.role, Relation::manager}, today);
    return manager ? manager->name : "your manager";
}

}  // namespace

Outbox::Outbox(store::Store& store, delivery::Courier* courier, std::vector<std::string> channels,
               bool shadow)
    : store_(store), courier_(courier), channels_(std::move(channels)), shadow_(shadow) {}

void Outbox::start(const Clock& clock, std::function<void(NoticeEnd)> ended) {
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
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    ended_ = nullptr;
}

Result<std::optional<Instant>> Outbox::next(store::Reader& reader) {
    if (!sends_now()) return std::optional<Instant>{};
    if (!known_) {
        const auto earliest = reader.next_outbox();
        if (!earliest.ok()) return earliest.error();
        next_ = *earliest;
        known_ = true;
    }
    return next_;
}

void Outbox::settled(const Request& request) {
    const auto* end = std::get_if<NoticeEnd>(&request.what);
    if (end == nullptr) return;
    under_way_.erase(end->row.effect);
    known_ = false;
}

Result<std::vector<OutboxRow>> Outbox::due_rows(store::Reader& reader, Instant now) {
    auto rows = reader.due_outbox(now, rows_a_pump + under_way_.size());
    if (!rows.ok()) return rows.error();
    std::erase_if(*rows, [this](const OutboxRow& row) { return under_way_.contains(row.effect); });
    if (rows->size() > rows_a_pump) rows->resize(rows_a_pump);
    return rows;
}

Result<std::vector<NoticeEnd>> Outbox::pump(const Surroundings& surroundings, Instant now) {
    std::vector<NoticeEnd> ends;
    if (!shadow_ && !has_channel()) return ends;
    if (known_ && (!next_ || *next_ > now)) return ends;
    auto reader = store_.read();
    if (!reader.ok()) return reader.error();
    auto rows = due_rows(**reader, now);
    if (!rows.ok()) return rows.error();
    auto live = read_live(**reader);
    if (!live.ok()) return live.error();
    live_ = std::move(*live);
    auto gathered = gather(**reader, std::move(*rows), surroundings, now);
    if (!gathered.ok()) return gathered.error();
    const auto planned = notices::plan(surroundings.directory, surroundings.definitions,
                                       gathered->items, now, surroundings.zone);
    for (std::size_t i = 0; i < planned.size(); ++i) {
        if (gathered->parked[i]) {
            under_way_.insert(planned[i].effect);
            ends.push_back(
                put_off(std::move(gathered->rows[i]), now, "put off: the case is parked"));
            continue;
        }
        const StaffMember* them = surroundings.directory.find(planned[i].person.id);
        their_team_ = them != nullptr ? them->team : std::string();
        auto end = carry_out(**reader, gathered->items[i].context.reference,
                             std::move(gathered->rows[i]), planned[i], now);
        if (!end.ok()) return end.error();
        if (std::exchange(not_taken_, false)) continue;
        under_way_.insert(planned[i].effect);
        if (*end) ends.push_back(std::move(**end));
    }
    if (planned.empty()) {
        known_ = false;
        if (auto looked = next(**reader); !looked.ok()) return looked.error();
    }
    return ends;
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
        gathered.items.push_back(item_for(row, cases.at(id), surroundings, world));
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
    for (auto& value : journey::message_values(world, the_case, row.notice))
        item.values.emplace_back(std::move(value.name), std::move(value.text));
    item.values.emplace_back("manager.name", manager_name(surroundings, item.context, row.notice,
                                                          surroundings.today(world.now)));
    return item;
}

Result<std::optional<NoticeEnd>> Outbox::carry_out(store::Reader& reader,
                                                   const std::string& reference, OutboxRow row,
                                                   const notices::Planned& planned, Instant now) {
    using What = notices::Planned::What;
    if (planned.what == What::suppress)
        return std::optional(without_sending(std::move(row), lifecycle::DeliveryMove::suppress,
                                             planned.because, ""));
    if (planned.what == What::nobody) {
        const std::string whom = to_words(row.notice.recipient);
        return std::optional(without_sending(
            std::move(row), lifecycle::DeliveryMove::give_up, "nobody could be told",
            "nobody in the directory can be told as " + whom +
                "; name a holder, a deputy or a team box, then tell them yourself"));
    }
    row.recipient = planned.person.id;
    const auto told = reader.has_notice_key(planned.key);
    if (!told.ok()) return told.error();
    if (*told)
        return std::optional(without_sending(std::move(row), lifecycle::DeliveryMove::suppress,
                                             "this person was told the same already", ""));
    if (!is_live(live_, their_team_))
        return std::optional(keep_in_shadow(std::move(row), planned.key));
    if (!has_channel()) return std::optional(wait_for_channel(std::move(row), now));
    return send(reference, std::move(row), planned, now);
}

/// It counts as told, and goes to nobody.
NoticeEnd Outbox::keep_in_shadow(OutboxRow row, const Digest& key) const {
    row.channel = shadow_channel;
    NoticeEnd end = without_sending(std::move(row), lifecycle::DeliveryMove::suppress,
                                    std::string(shadow_detail) + their_team_, "");
    end.key = key;
    end.has_key = end.shadowed = true;
    return end;
}

std::optional<NoticeEnd> Outbox::send(const std::string& reference, OutboxRow row,
                                      const notices::Planned& planned, Instant now) {
    row.channel = channels_.front();
    delivery::Send send;
    send.effect = row.effect;
    send.channel = row.channel;
    send.attempt = row.attempts + 1;
    send.recipient = planned.person.id;
    send.message.effect_id = text_of(row.effect);
    send.message.recipient = planned.person.email;
    send.message.subject = planned.subject;
    send.message.body = planned.body;
    send.message.reference = reference;
    send.message.notice_class = name_of(row.notice.notice_class);
    send.message.now = now;
    if (!started_) return end_of(std::move(row), planned.key, courier_->carry_out(send, now));
    {
        const std::lock_guard lock(mutex_);
        waiting_.insert_or_assign(send.effect, Waiting{std::move(row), planned.key});
    }
    const EffectId effect = send.effect;
    if (courier_->submit(std::move(send)).ok()) return std::nullopt;
    // Not taken: the row stays due and is planned again when there is room.
    const std::lock_guard lock(mutex_);
    waiting_.erase(effect);
    not_taken_ = true;
    return std::nullopt;
}

NoticeEnd Outbox::end_of(OutboxRow row, const Digest& key, const delivery::Report& report) {
    NoticeEnd end;
    row.attempts = report.attempt;  // no more than before when every channel rests
    row.state = report.state;
    row.due = report.next_try;
    row.detail = report.detail;
    if (row.state == lifecycle::DeliveryState::dead_lettered)
        end.incident = "a notice to " + row.recipient + " could not be delivered by " +
                       row.channel + " (" + report.detail + "); tell them yourself";
    end.key = key;
    end.has_key = true;
    end.row = std::move(row);
    return end;
}

void Outbox::reported(const delivery::Report& report) {
    std::function<void(NoticeEnd)> ended;
    Waiting waiting;
    {
        const std::lock_guard lock(mutex_);
        const auto found = waiting_.find(report.effect);
        if (found == waiting_.end() || !ended_) return;
        waiting = std::move(found->second);
        waiting_.erase(found);
        ended = ended_;
    }
    ended(end_of(std::move(waiting.row), waiting.key, report));
}

}  // namespace throughgate::core

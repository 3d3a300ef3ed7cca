// SPDX-License-Identifier: MIT
// What became of notices, and what a person decides about those that could not be delivered.
#include <algorithm>

#include "core/case_lookup.hpp"
#include "core/engine_parts.hpp"
#include "core/views.hpp"
#include "core/work_of_person.hpp"
#include "exchange/rota.hpp"
#include "model/effect_text.hpp"
#include "store/summary.hpp"
#include "throughgate/notices.hpp"

namespace throughgate {
namespace {

using lifecycle::DeliveryState;

constexpr std::string_view dead_letter = "delivery.dead_letter";
constexpr std::size_t most_incidents = 100000;
constexpr std::chrono::days record_shown{400};

Error no_notice(std::string_view effect) {
    return {ErrorKind::not_found,
            "there is no notice '" + std::string(effect) +
                "'; `throughgate notice list --case CASE` shows those of a case",
            std::string(effect)};
}

std::string subject_of(const EffectId& effect) {
    return std::to_string(effect.sequence) + "." + std::to_string(effect.ordinal);
}

Result<std::optional<Incident>> open_dead_letter(store::Reader& reader, const EffectId& effect) {
    const auto open = reader.open_incidents_of(effect.case_id);
    if (!open.ok()) return open.error();
    for (const Incident& each : *open)
        if (each.kind == dead_letter && each.subject == subject_of(effect))
            return std::optional(each);
    return std::optional<Incident>{};
}

DeliveryView view_of(const DeliveryLine& line) {
    return {line.at,           text_of(line.effect), line.person,  line.way,
            line.notice_class, line.channel,         line.outcome, line.detail};
}

/// The furthest that is known: opened beats delivered, delivered beats sent.
std::string standing_of(const OutboxRow& row, const std::vector<DeliveryView>& deliveries) {
    switch (row.state) {
        case DeliveryState::delivered: break;
        case DeliveryState::suppressed: return "suppressed";
        case DeliveryState::dead_lettered: return "failed";
        default: return "waits";
    }
    std::string standing = "sent";
    for (const DeliveryView& each : deliveries) {
        if (each.outcome == "opened") return "opened";
        if (each.outcome == "delivered" || each.outcome == "bounced") standing = each.outcome;
    }
    return standing;
}

Result<NoticeRecord> record_of(store::Reader& reader, const OutboxRow& row) {
    NoticeRecord record;
    record.notice = core::view_of(row, store::reference_of(row.effect.case_id));
    std::vector<EffectId> effects{row.effect};
    if (row.mailing != 0) {
        const auto mail = reader.find_mailing(row.mailing);
        if (!mail.ok()) return mail.error();
        if (*mail) effects.push_back(effect_of(**mail));
        record.mail = text_of(effects.back());
    }
    for (const EffectId& effect : effects) {
        const auto lines = reader.deliveries_of(effect);
        if (!lines.ok()) return lines.error();
        for (const DeliveryLine& line : *lines) record.deliveries.push_back(view_of(line));
    }
    record.standing = standing_of(row, record.deliveries);
    const auto incident = open_dead_letter(reader, row.effect);
    if (!incident.ok()) return incident.error();
    if (*incident) record.incident = (*incident)->id;
    return record;
}

Result<std::vector<OutboxRow>> rows_for(store::Reader& reader, const NoticeQuery& query,
                                        Instant now) {
    EffectId after;
    if (!query.after.empty()) {
        const auto named = effect_named(query.after);
        if (!named) return no_notice(query.after);
        after = *named;
    }
    if (!query.person.empty())
        return reader.notices_to(query.person, now - record_shown, query.limit);
    if (query.dead_letters) return reader.list_dead_letters(after, query.limit);
    const auto id = core::find_case_id(reader, query.case_reference);
    if (!id.ok()) return id.error();
    if (query.after.empty()) after.case_id = *id;
    return reader.list_outbox(*id, after, query.limit);
}

/// Somebody who has left may have a record; of somebody who never was, saying "nothing" would be a
/// false comfort.
Status known(const core::Surroundings& around, std::string_view person, bool has_record) {
    if (person.empty() || has_record || around.directory.find(person) != nullptr) return {};
    return core::nobody_called(person, around.directory);
}

/// The dead letter that a person decides about, in the transaction that settles it.
struct Deciding {
    store::Transaction& transaction;
    Instant now;
    const Actor& actor;
    const std::string& reason;
    OutboxRow row;
    Incident incident;
};

Status settle(const Deciding& here, const char* kind, bool again) {
    auto loaded = here.transaction.load_case(here.row.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return no_notice(text_of(here.row.effect));
    Change change;
    change.after = std::move(**loaded);
    const std::string notice = subject_of(here.row.effect);
    const std::string message(here.row.notice.message.text());
    change.log.add(kind);
    change.log.with("notice", std::string_view(notice));
    change.log.with("message", std::string_view(message));
    if (again) {
        change.notices.push_back(here.row.notice);
        change.notices.back().ordinal = 0;
    }
    Event event;
    event.actor = here.actor;
    event.reason = here.reason;
    const auto written = here.transaction.write(change, event, here.now);
    if (!written.ok()) return written.error();
    return here.transaction.resolve_incident(here.incident.id, here.now, here.actor.person);
}

Status decide(Engine& engine, std::string_view effect, const Actor& actor, std::string_view reason,
              bool again) {
    if (actor.person.empty() || reason.empty())
        return Error{ErrorKind::refused, "this needs a named person and a reason",
                     std::string(effect)};
    const auto named = effect_named(effect);
    if (!named) return no_notice(effect);
    return engine.parts().work([&, why = std::string(reason)](store::Transaction& transaction,
                                                              Instant now) -> Status {
        auto row = transaction.find_outbox(*named);
        if (!row.ok()) return row.error();
        if (!row->has_value()) return no_notice(effect);
        const auto incident = open_dead_letter(transaction, *named);
        if (!incident.ok()) return incident.error();
        if (!*incident || (*row)->state != DeliveryState::dead_lettered)
            return Error{ErrorKind::refused,
                         "this notice is no dead letter that anybody has to decide about: it is " +
                             std::string(lifecycle::name_of((*row)->state)),
                         std::string(effect)};
        const Deciding here{transaction, now, actor, why, std::move(**row), **incident};
        return settle(here, again ? "notice.sent_again" : "notice.waived", again);
    });
}

const char* outcome_of(Heard heard) {
    switch (heard) {
        case Heard::delivered: return "delivered";
        case Heard::opened: return "opened";
        case Heard::bounced: break;
    }
    return "bounced";
}

/// A notice that came back was not told after all.
Status note_bounce(store::Transaction& transaction, const OutboxRow& row, std::string_view detail,
                   Instant now) {
    const auto known = open_dead_letter(transaction, row.effect);
    if (!known.ok()) return known.error();
    if (*known || row.state != DeliveryState::delivered) return {};
    Incident incident;
    incident.case_id = row.effect.case_id;
    incident.kind = dead_letter;
    incident.subject = subject_of(row.effect);
    incident.message = "a notice to " + row.recipient + " came back (" + std::string(detail) +
                       "); tell them yourself";
    incident.opened = now;
    const auto opened = transaction.open_incident(incident);
    return opened.ok() ? Status() : Status(opened.error());
}

Result<std::vector<OutboxRow>> rows_of(store::Reader& reader, const EffectId& effect) {
    if (effect.case_id.number == 0)
        return reader.notices_of(static_cast<std::int64_t>(effect.sequence), most_incidents);
    const auto row = reader.find_outbox(effect);
    if (!row.ok()) return row.error();
    return *row ? std::vector{**row} : std::vector<OutboxRow>{};
}

}  // namespace

Result<std::vector<NoticeRecord>> list_notices(Engine& engine, const NoticeQuery& query) {
    using Records = std::vector<NoticeRecord>;
    if (query.case_reference.empty() && query.person.empty() && !query.dead_letters)
        return Error{ErrorKind::invalid, "name a case or a person, or ask for dead letters",
                     "notices"};
    return engine.parts().query<Records>([&](store::Reader& reader,
                                             const core::Surroundings& around,
                                             const journey::World& world) -> Result<Records> {
        const auto rows = rows_for(reader, query, world.now);
        if (!rows.ok()) return rows.error();
        if (auto there = known(around, query.person, !rows->empty()); !there.ok())
            return there.error();
        Records records;
        for (const OutboxRow& row : *rows) {
            auto record = record_of(reader, row);
            if (!record.ok()) return record.error();
            records.push_back(std::move(*record));
        }
        return records;
    });
}

Result<NoticeRecord> find_notice(Engine& engine, std::string_view effect) {
    return engine.parts().query<NoticeRecord>([&](store::Reader& reader, const core::Surroundings&,
                                                  const journey::World&) -> Result<NoticeRecord> {
        const auto named = effect_named(effect);
        if (!named) return no_notice(effect);
        const auto row = reader.find_outbox(*named);
        if (!row.ok()) return row.error();
        if (!row->has_value()) return no_notice(effect);
        return record_of(reader, **row);
    });
}

Result<std::vector<DeliveryView>> deliveries_to(Engine& engine, std::string_view person,
                                                Instant since, std::size_t limit) {
    using Views = std::vector<DeliveryView>;
    return engine.parts().query<Views>([&](store::Reader& reader, const core::Surroundings& around,
                                           const journey::World&) -> Result<Views> {
        const auto lines = reader.deliveries_to(person, since, limit);
        if (!lines.ok()) return lines.error();
        if (auto there = known(around, person, !lines->empty()); !there.ok()) return there.error();
        Views views;
        for (const DeliveryLine& line : *lines) views.push_back(view_of(line));
        return views;
    });
}

Status retry_notice(Engine& engine, std::string_view effect, const Actor& actor,
                    std::string_view reason) {
    return decide(engine, effect, actor, reason, true);
}

Status waive_notice(Engine& engine, std::string_view effect, const Actor& actor,
                    std::string_view reason) {
    return decide(engine, effect, actor, reason, false);
}

Status note_heard(Engine& engine, std::string_view effect, Heard heard, std::string_view channel,
                  std::string_view detail) {
    const auto named = effect_named(effect);
    if (!named) return no_notice(effect);
    return engine.parts().work([&](store::Transaction& transaction, Instant now) -> Status {
        const auto before = transaction.deliveries_of(*named);
        if (!before.ok()) return before.error();
        if (before->empty()) return no_notice(effect);
        DeliveryLine line = before->back();
        for (const DeliveryLine& each : *before)
            if (each.outcome == outcome_of(heard)) return {};  // heard before
        line.at = now;
        line.channel = channel;
        line.outcome = outcome_of(heard);
        line.detail = detail;
        if (auto put = transaction.put_delivery(line); !put.ok()) return put;
        if (heard != Heard::bounced) return {};
        const auto rows = rows_of(transaction, *named);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows)
            if (auto noted = note_bounce(transaction, row, detail, now); !noted.ok()) return noted;
        return {};
    });
}

Result<ImportReport> import_rota(Engine& engine, std::string_view csv, std::string_view file_name,
                                 const Actor&) {
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    const auto read = exchange::read_rota(csv, file_name, around->directory);
    if (read.unreadable) return *read.unreadable;
    ImportReport report;
    report.read = read.rows + read.rejects.size();
    report.rejected = read.rejects.size();
    for (const exchange::Reject& each : read.rejects) {
        report.problems.push_back(each.place + ": " + each.reason);
        report.rejects.push_back(each.raw);
    }
    Directory next = around->directory;
    next.duties = exchange::with_rota(next.duties, read.duties);
    if (next.duties == around->directory.duties) {
        report.unchanged = read.rows;
        return report;
    }
    report.changed = read.rows;
    const auto put = engine.parts().work(
        [&](store::Transaction& transaction, Instant) { return transaction.put_directory(next); });
    if (!put.ok()) return put.error();
    return report;
}

Result<bool> outbox_is_held(Engine& engine) {
    auto reader = engine.parts().store->read();
    if (!reader.ok()) return reader.error();
    const auto held = (*reader)->meta("outbox_held");
    if (!held.ok()) return held.error();
    return held->value_or("") == "1";
}

}  // namespace throughgate

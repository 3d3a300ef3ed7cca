// SPDX-License-Identifier: MIT
#include "store/sqlite/mailing_rows.hpp"

#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"

namespace throughgate::store::sqlite {
namespace {

Mailing read_mailing(Query& row) {
    Mailing mailing;
    mailing.number = row.integer(0);
    mailing.incarnation = row.number<std::uint64_t>(1);
    mailing.kind = or_malformed(row, mailing_kind_named(row.text(2)));
    mailing.person = row.text(3);
    mailing.cause = row.text(4);
    mailing.slot = row.instant(5);
    mailing.state = or_malformed(row, lifecycle::delivery_state_named(row.text(6)));
    mailing.due = row.optional_instant(7);
    mailing.attempts = row.number<std::uint32_t>(8);
    mailing.channel = row.text(9);
    mailing.detail = row.text(10);
    mailing.notes = row.text(11);
    return mailing;
}

DeliveryLine read_delivery(Query& row) {
    DeliveryLine line;
    line.number = row.integer(0);
    line.at = row.instant(1);
    line.person = row.text(2);
    line.effect.case_id.number = row.integer(3);
    line.effect.sequence = row.number<std::uint64_t>(4);
    line.effect.ordinal = row.number<std::uint32_t>(5);
    line.effect.incarnation = row.number<std::uint64_t>(6);
    line.way = row.text(7);
    line.notice_class = row.text(8);
    line.channel = row.text(9);
    line.outcome = row.text(10);
    line.detail = row.text(11);
    return line;
}

Result<std::int64_t> insert_mailing(Connection& connection, const Mailing& mailing) {
    Query query(connection, Sql::insert_mailing);
    query.add(mailing.incarnation).add(name_of(mailing.kind)).add(mailing.person);
    query.add(mailing.cause).add(mailing.slot).add(name_of(mailing.state)).add(mailing.due);
    query.add(mailing.attempts).add(mailing.channel).add(mailing.detail).add(mailing.notes);
    if (Status status = query.finish(); !status) return status.error();
    Query last(connection, Sql::last_mailing);
    const auto number = first_row<std::int64_t>(last, [](Query& row) { return row.integer(0); });
    if (!number) return number.error();
    return number->value_or(0);
}

/// The mail that waits already and will do.
Result<std::optional<Mailing>> waiting_like(Connection& connection, const Mailing& wanted,
                                            Instant now) {
    if (wanted.kind == MailingKind::unread) return std::optional<Mailing>{};
    if (wanted.kind == MailingKind::digest) {
        Query query(connection, Sql::waiting_digest);
        query.add(wanted.person).add(now).add(wanted.slot);
        return first_row<Mailing>(query, read_mailing);
    }
    auto found = find_summary(connection, wanted.person, wanted.cause, now);
    if (!found) return found.error();
    const bool waits =
        *found && (*found)->attempts == 0 && (*found)->state == lifecycle::DeliveryState::queued;
    return waits ? std::move(*found) : std::optional<Mailing>{};
}

}  // namespace

Result<std::vector<Mailing>> due_mailings(Connection& connection, Instant until,
                                          std::size_t limit) {
    Query query(connection, Sql::due_mailings);
    query.add(until).add(limit);
    return all_rows<Mailing>(query, read_mailing);
}

Result<std::optional<Instant>> next_mailing(Connection& connection) {
    Query query(connection, Sql::next_mailing);
    return first_row<Instant>(query, [](Query& row) { return row.instant(0); });
}

Result<std::optional<Mailing>> find_mailing(Connection& connection, std::int64_t number) {
    Query query(connection, Sql::find_mailing);
    query.add(number);
    return first_row<Mailing>(query, read_mailing);
}

Result<std::optional<Mailing>> find_summary(Connection& connection, std::string_view person,
                                            std::string_view cause, Instant since) {
    Query query(connection, Sql::find_summary);
    query.add(person).add(since).add(cause);
    return first_row<Mailing>(query, read_mailing);
}

Result<std::vector<std::pair<std::string, std::uint64_t>>> count_summaries(Connection& connection,
                                                                           std::string_view cause,
                                                                           Instant since) {
    using Count = std::pair<std::string, std::uint64_t>;
    Query query(connection, Sql::count_summaries);
    query.add(cause).add(since);
    return all_rows<Count>(query, [](Query& row) {
        return Count{std::string(row.text(0)), row.number<std::uint64_t>(1)};
    });
}

Result<std::int64_t> open_mailing(Connection& connection, const Mailing& mailing, Instant now) {
    auto found = waiting_like(connection, mailing, now);
    if (!found) return found.error();
    if (!*found) return insert_mailing(connection, mailing);
    const bool has_it =
        mailing.notes.empty() || (*found)->notes.find(mailing.notes) != std::string::npos;
    if (!has_it) {
        (*found)->notes += mailing.notes;
        if (Status status = update_mailing(connection, **found); !status) return status.error();
    }
    return (*found)->number;
}

Status update_mailing(Connection& connection, const Mailing& mailing) {
    Query query(connection, Sql::update_mailing);
    query.add(mailing.number).add(mailing.slot).add(name_of(mailing.state)).add(mailing.due);
    query.add(mailing.attempts).add(mailing.channel).add(mailing.detail).add(mailing.notes);
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row("this mail");
    return {};
}

Status move_notices(Connection& connection, std::int64_t from, std::int64_t to) {
    Query query(connection, Sql::move_notices);
    return query.add(from).add(to).finish();
}

Status put_delivery(Connection& connection, const DeliveryLine& line) {
    Query query(connection, Sql::insert_delivery);
    query.add(line.at).add(line.person).add(line.effect.case_id.number).add(line.effect.sequence);
    query.add(line.effect.ordinal).add(line.effect.incarnation).add(line.way);
    query.add(line.notice_class).add(line.channel).add(line.outcome).add(line.detail);
    return query.finish();
}

Result<std::vector<DeliveryLine>> deliveries_to(Connection& connection, std::string_view person,
                                                Instant since, std::size_t limit) {
    Query query(connection, Sql::deliveries_to);
    query.add(person).add(since).add(limit);
    return all_rows<DeliveryLine>(query, read_delivery);
}

Result<std::vector<DeliveryLine>> deliveries_of(Connection& connection, const EffectId& effect) {
    Query query(connection, Sql::deliveries_of);
    query.add(effect.case_id.number).add(effect.sequence).add(effect.ordinal);
    query.add(effect.incarnation);
    return all_rows<DeliveryLine>(query, read_delivery);
}

Result<ToldToday> told(Connection& connection, std::string_view person, Instant from,
                       Instant until) {
    Query query(connection, Sql::told_today);
    query.add(person).add(from).add(until);
    const auto counted = first_row<ToldToday>(query, [](Query& row) {
        return ToldToday{row.number<std::uint32_t>(0), row.number<std::uint32_t>(1)};
    });
    if (!counted) return counted.error();
    return counted->value_or(ToldToday{});
}

Result<std::vector<Duty>> list_duties(Connection& connection) {
    Query query(connection, Sql::list_duty);
    return all_rows<Duty>(query, [](Query& row) {
        Duty duty;
        duty.team = row.text(0);
        if (const auto day = row.optional_date(1)) duty.day = *day;
        duty.person = row.text(2);
        return duty;
    });
}

Status put_duties(Connection& connection, const std::vector<Duty>& duties) {
    Query clear(connection, Sql::clear_duty);
    if (Status status = clear.finish(); !status) return status;
    for (const Duty& duty : duties) {
        Query query(connection, Sql::insert_duty);
        query.add(duty.team).add(std::optional(duty.day)).add(duty.person);
        if (Status status = query.finish(); !status) return status;
    }
    return {};
}

}  // namespace throughgate::store::sqlite

// SPDX-License-Identifier: MIT
#include "store/sqlite/totals_rows.hpp"

#include <array>
#include <set>
#include <tuple>

#include "store/case_codec.hpp"
#include "store/sqlite/rows.hpp"

namespace throughgate::store::sqlite {
namespace {

template <std::size_t Size>
Result<std::array<std::uint64_t, Size>> figures(Connection& connection, Sql statement) {
    Query query(connection, statement);
    const auto row = first_row<std::array<std::uint64_t, Size>>(query, [](Query& found) {
        std::array<std::uint64_t, Size> numbers{};
        for (std::size_t i = 0; i < Size; ++i)
            numbers[i] = found.number<std::uint64_t>(static_cast<int>(i));
        return numbers;
    });
    if (!row) return row.error();
    return row->value_or(std::array<std::uint64_t, Size>{});
}

Result<std::uint64_t> count(Connection& connection, Sql statement) {
    const auto row = figures<1>(connection, statement);
    if (!row) return row.error();
    return row->front();
}

/// What makes two deliveries the same one. A notice without a timer comes from an event, which may
/// happen twice: there the decision counts.
using Telling = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, Symbol, std::uint16_t,
                           std::uint32_t, Symbol, std::string>;

Telling telling_of(const Notice& notice, std::uint64_t sequence, std::string_view recipient) {
    return {notice.timer.number == 0 ? sequence : 0,
            notice.handoff.number,
            notice.timer.number,
            notice.rung,
            notice.occurrence,
            notice.deadline_version,
            notice.message,
            std::string(recipient)};
}

Result<std::uint64_t> duplicate_effects(Connection& connection) {
    std::uint64_t duplicates = 0;
    CaseId current;
    std::set<Telling> told;  // of the current case only
    Query query(connection, Sql::delivered_notices);
    while (query.next()) {
        const CaseId id{query.integer(0)};
        if (id != current) told.clear();
        current = id;
        const Notice notice = or_malformed(query, decode_notice(query.blob(3)));
        const auto sequence = query.number<std::uint64_t>(1);
        if (!told.insert(telling_of(notice, sequence, query.text(2))).second) ++duplicates;
    }
    if (Status status = query.status(); !status) return status.error();
    return duplicates;
}

}  // namespace

Result<std::uint64_t> count_cases(Connection& connection) {
    return count(connection, Sql::count_cases);
}

Result<std::uint64_t> count_publications(Connection& connection) {
    return count(connection, Sql::count_publications);
}

Result<StoreTotals> totals(Connection& connection) {
    const auto cases = count_cases(connection);
    if (!cases) return cases.error();
    const auto events = count(connection, Sql::count_events);
    if (!events) return events.error();
    const auto handoffs = figures<3>(connection, Sql::count_handoffs);
    if (!handoffs) return handoffs.error();
    const auto notices = figures<3>(connection, Sql::count_notices);
    if (!notices) return notices.error();
    const auto duplicates = duplicate_effects(connection);
    if (!duplicates) return duplicates.error();
    const auto incidents = count(connection, Sql::count_open_incidents);
    if (!incidents) return incidents.error();
    const auto [raised, acknowledged, escalated] = *handoffs;
    const auto [delivered, undeliverable, suppressed] = *notices;
    return StoreTotals{*cases,    *events,       raised,     acknowledged, escalated,
                       delivered, undeliverable, suppressed, *duplicates,  *incidents};
}

}  // namespace throughgate::store::sqlite

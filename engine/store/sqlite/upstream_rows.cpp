// SPDX-License-Identifier: MIT
#include "store/sqlite/upstream_rows.hpp"

#include <algorithm>

#include "store/sqlite/errors.hpp"
#include "store/sqlite/rows.hpp"

namespace throughgate::store::sqlite {
namespace {

using lifecycle::DeliveryState;

bool waits(DeliveryState state) {
    return state == DeliveryState::queued || state == DeliveryState::retrying ||
           state == DeliveryState::held;
}

std::string_view word_of(UpstreamFilter::Which which) {
    using Which = UpstreamFilter::Which;
    switch (which) {
        case Which::waiting: return "waiting";
        case Which::refused: return "refused";
        case Which::open: return "open";
        case Which::all: break;
    }
    return "all";
}

UpstreamItem read_item(Query& row) {
    UpstreamItem item;
    item.effect.case_id.number = row.integer(0);
    item.effect.sequence = row.number<std::uint64_t>(1);
    item.effect.ordinal = row.number<std::uint32_t>(2);
    item.effect.incarnation = row.number<std::uint64_t>(3);
    item.record.ordinal = item.effect.ordinal;
    item.record.upstream = Symbol::of(row.text(4));
    item.record.pathway = Symbol::of(row.text(5));
    item.record.about = Symbol::of(row.text(6));
    item.record.words = row.text(7);
    item.record.effective = row.instant(8);
    item.record.by = row.text(9);
    item.state = or_malformed(row, lifecycle::delivery_state_named(row.text(10)));
    item.queued = row.instant(11);
    item.due = row.optional_instant(12);
    item.ended = row.optional_instant(13);
    item.attempts = row.number<std::uint32_t>(14);
    item.detail = row.text(15);
    item.decided_by = row.text(16);
    return item;
}

UpstreamState read_upstream(Query& row) {
    UpstreamState state;
    state.name = row.text(0);
    state.failures = row.number<std::uint32_t>(1);
    state.failing_since = row.optional_instant(2);
    state.next_try = row.optional_instant(3);
    state.answered = row.optional_instant(4);
    state.detail = row.text(5);
    return state;
}

UpstreamCount& count_of(std::vector<UpstreamCount>& counts, std::string_view upstream) {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const UpstreamCount& each) {
        return each.upstream == upstream;
    });
    if (found != counts.end()) return *found;
    counts.push_back({std::string(upstream), 0, 0, 0, 0, {}});
    return counts.back();
}

Status add_waiting(Connection& connection, std::vector<UpstreamCount>& counts) {
    Query query(connection, Sql::count_upstream_waiting);
    while (query.next()) {
        UpstreamCount& count = count_of(counts, query.text(0));
        count.waiting = query.number<std::uint64_t>(1);
        count.oldest = query.optional_instant(2);
    }
    return query.status();
}

Status add_refused(Connection& connection, std::vector<UpstreamCount>& counts) {
    Query query(connection, Sql::count_upstream_refused);
    while (query.next()) count_of(counts, query.text(0)).refused = query.number<std::uint64_t>(1);
    return query.status();
}

Status add_totals(Connection& connection, std::vector<UpstreamCount>& counts) {
    Query query(connection, Sql::list_upstream_totals);
    while (query.next()) {
        UpstreamCount& count = count_of(counts, query.text(0));
        const bool taken = query.text(1) == name_of(DeliveryState::delivered);
        (taken ? count.recorded : count.waived) = query.number<std::uint64_t>(2);
    }
    return query.status();
}

Status add_total(Connection& connection, const UpstreamItem& item) {
    if (!lifecycle::is_end(item.state)) return {};
    Query query(connection, Sql::add_upstream_total);
    return query.add(item.record.upstream.text()).add(name_of(item.state)).finish();
}

}  // namespace

Result<std::vector<UpstreamItem>> upstream_heads(Connection& connection, std::string_view upstream,
                                                 Instant until, std::size_t limit) {
    Query query(connection, Sql::upstream_heads);
    query.add(upstream).add(until).add(limit);
    return all_rows<UpstreamItem>(query, read_item);
}

Result<std::optional<Instant>> next_upstream(Connection& connection, std::string_view upstream) {
    Query query(connection, Sql::next_upstream);
    query.add(upstream);
    std::optional<Instant> next;
    if (query.next()) next = query.optional_instant(0);
    if (Status status = query.status(); !status) return status.error();
    return next;
}

Result<std::optional<UpstreamItem>> find_upstream_item(Connection& connection,
                                                       const EffectId& effect) {
    Query query(connection, Sql::find_upstream_item);
    query.add(effect.case_id.number).add(effect.sequence).add(effect.ordinal);
    query.add(effect.incarnation);
    return first_row<UpstreamItem>(query, read_item);
}

Result<std::vector<UpstreamItem>> list_upstream_items(Connection& connection,
                                                      const UpstreamFilter& filter,
                                                      const EffectId& after, std::size_t limit) {
    using Which = UpstreamFilter::Which;
    if (filter.case_id.number != 0) {
        Query query(connection, Sql::list_case_upstream_items);
        query.add(filter.case_id.number).add(after.sequence).add(after.ordinal);
        query.add(std::string_view(filter.upstream)).add(word_of(filter.which)).add(limit);
        return all_rows<UpstreamItem>(query, read_item);
    }
    Query query(connection, filter.which == Which::refused ? Sql::list_refused_upstream_items
                                                           : Sql::list_waiting_upstream_items);
    query.add(std::string_view(filter.upstream)).add(after.case_id.number).add(after.sequence);
    query.add(after.ordinal).add(limit);
    return all_rows<UpstreamItem>(query, read_item);
}

Result<std::vector<UpstreamCount>> count_upstream_items(Connection& connection) {
    std::vector<UpstreamCount> counts;
    for (const auto add : {&add_waiting, &add_refused, &add_totals})
        if (Status status = add(connection, counts); !status) return status.error();
    return counts;
}

Result<std::vector<UpstreamState>> upstreams(Connection& connection) {
    Query query(connection, Sql::list_upstreams);
    return all_rows<UpstreamState>(query, read_upstream);
}

Result<std::vector<InboundCount>> inbound(Connection& connection) {
    Query query(connection, Sql::list_inbound);
    return all_rows<InboundCount>(query, [](Query& row) {
        return InboundCount{std::string(row.text(0)), std::string(row.text(1)),
                            row.number<std::uint64_t>(2), row.instant(3)};
    });
}

Result<std::vector<BufferedEvent>> list_buffered(Connection& connection, std::int64_t after,
                                                 std::size_t limit) {
    Query query(connection, Sql::list_buffered);
    query.add(after).add(limit);
    return all_rows<BufferedEvent>(query, [](Query& row) {
        return BufferedEvent{row.integer(0),
                             {std::string(row.text(1)), std::string(row.text(2))},
                             std::string(row.text(3)),
                             row.instant(4)};
    });
}

Status insert_upstream_item(Connection& connection, const UpstreamItem& item) {
    const UpstreamRecord& record = item.record;
    Query query(connection, Sql::insert_upstream_item);
    query.add(item.effect.case_id.number).add(item.effect.sequence).add(item.effect.ordinal);
    query.add(item.effect.incarnation).add(record.upstream.text()).add(record.pathway.text());
    query.add(record.about.text()).add(std::string_view(record.words)).add(record.effective);
    query.add(std::string_view(record.by)).add(name_of(item.state)).add(item.queued);
    return query.add(item.due).finish();
}

Status update_upstream_item(Connection& connection, const UpstreamItem& item) {
    Query query(connection, Sql::update_upstream_item);
    query.add(item.effect.case_id.number).add(item.effect.sequence).add(item.effect.ordinal);
    query.add(item.effect.incarnation).add(name_of(item.state)).add(waits(item.state));
    query.add(item.due).add(item.ended).add(item.attempts).add(std::string_view(item.detail));
    query.add(std::string_view(item.decided_by));
    if (Status status = query.finish(); !status) return status;
    if (connection.changed_rows() != 1) return no_such_row("this entry for another system");
    return add_total(connection, item);
}

Status put_upstream(Connection& connection, const UpstreamState& state) {
    Query query(connection, Sql::put_upstream);
    query.add(std::string_view(state.name)).add(state.failures).add(state.failing_since);
    query.add(state.next_try).add(state.answered).add(std::string_view(state.detail));
    return query.finish();
}

Status wake_upstream(Connection& connection, std::string_view upstream, Instant now) {
    Query query(connection, Sql::wake_upstream_items);
    return query.add(upstream).add(now).finish();
}

Status count_inbound(Connection& connection, std::string_view source, std::string_view outcome,
                     Instant at) {
    Query query(connection, Sql::count_inbound);
    return query.add(source).add(outcome).add(at).finish();
}

}  // namespace throughgate::store::sqlite

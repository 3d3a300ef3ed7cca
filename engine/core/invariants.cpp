// SPDX-License-Identifier: MIT
#include "core/invariants.hpp"

#include <limits>
#include <map>

#include "core/ownership.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t page = 500;

using RowsByCase = std::map<CaseId, std::vector<store::DueRow>>;

Result<RowsByCase> due_by_case(store::Reader& reader) {
    const auto rows = reader.due_timers(Instant::max(), std::numeric_limits<std::int32_t>::max());
    if (!rows.ok()) return rows.error();
    RowsByCase by_case;
    for (const store::DueRow& row : *rows) by_case[row.case_id].push_back(row);
    return by_case;
}

/// Rows of a case that is not there would never be looked at otherwise.
void add_strays(std::vector<std::string>& broken, const RowsByCase& left) {
    for (const auto& [id, rows] : left)
        broken.push_back("case number " + std::to_string(id.number) + ": " +
                         std::to_string(rows.size()) + " due rows of a case that is not stored");
}

/// Each item belongs to a decision of its case, and none went to its system before an earlier one
/// that was never tried.
std::vector<std::string> broken_items(store::Reader& reader, const Case& the_case) {
    store::UpstreamFilter filter;
    filter.case_id = the_case.id;
    filter.which = store::UpstreamFilter::Which::all;
    const auto items = reader.list_upstream_items(filter, {}, std::numeric_limits<int>::max());
    if (!items.ok()) return {items.error().message};
    std::vector<std::string> broken;
    std::map<Symbol, EffectId> untried;
    for (const UpstreamItem& item : *items) {
        const std::string name =
            std::to_string(item.effect.sequence) + "." + std::to_string(item.effect.ordinal);
        if (item.effect.sequence > the_case.log_length)
            broken.push_back("item " + name + " belongs to no decision of the log");
        const bool taken = item.state == lifecycle::DeliveryState::delivered;
        if (taken && untried.contains(item.record.upstream))
            broken.push_back("item " + name + " went before an earlier one that waits");
        if (item.state == lifecycle::DeliveryState::queued && item.decided_by.empty())
            untried.emplace(item.record.upstream, item.effect);
    }
    return broken;
}

}  // namespace

std::vector<std::string> broken_in(store::Reader& reader, const Surroundings& around,
                                   const journey::World& world, const Case& the_case,
                                   const std::vector<store::DueRow>& rows) {
    const auto ownership = ownership_of(reader, around, the_case, world.now);
    if (!ownership.ok()) return {ownership.error().message};
    std::vector<Change::DueRow> due;
    for (const store::DueRow& row : rows) due.push_back({row.due, row.timer, row.generation});
    std::vector<std::string> broken = journey::broken_invariants(world, the_case, *ownership);
    for (std::string& each : journey::broken_due_rows(the_case, due))
        broken.push_back(std::move(each));
    for (std::string& each : broken_items(reader, the_case)) broken.push_back(std::move(each));
    return broken;
}

Result<std::vector<std::string>> broken_anywhere(store::Reader& reader, const Surroundings& around,
                                                 const journey::World& world) {
    auto due = due_by_case(reader);
    if (!due.ok()) return due.error();
    std::vector<std::string> broken;
    for (CaseId after;;) {
        const auto rows = reader.list_cases({}, after, page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows) {
            const auto loaded = reader.load_case(row.id);
            if (!loaded.ok()) return loaded.error();
            if (!loaded->has_value()) continue;
            const auto own = due->extract(row.id);
            const auto mine = own ? own.mapped() : std::vector<store::DueRow>{};
            for (const std::string& each : broken_in(reader, around, world, **loaded, mine))
                broken.push_back(row.reference + ": " + each);
        }
        if (rows->size() < page) break;
        after = rows->back().id;
    }
    add_strays(broken, *due);
    return broken;
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
// Queries of the Engine itself: the trusted embedder asks.
#include <limits>

#include "core/queries.hpp"
#include "store/summary.hpp"

namespace throughgate {
namespace {

std::string reference_of_read(CaseId id) { return id.number == 0 ? "" : store::reference_of(id); }

/// An entry for each case that the line names, or for the one that was asked for.
void add_entries(const Consultation& line, CaseId asked, std::vector<ReadEntry>& entries) {
    ReadEntry entry{line.number,  line.at,   line.person, line.asserted_by,
                    line.purpose, line.kind, line.what,   reference_of_read(line.case_id)};
    if (line.cases.empty()) return entries.push_back(std::move(entry));
    for (const CaseId each : line.cases) {
        if (asked.number != 0 && each != asked) continue;
        entry.case_reference = reference_of_read(each);
        entries.push_back(entry);
    }
}

/// Of the first page the highest that the store can hold.
std::uint64_t before(const ReadQuery& query) {
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    return query.after == 0 ? static_cast<std::uint64_t>(highest) : query.after;
}

}  // namespace

Result<CaseView> Engine::find_case(std::string_view reference) {
    return core::find_case({*parts_}, reference);
}

Result<std::vector<CaseRow>> Engine::list_cases(const CaseQuery& query) {
    return core::list_cases({*parts_}, query);
}

Result<std::vector<HistoryEntry>> Engine::history(std::string_view reference, std::uint64_t after,
                                                  std::size_t limit) {
    return core::history({*parts_}, reference, after, limit);
}

Result<std::vector<HandoffView>> Engine::list_handoffs(const HandoffQuery& query) {
    return core::list_handoffs({*parts_}, query);
}

Result<std::vector<WorklistRow>> Engine::worklist(std::string_view person) {
    return core::worklist({*parts_}, person);
}

Result<std::vector<IncidentView>> Engine::incidents() { return core::incidents({*parts_}); }

Result<std::vector<ReadEntry>> Engine::reads(const ReadQuery& query) {
    return parts_->query<std::vector<ReadEntry>>(
        [&](store::Reader& reader, const core::Surroundings&,
            const journey::World&) -> Result<std::vector<ReadEntry>> {
            CaseId id;
            if (!query.case_reference.empty()) {
                const auto found = core::find_case_id(reader, query.case_reference);
                if (!found.ok()) return found.error();
                id = *found;
            }
            const auto rows =
                query.newest_first
                    ? reader.last_consultations(id, query.person, before(query), query.limit)
                    : reader.list_consultations(id, query.person, query.after, query.limit);
            if (!rows.ok()) return rows.error();
            std::vector<ReadEntry> entries;
            for (const Consultation& row : *rows) add_entries(row, id, entries);
            return entries;
        });
}

Result<std::vector<RecomputeView>> Engine::recomputes(std::size_t limit) {
    return parts_->query<std::vector<RecomputeView>>(
        [&](store::Reader& reader, const core::Surroundings&,
            const journey::World&) -> Result<std::vector<RecomputeView>> {
            const auto runs = reader.list_recomputes(limit);
            if (!runs.ok()) return runs.error();
            std::vector<RecomputeView> views;
            for (const RecomputeRun& run : *runs)
                views.push_back(
                    {run.cause, run.total, run.done, run.changed, run.started, run.finished});
            return views;
        });
}

std::string Engine::in_words(Instant instant) const {
    return parts_->loop->surroundings()->in_words(instant);
}

Result<std::string> Engine::staff_of_login(std::string_view login) {
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    const StaffMember* member = around->directory.find_login(login);
    if (member == nullptr)
        return Error{ErrorKind::not_found,
                     "nobody in the directory has the login '" + std::string(login) + "'",
                     std::string(login)};
    return member->id;
}

Result<Totals> Engine::totals() {
    return parts_->query<Totals>([&](store::Reader& reader, const core::Surroundings&,
                                     const journey::World&) -> Result<Totals> {
        const auto counted = reader.totals();
        if (!counted.ok()) return counted.error();
        Totals totals;
        totals.cases = counted->cases;
        totals.events = counted->events;
        totals.handoffs_raised = counted->handoffs_raised;
        totals.handoffs_acknowledged = counted->handoffs_acknowledged;
        totals.handoffs_escalated = counted->handoffs_escalated;
        totals.notices_delivered = counted->notices_delivered;
        totals.notices_undeliverable = counted->notices_undeliverable;
        totals.notices_suppressed = counted->notices_suppressed;
        totals.duplicate_effects = counted->duplicate_effects;
        totals.invariant_violations = parts_->loop->violations();
        return totals;
    });
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// Queries: each reads one snapshot and copies what it found.
#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "core/case_lookup.hpp"
#include "core/engine_parts.hpp"
#include "core/views.hpp"
#include "sheets/sheets.hpp"

namespace throughgate {
namespace {

using core::each_case;
using core::find_case_id;
using core::load_case;
using core::no_case;

constexpr std::size_t page = core::cases_a_page;

Error nobody_called(std::string_view person) {
    return {ErrorKind::not_found,
            "no member of staff '" + std::string(person) +
                "' is in the directory; import the directory or correct the id",
            std::string(person)};
}

Result<std::vector<NoticeView>> notices_of(store::Reader& reader, const Case& the_case) {
    std::vector<NoticeView> views;
    EffectId after;
    after.case_id = the_case.id;
    for (;;) {
        const auto rows = reader.list_outbox(the_case.id, after, page);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows) views.push_back(core::view_of(row, the_case.reference));
        if (rows->size() < page) return views;
        after = rows->back().effect;
    }
}

/// The last handoff of the page before.
struct HandoffPlace {
    CaseId case_id;
    std::uint32_t number = 0;
    /// Whether the handoff was on that page, or an earlier one.
    [[nodiscard]] bool is_before(CaseId id, HandoffId handoff) const {
        return id < case_id || (id == case_id && handoff.number <= number);
    }
};

/// "TG-000001/3"; empty: before everything.
Result<HandoffPlace> place_after(store::Reader& reader, const std::string& after) {
    HandoffPlace place;
    if (after.empty()) return place;
    const std::size_t slash = after.find('/');
    const char* const end = after.data() + after.size();
    const char* const digits = after.data() + std::min(slash, after.size() - 1) + 1;
    const auto [read, error] = std::from_chars(digits, end, place.number);
    if (slash == after.npos || error != std::errc() || read != end)
        return Error{ErrorKind::invalid, "'" + after + "' names no handoff like TG-000001/3",
                     "after"};
    const auto id = reader.find_reference(std::string_view(after).substr(0, slash));
    if (!id.ok()) return id.error();
    if (!id->has_value()) return no_case(after.substr(0, slash));
    place.case_id = **id;
    return place;
}

/// Whom work waits for now: whoever took the handoff on where its receiver must act, else the role.
bool waits_for(const journey::WorkItem& item, const Handoff* handoff,
               const std::vector<Symbol>& grants, std::string_view person) {
    if (handoff != nullptr && !handoff->owner.empty() && item.role == handoff->to_role)
        return handoff->owner == person;
    return std::find(grants.begin(), grants.end(), item.role) != grants.end();
}

/// Handoffs of the case that wait for `person`.
std::vector<HandoffId> waiting_handoffs(const Case& the_case, const journey::World& world,
                                        const std::vector<Symbol>& grants,
                                        std::string_view person) {
    std::vector<HandoffId> waiting;
    for (const journey::WorkItem& item : journey::work_items(world, the_case)) {
        const Handoff* handoff = the_case.find_handoff(item.handoff);
        if (handoff != nullptr && waits_for(item, handoff, grants, person))
            waiting.push_back(item.handoff);
    }
    return waiting;
}

bool urgent_before(const WorklistRow& a, const WorklistRow& b) {
    if (a.overdue != b.overdue) return a.overdue;
    if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
    if (a.due != b.due) return *a.due < *b.due;
    return std::tie(a.case_reference, a.pathway, a.title) <
           std::tie(b.case_reference, b.pathway, b.title);
}

void add_work(std::vector<WorklistRow>& rows, const Case& the_case, const journey::World& world,
              const std::vector<Symbol>& grants, std::string_view person) {
    for (const journey::WorkItem& item : journey::work_items(world, the_case)) {
        if (waits_for(item, the_case.find_handoff(item.handoff), grants, person))
            rows.push_back({the_case.reference, std::string(item.pathway.text()), item.title,
                            item.instruction, std::string(item.role.text()), item.handoff.number,
                            item.due, item.why, item.overdue});
    }
}

/// Appointments that cannot be kept are work for the community officer until they are mended, and
/// for whoever else plans the release.
void add_clashes(std::vector<WorklistRow>& rows, const Case& the_case,
                 const core::Surroundings& around, const sheets::Around& pages,
                 const std::vector<Symbol>& grants) {
    static constexpr std::array planners = {"ro", "resettlement"};
    const auto plans = [&](const char* role) {
        const auto symbol = Symbol::find(role);
        return symbol && std::find(grants.begin(), grants.end(), *symbol) != grants.end();
    };
    const auto* role = std::find_if(planners.begin(), planners.end(), plans);
    if (role == planners.end()) return;
    const sheets::Desk desk(pages, the_case, core::context_of(the_case));
    for (const ClashView& clash : sheets::clashes_of(desk)) {
        WorklistRow row;
        row.case_reference = the_case.reference;
        row.pathway = "spine";
        row.title = "Appointments on " + format_date_long(clash.day) + " cannot be kept as planned";
        row.instruction = clash.sentence + ". Move one of them, or record the journey.";
        row.role = *role;
        row.due = around.zone.at(clash.day, std::chrono::hours(0));
        rows.push_back(std::move(row));
    }
}

/// What went wrong on a case is work for everybody who holds a role on it.
Status add_incidents(std::vector<WorklistRow>& rows, store::Reader& reader,
                     const core::Surroundings& around, const journey::World& world,
                     std::string_view person) {
    const auto open = reader.list_incidents(true, 10000);
    if (!open.ok()) return open.error();
    for (const Incident& incident : *open) {
        if (incident.case_id.number == 0) continue;
        const auto loaded = reader.load_case(incident.case_id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) continue;
        const auto grants =
            notices::grants_of(around.directory, around.definitions, core::context_of(**loaded),
                               person, around.today(world.now));
        if (grants.empty()) continue;
        WorklistRow row;
        row.case_reference = (*loaded)->reference;
        row.title = "Something went wrong: incident " + std::to_string(incident.id);
        row.instruction = incident.message;
        row.due = incident.opened;
        row.overdue = true;
        rows.push_back(std::move(row));
    }
    return {};
}

}  // namespace

Result<CaseView> Engine::find_case(std::string_view reference) {
    return parts_->query<CaseView>([&](store::Reader& reader, const core::Surroundings& around,
                                       const journey::World& world) -> Result<CaseView> {
        const auto loaded = load_case(reader, reference);
        if (!loaded.ok()) return loaded.error();
        CaseView view;
        view.row = core::row_of(*loaded);
        view.version = loaded->version;
        view.parked_because = loaded->parked_because;
        for (const RoleHolder& holder : loaded->holders)
            view.holders.emplace_back(holder.role.text(), holder.person);
        view.pathways = core::pathway_views(*loaded, around);
        view.facts = core::fact_views(*loaded, around);
        view.gates = core::gate_views(*loaded, world);
        view.deadlines = core::deadline_views(*loaded, world);
        for (const Handoff& handoff : loaded->handoffs)
            view.handoffs.push_back(core::view_of(handoff, *loaded, around, world.now));
        auto notices = notices_of(reader, *loaded);
        if (!notices.ok()) return notices.error();
        view.notices = std::move(*notices);
        const auto quality = reader.list_quality(loaded->id, page);
        if (!quality.ok()) return quality.error();
        for (const QualityItem& item : *quality)
            view.quality.push_back(item.place + ": " + item.problem);
        return view;
    });
}

Result<std::vector<CaseRow>> Engine::list_cases(const CaseQuery& query) {
    return parts_->query<std::vector<CaseRow>>(
        [&](store::Reader& reader, const core::Surroundings&,
            const journey::World&) -> Result<std::vector<CaseRow>> {
            CaseId after;
            if (!query.after.empty()) {
                const auto id = reader.find_reference(query.after);
                if (!id.ok()) return id.error();
                if (!id->has_value()) return no_case(query.after);
                after = **id;
            }
            const store::CaseFilter filter{query.prison, query.team, query.officer, query.state,
                                           query.parked_only};
            const auto rows = reader.list_cases(filter, after, query.limit);
            if (!rows.ok()) return rows.error();
            std::vector<CaseRow> views;
            for (const CaseSummary& row : *rows) views.push_back(core::view_of(row));
            return views;
        });
}

Result<std::vector<HistoryEntry>> Engine::history(std::string_view reference, std::uint64_t after,
                                                  std::size_t limit) {
    return parts_->query<std::vector<HistoryEntry>>(
        [&](store::Reader& reader, const core::Surroundings&,
            const journey::World&) -> Result<std::vector<HistoryEntry>> {
            const auto id = find_case_id(reader, reference);
            if (!id.ok()) return id.error();
            const auto entries = reader.read_log(*id, after, limit);
            if (!entries.ok()) return entries.error();
            std::vector<HistoryEntry> views;
            for (const StoredLogEntry& entry : *entries) views.push_back(core::view_of(entry));
            return views;
        });
}

Result<std::vector<HandoffView>> Engine::list_handoffs(const HandoffQuery& query) {
    return parts_->query<std::vector<HandoffView>>(
        [&](store::Reader& reader, const core::Surroundings& around,
            const journey::World& world) -> Result<std::vector<HandoffView>> {
            if (!query.person.empty() && around.directory.find(query.person) == nullptr)
                return nobody_called(query.person);
            const auto after = place_after(reader, query.after);
            if (!after.ok()) return after.error();
            std::vector<HandoffView> views;
            const auto add = [&](const Case& the_case) {
                const auto grants = notices::grants_of(around.directory, around.definitions,
                                                       core::context_of(the_case), query.person,
                                                       around.today(world.now));
                const auto waiting = waiting_handoffs(the_case, world, grants, query.person);
                const auto waits = [&](HandoffId id) {
                    return std::find(waiting.begin(), waiting.end(), id) != waiting.end();
                };
                for (const Handoff& handoff : the_case.handoffs) {
                    if (after->is_before(the_case.id, handoff.id)) continue;
                    if (query.open_only && lifecycle::is_end(handoff.state)) continue;
                    if (query.overdue_only && !core::is_overdue(handoff, world.now)) continue;
                    if (!query.person.empty() && !waits(handoff.id)) continue;
                    if (views.size() < query.limit)
                        views.push_back(core::view_of(handoff, the_case, around, world.now));
                }
            };
            if (!query.case_reference.empty()) {
                const auto loaded = load_case(reader, query.case_reference);
                if (!loaded.ok()) return loaded.error();
                add(*loaded);
                return views;
            }
            const auto visit = [&](const CaseSummary& row) -> Status {
                if (views.size() == query.limit) return {};
                const auto loaded = reader.load_case(row.id);
                if (!loaded.ok()) return loaded.error();
                if (loaded->has_value()) add(**loaded);
                return {};
            };
            const CaseId before{std::max<std::int64_t>(after->case_id.number, 1) - 1};
            if (const auto visited = each_case(reader, {}, visit, before); !visited.ok())
                return visited.error();
            return views;
        });
}

Result<std::vector<WorklistRow>> Engine::worklist(std::string_view person) {
    return parts_->query<std::vector<WorklistRow>>(
        [&](store::Reader& reader, const core::Surroundings& around,
            const journey::World& world) -> Result<std::vector<WorklistRow>> {
            if (around.directory.find(person) == nullptr) return nobody_called(person);
            std::vector<WorklistRow> rows;
            const sheets::Around pages(world, around.directory, "en");
            const auto visited = each_case(reader, {}, [&](const CaseSummary& row) -> Status {
                if (row.state == "closed") return {};
                const auto loaded = reader.load_case(row.id);
                if (!loaded.ok()) return loaded.error();
                if (!loaded->has_value()) return {};
                const auto grants =
                    notices::grants_of(around.directory, around.definitions,
                                       core::context_of(**loaded), person, around.today(world.now));
                if (grants.empty()) return {};
                add_work(rows, **loaded, world, grants, person);
                add_clashes(rows, **loaded, around, pages, grants);
                return {};
            });
            if (!visited.ok()) return visited.error();
            if (auto added = add_incidents(rows, reader, around, world, person); !added.ok())
                return added.error();
            std::sort(rows.begin(), rows.end(), urgent_before);
            return rows;
        });
}

Result<std::vector<IncidentView>> Engine::incidents() {
    return parts_->query<std::vector<IncidentView>>(
        [&](store::Reader& reader, const core::Surroundings&,
            const journey::World&) -> Result<std::vector<IncidentView>> {
            const auto open = reader.list_incidents(true, 10000);
            if (!open.ok()) return open.error();
            std::vector<IncidentView> views;
            for (const Incident& incident : *open) {
                std::string reference;
                if (incident.case_id.number != 0) {
                    const auto loaded = reader.load_case(incident.case_id);
                    if (!loaded.ok()) return loaded.error();
                    if (loaded->has_value()) reference = (*loaded)->reference;
                }
                views.push_back({incident.id, reference, incident.kind, incident.subject,
                                 incident.message, incident.opened});
            }
            return views;
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
    const core::SurroundingsPointer around = parts_->loop->surroundings();
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(around->zone.time_of_day(instant)).count();
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return format_date_long(around->today(instant)) + " " + two(minutes / 60) + ":" +
           two(minutes % 60);
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

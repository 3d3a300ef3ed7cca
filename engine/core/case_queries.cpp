// SPDX-License-Identifier: MIT
// Queries about cases: each reads one snapshot and copies what it found.
#include <algorithm>
#include <charconv>

#include "core/queries.hpp"
#include "core/views.hpp"
#include "core/work_of_person.hpp"
#include "store/summary.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t page = cases_a_page;

Result<std::vector<NoticeView>> notices_of(store::Reader& reader, const Case& the_case) {
    std::vector<NoticeView> views;
    EffectId after;
    after.case_id = the_case.id;
    for (;;) {
        const auto rows = reader.list_outbox(the_case.id, after, page);
        if (!rows.ok()) return rows.error();
        for (const OutboxRow& row : *rows) views.push_back(view_of(row, the_case.reference));
        if (rows->size() < page) return views;
        after = rows->back().effect;
    }
}

CaseView view_of_case(Window& window, const Case& the_case) {
    const Surroundings& around = window.around_for(the_case);
    const journey::World world = window.world_for(the_case);
    CaseView view;
    view.row = row_of(the_case);
    view.version = the_case.version;
    view.parked_because = the_case.parked_because;
    for (const RoleHolder& holder : the_case.holders)
        view.holders.emplace_back(holder.role.text(), holder.person);
    view.pathways = pathway_views(the_case, around);
    view.facts = fact_views(the_case, around);
    view.gates = gate_views(the_case, world);
    view.deadlines = deadline_views(the_case, world);
    for (const Handoff& handoff : the_case.handoffs)
        view.handoffs.push_back(view_of(handoff, the_case, around, world.now));
    return view;
}

/// A viewer's page goes on after a reference that may by now be closed to them; it tells nothing.
Result<CaseId> start_of(Window& window, const std::string& after) {
    if (after.empty()) return CaseId{};
    if (!window.trusted()) return store::case_id_of(after);
    const auto id = window.reader().find_reference(after);
    if (!id.ok()) return id.error();
    if (!id->has_value()) return no_case(after);
    return **id;
}

/// Decisions are withheld as a whole, so the log is read from its beginning.
Result<std::vector<HistoryEntry>> seen_history(Window& window, const Case& the_case,
                                               std::uint64_t after, std::size_t limit) {
    const auto log = whole_log(window.reader(), the_case.id);
    if (!log.ok()) return log.error();
    std::vector<HistoryEntry> entries;
    for (const StoredLogEntry& entry : *log) entries.push_back(view_of(entry));
    window.withheld_of(the_case).from(entries);
    std::erase_if(entries, [&](const HistoryEntry& entry) { return entry.sequence <= after; });
    if (entries.size() > limit) entries.resize(limit);
    return entries;
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
Result<HandoffPlace> place_after(Window& window, const std::string& after) {
    HandoffPlace place;
    if (after.empty()) return place;
    const std::size_t slash = after.find('/');
    const char* const end = after.data() + after.size();
    const char* const digits = after.data() + std::min(slash, after.size() - 1) + 1;
    const auto [read, error] = std::from_chars(digits, end, place.number);
    if (slash == after.npos || error != std::errc() || read != end)
        return Error{ErrorKind::invalid, "'" + after + "' names no handoff like TG-000001/3",
                     "after"};
    const auto id = start_of(window, after.substr(0, slash));
    if (!id.ok()) return id.error();
    place.case_id = *id;
    return place;
}

struct HandoffsWanted {
    Window& window;
    const HandoffQuery& query;
    const HandoffPlace& after;
    std::vector<HandoffView>& views;
};

void add_handoffs(const HandoffsWanted& wanted, const Case& the_case) {
    const auto& [window, query, after, views] = wanted;
    const Instant now = window.world().now;
    const Surroundings& around = window.around_for(the_case);
    const journey::World world = window.world_for(the_case);
    const auto waiting = waiting_handoffs(
        the_case, world, grants_on(window.around(), the_case, query.person, now), query.person);
    const Withheld withheld = window.withheld_of(the_case);
    for (const Handoff& handoff : the_case.handoffs) {
        if (after.is_before(the_case.id, handoff.id)) continue;
        if (query.open_only && lifecycle::is_end(handoff.state)) continue;
        if (query.overdue_only && !is_overdue(handoff, now)) continue;
        const bool waits = std::find(waiting.begin(), waiting.end(), handoff.id) != waiting.end();
        if (!query.person.empty() && !waits) continue;
        if (views.size() >= query.limit) return;
        views.push_back(view_of(handoff, the_case, around, now));
        withheld.from(views.back(), the_case);
        window.note(the_case.id);
    }
}

}  // namespace

Result<CaseView> find_case(const Asker& asker, std::string_view reference) {
    return ask<CaseView>(asker, {"case"}, [&](Window& window) -> Result<CaseView> {
        const auto loaded = window.load_case(reference);
        if (!loaded.ok()) return loaded.error();
        CaseView view = view_of_case(window, *loaded);
        auto notices = notices_of(window.reader(), *loaded);
        if (!notices.ok()) return notices.error();
        view.notices = std::move(*notices);
        const auto quality = window.reader().list_quality(loaded->id, page);
        if (!quality.ok()) return quality.error();
        for (const QualityItem& item : *quality)
            view.quality.push_back(item.place + ": " + item.problem);
        window.withheld_of(*loaded).from(view, *loaded);
        return view;
    });
}

Result<std::vector<CaseRow>> list_cases(const Asker& asker, const CaseQuery& query) {
    using Rows = std::vector<CaseRow>;
    return ask<Rows>(asker, {"case list"}, [&](Window& window) -> Result<Rows> {
        const auto after = start_of(window, query.after);
        if (!after.ok()) return after.error();
        const auto rows = window.list_cases(
            {query.prison, query.team, query.officer, query.state, query.parked_only}, *after,
            query.limit);
        if (!rows.ok()) return rows.error();
        Rows views;
        for (const CaseSummary& row : *rows) {
            views.push_back(view_of(row));
            if (!row.restricted) window.note(row.id);
        }
        return views;
    });
}

Result<std::vector<HistoryEntry>> history(const Asker& asker, std::string_view reference,
                                          std::uint64_t after, std::size_t limit) {
    using Entries = std::vector<HistoryEntry>;
    return ask<Entries>(asker, {"history"}, [&](Window& window) -> Result<Entries> {
        const auto id = window.find_case_id(reference);
        if (!id.ok()) return id.error();
        if (!window.trusted()) {
            const auto loaded = window.load_case(reference);
            if (!loaded.ok()) return loaded.error();
            return seen_history(window, *loaded, after, limit);
        }
        const auto entries = window.reader().read_log(*id, after, limit);
        if (!entries.ok()) return entries.error();
        Entries views;
        for (const StoredLogEntry& entry : *entries) views.push_back(view_of(entry));
        return views;
    });
}

Result<std::vector<HandoffView>> list_handoffs(const Asker& asker, const HandoffQuery& query) {
    using Views = std::vector<HandoffView>;
    return ask<Views>(asker, {"handoff list"}, [&](Window& window) -> Result<Views> {
        if (!query.person.empty() && window.around().directory.find(query.person) == nullptr)
            return nobody_called(query.person, window.around().directory);
        const auto after = place_after(window, query.after);
        if (!after.ok()) return after.error();
        Views views;
        const HandoffsWanted wanted{window, query, *after, views};
        if (!query.case_reference.empty()) {
            const auto loaded = window.load_case(query.case_reference);
            if (!loaded.ok()) return loaded.error();
            add_handoffs(wanted, *loaded);
            return views;
        }
        const auto visit = [&](const CaseSummary& row) -> Status {
            if (views.size() == query.limit) return {};
            const auto loaded = window.reader().load_case(row.id);
            if (!loaded.ok()) return loaded.error();
            if (loaded->has_value()) add_handoffs(wanted, **loaded);
            return {};
        };
        const CaseId before{std::max<std::int64_t>(after->case_id.number, 1) - 1};
        if (const auto visited = window.each_case({}, visit, before); !visited.ok())
            return visited.error();
        return views;
    });
}

Result<std::vector<IncidentView>> incidents(const Asker& asker) {
    using Views = std::vector<IncidentView>;
    return ask<Views>(asker, {"incident list"}, [&](Window& window) -> Result<Views> {
        const auto open = window.reader().list_incidents(true, 10000);
        if (!open.ok()) return open.error();
        Views views;
        for (const Incident& incident : *open) {
            IncidentView view{incident.id,    "", incident.kind, incident.subject, incident.message,
                              incident.opened};
            if (incident.case_id.number != 0) {
                const auto seen = window.seen(incident.case_id);
                if (!seen.ok()) return seen.error();
                if (!is_open(*seen)) continue;
                const auto loaded = window.reader().load_case(incident.case_id);
                if (!loaded.ok()) return loaded.error();
                if (loaded->has_value()) {
                    view.case_reference = (*loaded)->reference;
                    const Withheld withheld = window.withheld_of(**loaded);
                    withheld.from(view.message);
                    withheld.from(view.subject);
                    window.note(incident.case_id);
                }
            }
            views.push_back(std::move(view));
        }
        return views;
    });
}

}  // namespace throughgate::core

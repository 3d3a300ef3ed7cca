// SPDX-License-Identifier: MIT
// What waits for a person: the worklist, and which handoffs are theirs.
#include "core/work_of_person.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/queries.hpp"
#include "model/effect_text.hpp"
#include "sheets/sheets.hpp"

namespace throughgate::core {
namespace {

/// Whom work waits for now: whoever took the handoff on where its receiver must act, else the role.
bool waits_for(const journey::WorkItem& item, const Handoff* handoff,
               const std::vector<Symbol>& grants, std::string_view person) {
    if (handoff != nullptr && !handoff->owner.empty() && item.role == handoff->to_role)
        return handoff->owner == person;
    return std::find(grants.begin(), grants.end(), item.role) != grants.end();
}

bool urgent_before(const WorklistRow& a, const WorklistRow& b) {
    if (a.overdue != b.overdue) return a.overdue;
    if (a.due.has_value() != b.due.has_value()) return a.due.has_value();
    if (a.due != b.due) return *a.due < *b.due;
    return std::tie(a.case_reference, a.pathway, a.title) <
           std::tie(b.case_reference, b.pathway, b.title);
}

struct WorkWanted {
    Window& window;
    std::string_view person;
    std::vector<WorklistRow>& rows;
};

void add_work(const WorkWanted& wanted, const Case& the_case, const journey::World& world,
              const std::vector<Symbol>& grants) {
    for (const journey::WorkItem& item : journey::work_items(world, the_case)) {
        if (waits_for(item, the_case.find_handoff(item.handoff), grants, wanted.person))
            wanted.rows.push_back({the_case.reference, std::string(item.pathway.text()), item.title,
                                   item.instruction, std::string(item.role.text()),
                                   item.handoff.number, item.due, item.why, item.overdue});
    }
}

/// Appointments that cannot be kept are work for the community officer until they are mended, and
/// for whoever else plans the release.
void add_clashes(const WorkWanted& wanted, const Case& the_case, const journey::World& world,
                 const std::vector<Symbol>& grants) {
    static constexpr std::array planners = {"ro", "resettlement"};
    const auto plans = [&](const char* role) {
        const auto symbol = Symbol::find(role);
        return symbol && std::find(grants.begin(), grants.end(), *symbol) != grants.end();
    };
    const auto* role = std::find_if(planners.begin(), planners.end(), plans);
    if (role == planners.end()) return;
    const Surroundings& around = wanted.window.around();
    const sheets::Around pages(world, around.directory, "en");
    const sheets::Desk desk(pages, the_case, context_of(the_case));
    for (const ClashView& clash : sheets::clashes_of(desk)) {
        WorklistRow row;
        row.case_reference = the_case.reference;
        row.pathway = "spine";
        row.title = "Appointments on " + format_date_long(clash.day) + " cannot be kept as planned";
        row.instruction = clash.sentence + ". Move one of them, or record the journey.";
        row.role = *role;
        row.due = around.zone.at(clash.day, std::chrono::hours(0));
        wanted.rows.push_back(std::move(row));
    }
}

/// What went wrong on a case is work for everybody who holds a role on it.
Status add_incidents(const WorkWanted& wanted) {
    const auto open = wanted.window.reader().list_incidents(true, 10000);
    if (!open.ok()) return open.error();
    for (const Incident& incident : *open) {
        if (incident.case_id.number == 0) continue;
        const auto seen = wanted.window.seen(incident.case_id);
        if (!seen.ok()) return seen.error();
        if (!is_open(*seen)) continue;
        const auto loaded = wanted.window.reader().load_case(incident.case_id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) continue;
        if (grants_on(wanted.window.around(), **loaded, wanted.person, wanted.window.world().now)
                .empty())
            continue;
        WorklistRow row;
        row.case_reference = (*loaded)->reference;
        row.title = "Something went wrong: incident " + std::to_string(incident.id);
        row.instruction = incident.message;
        row.due = incident.opened;
        row.overdue = true;
        wanted.window.withheld_of(**loaded).from(row, **loaded);
        wanted.window.note(incident.case_id);
        wanted.rows.push_back(std::move(row));
    }
    return {};
}

/// Whoever owns the phase that the case is in.
Symbol owner_of(const Case& the_case, const Surroundings& around) {
    if (the_case.pathways.empty()) return {};
    const Pathway& spine = the_case.pathways.front();
    const auto* definition = around.definitions.find(spine.definition);
    if (definition == nullptr) return {};
    for (const Entry& entry : spine.entries) {
        const auto& state = definition->states[entry.state];
        if (!state.owner.empty() && state.strand == definition->main_strand) return state.owner;
    }
    return {};
}

WorklistRow row_of(const UpstreamItem& item, const Case& the_case, const std::string& system) {
    WorklistRow row;
    row.case_reference = the_case.reference;
    row.pathway = item.record.pathway.text();
    row.title = "Not in " + system + ": " + item.record.words;
    row.instruction = system + " will not take this: " + item.detail +
                      ". Put it right and send it again, or record why it need not go (" +
                      text_of(item.effect) + ").";
    row.due = item.ended;
    row.overdue = true;
    return row;
}

/// What another system refused is work for the owner of the phase, until somebody decided.
Status add_refused(const WorkWanted& wanted, const std::string& upstream) {
    Window& window = wanted.window;
    const std::string system = upstream_title(window.around(), upstream);
    store::UpstreamFilter filter;
    filter.upstream = upstream;
    filter.which = store::UpstreamFilter::Which::refused;
    const auto items = window.reader().list_upstream_items(filter, {}, 10000);
    if (!items.ok()) return items.error();
    for (const UpstreamItem& item : *items) {
        const auto seen = window.seen(item.effect.case_id);
        if (!seen.ok()) return seen.error();
        if (!is_open(*seen)) continue;
        const auto loaded = window.reader().load_case(item.effect.case_id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) continue;
        const auto grants = grants_on(window.around(), **loaded, wanted.person, window.world().now);
        const Symbol owner = owner_of(**loaded, window.around());
        if (std::find(grants.begin(), grants.end(), owner) == grants.end()) continue;
        WorklistRow row = row_of(item, **loaded, system);
        row.role = owner.text();
        window.withheld_of(**loaded).from(row, **loaded);
        window.note(item.effect.case_id);
        wanted.rows.push_back(std::move(row));
    }
    return {};
}

Status add_refused(const WorkWanted& wanted) {
    const auto counts = wanted.window.reader().count_upstream_items();
    if (!counts.ok()) return counts.error();
    for (const UpstreamCount& each : *counts)
        if (each.refused > 0)
            if (auto added = add_refused(wanted, each.upstream); !added.ok()) return added;
    return {};
}

/// Work on a case that is closed to whoever looks: its reference, once, and nothing else.
void add_restricted(const WorkWanted& wanted, const Case& the_case) {
    WorklistRow row;
    row.case_reference = the_case.reference;
    row.title = restricted;
    wanted.rows.push_back(std::move(row));
}

Status add_case(const WorkWanted& wanted, const CaseSummary& summary) {
    Window& window = wanted.window;
    if (summary.state == "closed") return {};
    const auto loaded = window.reader().load_case(summary.id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    const Case& the_case = **loaded;
    const auto grants = grants_on(window.around(), the_case, wanted.person, window.world().now);
    if (grants.empty()) return {};
    if (summary.restricted) {
        if (!lifecycle::is_end(the_case.state)) add_restricted(wanted, the_case);
        return {};
    }
    const std::size_t before = wanted.rows.size();
    const journey::World world = window.world_for(the_case);
    add_work(wanted, the_case, world, grants);
    add_clashes(wanted, the_case, world, grants);
    if (wanted.rows.size() == before) return {};
    const Withheld withheld = window.withheld_of(the_case);
    for (std::size_t i = before; i < wanted.rows.size(); ++i)
        withheld.from(wanted.rows[i], the_case);
    window.note(the_case.id);
    return {};
}

/// Every case that may be seen, restricted ones too.
Status each_summary(Window& window, const std::function<Status(const CaseSummary&)>& visit) {
    CaseId after;
    for (;;) {
        const auto rows = window.list_cases({}, after, cases_a_page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows)
            if (auto visited = visit(row); !visited.ok()) return visited;
        if (rows->size() < cases_a_page) return {};
        after = rows->back().id;
    }
}

}  // namespace

Error nobody_called(std::string_view person, const Directory& directory) {
    constexpr std::size_t named = 12;
    std::vector<std::string> ids;
    for (const StaffMember& member : directory.members)
        if (!member.box) ids.push_back(member.id);
    std::string known = ids.empty() ? "" : "; it has ";
    for (std::size_t i = 0; i < std::min(named, ids.size()); ++i)
        known += (i == 0 ? "" : ", ") + ids[i];
    if (ids.size() > named) known += " and " + std::to_string(ids.size() - named) + " more";
    return {ErrorKind::not_found,
            "no member of staff '" + std::string(person) +
                "' is in the directory; import the directory or correct the id" + known,
            std::string(person)};
}

std::vector<Symbol> grants_on(const Surroundings& around, const Case& the_case,
                              std::string_view person, Instant now) {
    return notices::grants_of(around.directory, around.definitions, context_of(the_case), person,
                              around.today(now));
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

Result<std::vector<WorklistRow>> worklist(const Asker& asker, std::string_view person) {
    using Rows = std::vector<WorklistRow>;
    return ask<Rows>(asker, {"worklist"}, [&](Window& window) -> Result<Rows> {
        if (window.around().directory.find(person) == nullptr)
            return nobody_called(person, window.around().directory);
        Rows rows;
        const WorkWanted wanted{window, person, rows};
        const auto visited = each_summary(
            window, [&](const CaseSummary& summary) { return add_case(wanted, summary); });
        if (!visited.ok()) return visited.error();
        if (auto added = add_incidents(wanted); !added.ok()) return added.error();
        if (auto added = add_refused(wanted); !added.ok()) return added.error();
        std::sort(rows.begin(), rows.end(), urgent_before);
        return rows;
    });
}

}  // namespace throughgate::core

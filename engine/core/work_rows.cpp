// SPDX-License-Identifier: MIT
#include "core/work_rows.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/ownership.hpp"
#include "core/queries.hpp"
#include "core/report_parts.hpp"
#include "core/work_of_person.hpp"
#include "model/effect_text.hpp"
#include "sheets/sheets.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t most_trouble = 10000;

std::uint32_t weight_of(const definition::Workload& workload, std::string_view risk) {
    if (risk == "very_high") return workload.very_high;
    if (risk == "high") return workload.high;
    if (risk == "medium") return workload.medium;
    return risk == "low" ? workload.low : workload.unknown;
}

/// Of risks of one weight the highest comes first, and what nobody has recorded last.
std::ptrdiff_t order_of(std::string_view risk) {
    constexpr std::array<std::string_view, 4> all{"very_high", "high", "medium", "low"};
    return std::find(all.begin(), all.end(), risk) - all.begin();
}

WorkRow row_on(const Case& the_case) {
    WorkRow made;
    made.case_id = the_case.id;
    made.row.case_reference = the_case.reference;
    return made;
}

WorkRow row_of(const journey::WorkItem& item, const Case& the_case) {
    WorkRow made = row_on(the_case);
    made.row.pathway = item.pathway.text();
    made.row.title = item.title;
    made.row.instruction = item.instruction;
    made.row.role = item.role.text();
    made.row.handoff = item.handoff.number;
    made.row.due = item.due;
    made.row.why = item.why;
    made.row.overdue = item.overdue;
    if (const Handoff* handoff = the_case.find_handoff(item.handoff))
        made.row.handoff_state = lifecycle::name_of(handoff->state);
    if (item.due && !item.overdue) made.until = *item.due + Milliseconds(1);
    made.fleeting = item.reads_clock;
    return made;
}

void add_items(const WorkWanted& wanted, const Case& the_case, const journey::World& world,
               const std::vector<Symbol>& grants) {
    for (const journey::WorkItem& item : journey::work_items(world, the_case))
        if (waits_for(item, the_case.find_handoff(item.handoff), grants, wanted.person))
            wanted.rows.push_back(row_of(item, the_case));
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
        WorkRow made = row_on(the_case);
        made.row.pathway = "spine";
        made.row.title =
            "Appointments on " + format_date_long(clash.day) + " cannot be kept as planned";
        made.row.instruction = clash.sentence + ". Move one of them, or record the journey.";
        made.row.role = *role;
        made.row.due = around.zone.at(clash.day, std::chrono::hours(0));
        wanted.rows.push_back(std::move(made));
    }
}

/// Work on a case that is closed to whoever looks: its reference, once, and nothing else.
void add_restricted(const WorkWanted& wanted, const Case& the_case) {
    WorkRow made = row_on(the_case);
    made.row.title = restricted;
    made.noted = false;
    made.weight = workload_of(wanted.window.around()).unknown;
    wanted.rows.push_back(std::move(made));
}

std::string title_of_pathway(const Surroundings& around, const Case& the_case,
                             std::string_view id) {
    for (const Pathway& each : the_case.pathways)
        if (each.name.text() == id)
            if (const auto* definition = around.definitions.find(each.definition))
                if (!definition->title.empty()) return definition->title;
    return std::string(id);
}

/// What is protected is blanked in the rows behind `begin`; the risk they are ordered by is the one
/// that their viewer may know.
void finish(const WorkWanted& wanted, const Case& the_case, store::Seen seen, std::size_t begin) {
    if (wanted.rows.size() == begin) return;
    const Withheld withheld = wanted.window.withheld_of(the_case);
    std::string risk = risk_of(the_case, withheld);
    if (risk == unknown_risk) risk.clear();
    const std::uint32_t weight = weight_of(workload_of(wanted.window.around()), risk);
    for (std::size_t i = begin; i < wanted.rows.size(); ++i) {
        WorkRow& each = wanted.rows[i];
        withheld.from(each.row, the_case);
        each.row.pathway_title =
            title_of_pathway(wanted.window.around_for(the_case), the_case, each.row.pathway);
        each.row.risk = risk;
        each.weight = weight;
        // A broken glass is shut again after a while.
        each.fleeting = each.fleeting || seen == store::Seen::through_glass;
    }
}

/// What an incident or a refused item is about, if the viewer may see it; else nothing.
Result<std::optional<Case>> open_case(Window& window, CaseId id) {
    const auto seen = window.seen(id);
    if (!seen.ok()) return seen.error();
    if (!is_open(*seen)) return std::optional<Case>();
    return window.reader().load_case(id);
}

/// What went wrong on a case is work for everybody who holds a role on it.
Status add_incident(const WorkWanted& wanted, const Incident& incident) {
    Window& window = wanted.window;
    const auto loaded = open_case(window, incident.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    const Case& the_case = **loaded;
    if (grants_on(window.around(), the_case, wanted.person, window.world().now).empty()) return {};
    WorkRow made = row_on(the_case);
    made.row.title = "Something went wrong: incident " + std::to_string(incident.id);
    made.row.instruction = incident.message;
    made.row.due = incident.opened;
    made.row.overdue = true;
    made.of_trouble = true;
    wanted.rows.push_back(std::move(made));
    finish(wanted, the_case, *window.seen(the_case.id), wanted.rows.size() - 1);
    return {};
}

WorkRow row_of(const UpstreamItem& item, const Case& the_case, const std::string& system) {
    WorkRow made = row_on(the_case);
    made.row.pathway = item.record.pathway.text();
    made.row.title = "Not in " + system + ": " + item.record.words;
    made.row.instruction = system + " will not take this: " + item.detail +
                           ". Put it right and send it again, or record why it need not go (" +
                           text_of(item.effect) + ").";
    made.row.due = item.ended;
    made.row.overdue = true;
    made.of_trouble = true;
    return made;
}

/// What another system refused is work for the owner of the phase, until somebody decided.
Status add_refused(const WorkWanted& wanted, const UpstreamItem& item) {
    Window& window = wanted.window;
    const auto loaded = open_case(window, item.effect.case_id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value()) return {};
    const Case& the_case = **loaded;
    const auto grants = grants_on(window.around(), the_case, wanted.person, window.world().now);
    const Symbol owner = phase_owner(the_case, window.around());
    if (std::find(grants.begin(), grants.end(), owner) == grants.end()) return {};
    const std::string system =
        upstream_title(window.around(), std::string(item.record.upstream.text()));
    wanted.rows.push_back(row_of(item, the_case, system));
    wanted.rows.back().row.role = owner.text();
    finish(wanted, the_case, *window.seen(the_case.id), wanted.rows.size() - 1);
    return {};
}

Status add_refused_of(store::Reader& reader, const std::string& upstream, Trouble& trouble) {
    store::UpstreamFilter filter;
    filter.upstream = upstream;
    filter.which = store::UpstreamFilter::Which::refused;
    auto items = reader.list_upstream_items(filter, {}, most_trouble);
    if (!items.ok()) return items.error();
    std::move(items->begin(), items->end(), std::back_inserter(trouble.refused));
    return {};
}

}  // namespace

bool comes_first(const WorkRow& a, const WorkRow& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.row.risk != b.row.risk) return order_of(a.row.risk) < order_of(b.row.risk);
    if (a.row.overdue != b.row.overdue) return a.row.overdue;
    if (a.row.due.has_value() != b.row.due.has_value()) return a.row.due.has_value();
    if (a.row.due != b.row.due) return *a.row.due < *b.row.due;
    return std::tie(a.row.case_reference, a.row.pathway, a.row.title, a.row.handoff) <
           std::tie(b.row.case_reference, b.row.pathway, b.row.title, b.row.handoff);
}

Status add_case_work(const WorkWanted& wanted, CaseId id) {
    Window& window = wanted.window;
    const auto seen = window.seen(id);
    if (!seen.ok()) return seen.error();
    if (*seen == store::Seen::nothing) return {};
    const auto loaded = window.reader().load_case(id);
    if (!loaded.ok()) return loaded.error();
    if (!loaded->has_value() || lifecycle::is_end((*loaded)->state)) return {};
    const Case& the_case = **loaded;
    const auto grants = grants_on(window.around(), the_case, wanted.person, window.world().now);
    if (grants.empty()) return {};
    if (!is_open(*seen)) return add_restricted(wanted, the_case), Status{};
    const std::size_t begin = wanted.rows.size();
    const journey::World world = window.world_for(the_case);
    add_items(wanted, the_case, world, grants);
    add_clashes(wanted, the_case, world, grants);
    finish(wanted, the_case, *seen, begin);
    return {};
}

Result<std::size_t> add_all_work(const WorkWanted& wanted) {
    std::size_t looked = 0;
    CaseId after;
    for (;;) {
        const auto rows = wanted.window.list_cases({}, after, cases_a_page);
        if (!rows.ok()) return rows.error();
        for (const CaseSummary& row : *rows)
            if (row.state != "closed")
                if (auto added = add_case_work(wanted, row.id); !added.ok()) return added.error();
        looked += rows->size();
        if (rows->size() < cases_a_page) return looked;
        after = rows->back().id;
    }
}

Result<Trouble> trouble_in(store::Reader& reader) {
    Trouble trouble;
    auto open = reader.list_incidents(true, most_trouble);
    if (!open.ok()) return open.error();
    for (Incident& each : *open)
        if (each.case_id.number != 0) trouble.incidents.push_back(std::move(each));
    const auto systems = reader.upstreams();
    if (!systems.ok()) return systems.error();
    for (const UpstreamState& each : *systems)
        if (auto added = add_refused_of(reader, each.name, trouble); !added.ok())
            return added.error();
    return trouble;
}

std::string Trouble::mark() const {
    std::string all;
    for (const Incident& each : incidents)
        all += std::to_string(each.id) + " " + std::to_string(each.case_id.number) + " " +
               each.message + "\n";
    for (const UpstreamItem& each : refused)
        all +=
            text_of(each.effect) + " " + std::to_string(each.attempts) + " " + each.detail + "\n";
    return all;
}

Status add_trouble(const WorkWanted& wanted, const Trouble& trouble) {
    for (const Incident& each : trouble.incidents)
        if (auto added = add_incident(wanted, each); !added.ok()) return added;
    for (const UpstreamItem& each : trouble.refused)
        if (auto added = add_refused(wanted, each); !added.ok()) return added;
    return {};
}

}  // namespace throughgate::core

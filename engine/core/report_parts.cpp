// SPDX-License-Identifier: MIT
#include "core/report_parts.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

#include "core/views.hpp"
#include "sheets/desk.hpp"

namespace throughgate::core {
namespace {

using definition::Workload;

std::uint64_t number_of(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Dates that somebody works to; those that only the engine waits for come after all of them.
bool is_action(TimerKind kind) {
    return kind == TimerKind::deadline || kind == TimerKind::acknowledge ||
           kind == TimerKind::complete;
}

std::string title_of(const Timer& timer, const Case& the_case, const Surroundings& around) {
    const Pathway* pathway = the_case.find_pathway(timer.pathway);
    const auto* definition =
        pathway != nullptr ? around.definitions.find(pathway->definition) : nullptr;
    if (definition == nullptr) return std::string(timer.name.text());
    if (timer.handoff.number != 0) {
        const auto found = definition->find_handoff(timer.name);
        return std::string(timer.name.text()) +
               (found ? " " + definition->handoffs[*found].title : std::string());
    }
    const auto state = definition->find_state(timer.name);
    return state ? definition->states[*state].title : std::string(timer.name.text());
}

bool is_withheld(const Timer& timer, const Case& the_case, const Withheld& hidden) {
    if (!hidden.any()) return false;
    if (const Handoff* handoff = the_case.find_handoff(timer.handoff))
        return hidden.handoff(*handoff);
    return hidden.state(timer.pathway, timer.name) || hidden.speaks(timer.name.text());
}

void find_next(CaseLine& line, const Surroundings& around) {
    const Timer* first = nullptr;
    for (const Timer& each : line.the_case.timers) {
        if (!is_action(each.kind) || !each.target) continue;
        if (first != nullptr && *first->target <= *each.target) continue;
        if (!is_withheld(each, line.the_case, line.hidden)) first = &each;
    }
    if (first == nullptr) return;
    line.next = first->target;
    line.next_title = title_of(*first, line.the_case, around);
}

void count_handoffs(CaseLine& line, Instant now) {
    for (const Handoff& each : line.the_case.handoffs) {
        if (lifecycle::is_end(each.state)) continue;
        ++line.open;
        if (is_overdue(each, now)) ++line.overdue;
    }
}

void find_holders(CaseLine& line, const std::vector<Symbol>& roles) {
    for (const Symbol role : roles)
        line.held.emplace_back(role, std::string(line.the_case.holder_of(role)));
}

bool holds(const CaseLine& line, const std::string& person) {
    return std::any_of(line.the_case.holders.begin(), line.the_case.holders.end(),
                       [&](const RoleHolder& each) { return each.person == person; });
}

}  // namespace

TableWriter::TableWriter(std::string id, std::string title, std::vector<ReportColumn> columns) {
    table_.id = std::move(id);
    table_.title = std::move(title);
    table_.columns = std::move(columns);
}

ReportTable TableWriter::done(std::size_t limit, Window& window) {
    table_.total = table_.rows.size();
    if (table_.rows.size() > limit) table_.rows.resize(limit);
    for (std::size_t i = 0; i < table_.columns.size(); ++i)
        if (table_.columns[i].id == "case" || table_.columns[i].id == "next_case")
            for (const auto& row : table_.rows)
                if (!row[i].empty()) window.note(row[i]);
    return std::move(table_);
}

bool TableWriter::sort_by(std::string_view column) {
    const bool reversed = column.starts_with('-');
    if (reversed) column.remove_prefix(1);
    if (column.empty()) return !reversed;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (table_.columns[i].id != column) continue;
        const CellKind kind = table_.columns[i].kind;
        const bool numbers = kind == CellKind::count || kind == CellKind::percent;
        std::stable_sort(table_.rows.begin(), table_.rows.end(), [&](const auto& a, const auto& b) {
            if (a[i].empty() != b[i].empty()) return b[i].empty();
            const bool turned = numbers != reversed;
            const auto &one = turned ? b[i] : a[i], &other = turned ? a[i] : b[i];
            return numbers ? number_of(one) < number_of(other) : one < other;
        });
        return true;
    }
    return false;
}

std::string cell(std::uint64_t number) { return std::to_string(number); }
std::string cell(bool truth) { return truth ? "yes" : "no"; }
std::string cell(const std::optional<Date>& date) { return date ? format_date(*date) : ""; }
std::string cell(const std::optional<Instant>& instant) {
    return instant ? format_instant(*instant) : "";
}

std::string percent_cell(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? "" : std::to_string(part * 100 / whole);
}

std::string risk_of(const Case& the_case, const Withheld& hidden) {
    static const Symbol name = Symbol::of("risk.rosh");
    const Fact* fact = the_case.find_fact(name);
    const bool told = fact != nullptr && fact->value.known() && !hidden.fact(name);
    return told ? to_text(fact->value) : std::string(unknown_risk);
}

std::vector<Symbol> workload_roles(const Workload& workload) {
    if (!workload.roles.empty()) return workload.roles;
    return {Symbol::of("ro"), Symbol::of("pom")};
}

std::uint64_t available_of(const Surroundings& around, const Workload& workload,
                           std::string_view id) {
    const StaffMember* member = around.directory.find(id);
    if (member == nullptr) return 0;
    const auto days = static_cast<std::uint64_t>(std::popcount(member->works));
    return workload.available * std::min<std::uint64_t>(days, 5) / 5;
}

bool lacks_holder(const CaseLine& line, Symbol role) {
    const bool needed = role.text() != "pom" || line.row.state == "custody";
    return needed && line.the_case.holder_of(role).empty();
}

definition::Workload workload_of(const Surroundings& around) {
    const auto& current = around.definitions.current;
    const auto* readers = current.empty() ? nullptr : current.front()->readers.get();
    Workload workload = readers != nullptr && readers->workload ? *readers->workload : Workload();
    workload.roles = workload_roles(workload);
    return workload;
}

Status each_line(Window& window, const ReportQuery& query,
                 const std::function<Status(const CaseLine&)>& visit) {
    const Workload workload = workload_of(window.around());
    const Instant now = window.world().now;
    store::CaseFilter filter;
    filter.prison = query.prison;
    filter.team = query.team;
    return window.each_case(filter, [&](const CaseSummary& row) -> Status {
        if (row.state == "closed") return {};
        const auto loaded = window.reader().load_case(row.id);
        if (!loaded.ok()) return loaded.error();
        if (!loaded->has_value()) return {};
        const Withheld hidden = window.withheld_of(**loaded);
        CaseLine line{row, **loaded, hidden, risk_of(**loaded, hidden), 0, 0, 0, {}, {}, {}};
        if (!query.person.empty() && !holds(line, query.person)) return {};
        line.points = workload.points(line.risk, row.state);
        find_holders(line, workload.roles);
        count_handoffs(line, now);
        find_next(line, window.around());
        return visit(line);
    });
}

std::string name_of_staff(const Surroundings& around, std::string_view id) {
    const StaffMember* member = around.directory.find(id);
    return member != nullptr ? member->name : std::string();
}

std::string weekday_of(Date day) { return format_date_long(day).substr(0, 3); }

std::pair<Date, Date> days_ahead(const ReportQuery& query, Date today) {
    const Date from = query.from.value_or(today);
    return {from, query.until.value_or(from + std::chrono::days(report_days - 1))};
}

}  // namespace throughgate::core

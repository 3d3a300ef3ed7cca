// SPDX-License-Identifier: MIT
#include "throughgate/allocation.hpp"

#include <algorithm>

#include "core/report_parts.hpp"

namespace throughgate {
namespace {

using core::CaseLine;
using core::Window;

/// What one member of staff has.
struct Held {
    std::uint64_t cases = 0, points = 0;
};
using HeldByPerson = std::map<std::string, Held, std::less<>>;

void add_held(const CaseLine& line, HeldByPerson& held) {
    std::set<std::string> people;
    for (const auto& [role, person] : line.held)
        if (!person.empty()) people.insert(person);
    for (const std::string& each : people) {
        ++held[each].cases;
        held[each].points += line.points;
    }
}

AllocationCase to_case(const CaseLine& line) {
    AllocationCase made;
    made.reference = line.row.reference;
    made.phase = line.row.state;
    made.risk = line.risk;
    made.prison = line.row.prison;
    made.team = line.row.team;
    made.release = line.row.release;
    made.points = line.points;
    made.version = line.the_case.version;
    return made;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Of the viewer's own teams and prisons.
bool is_near(const Window& window, const StaffMember& member) {
    if (window.trusted() || window.sight()->scope.everything) return true;
    const store::Sight& scope = window.sight()->scope;
    return contains(scope.teams, member.team) || contains(scope.prisons, member.team);
}

bool has_role(const StaffMember& member, Symbol role) {
    return std::find(member.roles.begin(), member.roles.end(), role) != member.roles.end();
}

AllocationOfficer to_officer(const Window& window, const StaffMember& member, const Held& has) {
    const core::Surroundings& around = window.around();
    const definition::Workload workload = core::workload_of(around);
    AllocationOfficer officer{member.id, member.name, member.team};
    officer.cases = has.cases;
    officer.points = has.points;
    officer.available = core::available_of(around, workload, member.id);
    officer.many = officer.cases > workload.many_cases;
    officer.absent = notices::is_absent(member, around.today(window.world().now));
    return officer;
}

/// Those who could take cases.
std::vector<AllocationOfficer> officers_of(const Window& window, Symbol role,
                                           const HeldByPerson& held) {
    std::vector<AllocationOfficer> officers;
    for (const StaffMember& member : window.around().directory.members) {
        if (member.box || !has_role(member, role) || !is_near(window, member)) continue;
        const auto has = held.find(member.id);
        officers.push_back(to_officer(window, member, has == held.end() ? Held{} : has->second));
    }
    return officers;
}

/// Those who have cases, also when the directory knows nothing of it.
std::vector<AllocationHolder> holders_of(const Window& window, Symbol role,
                                         const std::map<std::string, std::uint64_t>& cases) {
    std::vector<AllocationHolder> holders;
    for (const auto& [person, count] : cases) {
        const StaffMember* member = window.around().directory.find(person);
        holders.push_back({person, member == nullptr ? "" : member->name,
                           member != nullptr && has_role(*member, role), count});
    }
    std::stable_sort(holders.begin(), holders.end(),
                     [](const auto& a, const auto& b) { return a.name < b.name; });
    return holders;
}

/// What everybody has: numbers alone, so without the viewer's rights.
Result<HeldByPerson> all_held(Window& window) {
    const auto everything = Window::open({window.parts()}, {"allocation"});
    if (!everything.ok()) return everything.error();
    HeldByPerson held;
    const auto visited = core::each_line(**everything, {}, [&](const CaseLine& line) {
        add_held(line, held);
        return Status{};
    });
    if (!visited.ok()) return visited.error();
    return held;
}

/// How full somebody is; whoever has no points at all comes last.
bool has_more_room(const AllocationOfficer& a, const AllocationOfficer& b) {
    if ((a.available == 0) != (b.available == 0)) return b.available == 0;
    const std::uint64_t one = a.points * std::max<std::uint64_t>(b.available, 1);
    const std::uint64_t other = b.points * std::max<std::uint64_t>(a.available, 1);
    return one != other ? one < other : a.person < b.person;
}

bool goes_first(const AllocationCase& a, const AllocationCase& b) {
    if (a.release.has_value() != b.release.has_value()) return a.release.has_value();
    return a.release != b.release ? *a.release < *b.release : a.reference < b.reference;
}

bool is_wanted(const CaseLine& line, Symbol role, const std::string& person) {
    return person.empty() ? core::lacks_holder(line, role)
                          : line.the_case.holder_of(role) == person;
}

/// The first with such cases, else the first.
Result<std::size_t> role_with_cases(Window& window, const std::vector<Symbol>& roles,
                                    const std::string& person) {
    std::size_t first = roles.size();
    const auto visited = core::each_line(window, {}, [&](const CaseLine& line) {
        for (std::size_t i = 0; i < first; ++i)
            if (is_wanted(line, roles[i], person)) first = i;
        return Status{};
    });
    if (!visited.ok()) return visited.error();
    return first == roles.size() ? 0 : first;
}

Result<std::size_t> role_of(Window& window, const std::vector<Symbol>& roles,
                            const AllocationQuery& query) {
    if (query.role.empty()) return role_with_cases(window, roles, query.person);
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (roles[i].text() == query.role) return i;
    return Error{ErrorKind::invalid, "cases are not counted by the role '" + query.role + "'",
                 "role"};
}

Result<Allocation> look(Window& window, const AllocationQuery& query) {
    const auto roles = core::workload_roles(core::workload_of(window.around()));
    const auto index = role_of(window, roles, query);
    if (!index.ok()) return index.error();
    const Symbol role = roles[*index];
    Allocation found;
    found.role = role.text();
    for (const Symbol each : roles) found.roles.emplace_back(each.text());
    std::map<std::string, std::uint64_t> holders;
    const auto visited = core::each_line(window, {}, [&](const CaseLine& line) {
        const std::string holder(line.the_case.holder_of(role));
        if (!holder.empty()) ++holders[holder];
        if (is_wanted(line, role, query.person)) found.cases.push_back(to_case(line));
        return Status{};
    });
    if (!visited.ok()) return visited.error();
    for (const AllocationCase& each : found.cases) window.note(each.reference);
    std::sort(found.cases.begin(), found.cases.end(), goes_first);
    found.holders = holders_of(window, role, holders);
    const auto held = all_held(window);
    if (!held.ok()) return held.error();
    found.officers = officers_of(window, role, *held);
    std::sort(found.officers.begin(), found.officers.end(), has_more_room);
    return found;
}

}  // namespace

Result<Allocation> allocation(Engine& engine, const Viewer& viewer, const AllocationQuery& query) {
    return core::ask<Allocation>({engine.parts(), &viewer}, {"allocation"},
                                 [&](Window& window) { return look(window, query); });
}

Command allocation_of(const AllocationCase& of, std::string_view role, std::string_view person) {
    Command command;
    command.expected_version = of.version;
    SendEvent event;
    event.case_reference = of.reference;
    event.name = std::string(role) + ".allocated";
    event.assignments = {{std::string(role), std::string(person)}};
    command.what = std::move(event);
    return command;
}

}  // namespace throughgate

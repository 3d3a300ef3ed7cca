// SPDX-License-Identifier: MIT
#include "host/cli/demo_logins.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace throughgate::cli {
namespace {

using Row = std::vector<std::string>;

/// The fields of one line; in quotes a comma is one, and two quotes are one.
Row fields_of(const std::string& line) {
    Row fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool two = quoted && line[i] == '"' && line.substr(i + 1, 1) == "\"";
        if (two) fields.back() += line[++i];
        if (line[i] == '"' && !two) quoted = !quoted;
        if (line[i] == ',' && !quoted) fields.emplace_back();
        if (line[i] != '"' && line[i] != '\r' && (line[i] != ',' || quoted))
            fields.back() += line[i];
    }
    return fields;
}

struct Member {
    std::string name, team, manager;
};
using Members = std::map<std::string, Member>;  // by staff id

Members members_of(std::string_view directory) {
    std::istringstream lines{std::string(directory)};
    Members members;
    std::string line;
    std::getline(lines, line);
    const Row head = fields_of(line);
    const auto cell = [&](const Row& row, const char* column) {
        const auto at = std::find(head.begin(), head.end(), column) - head.begin();
        const auto index = static_cast<std::size_t>(at);
        return index < row.size() ? row[index] : std::string();
    };
    while (std::getline(lines, line)) {
        const Row row = fields_of(line);
        members[cell(row, "id")] = {cell(row, "name"), cell(row, "team"), cell(row, "manager")};
    }
    return members;
}

/// The officers of people in a prison; by prison.
using Officers = std::map<std::string, std::set<std::string>>;

Result<Officers> officers_by_prison(Engine& engine) {
    Officers officers;
    CaseQuery query;
    query.limit = 1000;
    for (;;) {
        const auto rows = engine.list_cases(query);
        if (!rows.ok()) return rows.error();
        if (rows->empty()) return officers;
        for (const CaseRow& row : *rows)
            if (!row.officer.empty() && row.state == "custody")
                officers[row.prison].insert(row.officer);
        query.after = rows->back().reference;
    }
}

/// Handoffs that wait for somebody: what there is to do at a press.
std::size_t waiting_for(Engine& engine, const std::string& person) {
    const auto rows = engine.worklist(person);
    if (!rows.ok()) return 0;
    return static_cast<std::size_t>(std::count_if(
        rows->begin(), rows->end(), [](const WorklistRow& row) { return row.handoff != 0; }));
}

/// The first of those for whom most waits; "" of none.
std::string busiest(Engine& engine, const std::set<std::string>& people) {
    std::string busiest;
    std::size_t most = 0;
    for (const std::string& each : people) {
        const std::size_t count = waiting_for(engine, each);
        if (!busiest.empty() && count <= most) continue;
        busiest = each;
        most = count;
    }
    return busiest;
}

std::set<std::string> staff_of_prisons(const Members& members, const Officers& officers) {
    std::set<std::string> staff;
    for (const auto& [id, member] : members)
        if (officers.contains(member.team)) staff.insert(id);
    return staff;
}

Error nobody(std::string what) { return {ErrorKind::not_found, std::move(what), "demo"}; }

}  // namespace

Result<std::vector<DemoLogin>> choose_logins(Engine& engine, std::string_view directory) {
    Members members = members_of(directory);
    const auto officers = officers_by_prison(engine);
    if (!officers.ok()) return officers.error();
    const std::string prison = busiest(engine, staff_of_prisons(members, *officers));
    if (prison.empty())
        return nobody("nobody works in a prison where somebody has an officer; play longer");
    const std::string officer = busiest(engine, officers->at(members[prison].team));
    const std::string manager = members[officer].manager;
    if (manager.empty()) return nobody("the directory names no manager of " + officer);
    const std::string above = members[manager].manager;
    std::vector<DemoLogin> logins{{"prison", "caseworker", prison},
                                  {"officer", "caseworker", officer},
                                  {"manager", "caseworker", manager},
                                  {"operator", "operator", above.empty() ? manager : above}};
    for (DemoLogin& each : logins) each.name = members[each.person].name;
    return logins;
}

}  // namespace throughgate::cli

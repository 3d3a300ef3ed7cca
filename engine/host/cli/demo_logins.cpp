// SPDX-License-Identifier: MIT
#include "host/cli/demo_logins.hpp"

#include <algorithm>
#include <map>
#include <optional>
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
    std::string name, manager;
};

std::map<std::string, Member> members_of(std::string_view directory) {
    std::istringstream lines{std::string(directory)};
    std::map<std::string, Member> members;
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
        members[cell(row, "id")] = {cell(row, "name"), cell(row, "manager")};
    }
    return members;
}

std::string holder_of(const CaseView& view, std::string_view role) {
    for (const auto& [held, person] : view.holders)
        if (held == role) return person;
    return "";
}

/// Who is in prison and who in the community, and how much waits between them.
using Pair = std::pair<std::string, std::string>;
using Shared = std::map<Pair, std::size_t>;

void count(const CaseView& view, Shared& shared) {
    const Pair pair{holder_of(view, "pom"), holder_of(view, "ro")};
    if (pair.first.empty() || pair.second.empty() || view.row.restricted) return;
    if (view.row.state != "custody") return;
    for (const HandoffView& each : view.handoffs)
        if (each.state == "raised") ++shared[pair];
    ++shared[pair];
}

Result<Shared> shared_work(Engine& engine) {
    Shared shared;
    CaseQuery query;
    query.limit = 1000;
    for (;;) {
        const auto rows = engine.list_cases(query);
        if (!rows.ok()) return rows.error();
        if (rows->empty()) return shared;
        for (const CaseRow& row : *rows) {
            const auto view = engine.find_case(row.reference);
            if (!view.ok()) return view.error();
            count(*view, shared);
        }
        query.after = rows->back().reference;
    }
}

std::optional<Pair> most_shared(const Shared& shared) {
    const auto most =
        std::max_element(shared.begin(), shared.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == shared.end() ? std::nullopt : std::optional(most->first);
}

Error nobody(std::string what) { return {ErrorKind::not_found, std::move(what), "demo"}; }

}  // namespace

Result<std::vector<DemoLogin>> choose_logins(Engine& engine, std::string_view directory) {
    auto members = members_of(directory);
    const auto shared = shared_work(engine);
    if (!shared.ok()) return shared.error();
    const auto pair = most_shared(*shared);
    if (!pair)
        return nobody(
            "no case of the caseload has somebody in prison and in the community; play longer");
    const auto& [prison, officer] = *pair;
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

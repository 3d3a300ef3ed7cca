// SPDX-License-Identifier: MIT
// Where live cases stand: how many in which state, and on which version of each pathway.
#include "base/hash.hpp"
#include "core/report_parts.hpp"

namespace throughgate::core {
namespace {

using enum CellKind;

struct Standing {
    std::string title, owner;
    std::uint64_t cases = 0;
};

struct Standings {
    std::map<std::pair<std::string, Digest>, std::uint64_t> versions;
    std::map<std::pair<std::string, std::string>, Standing> states;

    void add(const CaseLine& line, const definition::DefinitionSet& set) {
        for (const Pathway& pathway : line.the_case.pathways) {
            const auto* definition = set.find(pathway.definition);
            if (definition == nullptr || !pathway.outcome.empty()) continue;
            ++versions[{std::string(pathway.name.text()), pathway.definition}];
            for (const Entry& entry : pathway.entries) {
                const definition::State& state = definition->states[entry.state];
                const bool leaf = state.kind == definition::State::Kind::atomic;
                if (!leaf || line.hidden.state(pathway.name, state.id)) continue;
                Standing& here =
                    states[{std::string(pathway.name.text()), std::string(state.id.text())}];
                ++here.cases;
                here.title = state.title;
                here.owner = state.owner.text();
            }
        }
    }
};

std::string short_of(const Digest& digest) { return to_hex(digest).substr(0, 12); }

}  // namespace

Status add_states(Window& window, const ReportQuery& query, Report& report) {
    const definition::DefinitionSet& set = window.around().definitions;
    Standings standings;
    std::uint64_t cases = 0;
    const auto visited = each_line(window, query, [&](const CaseLine& line) {
        ++cases;
        standings.add(line, set);
        return Status{};
    });
    if (!visited.ok()) return visited;
    TableWriter versions("versions", "Versions that live cases follow",
                         {{"pathway", "Pathway"},
                          {"version", "Version"},
                          {"cases", "Cases", count},
                          {"current", "For new cases", truth}});
    std::uint64_t older = 0;
    for (const auto& [version, number] : standings.versions) {
        const auto* current = set.current_of(Symbol::of(version.first));
        const bool is_current = current != nullptr && current->behaviour == version.second;
        if (!is_current) older += number;
        versions.row({version.first, short_of(version.second), cell(number), cell(is_current)});
    }
    TableWriter states("states", "Live cases in each state",
                       {{"pathway", "Pathway"},
                        {"state", "State"},
                        {"title", "Title"},
                        {"owner", "Owner"},
                        {"cases", "Cases", count}});
    for (const auto& [place, standing] : standings.states)
        states.row(
            {place.first, place.second, standing.title, standing.owner, cell(standing.cases)});
    report.figures = {{"cases", "Open cases", cases},
                      {"older", "Pathways that follow an older version", older}};
    report.tables.push_back(versions.done(query.limit, window));
    report.tables.push_back(states.done(query.limit, window));
    return {};
}

}  // namespace throughgate::core

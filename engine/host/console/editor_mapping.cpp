// SPDX-License-Identifier: MIT
#include "host/console/editor_mapping.hpp"

#include <algorithm>

#include "host/console/editor_texts.hpp"
#include "throughgate/diagrams.hpp"
#include "throughgate/hints.hpp"

namespace throughgate::console {
namespace {

std::size_t letters_alike(const std::string& a, const std::string& b) {
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(end.first - a.begin());
}

std::string nearest_to(const std::string& was, const std::vector<std::string>& states) {
    const auto found = std::max_element(states.begin(), states.end(),
                                        [&](const std::string& a, const std::string& b) {
                                            return letters_alike(a, was) < letters_alike(b, was);
                                        });
    return found == states.end() ? "" : *found;
}

/// Those that a case can stand in.
std::vector<std::string> states_in(const Look& look, const std::string& file) {
    std::vector<std::string> ids;
    if (const auto drawn = describe_diagram(look.workspace.definitions(file)); drawn.ok())
        for (const DrawnState& each : drawn->states)
            if (each.kind == "state") ids.push_back(each.id);
    return ids;
}

bool is_fact(const std::vector<DeclaredName>& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const DeclaredName& each) {
        return each.kind == "fact" && each.name == name;
    });
}

}  // namespace

std::vector<MappingAsked> mappings_asked(const Look& look, const ChangePlan& plan) {
    std::vector<MappingAsked> asked;
    const auto files = look.workspace.definitions();
    const auto names = declared_names(files);
    for (const PlanLine& line : plan.lines) {
        if (line.kind != "mapping_needed" || is_fact(names, line.subject)) continue;
        const auto fix = fix_of_missing_mapping(files, line.pathway, line.subject, line.subject);
        if (!fix.ok()) continue;
        MappingAsked one{line.pathway, line.subject, fix->edits.front().file, {}, ""};
        one.states = states_in(look, one.file);
        one.nearest = nearest_to(one.was, one.states);
        asked.push_back(std::move(one));
    }
    return asked;
}

http::Response add_mapping(Editor& editor, Visit& visit) {
    const auto look = look_at(editor, visit);
    if (!look.ok()) return show_error(visit, look.error());
    const auto fix = fix_of_missing_mapping(look->workspace.definitions(), visit.query["pathway"],
                                            visit.query["was"], visit.form[visit.query["field"]]);
    if (!fix.ok()) return show_changes(editor, visit, *look, fix.error().message);
    Look there = *look;
    there.path = fix->edits.front().file;
    const std::string before = there.text();
    const Status kept =
        keep_text(editor, visit, there, with_edits(before, fix->edits), mark_of(before));
    if (!kept.ok()) return show_changes(editor, visit, *look, kept.error().message);
    visit.say = "It stands in " + there.path + " now.";
    return go_to(address_of_report(*look, "changes"));
}

}  // namespace throughgate::console

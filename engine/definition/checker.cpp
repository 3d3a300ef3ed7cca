// SPDX-License-Identifier: MIT
#include "definition/checker.hpp"

#include <algorithm>
#include <tuple>

#include "definition/chart_reader.hpp"
#include "definition/checker_named.hpp"
#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"
#include "definition/extends.hpp"
#include "definition/unread.hpp"

namespace throughgate::definition {

namespace {

void add_chart(Node root, Checked& checked, Faults& faults) {
    const std::string id = text_of(root, "chart");
    for (const CheckedChart& other : checked.charts)
        if (text_of(other.source, "chart") == id)
            faults.error("TG0803", root.place, "chart '" + id + "' is declared in two files", {},
                         {{other.source.place, "the first stands here"}});
    auto definition = read_chart(root, faults);
    checked.charts.push_back({std::move(root), std::move(definition)});
}

void add_document(SourceDocument& document, Checked& checked, Unread& unread, Faults& faults) {
    Node& root = document.root;
    const Map map = document.map;
    const std::string& path = document.path;
    const std::size_t before = faults.errors();
    check_shape(document, unread, faults);
    Library& library = checked.library;
    if (!document.extended_by.empty()) library.extended_by[path] = document.extended_by;
    if (map == Map::chart && faults.errors() == before) add_chart(std::move(root), checked, faults);
    if (map == Map::pathway) library.pathways.push_back(parse_pathway(root, path, faults));
    if (map == Map::common) library.commons.push_back(parse_common(root, path, faults));
    if (map == Map::rules) library.rules.push_back(parse_rules(root, path, faults));
    if (map == Map::catalogue) library.catalogues.push_back(parse_catalogue(root, path));
    if (map == Map::labels) library.labels.push_back(parse_labels(root, path));
    if (map == Map::calendar) library.calendars.push_back(parse_calendar(root, path, faults));
}

void order_pathways(Library& library) {
    std::stable_sort(library.pathways.begin(), library.pathways.end(),
                     [](const PathwayText& a, const PathwayText& b) {
                         const bool a_later = a.id.text != "spine";
                         const bool b_later = b.id.text != "spine";
                         return std::tie(a_later, a.id.text) < std::tie(b_later, b.id.text);
                     });
}

/// What follows from all transitions together; a missing one would only cause more faults.
void check_walks(const CheckedPathway& checked, Faults& faults) {
    check_flow(checked, faults);
    check_stages(checked, faults);
    check_phases(checked, faults);
    check_gates(checked, faults);
    check_circles(checked, faults);
    check_people(checked, faults);
}

void check_pathway(CheckedPathway& checked, Faults& faults) {
    check_declarations(checked, faults);
    checked.laid_out = lay_out_states(*checked.text, checked.chart, faults);
    if (!checked.laid_out || checked.text->strands.empty()) return;
    const std::size_t before = faults.errors();
    lay_out_rules(*checked.text, checked.chart, faults);
    const bool drawn_well = faults.errors() == before;
    compile_rules(checked, faults);
    check_readers(checked, faults);
    check_states(checked, faults);
    check_joins(checked, faults);
    check_rules(checked, faults);
    if (drawn_well) check_walks(checked, faults);
    check_conditions(checked, faults);
    check_handoffs(checked, faults);
    check_moving(checked, faults);
    check_messages(checked, faults);
    check_records(checked, faults);
    check_uses(checked, faults);
    check_migrate(checked, faults);
    check_dates(checked, faults);
    check_private(checked, faults);
}

/// Files that pathways share, by themselves.
void check_shared(Checked& checked, Faults& faults) {
    combine_calendars(checked.library, faults);
    check_common_files(checked.library, faults);
    check_reading_files(checked.library, faults);
}

/// What all files say of each other.
void check_together(const Checked& checked, const CheckOptions& options, Faults& faults) {
    check_between_pathways(checked, options, faults);
    if (!options.alone) check_labels(checked, faults);
    if (!options.alone) check_notices_named(checked, faults);
    if (options.strictness == Strictness::strict) check_forgotten(checked, faults);
}

}  // namespace

std::unique_ptr<Checked> check(const std::vector<SourceFile>& files, CheckOptions options,
                               Faults& faults) {
    auto checked = std::make_unique<Checked>();
    Unread unread;
    for (SourceDocument& document : read_documents(files, faults, unread))
        add_document(document, *checked, unread, faults);
    order_pathways(checked->library);
    Faults later;  // what may only follow from what could not be read
    check_shared(*checked, unread.is_shared() ? later : faults);
    for (PathwayText& pathway : checked->library.pathways) {
        CheckedPathway& each = checked->pathways.emplace_back();
        each.text = &pathway;
        each.view = std::make_unique<View>(checked->library, pathway);
        check_pathway(each, unread.concerns(pathway.id.text) ? later : faults);
    }
    check_together(*checked, options, unread.any() ? later : faults);
    if (options.today) check_horizons(*checked, *options.today, faults);
    return checked;
}

Word named_stage(const Chart& chart, StateIndex state) {
    for (StateIndex s = state; s != no_state; s = chart.states[s].parent) {
        if (chart.states[s].text->role == StateText::Role::waiting ||
            chart.states[s].text->role == StateText::Role::held)
            return {"not_started", chart.states[s].text->id.place};
        if (chart.states[s].text->stage.given()) return chart.states[s].text->stage;
    }
    return {};
}

Word named_phase(const Chart& chart, StateIndex state) {
    for (StateIndex s = state; s != no_state; s = chart.states[s].parent)
        if (chart.states[s].text->phase.given()) return chart.states[s].text->phase;
    return {};
}

}  // namespace throughgate::definition

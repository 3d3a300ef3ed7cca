// SPDX-License-Identifier: MIT
// Open needs: every pathway that has not ended, what is to be done in it and by whom.
#include <algorithm>
#include <set>
#include <tuple>

#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

using definition::Definition;
using lifecycle::Stage;

int urgency(Stage stage) {
    switch (stage) {
        case Stage::unarranged: return 0;
        case Stage::needed: return 1;
        case Stage::arranging: return 2;
        case Stage::not_started: return 3;
        case Stage::arranged: return 4;
        case Stage::in_place: return 5;
        case Stage::closed: return 6;
    }
    return 6;
}

NeedTask task_of(const Desk& desk, const Definition& definition, const journey::WorkItem& item,
                 const PageLanguage& language) {
    NeedTask task;
    const bool of_state = item.handoff.number == 0;
    task.title =
        of_state ? desk.said(definition, "states", item.state.text(), item.title) : item.title;
    task.instruction =
        of_state ? desk.said(definition, "instructions", item.state.text(), item.instruction)
                 : item.instruction;
    if (const Handoff* handoff = desk.the_case().find_handoff(item.handoff))
        task.title = std::string(handoff->name.text()) + " " +
                     desk.said(definition, "handoffs", handoff->name.text(), item.title);
    task.role = desk.role_label(item.role);
    if (const auto owner = desk.owner(item.role)) {
        task.person = owner->id;
        task.person_name = owner->name;
    }
    task.handoff = item.handoff.number;
    task.due = item.due;
    if (item.due) task.due_words = time_words(desk.around(), language, *item.due);
    task.overdue = item.overdue;
    return task;
}

bool urgent_before(const NeedTask& a, const NeedTask& b) {
    const auto key = [](const NeedTask& each) {
        return std::tuple(!each.due, each.due.value_or(Instant{}));
    };
    return key(a) < key(b);
}

/// Every state in which the pathway is, those around them too.
std::set<Symbol> active_states(const Pathway& pathway, const Definition& definition) {
    std::set<Symbol> states;
    for (StateIndex i = 0; i < definition.states.size(); ++i)
        if (pathway.configuration.has(i)) states.insert(definition.states[i].id);
    return states;
}

std::vector<ServiceView> services_of(const Desk& desk, const Pathway& pathway,
                                     const Definition& definition) {
    std::vector<ServiceView> views;
    if (definition.readers == nullptr) return views;
    std::set<Symbol> named;
    for (const Symbol state : active_states(pathway, definition)) {
        const auto [first, last] = definition.readers->services_of.equal_range(state);
        for (auto each = first; each != last; ++each) named.insert(each->second);
    }
    const journey::CaseInputs inputs = desk.inputs(pathway, definition);
    for (const definition::Service& service : definition.readers->services) {
        if (!named.contains(service.id)) continue;
        const rules::Truth offered =
            service.offered.empty() ? rules::Truth::yes : service.offered.evaluate(inputs);
        if (offered == rules::Truth::no) continue;
        views.push_back({std::string(service.id.text()),
                         desk.said(definition, "services", service.id.text(), service.title),
                         service.who, service.cost, service.refer, service.contact,
                         service.guidance, offered == rules::Truth::yes});
    }
    return views;
}

/// The states of the main line, which say where the need stands.
std::vector<std::string> standing(const Desk& desk, const Pathway& pathway,
                                  const Definition& definition) {
    std::vector<std::string> titles;
    for (const Entry& entry : pathway.entries) {
        const definition::State& state = definition.states[entry.state];
        if (state.strand == definition.main_strand && definition.leaves.has(entry.state) &&
            !state.title.empty())
            titles.push_back(desk.said(definition, "states", state.id.text(), state.title));
    }
    return titles;
}

/// Every state of the main line rests, and nobody has anything to do.
bool is_settled(const Pathway& pathway, const Definition& definition, const NeedView& need) {
    const auto works = [&](const Entry& entry) {
        const definition::State& state = definition.states[entry.state];
        return state.strand == definition.main_strand && definition.leaves.has(entry.state) &&
               !state.rests;
    };
    return need.tasks.empty() &&
           std::none_of(pathway.entries.begin(), pathway.entries.end(), works);
}

NeedView need_of(const Desk& desk, const Pathway& pathway, const Definition& definition,
                 const std::vector<journey::WorkItem>& work, const PageLanguage& language) {
    NeedView need;
    need.pathway = pathway.name.text();
    need.title = desk.said(definition, "pathways", need.pathway, definition.title);
    need.stage = lifecycle::name_of(pathway.stage);
    need.stands = standing(desk, pathway, definition);
    need.suspended = pathway.suspended;
    need.declined = pathway.declined;
    for (const journey::WorkItem& item : work)
        if (item.pathway == pathway.name)
            need.tasks.push_back(task_of(desk, definition, item, language));
    std::stable_sort(need.tasks.begin(), need.tasks.end(), urgent_before);
    need.settled = is_settled(pathway, definition, need);
    need.services = services_of(desk, pathway, definition);
    return need;
}

}  // namespace

std::vector<NeedView> needs_of(const Desk& desk) {
    const PageLanguage& language = desk.around().words();
    const auto work = journey::work_items(desk.world(), desk.the_case());
    std::vector<std::pair<int, NeedView>> found;
    const auto& pathways = desk.the_case().pathways;
    for (const Pathway& pathway : pathways) {
        const Definition* definition = desk.definition_of(pathway);
        const bool is_spine = &pathway == &pathways.front();
        if (is_spine || definition == nullptr || lifecycle::is_end(pathway.stage)) continue;
        NeedView need = need_of(desk, pathway, *definition, work, language);
        const int rank = need.settled ? urgency(Stage::closed) : urgency(pathway.stage);
        found.emplace_back(rank, std::move(need));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<NeedView> needs;
    for (auto& [rank, need] : found) needs.push_back(std::move(need));
    return needs;
}

}  // namespace throughgate::sheets

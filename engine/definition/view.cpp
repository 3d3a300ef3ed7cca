// SPDX-License-Identifier: MIT
#include "definition/view.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace throughgate::definition {

namespace {

template <typename List, typename Name>
auto find_in(const List& list, std::string_view id, Name name) -> decltype(&list.front()) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& each) { return name(each) == id; });
    return found == list.end() ? nullptr : &*found;
}

std::string_view fact_name(const FactText& fact) { return fact.name.text; }

template <typename Thing>
std::string_view id_name(const Thing& thing) {
    return thing.id.text;
}

template <typename List, typename Name>
void add_names(std::vector<std::string>& names, const List& list, Name name) {
    for (const auto& each : list) names.emplace_back(name(each));
}

void each_state(const StateText& state, const std::function<void(const StateText&)>& visit) {
    visit(state);
    for (const StateText& child : state.children) each_state(child, visit);
}

void each_state(const PathwayText& pathway, const std::function<void(const StateText&)>& visit) {
    for (const StrandText& strand : pathway.strands) each_state(strand.root, visit);
}

}  // namespace

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(path.substr(0, slash == path.npos ? 0 : slash));
}

View::View(const Library& library, const PathwayText& pathway)
    : library_(library), pathway_(pathway) {
    parts_.push_back(&pathway.parts);
    for (const Word& name : pathway.common)
        for (const CommonText& common : library.commons)
            if (common.name.text == name.text) {
                commons_.push_back(&common);
                parts_.push_back(&common.parts);
            }
    for (const Word& name : pathway.rules)
        for (const RulesText& file : library.rules)
            if (file.name.text == name.text) rule_files_.push_back(&file);
    add_default_ladders();
}

void View::add_default_ladders() {
    for (const std::string_view name : {"state", "acknowledge", "complete"}) {
        if (find_ladder(name) != nullptr) continue;
        for (const CommonText& common : library_.commons)
            if (find_in(common.parts.ladders, name, id_name<LadderText>) != nullptr) {
                commons_.push_back(&common);
                parts_.push_back(&common.parts);
                break;
            }
    }
}

const CalendarText* View::calendar() const {
    return find_in(library_.calendars, pathway_.calendar.text,
                   [](const CalendarText& each) { return std::string_view(each.name.text); });
}

std::vector<const CalendarText*> View::calendars() const {
    std::vector<const CalendarText*> all;
    if (calendar() != nullptr) all.push_back(calendar());
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const auto* list : {&all[i]->all_work, &all[i]->any_works})
            for (const Word& part : *list)
                for (const CalendarText& each : library_.calendars)
                    if (each.name.text == part.text &&
                        std::find(all.begin(), all.end(), &each) == all.end())
                        all.push_back(&each);
    return all;
}

const FactText* View::find_fact(std::string_view name) const {
    for (const Parts* part : parts_)
        if (const FactText* fact = find_in(part->facts, name, fact_name)) return fact;
    return nullptr;
}

const RoleText* View::find_role(std::string_view id) const {
    for (const Parts* part : parts_)
        if (const RoleText* role = find_in(part->roles, id, id_name<RoleText>)) return role;
    return nullptr;
}

const LadderText* View::find_ladder(std::string_view id) const {
    for (const Parts* part : parts_)
        if (const LadderText* ladder = find_in(part->ladders, id, id_name<LadderText>))
            return ladder;
    return nullptr;
}

const MessageText* View::find_message(std::string_view id) const {
    for (const Parts* part : parts_)
        if (const MessageText* message = find_in(part->messages, id, id_name<MessageText>))
            return message;
    return nullptr;
}

const ExemptionText* View::find_exemption(std::string_view id) const {
    for (const Parts* part : parts_)
        if (const ExemptionText* found = find_in(part->exemptions, id, id_name<ExemptionText>))
            return found;
    return nullptr;
}

const GateText* View::find_gate(std::string_view id) const {
    return find_in(pathway_.gates, id, id_name<GateText>);
}

const HandoffText* View::find_handoff(std::string_view id) const {
    return find_in(pathway_.handoffs, id, id_name<HandoffText>);
}

const ServiceText* View::find_service(std::string_view id) const {
    for (const CatalogueText& catalogue : library_.catalogues)
        if (const ServiceText* found = find_in(catalogue.services, id, id_name<ServiceText>))
            return found;
    return nullptr;
}

std::vector<const CatalogueText*> View::catalogues() const {
    std::set<std::string> named;
    each_state(pathway_, [&](const StateText& state) {
        for (const Word& service : state.services) named.insert(service.text);
    });
    std::vector<const CatalogueText*> used;
    for (const CatalogueText& catalogue : library_.catalogues)
        if (std::any_of(catalogue.services.begin(), catalogue.services.end(),
                        [&](const ServiceText& each) { return named.contains(each.id.text); }))
            used.push_back(&catalogue);
    return used;
}

std::vector<const LabelsText*> View::labels() const {
    std::set<std::string> folders = {folder_of(pathway_.path)};
    for (const CommonText* common : commons_) folders.insert(folder_of(common->path));
    for (const CatalogueText* catalogue : catalogues()) folders.insert(folder_of(catalogue->path));
    std::vector<const LabelsText*> used;
    for (const LabelsText& labels : library_.labels)
        if (folders.contains(folder_of(labels.path))) used.push_back(&labels);
    return used;
}

std::vector<std::string> View::service_names() const {
    std::vector<std::string> names;
    for (const CatalogueText& catalogue : library_.catalogues)
        add_names(names, catalogue.services, id_name<ServiceText>);
    return names;
}

std::vector<std::string> View::source_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_)
        for (const auto& [system, title] : part->sources) names.push_back(system.text);
    return names;
}

std::vector<std::string> View::fact_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_) add_names(names, part->facts, fact_name);
    return names;
}

std::vector<std::string> View::role_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_) add_names(names, part->roles, id_name<RoleText>);
    return names;
}

std::vector<std::string> View::ladder_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_) add_names(names, part->ladders, id_name<LadderText>);
    return names;
}

std::vector<std::string> View::message_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_) add_names(names, part->messages, id_name<MessageText>);
    return names;
}

std::vector<std::string> View::exemption_names() const {
    std::vector<std::string> names;
    for (const Parts* part : parts_) add_names(names, part->exemptions, id_name<ExemptionText>);
    return names;
}

std::vector<std::string> View::gate_names() const {
    std::vector<std::string> names;
    add_names(names, pathway_.gates, id_name<GateText>);
    return names;
}

std::vector<std::string> View::handoff_names() const {
    std::vector<std::string> names;
    add_names(names, pathway_.handoffs, id_name<HandoffText>);
    return names;
}

}  // namespace throughgate::definition

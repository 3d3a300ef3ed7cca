// SPDX-License-Identifier: MIT
// Strands, states, regions, histories and gates.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "definition/checker_parse.hpp"

namespace throughgate::definition {

namespace {

StateText state_of(const Member& member, Faults& faults);

void read_children(StateText& parent, const Node& node, std::string_view key, Faults& faults) {
    if (const Node* states = child(node, key))
        for (const Member& member : states->members)
            if (member.value.is_mapping()) parent.children.push_back(state_of(member, faults));
}

void read_start_effects(StateText& state, const Node& node, Faults& faults) {
    const Node* on_start = child(node, "on_start");
    if (on_start == nullptr) return;
    state.starting = {"on_start", on_start->place};
    state.on_start = effects_of(*on_start, faults);
}

StateText region_of(const Member& member, Faults& faults) {
    StateText region;
    region.role = StateText::Role::region;
    region.id = key_word(member);
    region.title = text_of(member.value, "title");
    region.start = word_of(member.value, "start");
    if (flag_of(member.value, "required")) region.required = word_of(member.value, "required");
    read_start_effects(region, member.value, faults);
    region.events = rules_of(member.value, "events", Rule::Trigger::event, faults);
    read_children(region, member.value, "states", faults);
    return region;
}

void read_regions(StateText& state, const Node& node, Faults& faults) {
    const Node* parallel = child(node, "parallel");
    if (parallel == nullptr) return;
    state.parallel = {"parallel", parallel->place};
    for (const Member& member : parallel->members)
        if (member.value.is_mapping()) state.children.push_back(region_of(member, faults));
}

HistoryText history_of(const Node& node) {
    HistoryText history;
    const Node* found = child(node, "history");
    if (found == nullptr) return history;
    history.given = true;
    history.deep = text_of(*found, "remembers") == "deep";
    history.of = word_of(*found, "of");
    history.start = word_of(*found, "start");
    return history;
}

void read_words(StateText& state, const Node& node) {
    state.title = text_of(node, "title");
    state.instruction = text_of(node, "do");
    state.guidance = text_of(node, "guidance");
    state.stage = word_of(node, "stage");
    state.phase = word_of(node, "phase");
    state.owner = word_of(node, "owner");
    state.with = words_of(node, "with");
    state.label = word_of(node, "label");
    state.services = words_of(node, "services");
    state.outcome = word_of(node, "outcome");
    state.restart = word_of(node, "restart");
    state.start = word_of(node, "start");
    if (flag_of(node, "final")) state.final_state = word_of(node, "final");
    state.suspended = flag_of(node, "suspended");
    if (flag_of(node, "rests")) state.rests = word_of(node, "rests");
    if (flag_of(node, "silent")) state.silent = word_of(node, "silent");
    state.declined = flag_of(node, "declined");
}

void read_rules(StateText& state, const Node& node, Faults& faults) {
    state.events = rules_of(node, "events", Rule::Trigger::event, faults);
    state.timers = rules_of(node, "timers", Rule::Trigger::timer, faults);
    if (const Node* always = child(node, "always"); always != nullptr && always->is_list())
        state.always = rule_of(*always, Rule::Trigger::always, {"always", always->place}, faults);
    if (const Node* done = child(node, "done"))
        state.done = rule_of(*done, Rule::Trigger::done, {"done", done->place}, faults);
}

StateText state_of(const Member& member, Faults& faults) {
    StateText state;
    const Node& node = member.value;
    state.id = key_word(member);
    read_words(state, node);
    state.due = deadline_of(node, "due");
    state.ladder = ladder_of(node, "ladder", faults);
    state.exempt = words_of(node, "exempt");
    state.on_entry = effects_of(node, faults);
    if (const Node* on_exit = child(node, "on_exit")) state.on_exit = effects_of(*on_exit, faults);
    read_start_effects(state, node, faults);
    state.join = join_of(node, faults);
    read_rules(state, node, faults);
    state.history = history_of(node);
    read_children(state, node, "states", faults);
    read_regions(state, node, faults);
    const int kinds = (child(node, "states") != nullptr ? 1 : 0) +
                      (state.parallel.given() ? 1 : 0) + (state.history.given ? 1 : 0) +
                      (state.final_state.given() ? 1 : 0);
    if (kinds > 1)
        faults.error("TG0230", member.key_place,
                     "state '" + member.key + "' is of more than one kind");
    return state;
}

StrandText strand_of(const Member& member, Faults& faults) {
    StrandText strand;
    const Node& node = member.value;
    strand.root.role = StateText::Role::strand;
    strand.root.id = key_word(member);
    strand.root.title = text_of(node, "title");
    strand.root.start = word_of(node, "start");
    if (flag_of(node, "required")) strand.root.required = word_of(node, "required");
    read_start_effects(strand.root, node, faults);
    strand.root.events = rules_of(node, "events", Rule::Trigger::event, faults);
    strand.starts = deadline_of(node, "starts");
    strand.starts_when = guard_of(node, "starts_when");
    strand.ends_when = guard_of(node, "ends_when");
    if (const Node* skip = child(node, "skip")) {
        strand.skip = {"skip", skip->place};
        strand.skip_when = guard_of(*skip, "when");
        strand.skip_instruction = text_of(*skip, "do");
    }
    read_children(strand.root, node, "states", faults);
    return strand;
}

std::vector<GuardText> guards_of(const Node& mapping, std::string_view key) {
    std::vector<GuardText> guards;
    for (Word& word : words_of(mapping, key)) guards.push_back({std::move(word), {}});
    return guards;
}

GateText gate_of(const Member& member) {
    GateText gate;
    const Node& node = member.value;
    gate.id = key_word(member);
    gate.title = text_of(node, "title");
    gate.per = word_of(node, "per");
    gate.cleared_by = word_of(node, "cleared_by");
    gate.needs = guards_of(node, "needs");
    gate.shut_by = words_of(node, "shut_by");
    const Node* second = child(node, "countersigned_by");
    if (second == nullptr) return gate;
    gate.countersigned_by = second->is_scalar() ? word_at(*second) : word_of(*second, "role");
    gate.countersigned_when = guard_of(*second, "when");
    return gate;
}

}  // namespace

JoinText join_of(const Node& mapping, Faults& faults) {
    JoinText text;
    const Node* node = child(mapping, "join");
    if (node == nullptr) return text;
    if (const Node* n_of = child(*node, "n_of"); node->is_mapping() && n_of != nullptr) {
        if (n_of->text.find_first_not_of("0123456789") != std::string::npos) return text;
        const bool small = n_of->text.size() <= 4;  // the shape has refused what is no number
        text.word = {n_of->text, n_of->place};
        text.join = {Join::Kind::n_of,
                     static_cast<std::uint16_t>(small ? std::atoi(n_of->text.c_str()) : 9999)};
    }
    if (!node->is_scalar()) return text;
    static constexpr std::array<std::pair<std::string_view, Join::Kind>, 3> words = {
        {{"all", Join::Kind::all}, {"any", Join::Kind::any}, {"required", Join::Kind::required}}};
    const auto* found = std::find_if(words.begin(), words.end(),
                                     [&](const auto& each) { return each.first == node->text; });
    if (found == words.end())
        faults.error("TG0113", node->place, "'" + node->text + "' is no value of 'join'",
                     suggestion(node->text, {"all", "any", "required"},
                                "write all, any, required or {n_of: 2}"));
    else
        text = {{node->text, node->place}, {found->second, 1}};
    return text;
}

std::vector<StrandText> strands_of(const Node& mapping, Faults& faults) {
    std::vector<StrandText> strands;
    if (const Node* node = child(mapping, "strands"))
        for (const Member& member : node->members)
            if (member.value.is_mapping()) strands.push_back(strand_of(member, faults));
    return strands;
}

std::vector<GateText> gates_of(const Node& mapping) {
    std::vector<GateText> gates;
    if (const Node* node = child(mapping, "gates"))
        for (const Member& member : node->members)
            if (member.value.is_mapping()) gates.push_back(gate_of(member));
    return gates;
}

}  // namespace throughgate::definition

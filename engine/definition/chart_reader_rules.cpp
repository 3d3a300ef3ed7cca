// SPDX-License-Identifier: MIT
// Transitions of a plain chart: events, targets, and what each leaves and enters.
#include <algorithm>
#include <functional>

#include "definition/chart_reader.hpp"
#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"
#include "definition/entry_walk.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;
constexpr std::size_t deepest_event = 16;  // parts between dots

bool is_event_name(std::string_view text) {
    const auto inner = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
    };
    return !text.empty() && text.size() <= 120 && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), inner) &&
           std::count(text.begin(), text.end(), '.') < std::ptrdiff_t{deepest_event};
}

}  // namespace

void ChartReader::check_event_name(const Node& word) {
    if (!word.is_scalar() || is_event_name(word.text)) return;
    faults_.error("TG0906", word.place, "'" + word.text + "' cannot be the name of an event");
}

void ChartReader::add_transitions(StateIndex source) {
    const Node* list = child(*nodes_[source], "transitions");
    if (list == nullptr || !list->is_list()) return;
    for (const Node& node : list->items)
        if (node.is_mapping()) add_transition(source, node);
}

void ChartReader::add_transition(StateIndex source, const Node& node) {
    ChartTransitionProgram program;
    read_events(node, program);
    program.when = expression_of(node, "when");
    program.block = actions_of(child(node, "do"));
    Rule rule;
    rule.source = source;
    const bool eventless = program.events.empty() && !program.every;
    rule.trigger = eventless ? Rule::Trigger::always : Rule::Trigger::event;
    if (!program.events.empty()) rule.event = program.events.front();
    Branch& branch = rule.branches.emplace_back();
    branch.otherwise = program.when.empty();
    find_targets(node, source, branch);
    const auto index = static_cast<std::uint16_t>(definition_->rules.size());
    State& state = definition_->states[source];
    (eventless ? state.always : state.rules).push_back(index);
    definition_->rules.push_back(std::move(rule));
    program_->transitions.push_back(std::move(program));
}

void ChartReader::read_events(const Node& node, ChartTransitionProgram& program) {
    const Node* events = child(node, "event");
    if (events == nullptr) return;
    if (events->is_scalar()) read_event(*events, program);
    for (const Node& each : events->items) read_event(each, program);
}

/// One text may hold several descriptors, with spaces between them.
void ChartReader::read_event(const Node& word, ChartTransitionProgram& program) {
    std::size_t at = 0;
    while (at < word.text.size()) {
        const std::size_t end = std::min(word.text.find(' ', at), word.text.size());
        std::string_view name = std::string_view(word.text).substr(at, end - at);
        at = end + 1;
        if (name.empty()) continue;
        if (name == "*" || name == ".*") {
            program.every = true;
            continue;
        }
        if (name.ends_with(".*")) name.remove_suffix(2);
        if (name.ends_with('.')) name.remove_suffix(1);
        if (is_event_name(name))
            program.events.push_back(Symbol::of(name));
        else
            faults_.error("TG0906", word.place,
                          "'" + std::string(name) + "' cannot be the name of an event");
    }
}

std::vector<StateIndex> ChartReader::states_named(const Node& mapping, std::string_view key) {
    std::vector<StateIndex> found;
    const std::vector<Word> words = words_of(mapping, key);
    for (const Word& word : words) {
        if (const auto index = state(word.text))
            found.push_back(*index);
        else
            faults_.error("TG0107", word.place, "state '" + word.text + "' does not exist",
                          suggestion(word.text, state_names()));
    }
    if (found.size() == words.size() && !can_be_together(found))
        faults_.error(
            "TG0229", words[1].place,
            "'" + words[0].text + "' and '" + words[1].text + "' cannot be active together");
    return found;
}

/// A history stands for all of the state that it remembers.
bool ChartReader::can_be_together(std::vector<StateIndex> targets) const {
    for (StateIndex& target : targets)
        if (targets.size() > 1 && states()[target].kind == Kind::history)
            target = states()[target].parent;
    for (std::size_t i = 0; i < targets.size(); ++i)
        for (std::size_t j = i + 1; j < targets.size(); ++j) {
            StateIndex both = targets[i];
            while (both != no_state && both != targets[j] && !inside(targets[j], both))
                both = states()[both].parent;
            const bool nested = both == targets[i] || both == targets[j];
            if (nested || states()[both].kind != Kind::parallel) return false;
        }
    return true;
}

void ChartReader::find_targets(const Node& node, StateIndex source, Branch& branch) {
    branch.targets = states_named(node, "to");
    branch.internal = flag_of(node, "internal");
    if (branch.targets.empty()) return;
    find_domain(node, source, branch);
    branch.entering = entering_of(*definition_, branch.targets, branch.domain, nothing_remembered);
}

void ChartReader::find_domain(const Node& node, StateIndex source, Branch& branch) {
    const bool inner = std::all_of(branch.targets.begin(), branch.targets.end(),
                                   [&](StateIndex target) { return inside(target, source); });
    branch.internal = branch.internal && inner && states()[source].kind == Kind::compound;
    const StateIndex across = branch.internal ? no_state : crossed_parallel(source, branch);
    const std::string restart = text_of(node, "restart");
    if (across != no_state && restart == "region") return restart_regions(across, branch);
    if (across != no_state && restart.empty())
        faults_.warning("TG0910", child(node, "to")->place,
                        "this leads across the regions of '" +
                            std::string(states()[across].id.text()) + "' and restarts all of them");
    branch.domain = branch.internal ? source : domain_of(*definition_, source, branch.targets);
    const State& domain = states()[branch.domain];
    for (StateIndex s = static_cast<StateIndex>(branch.domain + 1); s <= domain.last; ++s)
        branch.exits.add(s);
}

/// The parallel state that holds the source and the targets nearest to them; no_state: none.
StateIndex ChartReader::crossed_parallel(StateIndex source, const Branch& branch) const {
    for (StateIndex s = states()[source].parent; s != no_state; s = states()[s].parent) {
        const bool holds = std::all_of(branch.targets.begin(), branch.targets.end(),
                                       [&](StateIndex target) { return inside(target, s); });
        if (!holds) continue;
        return states()[s].kind == Kind::parallel && s != 0 ? s : no_state;
    }
    return no_state;
}

/// Leaves and enters only those regions of `parallel` that the targets lie in.
void ChartReader::restart_regions(StateIndex parallel, Branch& branch) {
    branch.domain = parallel;
    for (const StateIndex region : states()[parallel].children)
        for (const StateIndex target : branch.targets)
            if (target == region || inside(target, region))
                for (StateIndex s = region; s <= states()[region].last; ++s) branch.exits.add(s);
}

void ChartReader::index_events() {
    for (std::size_t i = 0; i < program_->transitions.size(); ++i) {
        const ChartTransitionProgram& each = program_->transitions[i];
        const StateIndex source = definition_->rules[i].source;
        if (each.every) program_->answering_every.add(source);
        for (const Symbol event : each.events) {
            const auto fresh = static_cast<std::uint16_t>(program_->answering.size());
            program_->by_descriptor.add(event, fresh);
            if (program_->by_descriptor.find(event) == fresh) program_->answering.emplace_back();
            program_->answering[program_->by_descriptor.find(event)].add(source);
        }
    }
}

/// Eventless transitions without a condition that lead round and round.
void ChartReader::warn_of_loops() {
    std::vector<StateIndex> next(states().size(), no_state);
    for (std::size_t i = 0; i < definition_->rules.size(); ++i) {
        const Rule& rule = definition_->rules[i];
        const bool free = rule.trigger == Rule::Trigger::always && rule.branches[0].otherwise;
        if (!free || next[rule.source] != no_state) continue;
        const auto& targets = rule.branches[0].targets;
        next[rule.source] = targets.size() == 1 ? targets.front() : rule.source;
        if (targets.size() > 1) next[rule.source] = no_state;
    }
    for (StateIndex from = 2; from < states().size(); ++from) {
        StateIndex at = next[from];
        for (std::size_t steps = 0; at != no_state && at != from && steps < next.size(); ++steps)
            at = next[at];
        if (at == from)
            faults_.warning("TG0911", nodes_[from]->place,
                            "from '" + std::string(states()[from].id.text()) +
                                "' eventless transitions lead back to it without a condition");
    }
}

}  // namespace throughgate::definition

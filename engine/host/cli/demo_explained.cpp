// SPDX-License-Identifier: MIT
// A case folded from its log once more, and compared with how it stands.
#include <algorithm>

#include "host/cli/demo.hpp"

namespace throughgate::cli {
namespace {

using Pair = std::pair<std::string, std::string>;

/// What the log says, entry by entry.
struct Folded {
    std::set<Pair> states;  // pathway, state
    std::map<std::string, std::string> stages;
    std::map<Pair, std::string> facts;  // name, subject
    std::map<std::string, std::string> holders;
    std::map<std::string, std::string> acknowledged;  // by whom, by handoff number
    std::map<std::string, std::string> completed;
    std::size_t handoffs = 0;
    std::string state = "custody";
};

std::string field(const HistoryEntry& entry, std::string_view name) {
    for (const auto& [known, value] : entry.fields)
        if (known == name) return value;
    return "";
}

void fold(Folded& folded, const HistoryEntry& entry) {
    const auto of = [&entry](std::string_view name) { return field(entry, name); };
    if (entry.kind == "state.entered") folded.states.emplace(of("pathway"), of("state"));
    if (entry.kind == "state.left") folded.states.erase({of("pathway"), of("state")});
    if (entry.kind == "stage.moved") folded.stages[of("pathway")] = of("to");
    if (entry.kind == "fact.set") folded.facts[{of("name"), of("subject")}] = of("value");
    if (entry.kind == "role.assigned") folded.holders[of("role")] = of("person");
    if (entry.kind == "handoff.raised") ++folded.handoffs;
    if (entry.kind == "handoff.acknowledged") folded.acknowledged[of("handoff")] = of("by");
    if (entry.kind == "handoff.completed") folded.completed[of("handoff")] = of("by");
    if (entry.kind == "case.moved") folded.state = of("to");
    if (entry.kind == "case.closed") folded.state = "closed";
}

/// Whether no active state of the pathway lies within this one: ids are paths with dots.
bool is_leaf(const std::set<Pair>& states, const Pair& state) {
    const auto after = states.lower_bound({state.first, state.second + "."});
    return after == states.end() || after->first != state.first ||
           !after->second.starts_with(state.second + ".");
}

class Comparison {
public:
    explicit Comparison(const std::string& reference) : reference_(reference) {}
    void expect(const std::string& what, const std::string& logged, const std::string& stands) {
        if (logged != stands)
            sentences_.push_back(reference_ + ": " + what + " is '" + stands +
                                 "', but the log leads to '" + logged + "'");
    }
    std::vector<std::string> take() { return std::move(sentences_); }

private:
    const std::string& reference_;
    std::vector<std::string> sentences_;
};

std::string joined(std::set<std::string> names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " ") + name;
    return all;
}

std::string value_of(const std::map<std::string, std::string>& map, const std::string& key,
                     const std::string& otherwise = "") {
    const auto found = map.find(key);
    return found == map.end() ? otherwise : found->second;
}

void compare_pathways(Comparison& compare, const CaseView& view, const Folded& folded) {
    for (const PathwayView& pathway : view.pathways) {
        std::set<std::string> logged;
        std::set<std::string> stands;
        for (const Pair& state : folded.states)
            if (state.first == pathway.id && is_leaf(folded.states, state))
                logged.insert(state.second);
        for (const StateView& state : pathway.states) stands.insert(state.id);
        compare.expect("what is active in " + pathway.id, joined(logged), joined(stands));
        if (pathway.id == "spine") continue;  // its stage is the state of the case
        compare.expect("the stage of " + pathway.id,
                       value_of(folded.stages, pathway.id, "not_started"), pathway.stage);
    }
}

void compare_facts(Comparison& compare, const CaseView& view, const Folded& folded) {
    for (const FactView& fact : view.facts) {
        const auto logged = folded.facts.find({fact.name, fact.subject});
        compare.expect("the fact " + fact.name, logged == folded.facts.end() ? "" : logged->second,
                       fact.value);
    }
}

void compare_handoffs(Comparison& compare, const CaseView& view, const Folded& folded) {
    compare.expect("the number of handoffs", std::to_string(folded.handoffs),
                   std::to_string(view.handoffs.size()));
    for (const HandoffView& handoff : view.handoffs) {
        const std::string number = std::to_string(handoff.number);
        compare.expect("who acknowledged handoff " + number, value_of(folded.acknowledged, number),
                       handoff.acknowledged_by);
        compare.expect("who completed handoff " + number, value_of(folded.completed, number),
                       handoff.completed_by);
    }
}

}  // namespace

std::vector<std::string> unexplained(const CaseView& view,
                                     const std::vector<HistoryEntry>& history) {
    Folded folded;
    for (const HistoryEntry& entry : history) fold(folded, entry);
    Comparison compare(view.row.reference);
    compare.expect("the state", folded.state, view.row.state);
    compare_pathways(compare, view, folded);
    compare_facts(compare, view, folded);
    compare_handoffs(compare, view, folded);
    for (const auto& [role, person] : view.holders)
        compare.expect("who is " + role, value_of(folded.holders, role), person);
    return compare.take();
}

}  // namespace throughgate::cli

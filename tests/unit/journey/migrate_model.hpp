// SPDX-License-Identifier: MIT
// A small model of a pathway for random migrations: written as text, and edited at random with what
// `migrate:` has to say of the edit.
#pragma once

#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace throughgate::test::model {

struct StateModel {
    std::string id, origin;  ///< origin: what it was called in the first version
    int due = 0;             ///< working days after entry; 0: none
    int timer = 0;           ///< days after entry; 0: none
    std::vector<std::string> opens;
};

struct HandoffModel {
    std::string id, origin;
    int due = 28;
    unsigned rungs = 0b0110;  ///< which of early, due, late, last
    bool complete = false;
    std::string until = "strand";
};

struct Model {
    std::vector<StateModel> main, side;
    std::vector<HandoffModel> handoffs;
    std::map<std::string, std::string> gone;  ///< origin of a state that is gone -> state before it
    std::map<std::string, std::string> carried;
    int numbered = 0;
};

inline constexpr std::array<const char*, 4> rung_lines = {
    "early: {at: 7 days before due, tell: to, class: info, message: told}",
    "due:   {at: due, tell: to, class: action, message: told}",
    "late:  {at: 2 days after due, tell: manager of to, class: action, message: told}",
    "last:  {at: 6 days after due, tell: manager of to, class: critical, message: told}"};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    bool one_in(std::size_t many) { return below(many) == 0; }
    template <typename Items>
    auto& of(Items& items) {
        return items[below(items.size())];
    }

private:
    std::mt19937_64 engine_;
};

// --- text ----------------------------------------------------------------------------------------
inline std::string list_of(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
    return "[" + text + "]";
}

inline std::string text_of(const std::vector<StateModel>& states, std::size_t i,
                           const std::string& stage, const std::string& go,
                           const std::string& over) {
    const StateModel& state = states[i];
    std::string text = "      " + state.id + ":\n        {title: T, " + stage +
                       "owner: ro, do: Do it., rests: true";
    if (!state.opens.empty()) text += ", opens: " + list_of(state.opens);
    if (state.due != 0) {
        text.replace(text.find(", rests: true"), 13, "");
        text += ", due: " + std::to_string(state.due) + " working days after entry";
    }
    const std::string& next = i + 1 < states.size() ? states[i + 1].id : states[0].id;
    if (state.timer != 0)
        text += ", timers: {" + go + "_by_itself: {at: " + std::to_string(state.timer) +
                " days after entry, to: " + (next == state.id ? "stay" : next) + "}}";
    text += ", events: {" + go + ": " + (next == state.id ? "{to: stay}" : next) + ", " + go +
            "_end: " + over + "}}\n";
    return text;
}

inline std::string strand_text(const std::string& strand, const std::vector<StateModel>& states,
                               const std::string& stage, const std::string& over) {
    std::string text = "  " + strand + ":\n    start: " + states[0].id + "\n    states:\n";
    for (std::size_t i = 0; i < states.size(); ++i) text += text_of(states, i, stage, strand, over);
    return text;
}

inline std::string text_of(const HandoffModel& handoff) {
    std::string ladder;
    for (std::size_t i = 0; i < rung_lines.size(); ++i)
        if ((handoff.rungs >> i & 1U) != 0)
            ladder += "          " + std::string(rung_lines[i]) + "\n";
    std::string text = "  " + handoff.id +
                       ":\n    title: T\n    from: pom\n    to: ro\n    until: " + handoff.until +
                       "\n    acknowledge:\n      due: " + std::to_string(handoff.due) +
                       " days before release\n      ladder:\n" + ladder;
    if (handoff.complete) text += "    complete: release\n";
    return text;
}

inline std::string in_strand(const Model& model, const std::string& id) {
    for (const StateModel& each : model.side)
        if (each.id == id) return "side." + id;
    return "main." + id;
}

inline std::string migrate_text(const Model& model) {
    std::map<std::string, std::string> states = model.gone, handoffs;
    for (const auto* strand : {&model.main, &model.side})
        for (const StateModel& each : *strand)
            if (!each.origin.empty() && each.origin != in_strand(model, each.id))
                states[each.origin] = in_strand(model, each.id);
    for (const HandoffModel& each : model.handoffs)
        if (!each.origin.empty() && each.origin != each.id) handoffs[each.origin] = each.id;
    std::string text;
    const auto add = [&text](const std::string& key, const auto& pairs) {
        if (pairs.empty()) return;
        text += "  " + key + ":\n";
        for (const auto& [from, to] : pairs) text += "    " + from + ": " + to + "\n";
    };
    add("states", states);
    add("handoffs", handoffs);
    add("deadlines", model.carried);
    return text.empty() ? text : "migrate:\n" + text;
}

inline std::string text_of(const Model& model, bool migrate) {
    std::string text = "strands:\n" + strand_text("main", model.main, "stage: needed, ", "over") +
                       "      over: {title: Over, stage: closed, final: true, outcome: done}\n" +
                       strand_text("side", model.side, "", "side_done") +
                       "      side_done: {title: Done, final: true, outcome: done}\n";
    if (!model.handoffs.empty()) {
        text += "handoffs:\n";
        for (const HandoffModel& each : model.handoffs) text += text_of(each);
    }
    text +=
        "messages:\n  told: {subject: \"{{case.reference}}\", body: \"{{link}}\"}\n"
        "  dates_moved: {subject: \"{{case.reference}}\", body: \"{{changes.list}} {{link}}\"}\n";
    return migrate ? text + migrate_text(model) : text;
}

// --- models and edits ----------------------------------------------------------------------------
inline StateModel fresh_state(Model& model, Dice& random) {
    StateModel state;
    state.id = "s" + std::to_string(++model.numbered);
    if (random.one_in(2)) state.due = static_cast<int>(1 + random.below(20));
    if (random.one_in(4)) state.timer = static_cast<int>(3 + random.below(60));
    return state;
}

inline void add_handoff(Model& model, Dice& random) {
    HandoffModel handoff;
    handoff.id = "H" + std::to_string(++model.numbered);
    handoff.due = static_cast<int>(1 + random.below(100));
    handoff.rungs = 4U | static_cast<unsigned>(random.below(16));
    handoff.complete = random.one_in(3);
    const std::vector<std::string> scopes = {"state", "strand", "pathway"};
    handoff.until = scopes[random.below(3)];
    auto& strand = random.one_in(2) ? model.main : model.side;
    random.of(strand).opens.push_back(handoff.id);
    model.handoffs.push_back(handoff);
}

inline Model first_model(Dice& random) {
    Model model;
    for (auto* strand : {&model.main, &model.side})
        for (std::size_t i = 0, n = 2 + random.below(3); i < n; ++i)
            strand->push_back(fresh_state(model, random));
    for (std::size_t i = 0, n = 1 + random.below(3); i < n; ++i) add_handoff(model, random);
    for (auto* strand : {&model.main, &model.side})
        for (StateModel& each : *strand) each.origin = in_strand(model, each.id);
    for (HandoffModel& each : model.handoffs) each.origin = each.id;
    return model;
}

inline void rename_handoff(Model& model, HandoffModel& handoff) {
    const std::string before = handoff.id;
    handoff.id = "H" + std::to_string(++model.numbered);
    for (auto* strand : {&model.main, &model.side})
        for (StateModel& state : *strand)
            for (std::string& opened : state.opens)
                if (opened == before) opened = handoff.id;
}

inline void remove_handoff(Model& model, std::size_t which) {
    const std::string id = model.handoffs[which].id;
    for (auto* strand : {&model.main, &model.side})
        for (StateModel& state : *strand) std::erase(state.opens, id);
    model.handoffs.erase(model.handoffs.begin() + static_cast<std::ptrdiff_t>(which));
}

/// Its live cases stand in the first state that is left; what it opened is opened there.
inline void remove_state(Model& model, std::vector<StateModel>& strand, Dice& random) {
    if (strand.size() < 2) return;
    const std::size_t which = random.below(strand.size());
    StateModel removed = strand[which];
    strand.erase(strand.begin() + static_cast<std::ptrdiff_t>(which));
    StateModel& target = random.of(strand);
    for (const std::string& each : removed.opens) target.opens.push_back(each);
    for (auto& [origin, to] : model.gone)
        if (to == removed.id) to = target.id;
    if (!removed.origin.empty()) model.gone[removed.origin] = target.id;
}

inline void edit(Model& model, Dice& random) {
    auto& strand = random.one_in(2) ? model.main : model.side;
    StateModel& state = random.of(strand);
    HandoffModel* handoff = model.handoffs.empty() ? nullptr : &random.of(model.handoffs);
    switch (random.below(11)) {
        case 0: state.id = "s" + std::to_string(++model.numbered); break;
        case 1: remove_state(model, strand, random); break;
        case 2: strand.push_back(fresh_state(model, random)); break;
        case 3: state.due = static_cast<int>(random.below(25)); break;
        case 4: state.timer = random.one_in(2) ? 0 : static_cast<int>(3 + random.below(60)); break;
        case 5: add_handoff(model, random); break;
        case 6:
            if (handoff != nullptr) rename_handoff(model, *handoff);
            break;
        case 7:
            if (handoff != nullptr) remove_handoff(model, random.below(model.handoffs.size()));
            break;
        case 8:
            if (handoff != nullptr) handoff->due = static_cast<int>(1 + random.below(100));
            break;
        case 9:
            if (handoff != nullptr) handoff->rungs = 4U | static_cast<unsigned>(random.below(16));
            break;
        default:
            if (handoff != nullptr) handoff->complete = !handoff->complete;
            break;
    }
}

/// States that are gone lead to ids; those may have been renamed since.
inline Model second_model(Model model, Dice& random) {
    for (std::size_t i = 0, n = 1 + random.below(4); i < n; ++i) edit(model, random);
    const auto exists = [&](const std::string& id) {
        for (const auto* strand : {&model.main, &model.side})
            for (const StateModel& each : *strand)
                if (each.id == id) return true;
        return false;
    };
    for (auto& [origin, to] : model.gone) {
        const bool side = origin.starts_with("side.");
        if (!exists(to)) to = (side ? model.side : model.main).front().id;
        to = (side ? "side." : "main.") + to;
    }
    const std::vector<std::string> ways = {"keep", "recompute", "restart"};
    for (const auto* strand : {&model.main, &model.side})
        for (const StateModel& each : *strand)
            if (each.due != 0 && random.one_in(3))
                model.carried[in_strand(model, each.id)] = ways[random.below(3)];
    for (const HandoffModel& each : model.handoffs)
        if (random.one_in(3)) model.carried[each.id] = ways[random.below(3)];
    return model;
}

}  // namespace throughgate::test::model

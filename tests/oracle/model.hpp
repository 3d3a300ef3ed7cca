// SPDX-License-Identifier: MIT
// A chart as the oracle knows it: a plain tree, made by the generator and written down as a
// definition for the engine. Shares nothing with the engine's own types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace throughgate::oracle {

struct Guard {
    enum class Kind { always, less, is_in, not_in, event_data, broken, not_a_truth };
    Kind kind = Kind::always;
    int data = 0;
    int number = 0;
    int state = 0;
};

struct Action {
    enum class Kind { add, set, raise, send, send_later, cancel, log, broken, choose, each };
    Kind kind = Kind::add;
    int data = 0;
    int number = 0;
    std::string event;
    std::string id;  ///< of what is sent or cancelled; may be empty
    Guard when;
    std::vector<Action> then;       ///< choose, each
    std::vector<Action> otherwise;  ///< choose
};
using Block = std::vector<Action>;

struct Transition {
    std::vector<std::string> events;  ///< descriptors; none: eventless
    Guard when;
    std::vector<int> targets;
    bool internal = false;
    Block content;
};

struct State {
    enum class Kind { atomic, compound, parallel, final_state, history };
    Kind kind = Kind::atomic;
    int parent = -1;
    std::vector<int> children;  ///< histories too, in document order
    std::vector<int> initial;   ///< of a compound; of a history: its default
    Block initial_content;
    bool deep = false;
    std::vector<Block> on_entry;
    std::vector<Block> on_exit;
    std::vector<Transition> transitions;
    int gives = -1;  ///< of a final state: number in its done data; -1: none
};

struct Event {
    std::string name;
    bool has_data = false;
    int data = 0;
};

struct Step {
    int after_ms = 0;
    Event event;
};

/// State 0 is the root; the others follow in document order.
struct Model {
    std::vector<State> states;
    int data = 2;
    std::vector<Step> steps;
};

inline std::string name_of(int state) { return "s" + std::to_string(state); }

/// The definition, as a plain chart.
std::string to_yaml(const Model& model);
/// Reads the decisions it needs from `tape`, zeros after its end: the shorter and smaller the tape,
/// the simpler the chart.
Model model_from(const std::vector<std::uint32_t>& tape);

}  // namespace throughgate::oracle

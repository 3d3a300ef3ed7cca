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
    int group = -1;     ///< pathways: transitions of one group are branches of one rule
    bool rest = false;  ///< pathways: covers what no other branch of its group says no to
    std::vector<std::string> events;  ///< descriptors; none: eventless
    Guard when;
    std::vector<int> targets;
    bool internal = false;
    Block content;
};

/// What a parallel state waits for.
struct Join {
    enum class Kind { all, any, n_of, required, main_line };
    Kind kind = Kind::all;
    int n = 1;
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
    Join join;                       ///< of a parallel
    bool required = false;           ///< a join around it waits for it
    std::vector<Transition> shared;  ///< of a strand or region: given to each state in it
    int gives = -1;                  ///< of a final state: number in its done data; -1: none
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

/// State 0 is the root; the others follow in document order. Of a pathway state 1 is parallel and
/// holds the strands, 2 is the main line, 3 waits in it and 4 ends it.
struct Model {
    std::vector<State> states;
    int data = 2;
    bool pathway = false;  ///< conditions may be unknown; strands end the pathway
    std::vector<Step> steps;
};

inline std::string name_of(int state) { return "s" + std::to_string(state); }

/// The definition, as a plain chart.
std::string to_yaml(const Model& model);
/// The definition, as a pathway.
std::string to_pathway(const Model& model);
/// Reads the decisions it needs from `tape`, zeros after its end: the shorter and smaller the tape,
/// the simpler the chart.
Model model_from(const std::vector<std::uint32_t>& tape);
Model pathway_from(const std::vector<std::uint32_t>& tape);

}  // namespace throughgate::oracle

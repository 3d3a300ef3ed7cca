// SPDX-License-Identifier: MIT
// Oracle: a second interpreter of charts, as slow and literal as the specification's algorithm
// (W3C SCXML, appendix D): sets of states walked up and down with every question asked anew,
// nothing worked out beforehand. It shares no code with the engine. The differences that are on
// purpose: a history that is a target counts where it stands; done events go outwards through
// nested parallels, steps are capped, the fault of one guard is told once a selection (once a
// macrostep when it is eventless).
#pragma once

#include <deque>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "oracle/model.hpp"

namespace throughgate::oracle {

/// Three answers: a pathway may not know yet.
enum class Answer { no, yes, unknown };

/// It did not come to rest.
struct Restless : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Oracle {
public:
    explicit Oracle(const Model& model) : model_(model) {}

    void start();
    void deliver(const Event& event);
    void wait(int milliseconds);

    /// Active atomic and final states, in document order.
    [[nodiscard]] std::vector<std::string> configuration() const;
    [[nodiscard]] bool ended() const { return !running_; }
    /// What happened, one line each, in the words of the engine's log.
    std::vector<std::string> log;

private:
    using Set = std::set<int>;  // document order is the order of numbers
    enum class Kind { nothing, number, text };
    struct Value {
        Kind kind = Kind::nothing;
        int number = 0;
    };
    struct Raised {
        std::string name;
        Value data;
        std::string id;
    };
    struct Pending {
        int due = 0;
        Raised event;
    };
    /// One transition of one state.
    struct Enabled {
        int source = 0;
        const Transition* transition = nullptr;
    };
    using Enableds = std::vector<Enabled>;

    const State& at(int state) const { return model_.states[static_cast<std::size_t>(state)]; }
    bool is_descendant(int state, int of) const;
    bool is_atomic(int state) const;
    std::vector<int> proper_ancestors(int state, int until) const;
    std::vector<int> child_states(int state) const;
    bool in_final_state(int state) const;
    bool joined(int parallel) const;
    bool joins(int parallel, int entered);

    void main_loop();
    void run_macrostep();
    void step_for(const Raised& event);
    Enableds select(const Raised* event);
    bool matches(const Transition& transition, const Raised* event) const;
    bool condition(int source, const Transition& transition, std::set<const Transition*>& told);
    const Transition* answer_of(int state, const Raised* event, bool& waits);
    Answer condition_of_pathway(const Guard& guard) const;
    Enableds without_conflicts(const Enableds& enabled, const Raised* event);
    void microstep(const Enableds& enabled);
    Set exit_set(const Enableds& transitions) const;
    int domain_of(const Enabled& each) const;
    std::vector<int> effective_targets(const std::vector<int>& targets) const;
    int common_ancestor(int head, const std::vector<int>& tail) const;
    void exit_states(const Enableds& enabled);
    void enter_states(const Enableds& enabled);
    void enter(int state, const Set& by_default,
               const std::map<int, const Block*>& history_content);
    void add_descendants(int state, Set& entering, Set& by_default,
                         std::map<int, const Block*>& history_content);
    void add_ancestors(int state, int until, Set& entering, Set& by_default,
                       std::map<int, const Block*>& history_content);
    void finish(int state);
    void halt();
    void end_pathway();

    bool run(const Block& block);
    bool run(const Action& action);
    void send(const Action& action);
    bool holds(const Guard& guard, bool tell);
    void raise(const std::string& name, Value data);
    void fault(const std::string& why);

    const Model& model_;
    std::set<int> configuration_;
    std::map<int, Set> history_;
    std::deque<Raised> inner_;
    std::deque<Raised> outer_;
    std::vector<Pending> pending_;
    std::vector<int> data_;
    Value event_data_;
    std::set<const Transition*> told_;
    int now_ = 0;
    int steps_ = 0;
    bool waited_ = false;  ///< something answered that its condition is not known yet
    std::set<int> known_;  ///< data of a pathway that have a value
    int actions_ = 0;
    bool running_ = true;
    bool done_ = false;
};

}  // namespace throughgate::oracle

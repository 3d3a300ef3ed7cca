// SPDX-License-Identifier: MIT
// ChartReader: the nodes of a plain chart -> Definition. Checks and compiles in one go, because a
// chart refers to nothing outside itself. All faults are collected.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "definition/definition.hpp"
#include "definition/faults.hpp"
#include "definition/node.hpp"

namespace throughgate::definition {

/// nullptr when something was wrong. Without the two hashes.
std::shared_ptr<Definition> read_chart(const Node& root, Faults& faults);

/// `500ms`, `1.5s`, `.5s`, `2 hours`, `PT1H30M`; nullopt: none of these. Never negative.
std::optional<std::chrono::milliseconds> duration_of(std::string_view text);

// Parts of reading.
class ChartReader final : public rules::ExpressionScope {
public:
    ChartReader(const Node& root, Faults& faults) : root_(root), faults_(faults) {}
    std::shared_ptr<Definition> run();

    [[nodiscard]] std::optional<std::uint16_t> data(std::string_view name) const override;
    [[nodiscard]] std::optional<std::uint16_t> state(std::string_view id) const override;
    [[nodiscard]] std::vector<std::string> data_names() const override;
    [[nodiscard]] std::vector<std::string> state_names() const override;

private:
    // States, in document order.
    void add_root();
    void add_states(const Node& mapping, StateIndex parent);
    void add_state(const Member& member, StateIndex parent);
    StateIndex add(const std::string& id, StateIndex parent, State::Kind kind, const Node* node);
    State::Kind kind_of(const Member& member);
    void check_state(const Member& member, State::Kind kind, StateIndex parent);
    void check_joins();
    [[nodiscard]] bool can_end(StateIndex index) const;
    void find_starts();
    void find_start(StateIndex index);
    void find_history_start(StateIndex index);

    // Transitions.
    void add_transitions(StateIndex source);
    void add_transition(StateIndex source, const Node& node);
    void read_events(const Node& node, ChartTransitionProgram& program);
    void read_event(const Node& word, ChartTransitionProgram& program);
    void find_targets(const Node& node, StateIndex source, Branch& branch);
    void find_domain(const Node& node, StateIndex source, Branch& branch);
    void restart_regions(StateIndex parallel, Branch& branch);
    [[nodiscard]] StateIndex crossed_parallel(StateIndex source, const Branch& branch) const;
    std::vector<StateIndex> states_named(const Node& mapping, std::string_view key);
    [[nodiscard]] bool can_be_together(std::vector<StateIndex> targets) const;
    void index_events();
    void warn_of_loops();

    // Content.
    void add_data();
    void add_content(StateIndex index);
    std::vector<ChartBlock> blocks_of(const Node& mapping, std::string_view key);
    ChartBlock actions_of(const Node* list);
    void read_verb(const Node& node, ChartAction& action, ChartBlock& more);
    void read_sets(const Node& node, ChartBlock& block);
    void read_send(const Node& node, ChartSend& send);
    void check_send(const Node& node, const ChartSend& send);
    void read_after(const Node& node, ChartSend& send);
    void read_choices(const Node& list, ChartAction& action);
    void read_each(const Node& node, ChartAction& action);
    std::uint16_t slot_named(const Node& mapping, std::string_view key);
    rules::ChartExpression expression_at(const Node& node);
    rules::ChartExpression expression_of(const Node& mapping, std::string_view key);
    NamedExpressions expressions_of(const Node& mapping, std::string_view key);
    void check_event_name(const Node& word);

    [[nodiscard]] bool inside(StateIndex state, StateIndex around) const {
        return state > around && state <= states()[around].last;
    }
    [[nodiscard]] const std::vector<State>& states() const { return definition_->states; }

    const Node& root_;
    Faults& faults_;
    std::shared_ptr<Definition> definition_ = std::make_shared<Definition>();
    std::shared_ptr<ChartProgram> program_ = std::make_shared<ChartProgram>();
    std::vector<const Node*> nodes_;  ///< of each state; nullptr: the root's
    std::map<std::string, StateIndex, std::less<>> by_id_;
    std::map<std::string, Place> places_;
    std::map<std::string, std::uint16_t, std::less<>> slots_;
};

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// Third stage: a pathway without errors -> Definition. Cannot fail.
#pragma once

#include "definition/checker.hpp"

namespace throughgate::definition {

/// Everything except the two hashes.
Definition compile(const CheckedPathway& checked);

// Parts of compiling.
class Compiler {
public:
    explicit Compiler(const CheckedPathway& checked);
    Definition run();

private:
    void add_names();
    void add_facts();
    void add_gates();
    void add_handoffs();
    void add_messages();
    void add_states();
    void add_rules();
    void add_readers();
    void index_events();
    [[nodiscard]] State state_from(StateIndex index) const;
    [[nodiscard]] std::uint16_t handoff_named(const Word& word) const;
    [[nodiscard]] Effects::Done done_named(const Word& word) const;
    [[nodiscard]] Effects effects_from(const EffectsText& text, StateIndex at) const;
    [[nodiscard]] HandoffDeclaration handoff_from(const HandoffText& text) const;
    [[nodiscard]] Branch branch_from(const ChartRule& rule, std::size_t way) const;
    [[nodiscard]] Value value_from(const Word& fact, const Word& value) const;
    [[nodiscard]] Recipient recipient_from(const RecipientText& text, StateIndex at) const;
    [[nodiscard]] std::optional<lifecycle::StageMove> move_of(const ChartRule& rule,
                                                              const Branch& branch) const;
    void add_timer(Rule& rule, const ChartRule& from);

    const CheckedPathway& checked_;
    const Chart& chart_;
    const View& view_;
    Definition definition_;
};

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// TapeMaker: what makers of charts and of pathways share: numbers from a tape, a tree of states.
// Every choice is read from the tape, so that a shorter tape gives a simpler model.
#pragma once

#include <cstdint>
#include <vector>

#include "oracle/model.hpp"

namespace throughgate::oracle {

class TapeMaker {
protected:
    /// The tape outlives it.
    explicit TapeMaker(const std::vector<std::uint32_t>& tape) : tape_(tape) {}

    /// 0 to n - 1; 0 once the tape is used up.
    int draw(int n) {
        if (at_ >= tape_.size() || n <= 1) return 0;
        return static_cast<int>(tape_[at_++] % static_cast<std::uint32_t>(n));
    }
    bool chance(int one_in) { return draw(one_in) == one_in - 1; }
    [[nodiscard]] int count() const { return static_cast<int>(model_.states.size()); }
    State& at(int index) { return model_.states[static_cast<std::size_t>(index)]; }

    int add(int parent, State::Kind kind) {
        const int index = count();
        State state;
        state.kind = kind;
        state.parent = parent;
        model_.states.push_back(state);
        at(parent).children.push_back(index);
        return index;
    }

    Model model_;

private:
    const std::vector<std::uint32_t>& tape_;
    std::size_t at_ = 0;
};

}  // namespace throughgate::oracle

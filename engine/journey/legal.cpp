// SPDX-License-Identifier: MIT
#include "journey/legal.hpp"

#include <algorithm>

namespace throughgate::journey {

using definition::State;

bool is_legal(const definition::Definition& definition, const StateSet& configuration) {
    bool legal = configuration.has(0);
    configuration.each([&](StateIndex index) {
        if (index >= definition.states.size()) {
            legal = false;
            return;
        }
        const State& state = definition.states[index];
        if (state.kind == State::Kind::history) legal = false;
        if (state.parent != no_state && !configuration.has(state.parent)) legal = false;
        const auto active =
            std::count_if(state.children.begin(), state.children.end(),
                          [&](StateIndex child) { return configuration.has(child); });
        if (state.kind == State::Kind::compound && active != 1) legal = false;
        if (state.kind == State::Kind::parallel &&
            static_cast<std::size_t>(active) != state.children.size())
            legal = false;
    });
    return legal;
}

}  // namespace throughgate::journey

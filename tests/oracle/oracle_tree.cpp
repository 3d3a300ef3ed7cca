// SPDX-License-Identifier: MIT
// Walking up and down the tree.
#include <algorithm>

#include "oracle/oracle.hpp"

namespace throughgate::oracle {

using Kind_ = State::Kind;

bool Oracle::is_descendant(int state, int of) const {
    for (int s = at(state).parent; s >= 0; s = at(s).parent)
        if (s == of) return true;
    return false;
}

bool Oracle::is_atomic(int state) const {
    return at(state).kind == Kind_::atomic || at(state).kind == Kind_::final_state;
}

std::vector<int> Oracle::proper_ancestors(int state, int until) const {
    std::vector<int> found;
    for (int s = at(state).parent; s >= 0 && s != until; s = at(s).parent) found.push_back(s);
    return found;
}

std::vector<int> Oracle::child_states(int state) const {
    std::vector<int> found;
    for (const int child : at(state).children)
        if (at(child).kind != Kind_::history) found.push_back(child);
    return found;
}

bool Oracle::in_final_state(int state) const {
    const std::vector<int> children = child_states(state);
    if (at(state).kind == Kind_::compound)
        return std::any_of(children.begin(), children.end(), [&](int c) {
            return at(c).kind == Kind_::final_state && configuration_.count(c) == 1;
        });
    if (at(state).kind == Kind_::parallel)
        return std::all_of(children.begin(), children.end(),
                           [&](int c) { return in_final_state(c); });
    return false;
}

}  // namespace throughgate::oracle

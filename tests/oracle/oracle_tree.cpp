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
    return at(state).kind == Kind_::parallel && joined(state);
}

/// In words: all of them; any of them; so many of them; those that are required; the first.
bool Oracle::joined(int parallel) const {
    const Join& join = at(parallel).join;
    const std::vector<int> children = child_states(parallel);
    const auto ended =
        std::count_if(children.begin(), children.end(), [&](int c) { return in_final_state(c); });
    switch (join.kind) {
        case Join::Kind::all: return ended == static_cast<std::ptrdiff_t>(children.size());
        case Join::Kind::any: return ended > 0;
        case Join::Kind::n_of: return ended >= join.n;
        case Join::Kind::required:
            return std::all_of(children.begin(), children.end(),
                               [&](int c) { return !at(c).required || in_final_state(c); });
        case Join::Kind::main_line: return in_final_state(children.front());
    }
    return false;
}

/// It is now, and was not before this state was entered.
bool Oracle::joins(int parallel, int entered) {
    if (!joined(parallel)) return false;
    configuration_.erase(entered);
    const bool before = joined(parallel);
    configuration_.insert(entered);
    return !before;
}

}  // namespace throughgate::oracle

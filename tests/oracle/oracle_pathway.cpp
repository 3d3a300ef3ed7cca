// SPDX-License-Identifier: MIT
// Where a pathway differs from a chart: conditions that are not known yet, and how it ends.
#include <algorithm>

#include "oracle/oracle.hpp"

namespace throughgate::oracle {

Answer Oracle::condition_of_pathway(const Guard& guard) const {
    if (guard.kind == Guard::Kind::less && known_.count(guard.data) == 0) return Answer::unknown;
    if (guard.kind == Guard::Kind::less)
        return data_[static_cast<std::size_t>(guard.data)] < guard.number ? Answer::yes
                                                                          : Answer::no;
    if (guard.kind == Guard::Kind::always) return Answer::yes;
    const bool in = configuration_.count(guard.state) == 1;
    return in == (guard.kind == Guard::Kind::is_in) ? Answer::yes : Answer::no;
}

/// The first branch, of the first rule that does not say no. A rule with no branch that holds and
/// one that is not known yet waits: nobody else is asked, unless no event is in hand.
const Transition* Oracle::answer_of(int state, const Raised* event, bool& waits) {
    const auto& all = at(state).transitions;
    for (std::size_t i = 0; i < all.size();) {
        const int group = all[i].group;
        bool unknown = false;
        for (; i < all.size() && all[i].group == group; ++i) {
            if (!matches(all[i], event) || (all[i].rest && unknown)) continue;
            const Answer answer = condition_of_pathway(all[i].when);
            if (answer == Answer::yes) return &all[i];
            unknown = unknown || answer == Answer::unknown;
        }
        if (!unknown || event == nullptr) continue;
        waits = waited_ = true;
        return nullptr;
    }
    return nullptr;
}

/// Everything is left but the strand that says how it ended: the main line if it has, else the
/// first one that has.
void Oracle::end_pathway() {
    const std::vector<int> strands = child_states(1);
    const int speaks = *std::find_if(strands.begin(), strands.end(),
                                     [&](int strand) { return in_final_state(strand); });
    Set gone;
    for (const int state : configuration_)
        if (state > 1 && state != speaks && !is_descendant(state, speaks)) gone.insert(state);
    for (auto state = gone.rbegin(); state != gone.rend(); ++state) {
        for (const Block& block : at(*state).on_exit) run(block);
        configuration_.erase(*state);
        log.push_back("state.left " + name_of(*state));
    }
    running_ = false;
    inner_.clear();
    outer_.clear();
}

}  // namespace throughgate::oracle

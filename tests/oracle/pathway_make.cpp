// SPDX-License-Identifier: MIT
// Making pathways out of a tape of numbers: a plain main line and one to three strands beside it,
// with nested and parallel states, histories, conditions over facts and eventless steps.
#include <algorithm>

#include "oracle/tape_maker.hpp"

namespace throughgate::oracle {
namespace {

using Kind = State::Kind;
constexpr int side_by_side = 1;  ///< the state that holds the strands

class PathwayMaker : TapeMaker {
public:
    explicit PathwayMaker(const std::vector<std::uint32_t>& tape) : TapeMaker(tape) {}

    Model run() {
        model_.pathway = true;
        model_.states.emplace_back().kind = Kind::compound;
        add(0, Kind::parallel);
        model_.states[0].initial = {side_by_side};
        wild_ = chance(10);
        add_main_line();
        const int strands = 1 + draw(3);
        for (int i = 0; i < strands; ++i) grow_sequence(add(side_by_side, Kind::compound), 0);
        for (int i = 0; i < count(); ++i) start(i);
        for (int i = 5; i < count(); ++i) furnish(i);
        add_shared_of_pathway();
        join(side_by_side, true);
        const int steps = 3 + draw(10);
        for (int i = 0; i < steps; ++i) add_step();
        return std::move(model_);
    }

private:
    // --- the tree
    void add_main_line() {
        const int main = add(side_by_side, Kind::compound);
        const int waits = add(main, Kind::atomic);
        const int ends = add(main, Kind::final_state);
        Transition over;
        over.group = next_group_++;
        over.events = {"main.finish"};
        over.targets = {ends};
        at(waits).transitions.push_back(over);
    }

    /// The states of a strand, a region or a state with nested ones; the first is not final.
    void grow_sequence(int parent, int depth) {
        const int children = 2 + draw(3);
        for (int i = 0; i < children; ++i) {
            static constexpr Kind kinds[] = {Kind::atomic,      Kind::compound, Kind::parallel,
                                             Kind::final_state, Kind::atomic,   Kind::parallel};
            Kind kind = kinds[draw(6)];
            const bool nested = kind == Kind::compound || kind == Kind::parallel;
            if (nested && (depth >= 2 || count() > 24)) kind = Kind::atomic;
            if (i == 0 && kind == Kind::final_state) kind = Kind::atomic;
            const int index = add(parent, kind);
            if (kind == Kind::compound) grow_sequence(index, depth + 1);
            if (kind == Kind::parallel) grow_regions(index, depth + 1);
        }
        if (chance(3)) at(add(parent, Kind::history)).deep = chance(2);
    }

    void grow_regions(int parent, int depth) {
        const int regions = 2 + draw(2);
        for (int i = 0; i < regions; ++i) grow_sequence(add(parent, Kind::compound), depth + 1);
        if (chance(3)) at(add(parent, Kind::history)).deep = chance(2);
    }

    [[nodiscard]] bool inside(int state, int around) const {
        for (int s = model_.states[static_cast<std::size_t>(state)].parent; s >= 0;
             s = model_.states[static_cast<std::size_t>(s)].parent)
            if (s == around) return true;
        return false;
    }

    bool is_region(int index) { return at(at(index).parent).kind == Kind::parallel; }

    /// What a transition may name: no strand and no region.
    std::vector<int> places(int around, bool with_histories) {
        std::vector<int> found;
        for (int i = 3; i < count(); ++i)
            if (inside(i, around) && !is_region(i) &&
                (with_histories || at(i).kind != Kind::history))
                found.push_back(i);
            else if (with_histories && inside(i, around) && at(i).kind == Kind::history)
                found.push_back(i);
        return found;
    }

    void start(int index) {
        State& state = at(index);
        if (state.kind == Kind::history) {
            const std::vector<int> all = places(state.parent, false);
            state.initial = {all[static_cast<std::size_t>(draw(static_cast<int>(all.size())))]};
        } else if (state.kind == Kind::compound && index != 0) {
            std::vector<int> open;
            for (const int child : state.children)
                if (at(child).kind != Kind::history) open.push_back(child);
            const bool strand = state.parent == side_by_side;
            const int at_most = strand || !chance(4) ? 1 : static_cast<int>(open.size());
            state.initial = {open[static_cast<std::size_t>(draw(at_most))]};
        }
    }

    // --- what states do
    std::string event() {
        static const char* names[] = {"a", "b", "c"};
        return names[draw(3)];
    }
    std::string own_event() {
        static const char* names[] = {"d", "e"};
        return wild_ ? event() : names[draw(2)];
    }
    std::string any_event() { return chance(3) ? own_event() : event(); }

    Guard guard() {
        Guard guard;
        static constexpr Guard::Kind kinds[] = {Guard::Kind::less, Guard::Kind::is_in,
                                                Guard::Kind::not_in, Guard::Kind::less};
        guard.kind = kinds[draw(4)];
        guard.data = draw(model_.data);
        guard.number = 1 + draw(4);
        std::vector<int> readable;
        for (int i = 3; i < count(); ++i)
            if (at(i).kind != Kind::history && at(i).parent != side_by_side) readable.push_back(i);
        guard.state = readable[static_cast<std::size_t>(draw(static_cast<int>(readable.size())))];
        return guard;
    }

    /// As a pathway does it: facts first, then what it raises, then what it tells.
    Block block(bool tells) {
        Block block;
        for (int data = 0; data < model_.data; ++data) {
            if (!chance(4)) continue;
            Action& action = block.emplace_back();
            action.kind = Action::Kind::set;
            action.data = data;
            action.number = draw(5);
        }
        for (const Action::Kind kind : {Action::Kind::raise, Action::Kind::send}) {
            if (!tells || !chance(4)) continue;
            Action& action = block.emplace_back();
            action.kind = kind;
            action.event = own_event();
        }
        return block;
    }

    std::vector<Block> blocks(bool tells) {
        Block made = block(tells);
        if (made.empty()) return {};
        return {std::move(made)};
    }

    int common_ancestor(int a, int b) {
        int both = a;
        while (both != b && !inside(b, both)) both = at(both).parent;
        return both;
    }

    /// A history stands for all of the state that it remembers.
    bool together(int a, int b) {
        if (at(a).kind == Kind::history) a = at(a).parent;
        if (at(b).kind == Kind::history) b = at(b).parent;
        const int both = common_ancestor(a, b);
        return both != a && both != b && both > side_by_side && at(both).kind == Kind::parallel;
    }

    std::vector<int> targets_for(int source) {
        const int near = !chance(4)  ? at(source).parent
                         : chance(4) ? side_by_side
                                     : strand_of(source);
        const std::vector<int> from = places(near, true);
        std::vector<int> targets;
        const int wanted = 1 + (chance(4) ? 1 : 0);
        for (int i = 0; i < wanted; ++i) {
            const int target = from[static_cast<std::size_t>(draw(static_cast<int>(from.size())))];
            if (inside(target, 2)) continue;  // the main line goes its own way
            if (std::all_of(targets.begin(), targets.end(),
                            [&](int other) { return together(target, other); }))
                targets.push_back(target);
        }
        return targets;
    }

    int strand_of(int state) {
        while (at(state).parent != side_by_side) state = at(state).parent;
        return state;
    }

    Transition transition(int source, int group, bool tells) {
        Transition made;
        made.group = group;
        if (!chance(6)) made.targets = targets_for(source);
        if (const int end = end_beside(source); end > 0 && chance(4)) made.targets = {end};
        made.content = block(tells && made.targets.size() < 2);
        return made;
    }

    /// A final state beside the source; 0: none.
    int end_beside(int source) {
        for (const int state : at(at(source).parent).children)
            if (at(state).kind == Kind::final_state) return state;
        return 0;
    }

    /// One rule: an event with one branch or several.
    void add_rule(int source, std::vector<Transition>& to, const std::string& event) {
        const int group = next_group_++;
        const bool own = event[0] == 'd' || event[0] == 'e';
        const int branches = 1 + (chance(3) ? 1 + draw(2) : 0);
        for (int i = 0; i < branches; ++i) {
            Transition made = transition(source, group, wild_ || !own);
            made.events = {event};
            made.rest = branches > 1 && i == branches - 1 && chance(2);
            if (!made.rest && (branches > 1 || chance(3))) made.when = guard();
            made.internal = branches == 1 && is_inner(source, made);
            to.push_back(made);
        }
    }

    bool is_inner(int source, const Transition& made) {
        if (at(source).kind != Kind::compound || made.targets.empty() || !chance(2)) return false;
        return std::all_of(made.targets.begin(), made.targets.end(),
                           [&](int target) { return inside(target, source); });
    }

    void add_events(int source, std::vector<Transition>& to) {
        std::vector<std::string> used;
        for (int i = draw(4); i > 0; --i) {
            const std::string name = any_event();
            if (std::find(used.begin(), used.end(), name) != used.end()) continue;
            used.push_back(name);
            add_rule(source, to, name);
        }
    }

    void add_eventless(int source) {
        if (!chance(5)) return;
        const int group = next_group_++;
        for (int i = 1 + draw(2); i > 0; --i) {
            Transition made = transition(source, group, false);
            made.when = guard();
            if (!wild_) made.when.kind = Guard::Kind::less;
            // Forward only, or most pathways would go round for ever.
            if (!wild_) std::erase_if(made.targets, [&](int target) { return target <= source; });
            if (made.targets.empty() && !wild_) continue;  // it would never rest
            at(source).transitions.push_back(made);
        }
    }

    void add_done(int source) {
        const Kind kind = at(source).kind;
        if (kind != Kind::compound && kind != Kind::parallel) return;
        if (chance(2)) add_rule(source, at(source).transitions, "done.state." + name_of(source));
    }

    void furnish(int index) {
        const Kind kind = at(index).kind;
        if (kind == Kind::compound || kind == Kind::history)
            at(index).initial_content = block(wild_);
        if (kind == Kind::history) return;
        if (is_region(index)) return add_shared(index);
        at(index).on_entry = blocks(wild_ || chance(3));
        at(index).on_exit = blocks(wild_ || chance(3));
        if (kind == Kind::final_state) return;
        add_events(index, at(index).transitions);
        give_shared(index);
        add_eventless(index);
        add_done(index);
        if (kind == Kind::parallel) join(index, false);
    }

    /// Strands and regions come before what is in them, so these are given on in document order.
    void add_shared(int index) {
        if (chance(3)) add_events(at(index).children.front(), at(index).shared);
        for (Transition& each : at(index).shared) {
            each.internal = false;
            if (each.targets.empty()) continue;
            std::erase_if(each.targets, [&](int target) { return !inside(target, index); });
        }
    }

    void give_shared(int index) {
        for (Transition each : at(at(index).parent).shared)
            at(index).transitions.push_back(std::move(each));
    }

    void add_shared_of_pathway() {
        if (!chance(3)) return;
        Transition made;
        made.group = next_group_++;
        made.events = {event()};
        made.content = block(false);
        if (!made.content.empty()) at(side_by_side).transitions.push_back(made);
    }

    // --- joins
    bool ends(int index) {
        return std::any_of(at(index).children.begin(), at(index).children.end(),
                           [&](int c) { return at(c).kind == Kind::final_state; });
    }

    void join(int index, bool pathway) {
        std::vector<int> ending;
        std::size_t all = 0;
        for (const int child : at(index).children) {
            if (at(child).kind == Kind::history) continue;
            ++all;
            if (ends(child)) ending.push_back(child);
        }
        if (pathway) at(index).join.kind = Join::Kind::main_line;
        static constexpr Join::Kind kinds[] = {Join::Kind::main_line, Join::Kind::any,
                                               Join::Kind::n_of, Join::Kind::required,
                                               Join::Kind::all};
        const Join::Kind kind = kinds[draw(5)];
        const int count = static_cast<int>(ending.size());
        const bool plain = kind == Join::Kind::main_line || count == 0 ||
                           (kind == Join::Kind::all && ending.size() < all);
        if (plain) return;
        at(index).join = {kind, kind == Join::Kind::n_of ? 1 + draw(count) : 1};
        if (kind != Join::Kind::required) return;
        const int first = draw(count);
        for (int i = 0; i < count; ++i)
            at(ending[static_cast<std::size_t>(i)]).required = i == first || chance(3);
    }

    void add_step() {
        Step step;
        step.event.name = chance(12) ? "main.finish" : any_event();
        model_.steps.push_back(step);
    }

    int next_group_ = 0;
    bool wild_ = false;  ///< may well not come to rest
};

}  // namespace

Model pathway_from(const std::vector<std::uint32_t>& tape) { return PathwayMaker(tape).run(); }

}  // namespace throughgate::oracle

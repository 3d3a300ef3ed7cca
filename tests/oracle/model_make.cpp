// SPDX-License-Identifier: MIT
// Making charts and events out of a tape of numbers.
#include <algorithm>

#include "oracle/tape_maker.hpp"

namespace throughgate::oracle {
namespace {

using Kind = State::Kind;

class Maker : TapeMaker {
public:
    explicit Maker(const std::vector<std::uint32_t>& tape) : TapeMaker(tape) {}

    Model run() {
        model_.states.emplace_back().kind = Kind::compound;
        wild_ = chance(12);
        grow(0, 0);
        for (int i = 0; i < count(); ++i) start(i);
        for (int i = 1; i < count(); ++i) furnish(i);
        const int steps = 1 + draw(8);
        for (int i = 0; i < steps; ++i) add_step();
        return std::move(model_);
    }

private:
    // --- the tree
    void grow(int parent, int depth) {
        const bool parallel = at(parent).kind == Kind::parallel;
        const int children = (parallel ? 2 : 1) + draw(3);
        for (int i = 0; i < children; ++i) {
            const bool deep = depth >= 3 || count() > 24;
            static constexpr Kind kinds[] = {Kind::atomic,      Kind::compound, Kind::parallel,
                                             Kind::final_state, Kind::compound, Kind::parallel};
            Kind kind = kinds[draw(6)];
            const bool nested = kind == Kind::compound || kind == Kind::parallel;
            if ((deep && nested) || (parallel && kind == Kind::final_state)) kind = Kind::atomic;
            // A chart that ends at once shows little.
            if (kind == Kind::final_state && depth == 0 && !chance(3)) kind = Kind::atomic;
            const int index = add(parent, kind);
            if (kind == Kind::compound || kind == Kind::parallel) grow(index, depth + 1);
        }
        const bool all_final = std::all_of(at(parent).children.begin(), at(parent).children.end(),
                                           [&](int c) { return at(c).kind == Kind::final_state; });
        if (all_final) add(parent, Kind::atomic);
        if (depth > 0 && chance(3)) at(add(parent, Kind::history)).deep = chance(2);
    }

    [[nodiscard]] bool inside(int state, int around) const {
        for (int s = model_.states[static_cast<std::size_t>(state)].parent; s >= 0;
             s = model_.states[static_cast<std::size_t>(s)].parent)
            if (s == around) return true;
        return false;
    }

    std::vector<int> below(int around, bool with_histories) {
        std::vector<int> found;
        for (int i = 1; i < count(); ++i)
            if (inside(i, around) && (with_histories || at(i).kind != Kind::history))
                found.push_back(i);
        return found;
    }

    /// Where a compound or history begins; sometimes deep inside, sometimes in several regions.
    void start(int index) {
        State& state = at(index);
        if (state.kind == Kind::history) {
            state.initial = legal_targets(below(state.parent, false));
        } else if (state.kind == Kind::compound) {
            std::vector<int> plain;
            for (const int child : state.children)
                if (at(child).kind != Kind::history) plain.push_back(child);
            state.initial =
                chance(3)
                    ? legal_targets(below(index, true))
                    : std::vector<int>{
                          plain[static_cast<std::size_t>(draw(static_cast<int>(plain.size())))]};
            if (leads_to_own_history(index)) state.initial = {plain.front()};
        }
    }

    /// A start that goes through a history of the state itself could go round for ever.
    [[nodiscard]] bool leads_to_own_history(int index) {
        return std::any_of(at(index).initial.begin(), at(index).initial.end(), [&](int t) {
            return at(t).kind == Kind::history && at(t).parent == index;
        });
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
        return both != a && both != b && at(both).kind == Kind::parallel;
    }

    std::vector<int> legal_targets(const std::vector<int>& from) {
        std::vector<int> targets;
        const int wanted = 1 + (chance(3) ? 1 + draw(2) : 0);
        for (int i = 0; i < wanted && !from.empty(); ++i) {
            const int target = from[static_cast<std::size_t>(draw(static_cast<int>(from.size())))];
            const bool fits = std::all_of(targets.begin(), targets.end(),
                                          [&](int other) { return together(target, other); });
            if (fits) targets.push_back(target);
        }
        return targets;
    }

    // --- what states do
    std::string event() {
        static const char* names[] = {"a", "b", "a.x", "c", "a.x.y", "b.z"};
        return names[draw(6)];
    }

    /// What a chart tells itself. Charts that answer themselves with themselves rarely rest, so
    /// only wild ones use the events that come from outside.
    std::string own_event() {
        static const char* names[] = {"d", "d.x", "e"};
        return wild_ ? event() : names[draw(3)];
    }

    std::string descriptor(int source) {
        switch (draw(12)) {
            case 9: return "d";
            case 10: return "e";
            case 11: return "d.x.*";
            case 6: return wild_ ? "*" : "a.*";
            case 7: return event() + ".*";
            case 8: {
                const int parent = at(source).parent;
                return chance(2) ? "error" : "done.state." + name_of(parent > 0 ? parent : source);
            }
            default: return event();
        }
    }

    Guard guard(bool often) {
        Guard guard;
        if (!often && !chance(3)) return guard;
        static constexpr Guard::Kind kinds[] = {Guard::Kind::less,       Guard::Kind::is_in,
                                                Guard::Kind::not_in,     Guard::Kind::less,
                                                Guard::Kind::event_data, Guard::Kind::broken,
                                                Guard::Kind::not_a_truth};
        guard.kind = kinds[draw(7)];
        guard.data = draw(model_.data);
        guard.number = 1 + draw(5);
        guard.state = 1 + draw(count() - 1);
        return guard;
    }

    Block block(int depth = 0) {
        Block block;
        for (int i = draw(3); i > 0; --i) block.push_back(action(depth));
        return block;
    }

    Action action(int depth) {
        static constexpr Action::Kind kinds[] = {
            Action::Kind::add,  Action::Kind::log,        Action::Kind::raise,  Action::Kind::set,
            Action::Kind::send, Action::Kind::send_later, Action::Kind::cancel, Action::Kind::raise,
            Action::Kind::send, Action::Kind::broken,     Action::Kind::choose, Action::Kind::each};
        Action action;
        action.kind = kinds[draw(depth < 2 ? 12 : 10)];
        action.data = draw(model_.data);
        action.number = draw(4);
        action.event = own_event();
        const bool tells = action.kind == Action::Kind::raise || action.kind == Action::Kind::send;
        if (tells && quiet_) action.kind = Action::Kind::add;
        if (action.kind == Action::Kind::cancel || chance(2))
            action.id = "i" + std::to_string(draw(2));
        if (action.kind == Action::Kind::choose) {
            action.when = guard(true);
            action.otherwise = block(depth + 1);
        }
        if (action.kind == Action::Kind::choose || action.kind == Action::Kind::each)
            action.then = block(depth + 1);
        return action;
    }

    std::vector<Block> blocks() {
        std::vector<Block> blocks;
        for (int i = draw(3); i > 0; --i) blocks.push_back(block());
        std::erase_if(blocks, [](const Block& each) { return each.empty(); });
        return blocks;
    }

    bool can_end(int index) {
        return std::any_of(at(index).children.begin(), at(index).children.end(), [&](int c) {
            return at(index).kind == Kind::parallel ? can_end(c) : at(c).kind == Kind::final_state;
        });
    }

    /// Only a join that can be met.
    void join(int index) {
        std::vector<int> ending;
        for (const int child : at(index).children)
            if (at(child).kind != Kind::history && can_end(child)) ending.push_back(child);
        const int count = static_cast<int>(ending.size());
        static constexpr Join::Kind kinds[] = {Join::Kind::all, Join::Kind::any, Join::Kind::n_of,
                                               Join::Kind::required};
        const Join::Kind kind = kinds[draw(4)];
        if (count == 0 || kind == Join::Kind::all) return;
        at(index).join = {kind, kind == Join::Kind::n_of ? 1 + draw(count) : 1};
        if (kind != Join::Kind::required) return;
        const int first = draw(count);
        for (int i = 0; i < count; ++i)
            at(ending[static_cast<std::size_t>(i)]).required = i == first || chance(3);
    }

    void furnish(int index) {
        const Kind kind = at(index).kind;
        if (kind == Kind::parallel) join(index);
        if (kind == Kind::history || kind == Kind::compound) at(index).initial_content = block();
        if (kind == Kind::history) return;
        quiet_ = !wild_ && !chance(4);
        at(index).on_entry = blocks();
        at(index).on_exit = blocks();
        quiet_ = false;
        if (kind == Kind::final_state) {
            at(index).gives = draw(3) - 1;
            return;
        }
        for (int i = draw(4); i > 0; --i) at(index).transitions.push_back(transition(index));
    }

    /// 0: there is none.
    int some_history() {
        std::vector<int> found;
        for (int i = 1; i < count(); ++i)
            if (at(i).kind == Kind::history) found.push_back(i);
        if (found.empty()) return 0;
        return found[static_cast<std::size_t>(draw(static_cast<int>(found.size())))];
    }

    Transition transition(int source) {
        Transition made;
        const bool eventless = chance(6);
        if (!eventless)
            for (int i = 1 + draw(2); i > 0; --i) made.events.push_back(descriptor(source));
        made.when = guard(eventless);
        if (eventless && !wild_) made.when.kind = Guard::Kind::less;
        if (!chance(5)) {
            // Mostly somewhere near: far moves leave everything too often.
            const int near = at(source).parent > 0 && !chance(3) ? at(source).parent : 0;
            made.targets = legal_targets(below(near, true));
            const bool root_history = std::any_of(
                made.targets.begin(), made.targets.end(),
                [&](int t) { return at(t).parent == 0 && at(t).kind == Kind::history; });
            if (root_history) made.targets.clear();
            if (const int history = some_history(); history > 0 && chance(4))
                made.targets = {history};
        }
        made.internal = chance(4);
        quiet_ = !wild_ && std::any_of(made.events.begin(), made.events.end(),
                                       [](const std::string& each) { return each[0] > 'c'; });
        made.content = block();
        quiet_ = false;
        return made;
    }

    void add_step() {
        Step step;
        step.after_ms = chance(2) ? draw(6) * 10 : 0;
        step.event.name = event();
        step.event.has_data = chance(2);
        step.event.data = step.event.has_data ? draw(4) : 0;
        model_.steps.push_back(step);
    }

    bool wild_ = false;   ///< may well not come to rest
    bool quiet_ = false;  ///< tells itself nothing here
};

}  // namespace

Model model_from(const std::vector<std::uint32_t>& tape) { return Maker(tape).run(); }

}  // namespace throughgate::oracle

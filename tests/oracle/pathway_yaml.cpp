// SPDX-License-Identifier: MIT
// Writing a model down as a pathway. What the checker wants of every pathway (a way to each state
// and out of it, somebody who answers each event) is drawn with events that nobody sends.
#include "oracle/model.hpp"

namespace throughgate::oracle {
namespace {

using Kind = State::Kind;

class Writer {
public:
    explicit Writer(const Model& model) : model_(model) {}

    std::string run() {
        const State& root = at(1);
        if (root.join.kind != Join::Kind::main_line) line(0, "join: " + text_of(root.join));
        if (!root.transitions.empty()) {
            line(0, "events:");
            write_rules(1, root.transitions, 2);
        }
        line(0, "strands:");
        write_main();
        for (std::size_t i = 1; i < root.children.size(); ++i) write_strand(root.children[i]);
        return out_;
    }

private:
    const State& at(int index) const { return model_.states[static_cast<std::size_t>(index)]; }

    void line(int indent, const std::string& text) {
        out_ += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
    }

    static std::string text_of(const Join& join) {
        switch (join.kind) {
            case Join::Kind::any: return "any";
            case Join::Kind::n_of: return "{n_of: " + std::to_string(join.n) + "}";
            case Join::Kind::required: return "required";
            default: return "all";
        }
    }

    int strand_of(int state) const {
        while (at(state).parent > 1) state = at(state).parent;
        return state;
    }

    std::string full_name(int state) const {
        std::string name = name_of(state);
        for (int s = at(state).parent; s > 1; s = at(s).parent) name = name_of(s) + "." + name;
        return name;
    }

    void write_main() {
        line(2, "s2:");
        if (at(2).required) line(4, "required: true");
        line(4, "start: s3");
        line(4, "states:");
        line(6,
             "s3: {title: T, stage: needed, owner: ro, do: D, events: {main.finish: s4, "
             "never: listener}}");
        line(6, "s4: {title: T, stage: closed, final: true, outcome: o}");
        line(6,
             "listener: {title: T, stage: needed, owner: ro, do: D, events: {a: s3, b: s3, c: "
             "s3, d: s3, e: s3}}");
    }

    void write_strand(int strand) {
        line(2, name_of(strand) + ":");
        write_sequence(strand, 4, true);
        line(6, "gone: {title: T, final: true, outcome: gone}");
    }

    /// A strand, or a region.
    void write_sequence(int index, int indent, bool strand) {
        const State& state = at(index);
        if (state.required) line(indent, "required: true");
        line(indent, "start: " + name_of(state.initial.front()));
        write_effects(indent, "on_start", state.initial_content);
        if (strand || !state.shared.empty()) line(indent, "events:");
        if (strand) line(indent + 2, "leave: gone");
        if (strand)
            for (int i = index + 1; i < static_cast<int>(model_.states.size()); ++i)
                if (strand_of(i) == index && (!is_region(i) || at(i).kind == Kind::history))
                    line(indent + 2, "goto." + name_of(i) + ": " + name_of(i));
        write_rules(index, state.shared, indent + 2);
        line(indent, "states:");
        write_states(index, indent + 2);
    }

    bool is_region(int index) const { return at(at(index).parent).kind == Kind::parallel; }

    void write_states(int parent, int indent) {
        for (const int child : at(parent).children) write_state(child, indent, 0);
        // A history of a parallel state has no place among its regions.
        for (const int child : at(parent).children)
            if (at(child).kind == Kind::parallel)
                for (const int inner : at(child).children)
                    if (at(inner).kind == Kind::history) write_state(inner, indent, child);
    }

    void write_state(int index, int indent, int history_of) {
        const State& state = at(index);
        line(indent, name_of(index) + ":");
        const int inner = indent + 2;
        if (state.kind == Kind::history) return write_history(state, inner, history_of);
        line(inner, "title: T");
        write_parts(inner, state.on_entry);
        if (!state.on_exit.empty()) write_effects(inner, "on_exit", state.on_exit.front());
        if (state.kind == Kind::final_state) {
            line(inner, "final: true");
            return line(inner, "outcome: o");
        }
        line(inner, "owner: ro");
        line(inner, "do: D");
        line(inner, "restart: all");
        write_own_rules(index, inner);
        if (state.kind == Kind::compound) {
            line(inner, "start: " + name_of(state.initial.front()));
            write_effects(inner, "on_start", state.initial_content);
            line(inner, "states:");
            write_states(index, inner + 2);
        }
        if (state.kind == Kind::parallel) write_regions(index, inner);
    }

    void write_history(const State& state, int indent, int of) {
        std::string text = std::string("history: {remembers: ") + (state.deep ? "deep" : "shallow");
        if (of != 0) text += ", of: " + name_of(of);
        line(indent, text + ", start: " + name_of(state.initial.front()) + "}");
        write_effects(indent, "on_start", state.initial_content);
    }

    void write_regions(int index, int indent) {
        const State& state = at(index);
        if (state.join.kind != Join::Kind::all) line(indent, "join: " + text_of(state.join));
        line(indent, "parallel:");
        for (const int region : state.children) {
            if (at(region).kind == Kind::history) continue;
            line(indent + 2, name_of(region) + ":");
            write_sequence(region, indent + 4, false);
        }
    }

    // --- rules
    void write_own_rules(int index, int indent) {
        std::vector<Transition> events;
        std::vector<Transition> always;
        std::vector<Transition> done;
        const auto& shared = at(at(index).parent).shared;
        for (const Transition& each : at(index).transitions) {
            bool given = false;
            for (const Transition& other : shared) given = given || other.group == each.group;
            if (given) continue;
            if (each.events.empty())
                always.push_back(each);
            else if (each.events.front() == "done.state." + name_of(index))
                done.push_back(each);
            else
                events.push_back(each);
        }
        if (!events.empty()) line(indent, "events:");
        write_rules(index, events, indent + 2);
        if (!always.empty()) line(indent, "always: [" + branches(index, always) + "]");
        if (!done.empty()) line(indent, "done: " + rule(index, done));
    }

    /// One rule a group.
    void write_rules(int source, const std::vector<Transition>& all, int indent) {
        for (std::size_t i = 0; i < all.size();) {
            std::vector<Transition> group;
            const std::size_t first = i;
            for (; i < all.size() && all[i].group == all[first].group; ++i) group.push_back(all[i]);
            line(indent, group.front().events.front() + ": " + rule(source, group));
        }
    }

    std::string rule(int source, const std::vector<Transition>& group) const {
        const Transition& only = group.front();
        const bool plain = group.size() == 1 && only.when.kind == Guard::Kind::always;
        if (!plain)
            return std::string("{") + (only.internal ? "internal: true, " : "") + "choose: [" +
                   branches(source, group) + "]}";
        return "{to: " + targets(source, only) + (only.internal ? ", internal: true" : "") +
               effects(only.content, ", ") + "}";
    }

    std::string branches(int source, const std::vector<Transition>& group) const {
        std::string text;
        for (const Transition& each : group) {
            if (!text.empty()) text += ", ";
            if (each.rest)
                text += "{otherwise: " + targets(source, each);
            else
                text += "{when: " + condition(each.when) + ", to: " + targets(source, each);
            text += effects(each.content, ", ") + "}";
        }
        return text;
    }

    std::string targets(int source, const Transition& each) const {
        if (each.targets.empty()) return "stay";
        std::string text;
        for (const int target : each.targets) {
            const bool near = source > 1 && strand_of(source) == strand_of(target);
            text += (text.empty() ? "" : ", ") + (near ? name_of(target) : full_name(target));
        }
        return each.targets.size() == 1 ? text : "[" + text + "]";
    }

    std::string condition(const Guard& guard) const {
        if (guard.kind == Guard::Kind::less)
            return "x" + std::to_string(guard.data) + " is less than " +
                   std::to_string(guard.number);
        return name_of(strand_of(guard.state)) +
               (guard.kind == Guard::Kind::is_in ? " is " : " is not ") + name_of(guard.state);
    }

    // --- effects
    static std::string effects(const Block& block, const std::string& before) {
        std::string sets;
        std::string raises;
        std::string tells;
        const auto add = [](std::string& to, const std::string& what) {
            to += (to.empty() ? "" : ", ") + what;
        };
        for (const Action& each : block) {
            if (each.kind == Action::Kind::set)
                add(sets, "x" + std::to_string(each.data) + ": " + std::to_string(each.number));
            if (each.kind == Action::Kind::raise) add(raises, each.event);
            if (each.kind == Action::Kind::send) add(tells, each.event);
        }
        std::string text;
        if (!sets.empty()) text += before + "sets: {" + sets + "}";
        if (!raises.empty()) text += (text.empty() ? before : ", ") + "raises: [" + raises + "]";
        if (!tells.empty()) text += (text.empty() ? before : ", ") + "tells: [" + tells + "]";
        return text;
    }

    void write_effects(int indent, const std::string& key, const Block& block) {
        if (!block.empty()) line(indent, key + ": {" + effects(block, "") + "}");
    }

    void write_parts(int indent, const std::vector<Block>& blocks) {
        if (blocks.empty()) return;
        for (const Action::Kind kind :
             {Action::Kind::set, Action::Kind::raise, Action::Kind::send}) {
            Block some;
            for (const Action& each : blocks.front())
                if (each.kind == kind) some.push_back(each);
            if (!some.empty()) line(indent, effects(some, ""));
        }
    }

    const Model& model_;
    std::string out_;
};

}  // namespace

std::string to_pathway(const Model& model) { return Writer(model).run(); }

}  // namespace throughgate::oracle

// SPDX-License-Identifier: MIT
// A diagram as DOT, Mermaid and Markdown.
#include <algorithm>
#include <map>

#include "tooling/diagram.hpp"

namespace throughgate::tooling {
namespace {

using definition::State;

std::string text(Symbol symbol) { return std::string(symbol.text()); }

const State& state_of(const Diagram& diagram, StateIndex state) {
    return diagram.definition->states[state];
}

bool is_group(const State& state) { return !state.children.empty(); }

std::string replaced(std::string from, std::string_view what, std::string_view with) {
    for (std::size_t at = from.find(what); at != std::string::npos;
         at = from.find(what, at + with.size()))
        from.replace(at, what.size(), with);
    return from;
}

std::string quoted(const std::string& words) {
    return '"' + replaced(replaced(words, "\\", "\\\\"), "\"", "\\\"") + '"';
}

/// At most so wide a line, broken between words.
std::string wrapped(const std::string& words, std::size_t width, std::string_view newline) {
    std::string out;
    std::size_t line = 0;
    std::size_t begin = 0;
    while (begin < words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        const std::size_t size = end - begin;
        if (line > 0 && line + 1 + size > width) {
            out += newline;
            line = 0;
        } else if (line > 0) {
            out += ' ';
            ++line;
        }
        out += words.substr(begin, size);
        line += size;
        begin = end + 1;
    }
    return out;
}

/// "released [supervised is false] gate address".
std::string label_of(const Arrow& arrow) {
    std::string label = arrow.event;
    if (!arrow.when.empty()) label += (label.empty() ? "[" : " [") + arrow.when + "]";
    if (!arrow.gate.empty()) label += " gate " + arrow.gate;
    return label;
}

std::string title_of(const State& state) {
    return state.title.empty() ? text(state.short_id) : state.title;
}

/// Where an arrow to a group comes to rest.
StateIndex inside(const Diagram& diagram, StateIndex state) {
    while (is_group(state_of(diagram, state))) {
        const State& group = state_of(diagram, state);
        state = group.start.empty() ? group.children.front() : group.start.front();
    }
    return state;
}

class Dot {
public:
    explicit Dot(const Diagram& diagram) : diagram_(diagram) {}

    std::string run() {
        line("digraph " + quoted(text(diagram_.definition->pathway)) + " {");
        line("    rankdir=LR; newrank=true; fontname=\"sans-serif\"; label=" +
             quoted(diagram_.definition->title) + "; labelloc=t;");
        line("    node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];");
        line("    edge [fontname=\"sans-serif\", fontsize=9];");
        for (const StateIndex child : state_of(diagram_, 0).children) state(child, "    ");
        arrows();
        line("}");
        return std::move(out_);
    }

private:
    void line(const std::string& words) { out_ += words + "\n"; }

    static std::string node(StateIndex state) { return "s" + std::to_string(state); }

    void state(StateIndex index, const std::string& indent) {
        const State& state = state_of(diagram_, index);
        if (state.kind == State::Kind::history) return;
        if (!is_group(state)) return leaf(index, state, indent);
        line(indent + "subgraph cluster_" + node(index) + " {");
        const std::string style =
            state.kind == State::Kind::parallel ? "dashed" : "\"rounded,filled\"";
        line(indent + "    label=" + quoted(title_of(state)) + "; style=" + style +
             "; fillcolor=\"#f3f2f1\"; fontsize=12;");
        for (const StateIndex child : state.children) this->state(child, indent + "    ");
        for (const StateIndex start : state.start) begin(index, start, indent + "    ");
        if (leaves_by_itself(index))
            line(indent + "    " + node(index) +
                 " [shape=plaintext, fontsize=10, label=\"any state in here" +
                 (stays_of(index).empty() ? ""
                                          : "\\nstays: " + wrapped(stays_of(index), 30, "\\n")) +
                 "\"];");
        line(indent + "}");
    }

    void begin(StateIndex group, StateIndex start, const std::string& indent) {
        const std::string dot = "start_" + node(group);
        line(indent + dot + " [shape=point, width=0.12, label=\"\"];");
        line(indent + dot + " -> " + node(inside(diagram_, start)) + ";");
    }

    /// Arrows that all states of a group share begin at a node for any of them.
    [[nodiscard]] bool leaves_by_itself(StateIndex group) const {
        return std::any_of(diagram_.arrows.begin(), diagram_.arrows.end(),
                           [group](const Arrow& arrow) { return arrow.from == group; });
    }

    void leaf(StateIndex index, const State& state, const std::string& indent) {
        std::string label = wrapped(title_of(state), 24, "\\n");
        if (!state.owner.empty()) label += "\\n(" + text(state.owner) + ")";
        const bool is_final = state.kind == State::Kind::final_state;
        if (is_final && !state.outcome.empty()) label += "\\noutcome: " + text(state.outcome);
        if (const std::string stays = stays_of(index); !stays.empty())
            label += "\\nstays: " + wrapped(stays, 30, "\\n");
        line(indent + node(index) + " [label=\"" + replaced(label, "\"", "\\\"") + "\"" +
             (is_final ? ", peripheries=2" : "") + "];");
    }

    /// Events that it answers without going anywhere.
    std::string stays_of(StateIndex index) const {
        std::vector<std::string> events;
        for (const Arrow& arrow : diagram_.arrows)
            if (arrow.from == index && arrow.to.empty() && !arrow.event.empty() &&
                std::find(events.begin(), events.end(), arrow.event) == events.end())
                events.push_back(arrow.event);
        std::string all;
        for (const std::string& event : events) all += (all.empty() ? "" : ", ") + event;
        return all;
    }

    /// What leads from one state to the same other one is one arrow with several lines.
    void arrows() {
        std::vector<std::pair<StateIndex, StateIndex>> order;
        std::map<std::pair<StateIndex, StateIndex>, std::string> labels;
        for (const Arrow& arrow : diagram_.arrows)
            for (const StateIndex target : arrow.to) {
                const std::pair ends{arrow.from, inside(diagram_, visible(target))};
                if (arrow.from == 0) continue;
                const auto [label, is_new] = labels.try_emplace(ends);
                if (is_new) order.push_back(ends);
                const std::string words = wrapped(label_of(arrow), 36, "\n");
                if (words.empty()) continue;
                label->second += (label->second.empty() ? "" : "\n") + words;
            }
        for (const auto& ends : order)
            line("    " + node(ends.first) + " -> " + node(ends.second) +
                 " [label=" + quoted(labels.at(ends)) + "];");
    }

    /// A history is drawn as the state that it remembers.
    StateIndex visible(StateIndex target) const {
        const State& state = state_of(diagram_, target);
        return state.kind == State::Kind::history ? state.parent : target;
    }

    const Diagram& diagram_;
    std::string out_;
};

class Mermaid {
public:
    explicit Mermaid(const Diagram& diagram) : diagram_(diagram) {}

    std::string run() {
        line("stateDiagram-v2");
        const auto& strands = state_of(diagram_, 0).children;
        for (const StateIndex strand : strands) state(strand, "    ");
        for (const Arrow& each : diagram_.arrows) arrow(each);
        return std::move(out_);
    }

private:
    void line(const std::string& words) { out_ += words + "\n"; }

    static std::string node(StateIndex state) { return "s" + std::to_string(state); }

    /// Characters with a meaning of their own give way.
    static std::string plain(std::string words) {
        for (char& c : words)
            if (c == ':' || c == ';' || c == '"' || c == '{' || c == '}' || c == '#') c = ' ';
        return words;
    }

    void state(StateIndex index, const std::string& indent) {
        const State& state = state_of(diagram_, index);
        if (state.kind == State::Kind::history) return;
        std::string title = title_of(state);
        if (state.kind == State::Kind::final_state && !state.outcome.empty())
            title += " (" + text(state.outcome) + ")";
        line(indent + "state \"" + plain(title) + "\" as " + node(index) +
             (is_group(state) ? " {" : ""));
        if (!is_group(state)) return;
        children(state, indent + "    ");
        line(indent + "}");
    }

    void children(const State& state, const std::string& indent) {
        bool first = true;
        for (const StateIndex child : state.children) {
            if (state.kind == State::Kind::parallel && !first) line(indent + "--");
            this->state(child, indent);
            first = false;
        }
        for (const StateIndex start : state.start) line(indent + "[*] --> " + node(start));
        for (const StateIndex child : state.children)
            if (state_of(diagram_, child).kind == State::Kind::final_state)
                line(indent + node(child) + " --> [*]");
    }

    void arrow(const Arrow& arrow) {
        for (StateIndex target : arrow.to) {
            if (state_of(diagram_, target).kind == State::Kind::history)
                target = state_of(diagram_, target).parent;
            if (arrow.from == 0) continue;
            const std::string label = plain(label_of(arrow));
            line("    " + node(arrow.from) + " --> " + node(target) +
                 (label.empty() ? "" : " : " + label));
        }
    }

    const Diagram& diagram_;
    std::string out_;
};

std::string cell(const std::string& words) { return replaced(words, "|", "\\|"); }

std::string end_row(const State& state) {
    return "| `" + text(state.id) + "` | " + cell(title_of(state)) +
           " | | | | | ends: " + text(state.outcome) + " |\n";
}

std::string row(const Diagram& diagram, const Arrow& arrow) {
    const State& from = state_of(diagram, arrow.from);
    std::string targets;
    for (const StateIndex target : arrow.to)
        targets += (targets.empty() ? "`" : ", `") + text(state_of(diagram, target).id) + "`";
    if (targets.empty()) targets = arrow.refuses ? "refused" : "stays";
    const std::string id = arrow.from == 0 ? "(any)" : "`" + text(from.id) + "`";
    return "| " + id + " | " + (arrow.from == 0 ? "" : cell(title_of(from))) + " | " +
           (arrow.event.empty() ? "(at once)" : cell(arrow.event)) + " | " + cell(arrow.when) +
           " | " + arrow.gate + " | " + arrow.by + " | " + targets + " |\n";
}

}  // namespace

std::string to_dot(const Diagram& diagram) { return Dot(diagram).run(); }

std::string to_mermaid(const Diagram& diagram) { return Mermaid(diagram).run(); }

std::string to_table(const Diagram& diagram) {
    std::string out =
        "| state | title | event | when | gate | by | leads to |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n";
    for (const Arrow& arrow : diagram.arrows)
        if (arrow.from == 0) out += row(diagram, arrow);
    for (const StateIndex index : diagram.states) {
        if (state_of(diagram, index).kind == State::Kind::final_state)
            out += end_row(state_of(diagram, index));
        for (const Arrow& arrow : diagram.arrows)
            if (arrow.from == index) out += row(diagram, arrow);
    }
    return out;
}

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// A diagram as Mermaid and as Markdown.
#include "tooling/diagram_words.hpp"

namespace throughgate::tooling {
namespace {

using definition::State;

class Mermaid {
public:
    explicit Mermaid(const Diagram& diagram) : diagram_(diagram) {}

    std::string run() {
        line("stateDiagram-v2");
        const auto& strands = state_of(diagram_, 0).children;
        for (const StateIndex strand : strands) state(strand, "    ");
        for (const Arrow& each : diagram_.arrows) arrow(each);
        elsewhere();
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
        if (!is_group(state)) return facts(index, state, indent);
        children(state, indent + "    ");
        line(indent + "}");
    }

    /// More lines of its box.
    void facts(StateIndex index, const State& state, const std::string& indent) {
        if (diagram_.live)
            line(indent + node(index) + " : " + std::to_string(live_in(diagram_, state)) +
                 " cases now");
        if (!state.due.empty()) line(indent + node(index) + " : due " + plain(state.due.text()));
        for (const std::uint16_t handoff : state.on_entry.opens)
            line(indent + node(index) + " : opens " + plain(handoff_in_words(diagram_, handoff)));
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

    void elsewhere() {
        const auto gone = live_elsewhere(diagram_);
        if (gone.empty()) return;
        line("    state \"Not in this version\" as gone");
        for (const std::string& each : gone) line("    gone : " + plain(each));
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
    const std::string at = arrow.at.empty() ? "" : ": " + arrow.at;
    const std::string id = arrow.from == 0 ? "(any)" : "`" + text(from.id) + "`";
    return "| " + id + " | " + (arrow.from == 0 ? "" : cell(title_of(from))) + " | " +
           (arrow.event.empty() ? "(at once)" : cell(arrow.event + at)) + " | " + cell(arrow.when) +
           " | " + arrow.gate + " | " + arrow.by + " | " + targets + " |\n";
}

/// Whose each state is, when it is due, what it opens.
std::string states_table(const Diagram& diagram) {
    const bool live = diagram.live.has_value();
    std::string out = "\n| state | owner | due | opens |" +
                      std::string(live ? " cases now |" : "") + "\n| --- | --- | --- | --- |" +
                      (live ? " --- |" : "") + "\n";
    std::size_t rows = 0;
    for (const StateIndex index : diagram.states) {
        const State& state = state_of(diagram, index);
        const std::string opens = opened_in_words(diagram, state.on_entry);
        if (is_group(state) || (state.owner.empty() && state.due.empty() && opens.empty() && !live))
            continue;
        ++rows;
        out += "| `" + text(state.id) + "` | " + text(state.owner) + " | " +
               cell(state.due.empty() ? "" : state.due.text()) + " | " + cell(opens) + " |" +
               (live ? " " + std::to_string(live_in(diagram, state)) + " |" : "") + "\n";
    }
    return rows == 0 ? "" : out;
}

std::string handoffs_table(const Diagram& diagram) {
    const auto& handoffs = diagram.definition->handoffs;
    const bool live = diagram.live.has_value();
    std::string out = "\n| handoff | title | from | to | acknowledge | due |" +
                      std::string(live ? " open now |" : "") +
                      "\n| --- | --- | --- | --- | --- | --- |" + (live ? " --- |" : "") + "\n";
    for (const definition::HandoffDeclaration& each : handoffs)
        out += "| " + text(each.id) + " | " + cell(each.title) + " | " + text(each.from) + " | " +
               receivers_of(each) + " | " + cell(in_words(each.acknowledge)) + " | " +
               cell(in_words(each.complete)) + " |" +
               (live ? " " + std::to_string(live_of(diagram, each)) + " |" : "") + "\n";
    return handoffs.empty() ? "" : out;
}

std::string elsewhere_table(const Diagram& diagram) {
    const auto gone = live_elsewhere(diagram);
    if (gone.empty()) return {};
    std::string out = "\n| not in this version |\n| --- |\n";
    for (const std::string& each : gone) out += "| " + cell(each) + " |\n";
    return out;
}

}  // namespace

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
    return out + states_table(diagram) + handoffs_table(diagram) + elsewhere_table(diagram);
}

}  // namespace throughgate::tooling

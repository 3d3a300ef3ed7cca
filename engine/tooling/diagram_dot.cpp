// SPDX-License-Identifier: MIT
// A diagram as DOT. A state is a small table: its title, whose it is, when it is due, what it
// opens. Long labels are cut short and stand in full in the tooltip.
#include <algorithm>
#include <map>
#include <utility>

#include "tooling/diagram_words.hpp"

namespace throughgate::tooling {
namespace {

constexpr std::size_t title_width = 26, row_width = 34, arrow_width = 30;
constexpr std::size_t most_lines = 4;  ///< of the label of an arrow, and of a row

std::string quoted(const std::string& words) {
    return '"' + replaced(replaced(words, "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string escaped(const std::string& words) {
    std::string plain = replaced(words, "&", "&amp;");
    plain = replaced(replaced(plain, "<", "&lt;"), ">", "&gt;");
    return replaced(plain, "\"", "&quot;");
}

using Lines = std::vector<std::string>;

/// Lines of at most so many bytes, broken between words.
Lines wrapped(const std::string& words, std::size_t width) {
    Lines lines;
    std::size_t begin = 0;
    while (begin < words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        const std::string word = words.substr(begin, end - begin);
        if (lines.empty() || lines.back().size() + 1 + word.size() > width)
            lines.push_back(word);
        else
            lines.back() += " " + word;
        begin = end + 1;
    }
    return lines;
}

Lines shortened(Lines lines, std::size_t most) {
    if (lines.size() <= most) return lines;
    lines.resize(most);
    lines.back() += " ...";
    return lines;
}

std::string joined(const Lines& lines, std::string_view between) {
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : std::string(between)) + line;
    return all;
}

/// One row of the table of a state.
std::string row(const std::string& words, const char* font, std::size_t width) {
    if (words.empty()) return {};
    std::string out = "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\"><FONT " + std::string(font) + ">";
    Lines lines = shortened(wrapped(words, width), most_lines);
    for (std::string& line : lines) line = escaped(line);
    return out + joined(lines, "<BR/>") + "</FONT></TD></TR>";
}

std::string bold_row(const std::string& words) {
    Lines lines = wrapped(words, title_width);
    for (std::string& line : lines) line = "<B>" + escaped(line) + "</B>";
    return "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">" + joined(lines, "<BR/>") + "</TD></TR>";
}

constexpr const char* small_grey = "POINT-SIZE=\"9\" COLOR=\"#505a5f\"";
constexpr const char* small_green = "POINT-SIZE=\"9\" COLOR=\"#00703c\"";
constexpr const char* small_purple = "POINT-SIZE=\"9\" COLOR=\"#4c2c92\"";
constexpr const char* small_blue = "POINT-SIZE=\"10\" COLOR=\"#1d70b8\"";

class Dot {
public:
    explicit Dot(const Diagram& diagram) : diagram_(diagram) {}

    std::string run() {
        line("digraph " + quoted(text(diagram_.definition->pathway)) + " {");
        line("    rankdir=LR; newrank=true; nodesep=0.2; ranksep=0.5; fontname=\"sans-serif\"; " +
             ("label=" + quoted(diagram_.definition->title)) + "; labelloc=t; fontsize=18;");
        line(
            "    node [shape=box, style=\"rounded,filled\", fillcolor=white, "
            "fontname=\"sans-serif\", fontsize=11, margin=\"0.08,0.04\"];");
        line("    edge [fontname=\"sans-serif\", fontsize=9, arrowsize=0.7];");
        for (const StateIndex child : state_of(diagram_, 0).children) state(child, "    ");
        arrows();
        handoffs();
        elsewhere();
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
        const bool parallel = state.kind == State::Kind::parallel;
        line(indent + "    label=" + quoted(title_of(state)) + "; style=\"" +
             (parallel ? "dashed" : "rounded") + ",filled\"; fillcolor=\"" +
             (indent.size() % 8 == 0 ? "#ffffff" : "#f3f2f1") +
             "\"; color=\"#b1b4b6\"; fontsize=13; labeljust=l;");
        for (const StateIndex child : state.children) this->state(child, indent + "    ");
        for (const StateIndex start : state.start) begin(index, start, indent + "    ");
        if (leaves_by_itself(index)) any_state(index, indent + "    ");
        line(indent + "}");
    }

    void begin(StateIndex group, StateIndex start, const std::string& indent) {
        const std::string dot = "start_" + node(group);
        line(indent + dot + " [shape=point, fillcolor=black, width=0.12, label=\"\"];");
        line(indent + dot + " -> " + node(inside(start)) + ";");
    }

    void any_state(StateIndex index, const std::string& indent) {
        table(index, "<TR><TD ALIGN=\"LEFT\"><I>any state in here</I></TD></TR>" + stays(index),
              "shape=box, style=\"dashed,rounded\", color=\"#b1b4b6\"", indent);
    }

    /// Arrows that all states of a group share begin at a node for any of them.
    [[nodiscard]] bool leaves_by_itself(StateIndex group) const {
        return std::any_of(diagram_.arrows.begin(), diagram_.arrows.end(),
                           [group](const Arrow& arrow) { return arrow.from == group; });
    }

    void leaf(StateIndex index, const State& state, const std::string& indent) {
        const bool is_final = state.kind == State::Kind::final_state;
        std::string rows = bold_row(title_of(state));
        if (diagram_.live && !is_final)
            rows += row(counted(live_in(diagram_, state), "case"), small_blue, row_width);
        rows += row(text(state.owner), small_grey, row_width);
        if (!state.due.empty()) rows += row("due " + state.due.text(), small_green, row_width);
        if (const std::string opens = opened_in_words(diagram_, state.on_entry); !opens.empty())
            rows += row("opens " + opens, small_purple, row_width);
        if (is_final && !state.outcome.empty())
            rows += row("outcome: " + text(state.outcome), small_grey, row_width);
        std::string looks = is_final ? "peripheries=2" : "";
        if (live_in(diagram_, state) > 0) looks += "penwidth=2, color=\"#1d70b8\"";
        table(index, rows + stays(index), looks, indent);
    }

    static std::string counted(std::size_t count, const std::string& noun) {
        return std::to_string(count) + " " + noun + (count == 1 ? "" : "s") + " now";
    }

    void table(StateIndex index, const std::string& rows, const std::string& looks,
               const std::string& indent) {
        const State& state = state_of(diagram_, index);
        line(indent + node(index) +
             " [label=<<TABLE BORDER=\"0\" CELLSPACING=\"0\" "
             "CELLPADDING=\"1\">" +
             rows + "</TABLE>>" + ", tooltip=" +
             quoted(text(state.id) + (state.instruction.empty() ? "" : ": ") + state.instruction) +
             (looks.empty() ? "" : ", " + looks) + "];");
    }

    /// Events that it answers without going anywhere.
    [[nodiscard]] std::string stays(StateIndex index) const {
        Lines events;
        for (const Arrow& arrow : diagram_.arrows)
            if (arrow.from == index && arrow.to.empty() && !arrow.event.empty() &&
                std::find(events.begin(), events.end(), arrow.event) == events.end())
                events.push_back(arrow.event);
        const std::string all = joined(events, ", ");
        return all.empty() ? "" : row("stays: " + all, small_grey, row_width);
    }

    /// Where an arrow to a group comes to rest. A history is drawn as the state that it remembers.
    [[nodiscard]] StateIndex inside(StateIndex state) const {
        if (state_of(diagram_, state).kind == State::Kind::history)
            state = state_of(diagram_, state).parent;
        while (is_group(state_of(diagram_, state))) {
            const State& group = state_of(diagram_, state);
            state = group.start.empty() ? group.children.front() : group.start.front();
        }
        return state;
    }

    struct Ends {
        StateIndex from, to;
        bool timed;
        friend auto operator<=>(const Ends&, const Ends&) = default;
    };

    /// What leads from one state to the same other one is one arrow with several lines; what moves
    /// by itself at a time is another.
    void arrows() {
        std::vector<Ends> order;
        std::map<Ends, Lines> labels;
        for (const Arrow& arrow : diagram_.arrows)
            for (const StateIndex target : arrow.to) {
                if (arrow.from == 0) continue;
                const Ends ends{arrow.from, inside(target), !arrow.at.empty()};
                const auto [label, is_new] = labels.try_emplace(ends);
                if (is_new) order.push_back(ends);
                const std::string words = label_of(arrow);
                if (!words.empty()) label->second.push_back(words);
            }
        for (const Ends& ends : order) arrow(ends, labels.at(ends));
    }

    void arrow(const Ends& ends, const Lines& label) {
        Lines lines;
        for (const std::string& each : label)
            for (std::string& part : shortened(wrapped(each, arrow_width), 3))
                lines.push_back(std::move(part));
        const std::size_t all = lines.size();
        if (all > most_lines) lines.resize(most_lines - 1);
        if (lines.size() < all) lines.push_back("and more: see the table");
        const std::string tip = quoted(joined(label, "\n"));
        line("    " + node(ends.from) + " -> " + node(ends.to) + " [label=" +
             quoted(joined(lines, "\n")) + ", tooltip=" + tip + ", labeltooltip=" + tip +
             (ends.timed ? ", style=dashed, color=\"#00703c\", fontcolor=\"#00703c\"" : "") + "];");
    }

    /// All handoffs, as one table below.
    void handoffs() {
        if (diagram_.definition->handoffs.empty()) return;
        line(
            "    handoffs [shape=plain, style=\"\", label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" "
            "CELLSPACING=\"0\" CELLPADDING=\"4\" COLOR=\"#b1b4b6\">");
        line(
            "        <TR><TD><B>Handoff</B></TD><TD><B>From, to</B></TD><TD><B>Acknowledge</B>"
            "</TD><TD><B>Due</B></TD>" +
            std::string(diagram_.live ? "<TD><B>Open now</B></TD>" : "") + "</TR>");
        for (const auto& each : diagram_.definition->handoffs) handoff(each);
        line("    </TABLE>>, tooltip=\"Handoffs\"];");
    }

    /// Live cases of other versions stand where this one has no state.
    void elsewhere() {
        const auto gone = live_elsewhere(diagram_);
        if (gone.empty()) return;
        std::string rows = bold_row("Not in this version");
        for (const std::string& each : gone) rows += row(each, small_blue, arrow_width * 2);
        line("    gone [shape=plain, style=\"\", label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\">" +
             rows + "</TABLE>>, tooltip=\"Live cases of other versions\"];");
    }

    void handoff(const definition::HandoffDeclaration& handoff) {
        const auto cell = [](const std::string& words) {
            Lines lines = wrapped(words, 60);
            for (std::string& each : lines) each = escaped(each);
            return "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\">" + joined(lines, "<BR/>") + "</TD>";
        };
        line("        <TR>" + cell(text(handoff.id) + " " + handoff.title) +
             cell(text(handoff.from) + " to " + receivers_of(handoff)) +
             cell(in_words(handoff.acknowledge)) + cell(in_words(handoff.complete)) +
             (diagram_.live ? cell(std::to_string(live_of(diagram_, handoff))) : "") + "</TR>");
    }

    const Diagram& diagram_;
    std::string out_;
};

}  // namespace

std::string to_dot(const Diagram& diagram) { return Dot(diagram).run(); }

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
#include <map>
#include <set>

#include "base/limits.hpp"
#include "definition/chart.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

Kind kind_of(const StateText& text) {
    if (text.history.given) return Kind::history;
    if (text.final_state.given()) return Kind::final_state;
    if (text.parallel.given()) return Kind::parallel;
    return text.children.empty() ? Kind::atomic : Kind::compound;
}

class Layout {
public:
    Layout(const PathwayText& pathway, Chart& chart, Faults& faults)
        : pathway_(pathway), chart_(chart), faults_(faults) {}

    bool run() {
        StateText& root = own(StateText::Role::state, {pathway_.id.text, pathway_.id.place});
        root.join = pathway_.join;
        add(root, no_state, Kind::parallel);
        for (const StrandText& strand : pathway_.strands)
            if (!add_strand(strand)) return false;
        close(0);
        for (StateIndex i = 1; i < chart_.states.size(); ++i) find_start(i);
        return true;
    }

private:
    StateText& own(StateText::Role role, const Word& id) {
        chart_.own_states.push_back({});
        chart_.own_states.back().role = role;
        chart_.own_states.back().id = id;
        return chart_.own_states.back();
    }

    StateIndex add(const StateText& text, StateIndex parent, Kind kind) {
        const auto index = static_cast<StateIndex>(chart_.states.size());
        ChartState state;
        state.text = &text;
        state.kind = kind;
        state.short_id = text.id.text;
        state.parent = parent;
        state.last = index;
        if (parent != no_state) {
            state.id = parent == 0 ? text.id.text : chart_.states[parent].id + "." + text.id.text;
            state.strand = parent == 0 ? index : chart_.states[parent].strand;
            if (kind != Kind::history) chart_.states[parent].children.push_back(index);
        }
        chart_.states.push_back(std::move(state));
        return index;
    }

    void close(StateIndex index) {
        chart_.states[index].last = static_cast<StateIndex>(chart_.states.size() - 1);
    }

    bool add_strand(const StrandText& strand) {
        moved_.clear();
        names_.clear();
        collect_histories(strand.root);
        const StateIndex index = add(strand.root, 0, Kind::compound);
        const Word here = strand.root.id;
        if (waits(strand)) add_own(StateText::Role::waiting, "waiting", here, index);
        if (strand.starts.given && strand.starts_when.words.given())
            add_own(StateText::Role::held, "held", here, index);
        for (const StateText& state : strand.root.children)
            if (!add_tree(state, index, false)) return false;
        if (!add_moved(strand.root.id.text, index)) return false;
        if (strand.skip.given()) add_own(StateText::Role::skipped, "skipped", here, index);
        if (strand.ends_when.words.given()) add_own(StateText::Role::ended, "ended", here, index);
        close(index);
        return true;
    }

    static bool waits(const StrandText& strand) {
        return strand.starts.given || strand.starts_when.words.given() || strand.skip.given();
    }

    void add_own(StateText::Role role, const std::string& id, const Word& strand,
                 StateIndex parent) {
        StateText& text = own(role, {id, strand.place});
        const bool is_final = role == StateText::Role::skipped || role == StateText::Role::ended;
        if (is_final) text.final_state = {"true", strand.place};
        text.outcome = {is_final ? id : "", strand.place};
        know(text);
        add(text, parent, is_final ? Kind::final_state : Kind::atomic);
    }

    /// Histories that say `of:` another state are laid out below that one.
    void collect_histories(const StateText& text) {
        for (const StateText& state : text.children) {
            if (state.history.given && state.history.of.given() &&
                state.history.of.text != text.id.text)
                moved_[state.history.of.text].push_back(&state);
            collect_histories(state);
        }
    }

    void know(const StateText& text) {
        const auto [first, is_new] = names_.emplace(text.id.text, text.id.place);
        if (is_new) return;
        faults_.error("TG0201", text.id.place,
                      "'" + text.id.text + "' is the id of two states of this strand", {},
                      {{first->second, "the first stands here"}});
    }

    bool add_moved(const std::string& of, StateIndex parent) {
        const auto found = moved_.find(of);
        if (found == moved_.end()) return true;
        for (const StateText* history : found->second)
            if (!add_tree(*history, parent, true)) return false;
        moved_.erase(found);
        return true;
    }

    bool add_tree(const StateText& text, StateIndex parent, bool moved) {
        const bool elsewhere = text.history.given && text.history.of.given() && !moved &&
                               text.history.of.text != chart_.states[parent].short_id;
        if (elsewhere) return true;
        if (chart_.states.size() >= limits::states_per_pathway) {
            faults_.error("TG0220", text.id.place, "this is state number 513 of the pathway");
            return false;
        }
        know(text);
        const StateIndex index = add(
            text, parent, text.role == StateText::Role::region ? Kind::compound : kind_of(text));
        for (const StateText& each : text.children)
            if (!add_tree(each, index, false)) return false;
        if (!text.children.empty() && !add_moved(text.id.text, index)) return false;
        close(index);
        return true;
    }

    void find_start(StateIndex index) {
        ChartState& state = chart_.states[index];
        if (state.kind == Kind::history) return find_history_start(index);
        if (state.kind != Kind::compound) return;
        const Word& start = state.text->start;
        const bool own_first = !state.children.empty() && is_engine_start(state.children.front());
        for (const StateIndex each : state.children)
            if (chart_.states[each].short_id == start.text) state.start = each;
        if (state.start == no_state) missing_start(state);
        if (own_first) state.start = state.children.front();
    }

    bool is_engine_start(StateIndex index) const {
        return chart_.states[index].text->role == StateText::Role::waiting;
    }

    void missing_start(ChartState& state) {
        std::vector<std::string> names;
        for (const StateIndex each : state.children) names.push_back(chart_.states[each].short_id);
        if (!state.children.empty()) state.start = state.children.front();
        const Word& start = state.text->start;
        if (start.given())
            return faults_.error("TG0202", start.place,
                                 "'" + start.text + "' is not a state of '" + state.short_id + "'",
                                 suggestion(start.text, names));
        const bool said =
            state.text->role != StateText::Role::state;  // the shape asks for it there
        if (!said)
            faults_.error("TG0202", state.text->id.place,
                          "'" + state.short_id + "' does not say with which state it starts");
    }

    void find_history_start(StateIndex index) {
        ChartState& state = chart_.states[index];
        const Word& start = state.text->history.start;
        const StateIndex found = chart_.find(start.text, state.strand);
        const bool inside = found != no_state && found != state.parent &&
                            chart_.inside(found, state.parent) &&
                            chart_.states[found].kind != Kind::history;
        if (inside) state.start = found;
        if (!inside && start.given())
            faults_.error("TG0219", start.place,
                          "'" + start.text + "' is not a state inside '" +
                              chart_.states[state.parent].short_id + "'");
    }

public:
    /// Histories of states that do not exist or have nothing nested.
    void report_lost_histories(const StrandText& strand) { collect_lost(strand.root, strand); }

private:
    void collect_lost(const StateText& text, const StrandText& strand) {
        for (const StateText& state : text.children) {
            if (state.history.given && !laid_out(state))
                faults_.error("TG0219",
                              state.history.of.given() ? state.history.of.place : state.id.place,
                              "'" + state.history.of.text + "' has no nested states to remember");
            collect_lost(state, strand);
        }
    }

    bool laid_out(const StateText& text) const {
        for (const ChartState& state : chart_.states)
            if (state.text == &text) return true;
        return false;
    }

    const PathwayText& pathway_;
    Chart& chart_;
    Faults& faults_;
    std::map<std::string, std::vector<const StateText*>> moved_;
    std::map<std::string, Place> names_;
};

}  // namespace

bool lay_out_states(const PathwayText& pathway, Chart& chart, Faults& faults) {
    Layout layout(pathway, chart, faults);
    if (!layout.run()) return false;
    for (const StrandText& strand : pathway.strands) layout.report_lost_histories(strand);
    return true;
}

}  // namespace throughgate::definition

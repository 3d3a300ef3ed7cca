// SPDX-License-Identifier: MIT
// Walks every drawn transition of the main strand against the law: pathway stages everywhere, case
// phases in the spine. `stage: same` carries on whatever stage was there, so the possible stages of
// each state are found first.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

using Kind = State::Kind;

/// One of the two machines, as far as this check needs it.
struct Law {
    std::string word;  ///< "stage"
    std::string step_code;
    std::string first_code;
    std::string first;  ///< where every pathway or case begins
    std::function<Word(const Chart&, StateIndex)> named;
    std::function<bool(const std::string&, const std::string&)> allows;
    std::function<std::vector<std::string>(const std::string&)> next;
};

template <typename Rows>
std::vector<std::string> next_of(const std::string& from, Rows rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) {
        const std::string to(lifecycle::name_of(row.to));
        if (lifecycle::name_of(row.from) != from || to == from) continue;
        if (std::find(names.begin(), names.end(), to) == names.end()) names.push_back(to);
    }
    return names;
}

Law stage_law() {
    return {"stage",
            "TG0402",
            "TG0403",
            "not_started",
            named_stage,
            [](const std::string& from, const std::string& to) {
                const auto a = lifecycle::stage_named(from);
                const auto b = lifecycle::stage_named(to);
                return a && b && lifecycle::move_between(*a, *b).has_value();
            },
            [](const std::string& from) { return next_of(from, lifecycle::stage_rows()); }};
}

Law phase_law() {
    return {"phase",
            "TG0406",
            "TG0408",
            "custody",
            named_phase,
            [](const std::string& from, const std::string& to) {
                const auto a = lifecycle::case_state_named(from);
                const auto b = lifecycle::case_state_named(to);
                return a && b && lifecycle::move_between(*a, *b).has_value();
            },
            [](const std::string& from) { return next_of(from, lifecycle::case_rows()); }};
}

class LawChecker {
public:
    LawChecker(const CheckedPathway& checked, const Law& law, Faults& faults)
        : chart_(checked.chart),
          law_(law),
          faults_(faults),
          main_(chart_.states[0].children.front()) {}

    void run() {
        begin();
        while (std::exchange(grown_, false))
            for (const ChartRule& rule : chart_.rules) walk(rule);
    }

private:
    /// The stage that a state stands for; "same" or nothing: the one that came with it.
    std::string fixed(StateIndex state) const {
        const std::string name = law_.named(chart_, state).text;
        return name == "same" ? "" : name;
    }

    bool is_leaf(StateIndex state) const {
        const Kind kind = chart_.states[state].kind;
        return kind == Kind::atomic || kind == Kind::final_state;
    }

    bool in_main(StateIndex state) const { return chart_.inside(state, main_); }

    void begin() {
        chart_.initial().each([&](StateIndex state) {
            if (!in_main(state) || !is_leaf(state)) return;
            const std::string stage = fixed(state).empty() ? law_.first : fixed(state);
            const Word word = law_.named(chart_, state);
            if (stage != law_.first && (!law_.allows(law_.first, stage) || law_.word == "phase"))
                faults_.error(law_.first_code, word.place,
                              "the pathway would begin with " + law_.word + " '" + stage + "'");
            add(state, stage);
        });
    }

    void add(StateIndex state, const std::string& stage) {
        grown_ = possible_[state].insert(stage).second || grown_;
    }

    /// Stages that may hold while `source` is active and does not answer for itself further in.
    std::set<std::string> stages_at(StateIndex source) const {
        std::set<std::string> stages;
        for (const auto& [state, each] : possible_)
            if (chart_.inside(state, source)) stages.insert(each.begin(), each.end());
        return stages;
    }

    void walk(const ChartRule& rule) {
        if (!in_main(rule.source) || is_shadowed(rule)) return;
        for (std::size_t i = 0; i < rule.ways.size(); ++i)
            for (const std::string& from : stages_at(rule.source)) step(rule, i, from);
    }

    /// An inherited event is not asked where the state itself always answers it.
    bool is_shadowed(const ChartRule& rule) const {
        if (!rule.inherited) return false;
        for (const ChartRule& own : chart_.rules) {
            if (own.source != rule.source || own.text->name.text != rule.text->name.text ||
                own.text->trigger != Rule::Trigger::event)
                continue;
            if (&own == &rule) return false;
            const bool total = std::any_of(
                own.text->branches.begin(), own.text->branches.end(), [](const BranchText& b) {
                    return !b.aside && (b.otherwise || !b.when.words.given());
                });
            if (total) return true;
        }
        return false;
    }

    void step(const ChartRule& rule, std::size_t way, const std::string& from) {
        StateSet entered = rule.ways[way].entries;
        rule.ways[way].entries.each([&](StateIndex state) {
            if (chart_.states[state].kind != Kind::history) return;
            const StateIndex parent = chart_.states[state].parent;
            for (StateIndex s = parent; s <= chart_.states[parent].last; ++s) entered.add(s);
        });
        entered.each([&](StateIndex state) {
            if (!in_main(state) || !is_leaf(state)) return;
            const std::string to = fixed(state).empty() ? from : fixed(state);
            if (to != from) judge(rule, way, from, state, to);
            add(state, to);
        });
    }

    void judge(const ChartRule& rule, std::size_t way, const std::string& from, StateIndex state,
               const std::string& to) {
        if (!law_.allows(from, to)) return forbid(rule, way, from, state, to);
        const bool alone = law_.word == "stage" && from == "unarranged" && to == "in_place";
        const bool person = rule.text->trigger == Rule::Trigger::event && rule.text->confirmed;
        if (alone && !person && told(rule, way, from, to))
            faults_.error("TG0409", place_of(rule, way),
                          "'" + rule.text->name.text +
                              "' leads from unarranged to in_place without a named person");
    }

    static Place place_of(const ChartRule& rule, std::size_t way) {
        const BranchText& branch = rule.text->branches[way];
        return branch.to.empty() ? branch.place : branch.to.front().place;
    }

    /// False when this step was told about before.
    bool told(const ChartRule& rule, std::size_t way, const std::string& from,
              const std::string& to) {
        return told_.emplace(rule.text, way, from, to).second;
    }

    void forbid(const ChartRule& rule, std::size_t way, const std::string& from, StateIndex state,
                const std::string& to) {
        if (!told(rule, way, from, to)) return;
        const std::string source = chart_.states[rule.source].short_id;
        const std::string target = chart_.states[state].short_id;
        std::vector<RelatedPlace> related;
        if (const Word word = law_.named(chart_, rule.source); word.given())
            related.push_back(
                {word.place, "'" + source + "' may be in " + law_.word + " '" + from + "'"});
        related.push_back({law_.named(chart_, state).place,
                           "'" + target + "' is in " + law_.word + " '" + to + "'"});
        faults_.error(law_.step_code, place_of(rule, way),
                      "'" + rule.text->name.text + "' leads from " + law_.word + " '" + from +
                          "' in '" + source + "' to '" + to + "' in '" + target +
                          "', which the law forbids",
                      "from '" + from + "' the law allows " + one_of(law_.next(from)), related);
    }

    const Chart& chart_;
    const Law& law_;
    Faults& faults_;
    StateIndex main_;
    std::map<StateIndex, std::set<std::string>> possible_;
    std::set<std::tuple<const RuleText*, std::size_t, std::string, std::string>> told_;
    bool grown_ = true;
};

bool in_strand(const Chart& chart, StateIndex state, bool main) {
    return (chart.states[state].strand == chart.states[0].children.front()) == main;
}

/// True when every state of the main strand names a stage or phase that there is.
bool all_named(const CheckedPathway& checked, bool phase, Faults& faults) {
    const Chart& chart = checked.chart;
    bool complete = true;
    for (StateIndex i = 1; i < chart.states.size(); ++i) {
        const StateText& text = *chart.states[i].text;
        const bool leaf = chart.states[i].children.empty();
        if (!leaf || text.role != StateText::Role::state || !in_strand(chart, i, true)) continue;
        if (chart.states[i].kind == Kind::history) continue;
        const Word word = phase ? named_phase(chart, i) : named_stage(chart, i);
        const bool known =
            phase ? lifecycle::case_state_named(word.text).has_value()
                  : word.text == "same" || lifecycle::stage_named(word.text).has_value();
        if (known) continue;
        complete = false;
        if (word.given()) continue;  // told about with the shape
        faults.error(phase ? "TG0405" : "TG0401", text.id.place,
                     "state '" + text.id.text + "' of the main strand names no " +
                         (phase ? "phase" : "stage"));
    }
    return complete;
}

void refuse_elsewhere(const CheckedPathway& checked, bool phase, Faults& faults) {
    const Chart& chart = checked.chart;
    const bool spine = checked.text->id.text == "spine";
    for (StateIndex i = 1; i < chart.states.size(); ++i) {
        const Word& word = phase ? chart.states[i].text->phase : chart.states[i].text->stage;
        const bool allowed = in_strand(chart, i, true) && (!phase || spine);
        if (word.given() && !allowed)
            faults.error(
                phase ? "TG0407" : "TG0404", word.place,
                "'" + chart.states[i].short_id + "' cannot name a " + (phase ? "phase" : "stage"));
    }
}

void check_ends(const CheckedPathway& checked, Faults& faults) {
    const Chart& chart = checked.chart;
    for (StateIndex i = 1; i < chart.states.size(); ++i) {
        const bool top = chart.states[i].parent == chart.states[0].children.front();
        const Word stage = named_stage(chart, i);
        if (!top || !stage.given() || chart.states[i].kind == Kind::history) continue;
        const bool closed = stage.text == "closed";
        if (closed != chart.is_final(i))
            faults.error("TG0410", stage.place,
                         "'" + chart.states[i].short_id + "' is " +
                             (closed ? "closed but not final" : "final but not closed"));
    }
}

bool names_any_stage(const Chart& chart) {
    return std::any_of(chart.states.begin(), chart.states.end(),
                       [](const ChartState& state) { return state.text->stage.given(); });
}

}  // namespace

void check_stages(const CheckedPathway& checked, Faults& faults) {
    refuse_elsewhere(checked, false, faults);
    const bool spine = checked.text->id.text == "spine";
    if (spine && !names_any_stage(checked.chart)) return;
    if (!all_named(checked, false, faults)) return;
    check_ends(checked, faults);
    const Law law = stage_law();
    LawChecker(checked, law, faults).run();
}

void check_phases(const CheckedPathway& checked, Faults& faults) {
    refuse_elsewhere(checked, true, faults);
    if (checked.text->id.text != "spine" || !all_named(checked, true, faults)) return;
    const Law law = phase_law();
    LawChecker(checked, law, faults).run();
}

}  // namespace throughgate::definition

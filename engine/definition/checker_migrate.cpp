// SPDX-License-Identifier: MIT
// `migrate:` what becomes of live cases of the versions before. Each mapping leads to something
// that is drawn, from something that is not, and whatever is given up has a reason.
#include <algorithm>

#include "definition/checker.hpp"
#include "definition/checker_parse.hpp"

namespace throughgate::definition {

namespace {

class MigrateChecker {
public:
    MigrateChecker(CheckedPathway& checked, Faults& faults)
        : checked_(checked), chart_(checked.chart), text_(*checked.text), faults_(faults) {}

    void run() {
        if (!text_.migrate.given()) return;
        for (const ChartState& state : chart_.states) states_.push_back(state.id);
        for (const HandoffText& handoff : text_.handoffs) handoffs_.push_back(handoff.id.text);
        find_deadlines();
        for (const auto& [from, to] : text_.migrate.states) state(from, to);
        for (const auto& [from, to] : text_.migrate.handoffs) handoff(from, to);
        for (const auto& [id, how] : text_.migrate.deadlines) deadline(id, how);
        for (const auto& [id, reason] : text_.migrate.ends) end(id, reason);
        for (const auto& [id, reason] : text_.migrate.drops) drop(id, reason);
    }

private:
    static bool has(const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    void find_deadlines() {
        for (StateIndex i = 1; i < chart_.states.size(); ++i) {
            const ChartState& state = chart_.states[i];
            if (state.text->due.given) deadlines_.push_back(state.id);
            for (const RuleText& timer : state.text->timers)
                deadlines_.push_back(state.id + "." + timer.name.text);
        }
        for (const HandoffText& handoff : text_.handoffs)
            for (const char* clock : {"", ".acknowledge", ".complete"})
                deadlines_.push_back(handoff.id.text + clock);
    }

    void nowhere(const Word& to, const std::string& kind, const std::vector<std::string>& known) {
        faults_.error("TG1401", to.place, "there is no " + kind + " '" + to.text + "' to lead to",
                      suggestion(to.text, known,
                                 kind == "state" || known.empty()
                                     ? std::string()
                                     : "name one that is declared, like '" + known.front() + "'"));
    }

    void still_there(const Word& from, const std::string& kind) {
        faults_.error("TG1402", from.place,
                      kind + " '" + from.text + "' is still drawn, so its live cases stay there");
    }

    void state(const Word& from, const Word& to) {
        if (has(states_, from.text)) still_there(from, "state");
        const StateIndex found = chart_.find(to.text, 0);
        const bool whole = found != no_state && chart_.states[found].id == to.text;
        if (!whole || found == 0 || chart_.states[found].kind == State::Kind::history)
            nowhere(to, "state", states_);
    }

    void handoff(const Word& from, const Word& to) {
        if (has(handoffs_, from.text)) still_there(from, "handoff");
        if (!has(handoffs_, to.text)) nowhere(to, "handoff", handoffs_);
    }

    void deadline(const Word& id, const Word& how) {
        if (!has(deadlines_, id.text)) nowhere(id, "deadline", deadlines_);
        if (how.text == "keep" || how.text == "recompute" || how.text == "restart") return;
        faults_.error("TG1403", how.place,
                      "'" + how.text + "' says nothing about deadline '" + id.text + "'");
    }

    void end(const Word& id, const Word& reason) {
        if (has(states_, id.text)) still_there(id, "state");
        wants_reason(id, reason);
    }

    void drop(const Word& id, const Word& reason) {
        const std::string handoff = id.text.substr(0, id.text.find('.'));
        if (has(handoffs_, handoff))
            faults_.error("TG1404", id.place,
                          "handoff '" + handoff + "' is still declared, so its clocks run on");
        wants_reason(id, reason);
    }

    void wants_reason(const Word& id, const Word& reason) {
        if (reason.text.empty())
            faults_.error("TG1405", id.place, "'" + id.text + "' is given up without a reason");
    }

    CheckedPathway& checked_;
    const Chart& chart_;
    const PathwayText& text_;
    Faults& faults_;
    std::vector<std::string> states_, handoffs_, deadlines_;
};

std::vector<std::pair<Word, Word>> pairs_of(const Node& mapping, std::string_view key) {
    std::vector<std::pair<Word, Word>> pairs;
    if (const Node* node = child(mapping, key))
        for (const Member& each : node->members)
            pairs.emplace_back(key_word(each), word_at(each.value));
    return pairs;
}

Carry carry_named(const std::string& word) {
    if (word == "keep") return Carry::keep;
    return word == "restart" ? Carry::restart : Carry::recompute;
}

}  // namespace

MigrateText migrate_of(const Node& root) {
    MigrateText text;
    const Node* node = child(root, "migrate");
    if (node == nullptr) return text;
    text.states = pairs_of(*node, "states");
    text.ends = pairs_of(*node, "ends");
    text.handoffs = pairs_of(*node, "handoffs");
    text.deadlines = pairs_of(*node, "deadlines");
    text.drops = pairs_of(*node, "drop");
    return text;
}

void check_migrate(CheckedPathway& checked, Faults& faults) {
    MigrateChecker(checked, faults).run();
}

MigrationMap migration_from(const MigrateText& text) {
    MigrationMap map;
    for (const auto& [from, to] : text.states)
        map.states.emplace(Symbol::of(from.text), Symbol::of(to.text));
    for (const auto& [from, to] : text.handoffs)
        map.handoffs.emplace(Symbol::of(from.text), Symbol::of(to.text));
    for (const auto& [id, how] : text.deadlines)
        map.deadlines.emplace(Symbol::of(id.text), carry_named(how.text));
    for (const auto& [id, reason] : text.ends) map.ends.emplace(Symbol::of(id.text), reason.text);
    for (const auto& [id, reason] : text.drops) map.drops.emplace(Symbol::of(id.text), reason.text);
    return map;
}

}  // namespace throughgate::definition

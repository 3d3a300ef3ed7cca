// SPDX-License-Identifier: MIT
// A file of tests against its definitions: every name, value and time, with its place.
#include <algorithm>

#include "definition/value_text.hpp"
#include "tooling/test_names.hpp"

namespace throughgate::tooling {
namespace {

using definition::DefinitionSet;
using definition::Faults;
using definition::suggestion;
using Names = std::vector<std::string>;

class TestChecker {
public:
    TestChecker(const DefinitionSet& set, const rules::Zone& zone, Faults& faults)
        : set_(set), zone_(zone), faults_(faults), scope_(set) {}

    void file(TestFile& file) {
        for (Test& each : file.tests) test(each);
    }

private:
    void test(Test& test) {
        people_ = people_of(test, set_);
        sent_.clear();
        wall(test.starts);
        opening(test.opening);
        for (TestStep& each : test.steps) step(each);
    }

    void opening(const TestOpening& opening) {
        for (const auto& [name, person] : opening.people) role(name);
        for (const Word& name : opening.unallocated.value_or(std::vector<Word>())) role(name);
        values(opening.facts);
        for (const TestPerson& person : opening.staff) {
            for (const Word& name : person.roles) role(name);
            for (const Word* who : {&person.deputy, &person.manager})
                if (who->given()) this->person(*who);
        }
    }

    void step(TestStep& step) {
        moment(step.at);
        if (step.was.given()) wall(step.was);
        const bool refused = step.expected.refused.given();
        if ((step.deed == Deed::send && !refused) || step.deed == Deed::correct) event(step.object);
        if (step.deed == Deed::send) sent_.insert(step.object.text);
        if (step.deed == Deed::correct && !sent_.contains(step.object.text))
            faults_.error("TG1014", step.object.place,
                          "no step before this one sends '" + step.object.text + "'",
                          "send it first: a step takes back what the same test has sent");
        if (step.deed == Deed::act) handoff(step.object);
        if (step.by.given()) person(step.by);
        if (!refused) values(step.with);
        for (const auto& [name, who] : step.assign) {
            role(name);
            if (who.given() && who.text != "nobody") person(who);
        }
        expected(step.expected);
    }

    void expected(Expected& expected) {
        for (const Word& name : expected.states) state(name);
        for (const Word& name : expected.not_states) state(name);
        for (const auto& [name, leaves] : expected.only_states) only_states(name, leaves);
        if (expected.phase.given()) phase(expected.phase);
        for (const auto& [name, stage] : expected.stages) {
            pathway(name);
            if (stage.text != "none" && !lifecycle::stage_named(stage.text))
                wrong_value(stage, "a stage", stages());
        }
        for (const auto& [name, state] : expected.handoffs) {
            handoff(name);
            if (state.text != "none" && !lifecycle::handoff_state_named(state.text))
                wrong_value(state, "a state of a handoff", handoff_states());
        }
        values(expected.facts);
        for (auto* notices : {&expected.notices, &expected.no_notices}) each_notice(*notices);
        if (expected.only_notices) each_notice(*expected.only_notices);
        for (const Word& name : expected.waits_for) fact(name);
        moment(expected.next_at);
        if (expected.next_owner.given()) role(expected.next_owner);
    }

    void each_notice(std::vector<ExpectedNotice>& notices) {
        for (ExpectedNotice& notice : notices) {
            if (notice.message.given()) message(notice.message);
            if (notice.handoff.given()) handoff(notice.handoff);
            if (notice.to.given()) recipient(notice.to);
            moment(notice.at);
        }
    }

    // --- times -----------------------------------------------------------------------------------
    void wall(Moment& moment) {
        if (!moment.given()) return;
        moment.instant = wall_time(moment.word.text, zone_);
        if (!moment.instant)
            faults_.error("TG1008", moment.word.place,
                          "'" + moment.word.text + "' is no time like 2026-09-14 09:00");
    }

    void moment(Moment& moment) {
        if (!moment.given()) return;
        moment.instant = wall_time(moment.word.text, zone_);
        if (moment.instant) return;
        if (moment.word.text.substr(0, 2) == "20")
            return faults_.error("TG1008", moment.word.place,
                                 "'" + moment.word.text + "' is no time like 2026-09-14 09:00");
        std::vector<Diagnostic> found;
        const rules::DeadlineSource source{moment.word.text, moment.word.place, {}, {}, {}, {}};
        const auto rule = rules::compile_deadline(source, scope_, std::chrono::hours(9), found);
        if (rule) moment.rule = *rule;
        faults_.list.insert(faults_.list.end(), found.begin(), found.end());
    }

    // --- names -----------------------------------------------------------------------------------
    void unknown(std::string_view code, const Word& word, std::string_view what,
                 const Names& known) {
        faults_.error(code, word.place, "there is no " + std::string(what) + " '" + word.text + "'",
                      suggestion(word.text, known));
    }

    void pathway(const Word& word) {
        if (pathway_named(set_, word.text) != nullptr) return;
        Names known;
        for (const auto& each : set_.current) known.emplace_back(each->pathway.text());
        unknown("TG1001", word, "pathway", known);
    }

    void event(const Word& word) {
        Names known;
        for (const auto& definition : set_.current)
            for (const Symbol event : definition->events) known.emplace_back(event.text());
        if (std::find(known.begin(), known.end(), word.text) == known.end())
            unknown("TG1002", word, "event", known);
    }

    void fact(const Word& word) {
        if (fact_named(set_, word.text) == nullptr) unknown("TG1003", word, "fact", scope_.names());
    }

    void values(const Pairs& pairs) {
        for (const auto& [name, value] : pairs) {
            fact(name);
            const auto* declared = fact_named(set_, name.text);
            if (declared != nullptr && !value_in(*declared, value.text, zone_))
                wrong_value(value, "a value of '" + name.text + "'", choices(*declared));
        }
    }

    static Names choices(const definition::FactDeclaration& fact) {
        Names names;
        for (const Symbol choice : fact.choices) names.emplace_back(choice.text());
        return names;
    }

    void wrong_value(const Word& word, const std::string& what, const Names& known) {
        faults_.error("TG1010", word.place, "'" + word.text + "' is not " + what,
                      suggestion(word.text, known,
                                 known.empty() ? "" : "write " + definition::one_of(known)));
    }

    void role(const Word& word) {
        Names known;
        for (const definition::Role& role : set_.roles) known.emplace_back(role.id.text());
        if (std::find(known.begin(), known.end(), word.text) == known.end())
            unknown("TG1004", word, "role", known);
    }

    void person(const Word& word) {
        if (!people_.contains(word.text))
            unknown("TG1004", word, "person or role", {people_.begin(), people_.end()});
    }

    void recipient(const Word& word) {
        for (const std::string_view relation :
             {"manager of manager of ", "deputy of ", "manager of ", "team box of "})
            if (word.text.starts_with(relation))
                return role({word.text.substr(relation.size()), word.place});
        person(word);
    }

    void state(const Word& word) {
        const auto found = states_named(set_, word.text);
        if (found.size() == 1) return;
        Names known;
        for (const auto& definition : set_.current)
            for (const auto& each : definition->states)
                if (is_drawn(each)) {
                    known.emplace_back(each.short_id.text());
                    known.emplace_back(each.id.text());
                }
        if (found.empty()) return unknown("TG1005", word, "state", known);
        Names full;
        for (const FoundState& each : found)
            full.push_back(std::string(each.definition->pathway.text()) + "." +
                           std::string(each.definition->states[each.index].id.text()));
        faults_.error("TG1005", word.place, "more than one state is called '" + word.text + "'",
                      "write " + definition::one_of(full));
    }

    /// A state of the case, or one that the main strand of the spine draws.
    void phase(const Word& word) {
        Names known;
        using enum lifecycle::CaseState;
        for (const auto each : {custody, gate, released, community, away, closed})
            known.emplace_back(name_of(each));
        const definition::Definition& spine = *set_.current.front();
        for (const auto& state : spine.states)
            if (is_drawn(state) && state.strand == spine.main_strand) {
                known.emplace_back(state.short_id.text());
                known.emplace_back(state.id.text());
            }
        if (std::find(known.begin(), known.end(), word.text) == known.end())
            unknown("TG1005", word, "phase", known);
    }

    void only_states(const Word& name, const std::vector<Word>& leaves) {
        pathway(name);
        const auto* definition = pathway_named(set_, name.text);
        if (definition == nullptr) return;
        Names known;
        for (const auto& each : definition->states)
            if (is_drawn(each)) known.emplace_back(each.short_id.text());
        for (const Word& leaf : leaves)
            if (states_of(*definition, leaf.text).empty()) unknown("TG1005", leaf, "state", known);
    }

    void handoff(const Word& word) {
        const auto* found = handoff_named(set_, word.text);
        const std::string to = split_handoff(word.text).second;
        const auto is_to = [&](Symbol role) { return role.text() == to; };
        if (found != nullptr &&
            (to.empty() || std::any_of(found->to.begin(), found->to.end(), is_to)))
            return;
        Names known;
        for (const auto& definition : set_.current)
            for (const auto& each : definition->handoffs) {
                known.emplace_back(each.id.text());
                for (const Symbol role : each.to)
                    known.push_back(std::string(each.id.text()) + "." + std::string(role.text()));
            }
        unknown("TG1006", word, "handoff", known);
    }

    void message(const Word& word) {
        Names known;
        for (const auto& definition : set_.current)
            for (const auto& each : definition->messages) known.emplace_back(each.id.text());
        if (std::find(known.begin(), known.end(), word.text) == known.end())
            unknown("TG1007", word, "message", known);
    }

    static Names stages() {
        Names names{"none"};
        for (const auto& row : lifecycle::stage_rows()) {
            names.emplace_back(lifecycle::name_of(row.from));
            names.emplace_back(lifecycle::name_of(row.to));
        }
        return unique(std::move(names));
    }

    static Names handoff_states() {
        Names names{"none"};
        for (const auto& row : lifecycle::handoff_rows()) {
            names.emplace_back(lifecycle::name_of(row.from));
            names.emplace_back(lifecycle::name_of(row.to));
        }
        return unique(std::move(names));
    }

    static Names unique(Names names) {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        return names;
    }

    const DefinitionSet& set_;
    const rules::Zone& zone_;
    Faults& faults_;
    TestScope scope_;
    std::set<std::string> people_;
    std::set<std::string> sent_;  ///< events of the test, as far as it was read
};

}  // namespace

void check_tests(TestFile& file, const DefinitionSet& set, const rules::Zone& zone,
                 Faults& faults) {
    TestChecker(set, zone, faults).file(file);
}

}  // namespace throughgate::tooling

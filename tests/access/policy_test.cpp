// SPDX-License-Identifier: MIT
// Goal: nobody is asked by a shipped workflow to do what their role may not read, and no label is
// there that nobody reads.
// Method: every state, handoff and fact of the shipped definitions against the roles' `sees`.
#include <set>

#include "core/sight.hpp"
#include "definition/load.hpp"
#include "support/catch.hpp"
#include "support/play.hpp"

namespace throughgate::testing {
namespace {

struct Faults {
    const definition::DefinitionSet& set;
    std::set<std::string> found;

    void check(Symbol name, Symbol label, const std::string& what) {
        const definition::Role* role = set.find_role(name);
        if (role == nullptr || role->side == definition::Side::outside) return;
        const core::Labels sees(role->sees.begin(), role->sees.end());
        if (!core::is_open(label, sees))
            found.insert(std::string(name.text()) + " does not read " + std::string(label.text()) +
                         ", which " + what + " needs");
    }
};

void check_states(const definition::Definition& definition, Faults& faults) {
    for (const definition::State& state : definition.states) {
        const std::string name = "state " + std::string(state.id.text());
        if (!state.owner.empty()) faults.check(state.owner, state.label, name);
        for (const Symbol with : state.with) faults.check(with, state.label, name);
        for (const std::uint16_t opened : state.on_entry.opens) {
            const auto& handoff = definition.handoffs[opened];
            const std::string what = "handoff " + std::string(handoff.id.text());
            faults.check(handoff.from, state.label, what);
            for (const Symbol to : handoff.to) faults.check(to, state.label, what);
        }
    }
}

void check_facts(const definition::Definition& definition, Faults& faults) {
    for (const definition::FactDeclaration& fact : definition.facts)
        for (const Symbol role : fact.set_by)
            faults.check(role, fact.label, "fact " + std::string(fact.name.text()));
}

}  // namespace

TEST_CASE("whoever is asked to do something under a label may read it") {
    std::vector<definition::SourceFile> files;
    for (DefinitionFile& file : definition_files("workflows"))
        files.push_back({std::move(file.path), std::move(file.bytes)});
    const auto loaded = definition::load(files, std::nullopt);
    REQUIRE(!loaded.set.current.empty());
    Faults faults{loaded.set, {}};
    std::set<Symbol> labels;
    for (const definition::DefinitionPointer& definition : loaded.set.current) {
        check_states(*definition, faults);
        check_facts(*definition, faults);
        for (const auto& state : definition->states) labels.insert(state.label);
        for (const auto& fact : definition->facts) labels.insert(fact.label);
    }
    std::string all;
    for (const std::string& each : faults.found) all += each + "\n";
    CHECK(all == "");
    core::Labels read;
    for (const definition::Role& role : loaded.set.roles)
        read.insert(role.sees.begin(), role.sees.end());
    for (const Symbol label : labels) {
        INFO(label.text());
        CHECK(core::is_open(label, read));
    }
}

}  // namespace throughgate::testing

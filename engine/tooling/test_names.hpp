// SPDX-License-Identifier: MIT
// What names in a file of tests stand for: states, facts, people, times. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/directory.hpp"
#include "tooling/test_file.hpp"

namespace throughgate::tooling {

struct FoundState {
    const definition::Definition* definition = nullptr;
    StateIndex index = no_state;
};

/// Every state of that name: "plan", "place.plan", "accommodation.plan",
/// "accommodation.place.plan".
std::vector<FoundState> states_named(const definition::DefinitionSet& set, std::string_view name);
/// The same of one pathway, with or without its name.
std::vector<FoundState> states_of(const definition::Definition& definition, std::string_view name);
/// Is it a state that authors draw, neither the root nor a strand?
bool is_drawn(const definition::State& state);

const definition::FactDeclaration* fact_named(const definition::DefinitionSet& set,
                                              std::string_view name);
const definition::Definition* pathway_named(const definition::DefinitionSet& set,
                                            std::string_view name);
/// nullptr: no pathway declares it.
const definition::HandoffDeclaration* handoff_named(const definition::DefinitionSet& set,
                                                    std::string_view name);
/// As `definition::value_of`; an instant may be a wall time.
std::optional<Value> value_in(const definition::FactDeclaration& fact, std::string_view text,
                              const rules::Zone& zone);

/// The facts of all pathways, for date rules in tests.
class TestScope final : public rules::Scope {
public:
    explicit TestScope(const definition::DefinitionSet& set);
    [[nodiscard]] const rules::Declared* find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> names() const override;

private:
    std::map<std::string, rules::Declared, std::less<>> declared_;
};

/// Everybody who works in a test, as ids.
std::set<std::string> people_of(const Test& test, const definition::DefinitionSet& set);
/// The id behind a name: `ro` is whoever holds the role, `ro.box` the mailbox of its side.
std::string person_for(const Test& test, const definition::DefinitionSet& set,
                       std::string_view name);
/// The invented staff of a test.
Directory staff_of(const Test& test, const definition::DefinitionSet& set);
/// Roles with their holders when the case is opened.
std::vector<Assignment> assignments_of(const Test& test, const definition::DefinitionSet& set);

/// Where the invented staff works.
inline constexpr std::string_view test_prison = "ZZA";
inline constexpr std::string_view test_team = "N03A";

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// decide: what an event means for a case. Pure: the same arguments always give the same Change.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "definition/definition.hpp"
#include "model/change.hpp"
#include "model/event.hpp"

namespace throughgate::journey {

/// Everything outside the case that a decision may look at, read in the same transaction.
struct World {
    Instant now{};
    const definition::DefinitionSet* definitions = nullptr;
    const rules::Zone* zone = nullptr;
    std::uint64_t incarnation = 0;
    /// Where links in messages lead: "<link_base>/case/TG-000123".
    std::string_view link_base = "https://throughgate.invalid";
};

/// Takes the case and gives it back in `Change::after` (untouched when refused).
/// Throws AssertionFailed on our own mistakes and when a limit is hit (capped eventless loop): the
/// commit loop turns that into an incident.
Change decide(const World& world, Case&& given, const Event& event);

/// "Due Tue 3 Mar 2026: 10 working days before release on Tue 17 Mar 2026", for one live timer.
std::string explain_timer(const World& world, const Case& the_case, const Timer& timer);

/// Would this notice still be wanted? Empty when yes, else the reason it is not.
std::string unwanted_because(const World& world, const Case& the_case, const Notice& notice);

/// Values a message template may use for this notice: {"case.reference", ...}; unlabelled only.
struct MessageValue {
    std::string name;
    std::string text;
};
std::vector<MessageValue> message_values(const World& world, const Case& the_case,
                                         const Notice& notice);

/// Names of every promise of design section 8 and 10 that the case breaks; empty: none.
std::vector<std::string> broken_invariants(const World& world, const Case& the_case);

/// One thing somebody has to do today, for worklists.
struct WorkItem {
    Symbol pathway;
    Symbol state;
    Symbol role;
    HandoffId handoff;
    std::string title;
    std::string instruction;
    std::optional<Instant> due;
    std::string why;  ///< explanation of the due date
    bool overdue = false;
};
std::vector<WorkItem> work_items(const World& world, const Case& the_case);

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// decide: what an event means for a case. Pure: the same arguments always give the same Change.
#pragma once

#include <functional>
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
    bool notes_ways = false;  ///< fill Change::ways, for whoever counts what was reached
};

/// Takes the case and gives it back in `Change::after` (untouched when refused).
/// Throws AssertionFailed on our own mistakes and when a limit is hit (capped eventless loop): the
/// commit loop turns that into an incident.
Change decide(const World& world, Case&& given, const Event& event);

/// "Due Tue 3 Mar 2026: 10 working days before release on Tue 17 Mar 2026", for one live timer.
std::string explain_timer(const World& world, const Case& the_case, const Timer& timer);
/// False: it reads the same as long as case and definitions do, whatever the time.
bool explanation_reads_clock(const World& world, const Case& the_case, const Timer& timer);

/// Would this notice still be wanted? Empty when yes, else the reason it is not.
std::string unwanted_because(const World& world, const Case& the_case, const Notice& notice);

/// Values a message template may use for this notice: {"case.reference", ...}; unlabelled only.
struct MessageValue {
    std::string name;
    std::string text;
};
std::vector<MessageValue> message_values(const World& world, const Case& the_case,
                                         const Notice& notice);

/// Who stands behind a role of one case today; whoever has the directory answers.
enum class Behind : std::uint8_t { nobody, box, person };
using BehindRole = std::function<Behind(Symbol role)>;

/// Roles that own work under way, though no named person stands behind them, nor a team box that a
/// ladder still asks to name one. In order of the work.
std::vector<Symbol> unowned_roles(const World& world, const Case& the_case,
                                  const BehindRole& behind);
/// Writes down that work of `missing` has no owner, telling team box and manager where there is
/// anybody to tell, and that work of `found` has one again. Nothing else of the case changes.
Change note_owners(const World& world, Case given, const std::vector<Symbol>& missing,
                   const std::vector<Symbol>& found, const BehindRole& behind);

/// What is known outside the case about who looks after it.
struct Ownership {
    BehindRole behind;
    std::vector<Symbol> escalated;  ///< roles whose lack of an owner is somebody's work already
};

/// Names of every promise of design section 8 and 10 that the case breaks; empty: none.
std::vector<std::string> broken_invariants(const World& world, const Case& the_case,
                                           const Ownership& ownership);
/// The same for its due rows: each armed timer has its row, and each row its armed timer.
std::vector<std::string> broken_due_rows(const Case& the_case,
                                         const std::vector<Change::DueRow>& rows);

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
    bool reads_clock = false;  ///< `why` may become another one by time alone
};
std::vector<WorkItem> work_items(const World& world, const Case& the_case);

}  // namespace throughgate::journey

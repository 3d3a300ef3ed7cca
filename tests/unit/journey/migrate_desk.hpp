// SPDX-License-Identifier: MIT
// Two versions of one pathway around a case on a desk: the case lives by the first and is brought
// to the second, and back.
#pragma once

#include <algorithm>

#include "desk.hpp"
#include "journey/migrate.hpp"
#include "support/catch.hpp"

namespace throughgate::test {

inline Event change_event() {
    Event event;
    event.actor.person = "cedar";
    event.actor.asserted_by = "test";
    event.reason = "the workflow was changed";
    event.what = Recompute{"the workflow was changed", ""};
    return event;
}

class Bridge {
public:
    Bridge(const std::string& first, const std::string& second,
           std::string_view now = "2026-03-02T09:00:00Z")
        : desk(Desk::with(first, now)), next_(Desk::with(second, now)) {
        for (const auto& [behaviour, definition] : next_.loaded.set.versions)
            desk.loaded.set.versions.insert_or_assign(behaviour, definition);
    }

    [[nodiscard]] const definition::Definition& to() const {
        return *next_.loaded.set.current_of(Symbol::of("accommodation"));
    }

    [[nodiscard]] journey::Migrated plan() const {
        return journey::migrate(desk.world(), Case(desk.the_case), {{&to(), nullptr}},
                                change_event());
    }

    /// Brings the case over; fails the test when that is refused.
    Change bring_over() {
        before = desk.the_case;
        journey::Migrated migrated = plan();
        for (const auto& fault : migrated.faults) FAIL_CHECK(fault.message);
        keep(migrated.change);
        return std::move(migrated.change);
    }

    /// Takes the migration back.
    Change take_back() {
        Change change =
            journey::take_back_migration(desk.world(), Case(desk.the_case), before, change_event());
        keep(change);
        return change;
    }

    /// What a store would do with it, and the promises that hold after every decision.
    void keep(const Change& change) {
        desk.the_case = change.after;
        for (const Change::DueRow& row : change.disarm) {
            const auto found = desk.due.find({row.due, row.timer.number});
            REQUIRE(found != desk.due.end());
            CHECK(found->second == row.generation);
            desk.due.erase(found);
        }
        for (const Change::DueRow& row : change.arm) {
            CHECK(desk.due.count({row.due, row.timer.number}) == 0);
            desk.due[{row.due, row.timer.number}] = row.generation;
        }
        std::vector<Change::DueRow> rows;
        for (const auto& [key, generation] : desk.due)
            rows.push_back({std::get<0>(key), TimerId{std::get<1>(key)}, generation});
        CHECK(journey::broken_due_rows(desk.the_case, rows) == std::vector<std::string>{});
        for (LogEntry& entry : change.log.entries()) desk.log.push_back(std::move(entry));
        desk.notices.insert(desk.notices.end(), change.notices.begin(), change.notices.end());
        CHECK(journey::broken_invariants(desk.world(), desk.the_case, Desk::owned()) ==
              std::vector<std::string>{});
    }

    /// "mapping_needed place.gone" of each fault.
    [[nodiscard]] std::vector<std::string> faults() const {
        std::vector<std::string> all;
        for (const auto& fault : plan().faults)
            all.push_back(std::string(name_of(fault.kind)) + " " + fault.subject);
        return all;
    }

    Desk desk;
    Case before;

private:
    Desk next_;
};

/// The case without what only ever rises and without its log: what undoing gives back.
inline Case bare(Case the_case) {
    the_case.version = 0;
    the_case.log_length = 0;
    the_case.log_head = {};
    the_case.last_recorded = {};
    the_case.last_timer = the_case.last_handoff = the_case.last_entry = 0;
    for (Pathway& pathway : the_case.pathways) pathway.version = 0;
    for (Timer& timer : the_case.timers) timer.generation = 0;
    for (Handoff& handoff : the_case.handoffs) handoff.version = 0;
    return the_case;
}

}  // namespace throughgate::test

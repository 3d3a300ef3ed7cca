// SPDX-License-Identifier: MIT
// Coverage: which states, ways, dates and rungs of some definitions decisions have come to. Fed
// with what was decided and written, so that it counts what happened and not what was hoped for.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "definition/load.hpp"
#include "definition/places.hpp"
#include "model/event.hpp"
#include "throughgate/testing.hpp"

namespace throughgate::tooling {

class Coverage {
public:
    /// Adds what can be reached in these definitions; those known already stay as they are.
    void add(const definition::Loaded& loaded);
    /// Another case: what was live in the last one is over.
    void begin_case();
    void saw(const Change& change, const Event& event);
    [[nodiscard]] std::vector<PathwayCoverage> report() const;

private:
    struct Known {
        definition::DefinitionPointer definition;
        std::shared_ptr<const definition::Places> places;
    };
    /// A drawn thing is known by where it was drawn: what several states inherit is one thing.
    using Key = std::tuple<std::string, std::uint32_t, std::uint32_t>;
    struct Things {
        std::vector<CoveredThing> list;
        std::map<Key, std::size_t> by_place;
        void add(std::string name, const Place& place);
        void reached(const Place& place);
    };
    struct Ledger {
        Known known;
        Things states, transitions, deadlines, rungs;
    };

    void add_things(Ledger& ledger);
    void add_clock(Ledger& ledger, const std::string& name, const definition::Places::Clock& clock,
                   const std::vector<definition::Rung>& ladder);
    Ledger* of(Symbol pathway);
    void enter(std::string_view pathway, std::string_view state);
    void take(const Change::Way& way);
    void end_of_date(const Timer& timer, Instant now, bool still_live);
    void climb(const Timer& timer);
    [[nodiscard]] const definition::Places::Clock* clock_of(const Ledger& ledger,
                                                            const Timer& timer) const;

    std::vector<std::unique_ptr<Ledger>> ledgers_;  ///< in the order of adding
    std::map<TimerId, Timer> live_;                 ///< dates of the case, as last seen
    std::set<TimerId> due_;                         ///< of these: counted as fallen due
};

}  // namespace throughgate::tooling

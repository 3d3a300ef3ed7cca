// SPDX-License-Identifier: MIT
// ForecastPeople: people who do each handoff just before it is due, on a copy of the store.
#pragma once

#include <map>
#include <set>

#include "core/engine_parts.hpp"

namespace throughgate::core {

class ForecastPeople {
public:
    /// A decision was written: what it left of its handoffs is looked at again.
    void look(const Case& the_case);
    /// When somebody does something next; nullopt: never.
    [[nodiscard]] std::optional<Instant> next() const;
    /// Everything that is to be done by now.
    Status act(Engine& engine);
    /// What nobody could do, with how many times: "H17: nobody holds education (3 handoffs)".
    [[nodiscard]] std::vector<std::string> not_done() const;

private:
    struct Intent {
        Instant at;
        CaseId case_id;
        HandoffId handoff;
        std::uint64_t version = 0;
        friend auto operator<=>(const Intent&, const Intent&) = default;
    };

    Result<std::optional<Command>> command_for(Engine& engine, const Intent& intent);
    std::string who_does(const Surroundings& around, const Case& the_case, const Handoff& handoff,
                         Date today);
    void give_up(const Intent& intent, const std::string& why);

    std::set<Intent> intents_;
    std::set<std::pair<CaseId, HandoffId>> given_up_;
    std::map<std::string, std::size_t> why_;
    std::map<std::string, std::string> holders_;  ///< by role, place, team and day: who may act
    std::uint64_t commands_ = 0;
};

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
// Planner: what bringing cases over would do, counted. Pure: cases in, a plan's lines out.
#pragma once

#include <map>
#include <tuple>

#include "core/planned.hpp"

namespace throughgate::core {

class Planner {
public:
    explicit Planner(const Planned& planned) : planned_(planned) {}

    /// `before` and `after`: the worlds without and with the new versions.
    void look(const journey::World& before, const journey::World& after, const Case& the_case);
    /// A live case of which nothing more is known; it is left alone.
    void note_unreadable(const std::string& reference, const std::string& why);
    /// One that could be read, but looking at it failed.
    void note_failing(const std::string& reference, const std::string& why);
    /// The counts so far, lines in order of kind, pathway and subject.
    [[nodiscard]] ChangePlan plan() const;

private:
    using Key = std::tuple<std::size_t, std::string, std::string>;

    static void date_again(const journey::World& after, Change& change, const Event& event);
    void blocked(const Case& the_case, const std::vector<journey::MigrationFault>& faults);
    void compare(const journey::World& before, const journey::World& after, const Case& was,
                 const Change& change);
    void note_versions(const Case& was, const Case& is);
    void compare_states(const Case& was, const Case& is);
    void compare_dates(const Case& was, const Case& is);
    void compare_handoffs(const Case& was, const Case& is);
    void count_notices(const Case& was, const Change& change, Instant now);
    void note(std::string_view kind, std::string_view pathway, std::string_view subject,
              const Case& the_case, const std::function<std::string()>& words);
    void note_incident(const std::string& reference, const std::string& words);
    void count(const Key& key, const std::string& reference, const std::string& shown,
               const std::function<std::string()>& words);
    [[nodiscard]] std::string day(const std::optional<Instant>& instant) const;

    const Planned& planned_;
    ChangePlan plan_;
    bool noted_ = false;  ///< anything of the case that is looked at
    struct Counted {
        PlanLine line;
        std::string last;  ///< reference of the case counted last
    };
    std::map<Key, Counted> lines_;
    std::map<std::string, PlanTeam> teams_;
};

}  // namespace throughgate::core

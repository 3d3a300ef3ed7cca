// SPDX-License-Identifier: MIT
// Generate: tests that together take every drawn way of one pathway, found by searching: events
// with facts that make conditions true, gates cleared, and time. Pure, and without chance: the same
// definitions give the same tests. generate_values.cpp: facts worth trying; generate_walk.cpp: one
// case tried one step further; generate_follow.cpp: one case led by a script; generate.cpp: the
// search; generate_text.cpp: the file.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "definition/load.hpp"
#include "definition/places.hpp"
#include "journey/decide.hpp"
#include "rules/zone.hpp"

namespace throughgate::tooling {

using FactTexts = std::map<std::string, std::string>;

// --- values -------------------------------------------------------------------------------------

/// Facts of all pathways of a set, with values worth trying.
class TryableFacts {
public:
    explicit TryableFacts(const definition::DefinitionSet& set) : set_(&set) {}

    [[nodiscard]] const definition::FactDeclaration* find(std::string_view name) const;
    /// As texts; dates lie around `now`, numbers around those in `condition`.
    [[nodiscard]] std::vector<std::string> values(const definition::FactDeclaration& fact,
                                                  const std::string& condition, Instant now) const;
    /// Any value of the fact, with what it is keyed by.
    void add_any(std::string_view fact, Instant now, FactTexts& facts) const;
    /// Facts under which the condition holds when nothing else is known; a few of them. Kept for
    /// the day.
    [[nodiscard]] const std::vector<FactTexts>& satisfying(const rules::Guard& condition,
                                                           Instant now,
                                                           const rules::Zone& zone) const;
    /// The same for one branch: it holds, and none of those above it.
    [[nodiscard]] const std::vector<FactTexts>& leading_to(const definition::Rule& rule,
                                                           std::size_t branch, Instant now,
                                                           const rules::Zone& zone) const;
    /// Proved: whatever values its facts have, a branch above it holds or this one does not. Facts
    /// with values that cannot all be tried (dates, numbers, texts), gates and strands prove
    /// nothing.
    [[nodiscard]] bool never_leads(const definition::Rule& rule, std::size_t branch, Instant now,
                                   const rules::Zone& zone) const;
    /// Facts that are still to be known for the condition to hold in this case; one choice.
    [[nodiscard]] std::optional<FactTexts> lacking(const rules::Guard& condition,
                                                   const Case& the_case, Instant now,
                                                   const rules::Zone& zone) const;
    [[nodiscard]] std::vector<EventField> fields(const FactTexts& facts) const;

private:
    struct Wanted {
        std::vector<const rules::Guard*> no;
        const rules::Guard* yes = nullptr;  ///< nullptr: only the others count
    };
    using Choices = std::map<std::string, std::vector<std::string>>;
    [[nodiscard]] static Wanted wanted_for(const definition::Rule& rule, std::size_t branch);
    [[nodiscard]] Choices choices_for(const Wanted& wanted, Instant now) const;
    [[nodiscard]] std::vector<FactTexts> search(const Wanted& wanted, Instant now,
                                                const rules::Zone& zone) const;
    [[nodiscard]] std::vector<FactTexts> search_in(const Wanted& wanted, const Choices& choices,
                                                   Instant now, const rules::Zone& zone) const;
    [[nodiscard]] FactTexts without_those_of_rules(FactTexts facts) const;

    const definition::DefinitionSet* set_;
    mutable std::map<std::pair<std::string, Date>, std::vector<FactTexts>> found_;
};

// --- one case -----------------------------------------------------------------------------------

/// What a step does; without an event time goes by until `at`.
struct GeneratedStep {
    std::string event;
    std::string by;  ///< role; empty: a feed
    std::string because;
    FactTexts with;
    Instant at{};
    std::vector<std::string> active;  ///< innermost states of the pathway afterwards
    bool in_vain = false;             ///< no state answered the event, and nothing changed
};

using WayKey = std::pair<std::uint16_t, std::uint16_t>;  ///< rule and branch

/// A case somewhere on the way, and how it came there.
struct Walk {
    Case the_case;
    Instant started{}, now{};
    FactTexts opening;
    std::vector<GeneratedStep> steps;
    std::vector<WayKey> ways;  ///< of the pathway, taken so far
    bool in_vain = false;      ///< the last decision; see the step
};

class Walker {
public:
    Walker(const definition::DefinitionSet& set, const definition::Definition& pathway,
           const rules::Zone& zone);

    /// A case opened with these facts; nullopt: it is refused.
    std::optional<Walk> open(const FactTexts& facts, Instant now);
    /// Every step worth trying from here, done.
    /// `only`: no other events than these, beside those that clear gates.
    std::vector<Walk> next(const Walk& from, const std::set<std::string>* only = nullptr);
    /// One event that is wanted, from whoever may send it; nullopt: it is refused.
    std::optional<Walk> follow(const Walk& from, const std::string& event, const FactTexts& facts);
    /// Time goes by; nullopt: what falls due on the way comes to no rest.
    std::optional<Walk> wait(const Walk& from, Milliseconds time);
    /// Openings under which the pathway starts, with as few facts as that needs.
    [[nodiscard]] std::vector<FactTexts> plain_openings(Instant now) const;
    /// Innermost states of the pathway that are active.
    [[nodiscard]] std::vector<std::string> active_in(const Walk& walk) const;
    /// Openings worth trying: under which the pathway starts, and each fact otherwise.
    std::vector<FactTexts> openings(Instant now) const;
    /// Openings under which one way of the pathway could be taken at once.
    [[nodiscard]] std::vector<FactTexts> openings_for(const definition::Rule& rule,
                                                      std::size_t branch, Instant now) const;
    /// No values of its facts lead this way: see TryableFacts.
    [[nodiscard]] bool never_leads(const definition::Rule& rule, std::size_t branch,
                                   Instant now) const {
        return facts_.never_leads(rule, branch, now, *zone_);
    }
    [[nodiscard]] std::size_t decisions() const { return decisions_; }
    /// From now on more reminders are waited through, where nothing else happens for long.
    void wait_longer() {
        timers_in_one_step_ = 1'500;
        waited_in_vain_.clear();
    }
    [[nodiscard]] const std::set<std::string>& tried() const { return tried_; }
    /// What tells places apart: states of all pathways and gates; then facts that conditions read.
    [[nodiscard]] std::string configuration_of(const Walk& walk) const;
    [[nodiscard]] std::string own_configuration_of(const Walk& walk) const;
    [[nodiscard]] std::string facts_of(const Walk& walk) const;

private:
    struct Attempt {
        std::string event;
        FactTexts with;
        std::vector<Symbol> by;  ///< roles that may send it; empty: anybody
        bool in_person = false;
    };

    [[nodiscard]] const definition::Definition* definition_of(const Pathway& pathway) const;
    void attempts_at(const Walk& from, const Pathway& pathway, std::vector<Attempt>& attempts);
    void attempts_of_rule(const definition::Rule& rule, Instant now,
                          std::vector<Attempt>& attempts);
    void attempts_at_gates(const definition::Definition& definition, Instant now,
                           std::vector<Attempt>& attempts);
    void ask_together(std::vector<Attempt>& attempts, Instant now) const;
    [[nodiscard]] FactTexts base_opening(Instant now) const;
    [[nodiscard]] std::vector<FactTexts> openings_with_dates(Instant now) const;
    /// Facts that conditions nearby wait for come along with any event.
    [[nodiscard]] std::vector<FactTexts> wanted_nearby(const Walk& from) const;
    std::optional<Walk> send(const Walk& from, const Attempt& attempt);
    /// Without keys that the case knows already: other roles may set them than what they are of.
    [[nodiscard]] Attempt without_known_keys(const Walk& from, const Attempt& attempt) const;
    /// Needs of gates that are not met yet, with facts that meet them.
    void wanted_at_gates(const Walk& from, const definition::Definition& definition,
                         std::vector<FactTexts>& wanted) const;
    std::optional<Walk> send_as(const Walk& from, const Attempt& attempt, const std::string& role);
    std::optional<Walk> pass_time(const Walk& from);
    [[nodiscard]] static const Timer* next_due(const Walk& walk);
    bool fire(Walk& walk, const Timer& timer);
    bool fire_all_due(Walk& walk);
    /// False: it was refused, or it came to no rest.
    bool decide(Walk& walk, Event event);
    void describe(Walk& walk) const;
    [[nodiscard]] Attempt attempt_of(const Walk& from, const std::string& event,
                                     const FactTexts& facts) const;
    [[nodiscard]] std::vector<std::string> senders(const Attempt& attempt) const;

    const definition::DefinitionSet* set_;
    const definition::Definition* pathway_;
    const rules::Zone* zone_;
    TryableFacts facts_;
    std::vector<Assignment> assignments_;
    /// Facts that conditions and gates of the pathway read, with what is said of them.
    std::map<Symbol, std::string> conditions_;
    std::set<std::string> keys_;                          ///< facts that others are keyed by
    std::map<std::string, std::set<std::string>> asked_;  ///< by event, whoever answers it
    std::set<std::string> tried_;                         ///< events that were sent
    std::set<std::string> waited_in_vain_;  ///< places where time alone changes nothing for long
    std::size_t decisions_ = 0;
    std::size_t timers_in_one_step_ = 400;
};

// --- the search ---------------------------------------------------------------------------------

struct UnreachedWay {
    std::string name;  ///< "place.sourcing: timer none_found -> no_address"
    Place place;
    std::string reason;
};

struct Generated {
    std::vector<Walk> walks;  ///< one test each
    std::size_t ways = 0;     ///< drawn ones
    std::size_t reached = 0;
    std::vector<UnreachedWay> unreached;
    std::size_t decisions = 0;
};

struct GenerateLimits {
    std::size_t decisions = 150'000;
    std::size_t places = 6'000;  ///< from which further steps are tried
    std::size_t steps = 40;      ///< in one test
};

/// How many drawn ways lead from each state to `target` at least; `far` where none does.
inline constexpr std::size_t far = 100'000;
std::vector<std::size_t> distances_to(const definition::Definition& pathway, StateIndex target);

Generated generate(const definition::Loaded& loaded, const definition::Definition& pathway,
                   const definition::Places& places, const rules::Zone& zone, Instant start,
                   const GenerateLimits& limits = {});

/// The file of tests.
std::string generated_text(const Generated& generated, const std::string& pathway,
                           const std::vector<std::string>& definitions);
/// The file of one test.
std::string recorded_text(const Walk& walk, const std::string& name, const std::string& pathway,
                          const std::vector<std::string>& definitions);
/// "place.sourcing: address.proposed -> place.address_check"; coverage names ways so.
std::string way_name(const definition::Definition& definition, const definition::Rule& rule,
                     const definition::Branch& branch);

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// The search: new places first, then those where something unreached begins.
#include "tooling/generate.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>

namespace throughgate::tooling {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Rule;
using Drawn = std::tuple<std::string, std::uint32_t, std::uint32_t>;

/// So many walks are looked at for a promising one.
constexpr std::size_t looked_at = 300;
/// At least this part of all decisions may be spent on one way by itself.
constexpr std::size_t most_toward = 40;
/// So many that came into a state are kept, to go on from there.
constexpr std::size_t walks_kept_a_state = 2;

class Search {
public:
    Search(const definition::Loaded& loaded, const Definition& pathway,
           const definition::Places& places, const rules::Zone& zone, const GenerateLimits& limits)
        : pathway_(pathway),
          places_(places),
          limits_(limits),
          walker_(loaded.set, pathway, zone),
          seen_states_(pathway.states.size()),
          stood_in_(pathway.states.size()),
          start_{} {
        for (std::size_t rule = 0; rule < pathway.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway.rules[rule].branches.size(); ++way)
                if (const auto drawn = drawn_of(rule, way)) all_.insert(*drawn);
    }

    Generated run(Instant start) {
        start_ = start;
        for (const FactTexts& opening : walker_.openings(start))
            if (auto walk = walker_.open(opening, start)) arrived(std::move(*walk));
        while (!finished()) {
            const Taken from = take();
            if (from.walk.steps.size() >= limits_.steps) continue;
            for (Walk& walk : walker_.next(from.walk, from.only)) arrived(std::move(walk));
        }
        toward_each(start);
        return result();
    }

private:
    // --- towards one way -------------------------------------------------------------------------
    /// What the search at large did not meet is looked for by itself, with facts that suit it.
    void toward_each(Instant start) {
        walker_.wait_longer();
        for (std::size_t rule = 0; rule < pathway_.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway_.rules[rule].branches.size(); ++way)
                for (const bool from_known : {false, true})
                    if (is_missing(rule, way) && walker_.decisions() < limits_.decisions)
                        toward(rule, way, start, from_known);
    }

    [[nodiscard]] bool is_missing(std::size_t rule, std::size_t way) const {
        const auto drawn = drawn_of(rule, way);
        return drawn && !reached_.contains(*drawn);
    }

    /// From openings with facts that suit it; then also from where its state was met already.
    void toward(std::size_t rule, std::size_t way, Instant start, bool from_known) {
        const auto distances = distances_to(pathway_, pathway_.rules[rule].source);
        const std::size_t until =
            walker_.decisions() + (from_known ? share_of_one() : limits_.decisions / most_toward);
        std::multimap<std::tuple<std::size_t, std::int64_t, std::size_t>, Walk> nearest;
        const bool waits = is_of_time(rule, way);
        std::set<std::string> seen;
        const auto add = [&](Walk walk) {
            const std::size_t distance = distance_of(walk, distances);
            if (distance >= far || walk.steps.size() >= limits_.steps) return;
            const std::string place = walker_.own_configuration_of(walk) + walker_.facts_of(walk) +
                                      " month " + std::to_string(month_of(walk));
            if (seen.insert(place).second)
                nearest.emplace(
                    std::tuple(distance, waits ? -month_of(walk) : 0, walk.steps.size()),
                    std::move(walk));
        };
        for (const FactTexts& opening : openings_toward(rule, way, start))
            if (auto walk = walker_.open(opening, start)) {
                keep(*walk);
                add(std::move(*walk));
            }
        if (from_known)
            for (const Walk& walk : stood_in_[pathway_.rules[rule].source]) add(walk);
        while (is_missing(rule, way) && !nearest.empty() && walker_.decisions() < until) {
            const Walk from = std::move(nearest.begin()->second);
            nearest.erase(nearest.begin());
            for (Walk& walk : walker_.next(from)) {
                keep(walk);
                add(std::move(walk));
            }
        }
    }

    /// What is left of the decisions goes to those that are missing, evenly.
    [[nodiscard]] std::size_t share_of_one() const {
        const std::size_t left =
            limits_.decisions - std::min(limits_.decisions, walker_.decisions());
        const std::size_t missing = std::max<std::size_t>(1, all_.size() - reached_.size());
        return std::max(limits_.decisions / most_toward, left / missing);
    }

    /// What comes only with time is no other place by its states and facts.
    static std::int64_t month_of(const Walk& walk) {
        return (walk.now - walk.started) / std::chrono::hours(24 * 28);
    }

    /// Then whoever has waited longest is nearest.
    [[nodiscard]] bool is_of_time(std::size_t rule, std::size_t way) const {
        const Rule& of = pathway_.rules[rule];
        return of.trigger == Rule::Trigger::timer ||
               of.branches[way].when.text().find("today") != std::string::npos;
    }

    /// With facts that suit the way, and those that suit whatever leads into its state.
    [[nodiscard]] std::vector<FactTexts> openings_toward(std::size_t rule, std::size_t way,
                                                         Instant start) const {
        const StateIndex source = pathway_.rules[rule].source;
        auto openings = walker_.openings_for(pathway_.rules[rule], way, start);
        if (seen_states_[source]) return openings;
        for (const Rule& other : pathway_.rules)
            for (std::size_t branch = 0; branch < other.branches.size(); ++branch) {
                const auto& targets = other.branches[branch].targets;
                if (std::find(targets.begin(), targets.end(), source) == targets.end()) continue;
                for (FactTexts& each : walker_.openings_for(other, branch, start))
                    openings.push_back(std::move(each));
            }
        return openings;
    }

    /// Of the nearest state that is active; where the pathway has not begun, as far as can be.
    [[nodiscard]] std::size_t distance_of(const Walk& walk,
                                          const std::vector<std::size_t>& distances) const {
        const Pathway* pathway = walk.the_case.find_pathway(pathway_.pathway);
        if (pathway == nullptr) return far - 1;
        std::size_t best = far;
        pathway->configuration.each(
            [&](StateIndex state) { best = std::min(best, distances[state]); });
        return best;
    }

    [[nodiscard]] std::optional<Drawn> drawn_of(std::size_t rule, std::size_t way) const {
        const Place& place = places_.ways[rule][way];
        if (place.line == 0) return std::nullopt;
        return Drawn{place.file, place.line, place.column};
    }

    [[nodiscard]] bool finished() const {
        return (fresh_.empty() && beside_.empty() && known_.empty() && later_.empty()) ||
               reached_.size() == all_.size() || walker_.decisions() >= limits_.decisions / 2 ||
               taken_ >= limits_.places;
    }

    /// A place, and which events of the pathway are tried there; nullptr: all that are possible.
    struct Taken {
        Walk walk;
        const std::set<std::string>* only = nullptr;
    };

    /// From a place where something unreached begins only that is tried, and the rest later.
    Taken take() {
        ++taken_;
        for (std::deque<Walk>* queue : {&fresh_, taken_ % 3 == 0 ? &known_ : &beside_,
                                        taken_ % 3 == 0 ? &beside_ : &known_}) {
            const auto last =
                queue->begin() + static_cast<std::ptrdiff_t>(std::min(queue->size(), looked_at));
            const auto found = std::find_if(
                queue->begin(), last, [this](const Walk& walk) { return is_promising(walk); });
            if (found == last) continue;
            later_.push_back(*found);
            return {taken_from(*queue, found), &unreached_events_};
        }
        for (std::deque<Walk>* queue : {&later_, &fresh_, &beside_, &known_})
            if (!queue->empty()) return {taken_from(*queue, queue->begin())};
        return {};
    }

    static Walk taken_from(std::deque<Walk>& queue, std::deque<Walk>::iterator at) {
        Walk walk = std::move(*at);
        queue.erase(at);
        return walk;
    }

    /// Does an unreached way begin where the case stands?
    [[nodiscard]] bool is_promising(const Walk& walk) {
        const Pathway* pathway = walk.the_case.find_pathway(pathway_.pathway);
        if (pathway == nullptr) return true;
        if (sources_of_ != reached_.size()) note_sources();
        return pathway->configuration.meets(unreached_sources_);
    }

    void note_sources() {
        sources_of_ = reached_.size();
        unreached_sources_ = StateSet();
        unreached_events_.clear();
        for (std::size_t rule = 0; rule < pathway_.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway_.rules[rule].branches.size(); ++way)
                if (is_missing(rule, way)) {
                    unreached_sources_.add(pathway_.rules[rule].source);
                    unreached_events_.emplace(pathway_.rules[rule].event.text());
                }
    }

    /// False: it took no way and met no state that another one had not.
    bool keep(const Walk& walk) {
        const bool is_elsewhere = note_states(walk);
        bool is_new = false;
        for (const auto& [rule, way] : walk.ways)
            if (const auto drawn = drawn_of(rule, way)) is_new |= reached_.insert(*drawn).second;
        if (!is_new) return is_elsewhere;
        kept_.push_back(walk);
        kept_.back().the_case = Case();
        return true;
    }

    void arrived(Walk walk) {
        const bool is_new = keep(walk);
        const std::string own = walker_.own_configuration_of(walk);
        const bool is_beside = places_seen_.insert(walker_.configuration_of(walk)).second;
        const bool is_own = places_seen_.insert(own).second;
        if (is_new)
            fresh_.push_front(std::move(walk));
        else if (is_own)
            fresh_.push_back(std::move(walk));
        else if (is_beside)
            beside_.push_back(std::move(walk));
        else if (known_.size() < limits_.places &&
                 places_seen_.insert(own + walker_.facts_of(walk)).second)
            known_.push_back(std::move(walk));
    }

    /// Whether one of them was never seen before.
    bool note_states(const Walk& walk) {
        bool is_new = false;
        if (const Pathway* pathway = walk.the_case.find_pathway(pathway_.pathway))
            pathway->configuration.each([&](StateIndex state) {
                is_new = is_new || !seen_states_[state];
                seen_states_[state] = true;
                std::vector<Walk>& stood = stood_in_[state];
                if (stood.size() < walks_kept_a_state) stood.push_back(walk);
            });
        return is_new;
    }

    // --- what came of it -----------------------------------------------------------------------
    Generated result() {
        Generated generated;
        generated.ways = all_.size();
        generated.reached = reached_.size();
        generated.decisions = walker_.decisions();
        std::stable_sort(kept_.begin(), kept_.end(), [](const Walk& a, const Walk& b) {
            return a.steps.size() > b.steps.size();
        });
        std::set<Drawn> done;
        for (Walk& walk : kept_)
            if (adds(walk, done)) generated.walks.push_back(std::move(walk));
        add_unreached(generated);
        return generated;
    }

    bool adds(const Walk& walk, std::set<Drawn>& done) const {
        bool is_new = false;
        for (const auto& [rule, way] : walk.ways)
            if (const auto drawn = drawn_of(rule, way)) is_new |= done.insert(*drawn).second;
        return is_new;
    }

    void add_unreached(Generated& generated) const {
        std::set<Drawn> told;
        for (std::size_t rule = 0; rule < pathway_.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway_.rules[rule].branches.size(); ++way) {
                const auto drawn = drawn_of(rule, way);
                if (!drawn || reached_.contains(*drawn) || !told.insert(*drawn).second) continue;
                const Rule& of = pathway_.rules[rule];
                generated.unreached.push_back({way_name(pathway_, of, of.branches[way]),
                                               places_.ways[rule][way], reason_of(of, way)});
            }
    }

    [[nodiscard]] std::string reason_of(const Rule& rule, std::size_t way) const {
        const Branch& branch = rule.branches[way];
        if (walker_.never_leads(rule, way, start_))
            return "it can never be taken: with no values of its facts does it hold where the "
                   "ways above it do not" +
                   condition_of(rule, branch);
        if (!seen_states_[rule.source])
            return "state '" + std::string(pathway_.states[rule.source].id.text()) +
                   "' was never reached" + limit_reached();
        return why_not(rule) + condition_of(rule, branch) + limit_reached();
    }

    [[nodiscard]] std::string why_not(const Rule& rule) const {
        switch (rule.trigger) {
            case Rule::Trigger::timer:
                return "its time never came while the state was active (" +
                       pathway_.timers[rule.timer].at.text() + ")";
            case Rule::Trigger::done: return "what is nested never ended so";
            case Rule::Trigger::always: return "it never held";
            case Rule::Trigger::event: break;
        }
        return walker_.tried().contains(std::string(rule.event.text()))
                   ? "the event never led this way"
                   : "the event was never possible where it is answered";
    }

    /// Then more may be found with a higher limit.
    [[nodiscard]] std::string limit_reached() const {
        if (walker_.decisions() < limits_.decisions && taken_ < limits_.places) return {};
        return "; not found within " + std::to_string(walker_.decisions()) + " decisions";
    }

    /// Why a search may not have met the condition.
    [[nodiscard]] std::string condition_of(const Rule& rule, const Branch& branch) const {
        std::string words;
        if (rule.gate != 0xffff && !branch.aside)
            words += "; gate '" + std::string(pathway_.gates[rule.gate].id.text()) +
                     "' has to be cleared first";
        if (branch.aside) words += "; it is taken only aside of the others";
        if (branch.when.empty()) return words;
        words += "; its condition is: " + branch.when.text();
        for (const Symbol name : branch.when.names())
            if (const auto* fact = pathway_.find_fact(name); fact != nullptr && fact->by_rules)
                words += "; only rules set " + std::string(name.text());
        return words;
    }

    const Definition& pathway_;
    const definition::Places& places_;
    const GenerateLimits limits_;
    Walker walker_;
    std::vector<bool> seen_states_;
    std::vector<std::vector<Walk>> stood_in_;  ///< by state: the first that came there
    Instant start_;
    std::set<Drawn> all_, reached_;
    std::set<std::string> places_seen_;
    std::deque<Walk> fresh_;   ///< with a state or way that is new
    std::deque<Walk> beside_;  ///< where all of it never stood so
    std::deque<Walk> known_;   ///< only other facts are known
    std::deque<Walk> later_;   ///< where what was unreached was tried, and nothing else yet
    std::vector<Walk> kept_;
    std::size_t taken_ = 0;
    std::set<std::string> unreached_events_;
    StateSet unreached_sources_;                             ///< where an unreached way begins
    std::size_t sources_of_ = static_cast<std::size_t>(-1);  ///< how many were reached then
};

}  // namespace

Generated generate(const definition::Loaded& loaded, const Definition& pathway,
                   const definition::Places& places, const rules::Zone& zone, Instant start,
                   const GenerateLimits& limits) {
    return Search(loaded, pathway, places, zone, limits).run(start);
}

}  // namespace throughgate::tooling

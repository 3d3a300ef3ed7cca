// SPDX-License-Identifier: MIT
// The search: new places first, then those where something unreached begins.
#include "tooling/generate.hpp"

#include <algorithm>
#include <deque>
#include <tuple>

namespace throughgate::tooling {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Rule;
using Drawn = std::tuple<std::string, std::uint32_t, std::uint32_t>;

/// So many walks are looked at for a promising one.
constexpr std::size_t looked_at = 300;

class Search {
public:
    Search(const definition::Loaded& loaded, const Definition& pathway,
           const definition::Places& places, const rules::Zone& zone, const GenerateLimits& limits)
        : pathway_(pathway),
          places_(places),
          limits_(limits),
          walker_(loaded.set, pathway, zone),
          seen_states_(pathway.states.size()) {
        for (std::size_t rule = 0; rule < pathway.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway.rules[rule].branches.size(); ++way)
                if (const auto drawn = drawn_of(rule, way)) all_.insert(*drawn);
    }

    Generated run(Instant start) {
        for (const FactTexts& opening : walker_.openings(start))
            if (auto walk = walker_.open(opening, start)) arrived(std::move(*walk));
        while (!finished()) {
            const Walk from = take();
            if (from.steps.size() >= limits_.steps) continue;
            for (Walk& walk : walker_.next(from)) arrived(std::move(walk));
        }
        return result();
    }

private:
    [[nodiscard]] std::optional<Drawn> drawn_of(std::size_t rule, std::size_t way) const {
        const Place& place = places_.ways[rule][way];
        if (place.line == 0) return std::nullopt;
        return Drawn{place.file, place.line, place.column};
    }

    [[nodiscard]] bool finished() const {
        return (fresh_.empty() && beside_.empty() && known_.empty()) ||
               reached_.size() == all_.size() || walker_.decisions() >= limits_.decisions ||
               taken_ >= limits_.places;
    }

    /// From a new place first; then from those, where something unreached begins.
    Walk take() {
        ++taken_;
        for (std::deque<Walk>* queue : {&fresh_, taken_ % 3 == 0 ? &known_ : &beside_,
                                        taken_ % 3 == 0 ? &beside_ : &known_}) {
            const auto last =
                queue->begin() + static_cast<std::ptrdiff_t>(std::min(queue->size(), looked_at));
            const auto found = std::find_if(
                queue->begin(), last, [this](const Walk& walk) { return is_promising(walk); });
            if (found != last) return taken_from(*queue, found);
        }
        for (std::deque<Walk>* queue : {&fresh_, &beside_, &known_})
            if (!queue->empty()) return taken_from(*queue, queue->begin());
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
        for (std::size_t rule = 0; rule < pathway_.rules.size(); ++rule)
            for (std::size_t way = 0; way < pathway_.rules[rule].branches.size(); ++way)
                if (const auto drawn = drawn_of(rule, way); drawn && !reached_.contains(*drawn))
                    unreached_sources_.add(pathway_.rules[rule].source);
    }

    void arrived(Walk walk) {
        note_states(walk);
        bool is_new = false;
        for (const auto& [rule, way] : walk.ways)
            if (const auto drawn = drawn_of(rule, way)) is_new |= reached_.insert(*drawn).second;
        if (is_new) {
            kept_.push_back(walk);
            kept_.back().the_case = Case();
        }
        const std::string own = walker_.own_configuration_of(walk);
        const std::string place = walker_.configuration_of(walk);
        const bool is_beside = places_seen_.insert(place).second;
        if (places_seen_.insert(own).second || is_new)
            fresh_.push_back(std::move(walk));
        else if (is_beside)
            beside_.push_back(std::move(walk));
        else if (known_.size() < limits_.places &&
                 places_seen_.insert(own + walker_.facts_of(walk)).second)
            known_.push_back(std::move(walk));
    }

    void note_states(const Walk& walk) {
        for (const Pathway& pathway : walk.the_case.pathways)
            if (pathway.name == pathway_.pathway)
                pathway.configuration.each(
                    [this](StateIndex state) { seen_states_[state] = true; });
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
                                               places_.ways[rule][way],
                                               reason_of(of, of.branches[way])});
            }
    }

    [[nodiscard]] std::string reason_of(const Rule& rule, const Branch& branch) const {
        if (!seen_states_[rule.source])
            return "state '" + std::string(pathway_.states[rule.source].id.text()) +
                   "' was never reached";
        if (walker_.decisions() >= limits_.decisions || taken_ >= limits_.places)
            return "not found within " + std::to_string(walker_.decisions()) + " decisions" +
                   condition_of(rule, branch);
        switch (rule.trigger) {
            case Rule::Trigger::timer:
                return "its time never came while the state was active (" +
                       pathway_.timers[rule.timer].at.text() + ")" + condition_of(rule, branch);
            case Rule::Trigger::done:
                return "what is nested never ended so" + condition_of(rule, branch);
            case Rule::Trigger::always: return "it never held" + condition_of(rule, branch);
            case Rule::Trigger::event: break;
        }
        if (!walker_.tried().contains(std::string(rule.event.text())))
            return "the event was never possible where it is answered";
        return "the event never led this way" + condition_of(rule, branch);
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
    std::set<Drawn> all_, reached_;
    std::set<std::string> places_seen_;
    std::deque<Walk> fresh_;   ///< where the pathway never stood
    std::deque<Walk> beside_;  ///< where the others never stood beside it
    std::deque<Walk> known_;   ///< only other facts are known
    std::vector<Walk> kept_;
    std::size_t taken_ = 0;
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

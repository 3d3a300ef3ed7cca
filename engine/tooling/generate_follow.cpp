// SPDX-License-Identifier: MIT
// One case led by somebody else's script.
#include <algorithm>

#include "tooling/generate.hpp"

namespace throughgate::tooling {

using definition::Gate;
using definition::Rule;

std::vector<FactTexts> Walker::plain_openings(Instant now) const {
    std::vector<FactTexts> openings = facts_.satisfying(pathway_->start.when, now, *zone_);
    if (openings.empty()) openings.emplace_back();
    for (const FactTexts& starting : openings_with_dates(now)) openings.push_back(starting);
    return openings;
}

std::vector<FactTexts> Walker::openings_with_dates(Instant now) const {
    std::vector<FactTexts> openings = facts_.satisfying(pathway_->start.when, now, *zone_);
    if (openings.empty()) openings.emplace_back();
    const FactTexts dates = base_opening(now);
    for (FactTexts& each : openings) each.insert(dates.begin(), dates.end());
    return openings;
}

/// Whoever the rules that answer it name; gates are cleared in person.
Walker::Attempt Walker::attempt_of(const Walk& from, const std::string& event,
                                   const FactTexts& facts) const {
    Attempt attempt{event, facts, {}, false};
    for (const Pathway& pathway : from.the_case.pathways) {
        const definition::Definition* definition = definition_of(pathway);
        if (definition == nullptr) continue;
        for (const Rule& rule : definition->rules) {
            if (rule.trigger != Rule::Trigger::event || rule.event.text() != event ||
                !pathway.configuration.has(rule.source))
                continue;
            attempt.by.insert(attempt.by.end(), rule.by.begin(), rule.by.end());
            attempt.in_person = attempt.in_person || rule.confirmed_by_person;
        }
        for (const Gate& gate : definition->gates) {
            const std::string id(gate.id.text());
            if (event == id + ".clear") attempt.by.push_back(gate.cleared_by);
            if (event == id + ".countersign") attempt.by.push_back(gate.countersigned_by);
        }
    }
    return attempt;
}

std::optional<Walk> Walker::follow(const Walk& from, const std::string& event,
                                   const FactTexts& facts) {
    return send(from, attempt_of(from, event, facts));
}

std::optional<Walk> Walker::wait(const Walk& from, Milliseconds time) {
    Walk walk = from;
    const Instant until = walk.now + time;
    for (std::size_t fired = 0; fired < timers_in_one_step_; ++fired) {
        const Timer* next = next_due(walk);
        if (next == nullptr || *next->due > until) {
            walk.now = until;
            walk.steps.push_back({"", "", "", {}, walk.now, {}});
            describe(walk);
            return walk;
        }
        walk.now = std::max(walk.now, *next->due);
        if (!fire_all_due(walk)) return std::nullopt;
    }
    return std::nullopt;
}

std::vector<std::string> Walker::active_in(const Walk& walk) const {
    std::vector<std::string> ids;
    for (const Pathway& pathway : walk.the_case.pathways)
        if (pathway.name == pathway_->pathway)
            (pathway.configuration & pathway_->leaves).each([&](StateIndex state) {
                ids.emplace_back(pathway_->states[state].id.text());
            });
    return ids;
}

}  // namespace throughgate::tooling

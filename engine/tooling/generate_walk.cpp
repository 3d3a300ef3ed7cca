// SPDX-License-Identifier: MIT
// One case, tried one step further.
#include <algorithm>

#include "base/assert.hpp"
#include "tooling/generate.hpp"
#include "tooling/test_names.hpp"

namespace throughgate::tooling {
namespace {

using definition::Branch;
using definition::Definition;
using definition::Rule;

constexpr std::size_t openings_at_most = 150;

FactTexts joined(FactTexts first, const FactTexts& second) {
    first.insert(second.begin(), second.end());
    return first;
}

/// An event that sets a fact or shuts a gate changes something, whoever answers it.
bool is_in_vain(const Change& change) {
    return change.verdict == Verdict::unchanged && change.log.size() > 0 &&
           change.log[0].kind == "event.unanswered";
}

}  // namespace

Walker::Walker(const definition::DefinitionSet& set, const Definition& pathway,
               const rules::Zone& zone)
    : set_(&set), pathway_(&pathway), zone_(&zone), facts_(set) {
    assignments_ = assignments_of(Test{}, set);
    const auto note = [this](const rules::Guard& guard) {
        for (const Symbol name : guard.names()) conditions_[name] += " " + guard.text();
    };
    for (const Rule& rule : pathway.rules)
        for (const Branch& branch : rule.branches) note(branch.when);
    for (const definition::Gate& gate : pathway.gates)
        for (const rules::Guard& need : gate.needs) note(need);
    for (const auto& [name, said] : conditions_)
        if (const auto* fact = facts_.find(name.text()); fact != nullptr && !fact->per.empty())
            keys_.emplace(fact->per.text());
    for (const auto& definition : set.current)
        for (const Rule& rule : definition->rules)
            if (rule.trigger == Rule::Trigger::event)
                for (const Symbol fact : rule.asks)
                    asked_[std::string(rule.event.text())].emplace(fact.text());
}

const Definition* Walker::definition_of(const Pathway& pathway) const {
    return set_->find(pathway.definition);
}

bool Walker::decide(Walk& walk, Event event) {
    ++decisions_;
    journey::World world;
    world.now = walk.now;
    world.definitions = set_;
    world.zone = zone_;
    world.notes_ways = true;
    try {
        Change change = journey::decide(world, std::move(walk.the_case), event);
        for (const Change::Way& way : change.ways)
            if (way.pathway == pathway_->pathway) walk.ways.emplace_back(way.rule, way.branch);
        walk.in_vain = is_in_vain(change);
        walk.the_case = std::move(change.after);
        return !change.refusal;
    } catch (const AssertionFailed&) {
        return false;
    }
}

std::optional<Walk> Walker::open(const FactTexts& facts, Instant now) {
    Walk walk;
    walk.started = walk.now = now;
    walk.opening = facts;
    Event event;
    event.what = Opened{facts_.fields(facts), assignments_};
    if (!decide(walk, std::move(event)) || !fire_all_due(walk)) return std::nullopt;
    return walk;
}

std::vector<FactTexts> Walker::openings_for(const Rule& rule, std::size_t branch,
                                            Instant now) const {
    std::vector<FactTexts> openings;
    const FactTexts base = base_opening(now);
    for (FactTexts facts : facts_.leading_to(rule, branch, now, *zone_)) {
        std::erase_if(facts,
                      [&](const auto& each) { return !facts_.find(each.first)->per.empty(); });
        for (const FactTexts& starting : facts_.satisfying(pathway_->start.when, now, *zone_))
            openings.push_back(joined(joined(facts, starting), base));
    }
    if (openings.empty()) openings.push_back(base);
    return openings;
}

FactTexts Walker::base_opening(Instant now) const {
    const Date today = std::chrono::floor<std::chrono::days>(now);
    FactTexts base;
    if (facts_.find("release") != nullptr)
        base.emplace("release", format_date(today + std::chrono::days(150)));
    if (facts_.find("admission") != nullptr) base.emplace("admission", format_date(today));
    return base;
}

std::vector<FactTexts> Walker::openings(Instant now) const {
    const FactTexts base = base_opening(now);
    std::vector<FactTexts> openings;
    for (const FactTexts& starting : facts_.satisfying(pathway_->start.when, now, *zone_))
        openings.push_back(joined(starting, base));
    if (openings.empty()) openings.push_back(base);
    const FactTexts first = openings.front();
    for (const auto& [name, said] : conditions_) {
        const auto* fact = facts_.find(name.text());
        if (fact == nullptr || fact->by_rules || !fact->per.empty()) continue;
        for (const std::string& value : facts_.values(*fact, said, now))
            if (openings.size() < openings_at_most)
                openings.push_back(joined({{std::string(name.text()), value}}, first));
    }
    return openings;
}

// --- what is worth trying ----------------------------------------------------------------------

void Walker::attempts_of_rule(const Rule& rule, Instant now, std::vector<Attempt>& attempts) {
    Attempt attempt{std::string(rule.event.text()), {}, rule.by, rule.confirmed_by_person};
    FactTexts asked;
    for (const Symbol fact : rule.asks) facts_.add_any(fact.text(), now, asked);
    attempt.with = asked;
    attempts.push_back(attempt);
    for (std::size_t branch = 0; branch < rule.branches.size(); ++branch)
        for (const FactTexts& facts : facts_.leading_to(rule, branch, now, *zone_)) {
            attempt.with = joined(facts, asked);
            attempts.push_back(attempt);
        }
    std::set<Symbol> may_be_unknown(rule.asks.begin(), rule.asks.end());
    for (const Branch& branch : rule.branches)
        for (const Symbol name : branch.when.names()) may_be_unknown.insert(name);
    for (const Symbol fact : may_be_unknown) {
        const auto* declared = facts_.find(fact.text());
        if (declared == nullptr || declared->by_rules) continue;
        attempt.with = joined({{std::string(fact.text()), "unknown"}}, asked);
        attempts.push_back(attempt);
    }
    for (const Symbol fact : rule.asks)
        if (const auto* declared = facts_.find(fact.text()))
            for (const std::string& value : facts_.values(*declared, "", now)) {
                attempt.with = joined({{std::string(fact.text()), value}}, asked);
                attempts.push_back(attempt);
            }
}

void Walker::attempts_at_gates(const Definition& definition, Instant now,
                               std::vector<Attempt>& attempts) {
    for (const definition::Gate& gate : definition.gates) {
        const std::string id(gate.id.text());
        FactTexts needed;
        for (const rules::Guard& need : gate.needs)
            if (const auto& found = facts_.satisfying(need, now, *zone_); !found.empty())
                needed.insert(found.front().begin(), found.front().end());
        if (!gate.per.empty()) facts_.add_any(gate.per.text(), now, needed);
        attempts.push_back({id + ".clear", needed, {gate.cleared_by}, true});
        for (const Symbol shutting : gate.shut_by)
            attempts.push_back({std::string(shutting.text()), {}, {}, false});
        if (!gate.countersigned_by.empty())
            attempts.push_back({id + ".countersign", {}, {gate.countersigned_by}, true});
    }
}

std::vector<FactTexts> Walker::wanted_nearby(const Walk& from) const {
    std::vector<FactTexts> wanted;
    for (const Pathway& pathway : from.the_case.pathways) {
        const Definition* definition = definition_of(pathway);
        if (definition != pathway_) continue;
        wanted_at_gates(from, *definition, wanted);
        for (const Rule& rule : definition->rules) {
            if (rule.trigger == Rule::Trigger::event || !pathway.configuration.has(rule.source))
                continue;
            for (const Branch& branch : rule.branches) {
                if (branch.when.empty()) continue;
                if (auto facts = facts_.lacking(branch.when, from.the_case, from.now, *zone_))
                    if (!facts->empty()) wanted.push_back(std::move(*facts));
                for (const FactTexts& facts : facts_.satisfying(branch.when, from.now, *zone_))
                    if (!facts.empty()) wanted.push_back(facts);
            }
        }
    }
    return wanted;
}

void Walker::wanted_at_gates(const Walk& from, const Definition& definition,
                             std::vector<FactTexts>& wanted) const {
    for (const definition::Gate& gate : definition.gates)
        for (const rules::Guard& need : gate.needs) {
            const std::vector<Symbol> names = need.names();
            const auto is_known = [&](Symbol name) {
                return std::any_of(from.the_case.facts.begin(), from.the_case.facts.end(),
                                   [&](const Fact& fact) { return fact.name == name; });
            };
            if (std::all_of(names.begin(), names.end(), is_known)) continue;
            for (const FactTexts& facts : facts_.satisfying(need, from.now, *zone_))
                wanted.push_back(facts);
        }
}

void Walker::attempts_at(const Walk& from, const Pathway& pathway, std::vector<Attempt>& attempts) {
    const Definition* definition = definition_of(pathway);
    if (definition == nullptr) return;
    for (const Rule& rule : definition->rules)
        if (rule.trigger == Rule::Trigger::event && pathway.configuration.has(rule.source))
            attempts_of_rule(rule, from.now, attempts);
    attempts_at_gates(*definition, from.now, attempts);
}

/// Several pathways may answer one event, and each asks for facts of its own: they come together.
void Walker::ask_together(std::vector<Attempt>& attempts, Instant now) const {
    for (std::size_t i = 0, count = attempts.size(); i < count; ++i) {
        const auto asked = asked_.find(attempts[i].event);
        if (asked == asked_.end()) continue;
        Attempt whole = attempts[i];
        for (const std::string& fact : asked->second) facts_.add_any(fact, now, whole.with);
        if (whole.with.size() != attempts[i].with.size()) attempts.push_back(std::move(whole));
    }
}

std::vector<Walk> Walker::next(const Walk& from, const std::set<std::string>* only) {
    std::vector<Attempt> attempts;
    for (const Pathway& pathway : from.the_case.pathways) attempts_at(from, pathway, attempts);
    if (only != nullptr)
        std::erase_if(attempts, [&](const Attempt& attempt) {
            return !only->contains(attempt.event) && !attempt.in_person;
        });
    std::vector<Attempt> carrying;
    std::set<std::string> once;
    const std::vector<FactTexts> wanted = wanted_nearby(from);
    for (const Attempt& attempt : attempts)
        if (once.size() < 3 && once.insert(attempt.event).second)
            for (const FactTexts& facts : wanted) {
                Attempt with = attempt;
                with.with = joined(facts, attempt.with);
                carrying.push_back(std::move(with));
            }
    attempts.insert(attempts.end(), carrying.begin(), carrying.end());
    ask_together(attempts, from.now);
    std::vector<Walk> found;
    std::set<std::pair<std::string, FactTexts>> sent;
    for (const Attempt& attempt : attempts)
        if (sent.emplace(attempt.event, attempt.with).second)
            if (auto walk = send(from, attempt)) found.push_back(std::move(*walk));
    if (auto walk = pass_time(from)) found.push_back(std::move(*walk));
    return found;
}

// --- doing it ----------------------------------------------------------------------------------

/// A feed where anybody may send it; then the roles that may, those that may set the facts first.
std::vector<std::string> Walker::senders(const Attempt& attempt) const {
    std::vector<std::string> roles;
    if (attempt.by.empty() && !attempt.in_person) roles.emplace_back();
    const auto add = [&roles](Symbol role) {
        const std::string name(role.text());
        if (std::find(roles.begin(), roles.end(), name) == roles.end()) roles.push_back(name);
    };
    for (const Symbol role : attempt.by) add(role);
    if (attempt.by.empty()) {
        for (const auto& [name, value] : attempt.with)
            if (const auto* fact = facts_.find(name))
                for (const Symbol role : fact->set_by) add(role);
        for (const definition::Role& role : set_->roles)
            if (role.assigned) add(role.id);
    }
    if (roles.size() > 4) roles.resize(4);
    return roles;
}

std::optional<Walk> Walker::send(const Walk& from, const Attempt& attempt) {
    tried_.insert(attempt.event);
    for (const std::string& role : senders(attempt))
        if (auto walk = send_as(from, attempt, role)) return walk;
    const Attempt shorter = without_known_keys(from, attempt);
    if (shorter.with.size() == attempt.with.size()) return std::nullopt;
    for (const std::string& role : senders(shorter))
        if (auto walk = send_as(from, shorter, role)) return walk;
    return std::nullopt;
}

Walker::Attempt Walker::without_known_keys(const Walk& from, const Attempt& attempt) const {
    Attempt shorter = attempt;
    std::erase_if(shorter.with, [&](const auto& each) {
        const auto symbol = Symbol::find(each.first);
        return keys_.contains(each.first) && symbol && from.the_case.find_fact(*symbol) != nullptr;
    });
    return shorter;
}

std::optional<Walk> Walker::send_as(const Walk& from, const Attempt& attempt,
                                    const std::string& role) {
    Event event;
    event.actor = {role, "test", ""};
    event.reason = "test";
    if (!role.empty()) event.grants = {Symbol::of(role)};
    event.what = Named{Symbol::of(attempt.event), facts_.fields(attempt.with), {}};
    Walk walk = from;
    const std::size_t ways = walk.ways.size();
    const bool done = decide(walk, std::move(event));
    if (!done && walk.ways.size() == ways) return std::nullopt;
    const bool in_vain = walk.in_vain;
    if (done && !fire_all_due(walk)) return std::nullopt;
    walk.steps.push_back(
        {attempt.event, role, done ? "" : "refused", attempt.with, walk.now, {}, in_vain});
    describe(walk);
    return walk;
}

const Timer* Walker::next_due(const Walk& walk) {
    const Timer* next = nullptr;
    for (const Timer& timer : walk.the_case.timers)
        if (timer.due &&
            (next == nullptr || std::pair(*timer.due, timer.id) < std::pair(*next->due, next->id)))
            next = &timer;
    return next;
}

bool Walker::fire(Walk& walk, const Timer& timer) {
    Event event;
    event.what = TimerDue{timer.id, timer.generation};
    return decide(walk, std::move(event));
}

/// Whatever is due by now happens before anything else does.
bool Walker::fire_all_due(Walk& walk) {
    for (std::size_t fired = 0; fired < timers_in_one_step_; ++fired) {
        const Timer* next = next_due(walk);
        if (next == nullptr || *next->due > walk.now) return true;
        if (!fire(walk, *next)) return false;
    }
    return false;
}

std::optional<Walk> Walker::pass_time(const Walk& from) {
    Walk walk = from;
    const std::size_t ways = walk.ways.size();
    const std::string place = configuration_of(walk);
    if (waited_in_vain_.contains(place + facts_of(walk))) return std::nullopt;
    for (std::size_t fired = 0; fired < timers_in_one_step_; ++fired) {
        const Timer* next = next_due(walk);
        if (next == nullptr) return std::nullopt;
        walk.now = std::max(walk.now, *next->due);
        if (!fire_all_due(walk)) return std::nullopt;
        if (walk.ways.size() == ways && configuration_of(walk) == place) continue;
        walk.steps.push_back({"", "", "", {}, walk.now, {}});
        describe(walk);
        return walk;
    }
    waited_in_vain_.insert(place + facts_of(from));
    return std::nullopt;
}

// --- where it stands ---------------------------------------------------------------------------

void Walker::describe(Walk& walk) const { walk.steps.back().active = active_in(walk); }

std::string Walker::own_configuration_of(const Walk& walk) const {
    std::string key = "own ";
    if (const Pathway* pathway = walk.the_case.find_pathway(pathway_->pathway))
        pathway->configuration.each([&](StateIndex state) { key += std::to_string(state) + ","; });
    for (const GateClearance& gate : walk.the_case.gates)
        if (gate.pathway == pathway_->pathway)
            key += std::string(gate.gate.text()) + (gate.cleared ? " is cleared;" : " is signed;");
    return key;
}

std::string Walker::configuration_of(const Walk& walk) const {
    std::string key;
    for (const Pathway& pathway : walk.the_case.pathways) {
        key += std::string(pathway.name.text()) + ":";
        pathway.configuration.each([&](StateIndex state) { key += std::to_string(state) + ","; });
    }
    for (const GateClearance& gate : walk.the_case.gates)
        key += std::string(gate.gate.text()) + (gate.cleared ? " is cleared;" : " is signed;");
    return key;
}

std::string Walker::facts_of(const Walk& walk) const {
    std::string key;
    std::map<std::string, std::string> known;
    for (const Fact& fact : walk.the_case.facts)
        if (conditions_.contains(fact.name))
            known.emplace(std::string(fact.name.text()) + " of " + fact.subject,
                          to_text(fact.value));
    for (const auto& [name, value] : known) key += name + "=" + value + ";";
    for (const Timer& timer : walk.the_case.timers)
        if (timer.kind == TimerKind::move && timer.due && timer.pathway == pathway_->pathway)
            key += std::string(timer.name.text()) + ";";
    return key;
}

}  // namespace throughgate::tooling

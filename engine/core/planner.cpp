// SPDX-License-Identifier: MIT
#include "core/planner.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/hash.hpp"
#include "core/change_identity.hpp"
#include "journey/moves.hpp"

namespace throughgate::core {
namespace {

constexpr std::size_t first_references = 5;

/// In the order in which they are read: what is in the way first.
constexpr std::string_view kinds[] = {"mapping_needed",    "illegal",       "incident",
                                      "calendar_changes",  "state_changes", "date_moves",
                                      "date_added",        "date_dropped",  "handoff_raised",
                                      "handoff_withdrawn", "notice_now",    "goes_on"};

std::size_t order_of(std::string_view kind) {
    const auto* const found = std::find(std::begin(kinds), std::end(kinds), kind);
    TG_ASSERT(found != std::end(kinds));
    return static_cast<std::size_t>(found - std::begin(kinds));
}

std::string clock_of(const Timer& timer) {
    std::string id(timer.name.text());
    if (timer.kind == TimerKind::acknowledge) id += ".acknowledge";
    if (timer.kind == TimerKind::complete) id += ".complete";
    return id;
}

bool is_live(const Handoff& handoff) { return !lifecycle::is_end(handoff.state); }

/// Full ids of the innermost active states, document order.
std::vector<Symbol> leaves_of(const definition::DefinitionSet& set, const Pathway& pathway) {
    std::vector<Symbol> ids;
    const definition::Definition* definition = set.find(pathway.definition);
    (pathway.configuration & definition->leaves).each([&](StateIndex s) {
        ids.push_back(definition->states[s].id);
    });
    return ids;
}

std::string names_of(const std::vector<Symbol>& ids, const std::vector<Symbol>& without) {
    std::string text;
    for (const Symbol id : ids)
        if (std::find(without.begin(), without.end(), id) == without.end())
            text += (text.empty() ? "" : ", ") + std::string(id.text());
    return text;
}

bool is_due(const Timer& timer, Instant now) { return timer.due && *timer.due <= now; }

}  // namespace

void Planner::look(const journey::World& before, const journey::World& after,
                   const Case& the_case) {
    if (!concerns(planned_, the_case)) return;
    ++plan_.cases;
    const Event event = migration_event(planned_, the_case, {}, 0);
    journey::Migrated migrated = journey::migrate(after, Case(the_case), planned_.passages, event);
    if (!migrated.faults.empty()) return blocked(the_case, migrated.faults);
    if (!planned_.calendars.empty()) date_again(after, migrated.change, event);
    if (migrated.change.verdict == Verdict::unchanged) {
        note("goes_on", "", "", the_case, [] { return "goes on unchanged"; });
        return;
    }
    ++plan_.changes;
    note_versions(the_case, migrated.change.after);
    compare(before, after, the_case, migrated.change);
}

void Planner::note_versions(const Case& was, const Case& is) {
    for (const Pathway& pathway : was.pathways) {
        const Pathway* now = is.find_pathway(pathway.name);
        if (now != nullptr && now->definition != pathway.definition)
            plan_.from[std::string(pathway.name.text())].insert(to_hex(pathway.definition));
    }
}

/// Once a calendar is published, every date is derived again.
void Planner::date_again(const journey::World& after, Change& change, const Event& event) {
    std::vector<Notice> notices = std::move(change.notices);
    const bool goes_over = change.verdict != Verdict::unchanged;
    change = journey::decide(after, std::move(change.after), event);
    notices.insert(notices.end(), change.notices.begin(), change.notices.end());
    change.notices = std::move(notices);
    if (goes_over) change.verdict = Verdict::applied;
}

void Planner::blocked(const Case& the_case, const std::vector<journey::MigrationFault>& faults) {
    bool incident = true;
    for (const journey::MigrationFault& each : faults) {
        incident = incident && each.kind == journey::MigrationFaultKind::incident;
        note(name_of(each.kind), each.pathway.text(),
             each.kind == journey::MigrationFaultKind::incident ? "" : each.subject, the_case,
             [&] { return each.message; });
    }
    ++(incident ? plan_.incidents : plan_.blocked);
}

void Planner::compare(const journey::World& before, const journey::World& after, const Case& was,
                      const Change& change) {
    const Case& is = change.after;
    noted_ = false;
    compare_states(was, is);
    compare_dates(was, is);
    compare_handoffs(was, is);
    count_notices(was, change, after.now);
    if (!noted_)
        note("goes_on", "", "", was, [] { return "goes on unchanged, in the new version"; });
    const auto items_before = journey::work_items(before, was).size();
    const auto items_after = journey::work_items(after, is).size();
    const std::string team = context_of(was).team;
    PlanTeam& mine = teams_[team];
    mine.team = team;
    mine.before += items_before;
    mine.after += items_after;
}

void Planner::compare_states(const Case& was, const Case& is) {
    const auto& set = planned_.around.definitions;
    for (const Pathway& pathway : was.pathways) {
        const Pathway* now = is.find_pathway(pathway.name);
        if (now == nullptr || now->definition == pathway.definition) continue;
        const auto before = leaves_of(set, pathway);
        const auto after = leaves_of(set, *now);
        const std::string left = names_of(before, after);
        const std::string entered = names_of(after, before);
        if (left.empty() && entered.empty()) continue;
        note("state_changes", pathway.name.text(), left + " -> " + entered, was, [&] {
            if (left.empty()) return "also stands in " + entered;
            return entered.empty() ? "no longer stands in " + left
                                   : "stands in " + entered + " instead of " + left;
        });
    }
}

void Planner::compare_dates(const Case& was, const Case& is) {
    for (const Timer& now : is.timers) {
        if (!journey::is_peoples_date(now)) continue;
        const Timer* before = was.find_timer(now.id);
        const std::string id = clock_of(now);
        if (before == nullptr)
            note("date_added", now.pathway.text(), id, was,
                 [&] { return id + " is new: due " + day(now.target); });
        else if (before->target != now.target)
            note("date_moves", now.pathway.text(), id, was, [&] {
                return id + " moves from " + day(before->target) + " to " + day(now.target);
            });
    }
    for (const Timer& before : was.timers)
        if (journey::is_peoples_date(before) && is.find_timer(before.id) == nullptr)
            note("date_dropped", before.pathway.text(), clock_of(before), was,
                 [&] { return clock_of(before) + " is no longer due"; });
}

void Planner::compare_handoffs(const Case& was, const Case& is) {
    for (const Handoff& now : is.handoffs) {
        const Handoff* before = was.find_handoff(now.id);
        const std::string name(now.name.text());
        if (before == nullptr && is_live(now))
            note("handoff_raised", now.pathway.text(), name, was,
                 [&] { return name + " is raised to " + std::string(now.to_role.text()); });
        if (before != nullptr && is_live(*before) && !is_live(now))
            note("handoff_withdrawn", now.pathway.text(), name, was,
                 [&] { return name + " ends: " + now.reason; });
    }
}

/// What the decision tells itself, and dates that are due the moment it is made.
void Planner::count_notices(const Case& was, const Change& change, Instant now) {
    for (const Notice& notice : change.notices) {
        ++plan_.notices_now;
        note("notice_now", notice.pathway.text(), notice.message.text(), was, [&] {
            return std::string(notice.message.text()) + " to " + to_words(notice.recipient);
        });
    }
    for (const Timer& timer : change.after.timers) {
        const Timer* before = was.find_timer(timer.id);
        if (!is_due(timer, now) || (before != nullptr && is_due(*before, now))) continue;
        ++plan_.notices_now;
        note("notice_now", timer.pathway.text(), clock_of(timer), was,
             [&] { return "what " + clock_of(timer) + " says is due at once"; });
    }
}

void Planner::note_unreadable(const std::string& reference, const std::string& why) {
    note_incident(reference, "the case cannot be read: " + why);
}

void Planner::note_failing(const std::string& reference, const std::string& why) {
    note_incident(reference, "the case cannot be brought over: " + why);
}

void Planner::note_incident(const std::string& reference, const std::string& words) {
    ++plan_.incidents;
    count({order_of("incident"), "", ""}, reference, reference, [&] { return words; });
}

void Planner::note(std::string_view kind, std::string_view pathway, std::string_view subject,
                   const Case& the_case, const std::function<std::string()>& words) {
    count({order_of(kind), std::string(pathway), std::string(subject)}, the_case.reference,
          shown_reference(the_case), words);
    noted_ = true;
}

/// Once for each case, however often it has the same consequence.
void Planner::count(const Key& key, const std::string& reference, const std::string& shown,
                    const std::function<std::string()>& words) {
    auto found = lines_.find(key);
    if (found == lines_.end()) {
        const auto& [kind, pathway, subject] = key;
        PlanLine line{std::string(kinds[kind]), pathway, subject, words(), 0, {}};
        found = lines_.emplace(key, Counted{std::move(line), {}}).first;
    }
    Counted& counted = found->second;
    if (counted.last == reference) return;
    counted.last = reference;
    ++counted.line.cases;
    if (counted.line.first.size() < first_references) counted.line.first.push_back(shown);
}

std::string Planner::day(const std::optional<Instant>& instant) const {
    return instant ? planned_.around.in_words(*instant) : std::string("no date");
}

ChangePlan Planner::plan() const {
    ChangePlan plan = plan_;
    for (const std::string& each : planned_.calendars)
        plan.lines.push_back({"calendar_changes",
                              "",
                              each,
                              "calendar " + each +
                                  " changes; the dates of all live cases are "
                                  "derived again by it",
                              0,
                              {}});
    for (const auto& [key, line] : lines_) plan.lines.push_back(line.line);
    for (const auto& [name, team] : teams_)
        if (team.before != team.after) plan.teams.push_back(team);
    return plan;
}

}  // namespace throughgate::core

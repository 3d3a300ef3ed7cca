// SPDX-License-Identifier: MIT
#include "core/change_checks.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "core/change_identity.hpp"
#include "core/change_texts.hpp"
#include "core/published.hpp"

namespace throughgate::core {
namespace {

namespace say = change_texts;
using exchange::PlanDocument;

constexpr std::size_t searched = 1000;  ///< runs that began last

/// The versions with which cases begin must be those of the plan.
Status same_versions(const exchange::PlanBasis& planned, const exchange::PlanBasis& now) {
    for (const auto& [pathway, behaviour] : now.current) {
        const auto before = planned.current.find(pathway);
        if (before == planned.current.end() || before->second != behaviour)
            return say::version_moved(pathway);
    }
    return {};
}

/// A version that cases are taken out of now and that the plan does not name, since by these it
/// was approved; empty: there is none.
std::string unnamed_version(const PlanDocument& document, const ChangePlan& now) {
    for (const auto& each : document.definitions) {
        const auto from = now.from.find(each.pathway);
        if (from == now.from.end()) continue;
        for (const std::string& version : from->second)
            if (std::find(each.from.begin(), each.from.end(), version) == each.from.end())
                return "cases are taken out of version " + version.substr(0, 12) + " of '" +
                       each.pathway + "'";
    }
    return {};
}

/// The first line that only one of them has.
std::string other_line(const ChangePlan& said, const ChangePlan& now) {
    const auto lacks = [](const ChangePlan& plan, const PlanLine& line) {
        return std::find(plan.lines.begin(), plan.lines.end(), line) == plan.lines.end();
    };
    for (const PlanLine& each : now.lines)
        if (lacks(said, each)) return "it lacks: " + each.words;
    for (const PlanLine& each : said.lines)
        if (lacks(now, each)) return "it says: " + each.words;
    return {};
}

bool same_counts(const ChangePlan& a, const ChangePlan& b) {
    return a.cases == b.cases && a.changes == b.changes && a.blocked == b.blocked &&
           a.incidents == b.incidents && a.notices_now == b.notices_now && a.teams == b.teams;
}

Status says_exactly(const PlanDocument& document, const ChangePlan& now) {
    std::string otherwise = unnamed_version(document, now);
    if (otherwise.empty()) otherwise = other_line(document.plan, now);
    if (otherwise.empty() && !same_counts(document.plan, now)) otherwise = "its counts are others";
    return otherwise.empty() ? Status() : Status(say::says_otherwise(otherwise));
}

/// Whatever the plan would do now must have been there to be approved.
Status no_more_than_approved(const PlanDocument& document, const ChangePlan& now) {
    const ChangePlan& approved = document.plan;
    std::string more = unnamed_version(document, now);
    for (const PlanLine& line : now.lines) {
        const bool known =
            std::any_of(approved.lines.begin(), approved.lines.end(), [&](const PlanLine& each) {
                return each.kind == line.kind && each.pathway == line.pathway &&
                       each.subject == line.subject;
            });
        if (known || line.kind == "incident" || line.kind == "goes_on") continue;
        const std::string first = line.first.empty() ? "all" : line.first.front();
        more += (more.empty() ? "" : "; ") + first + ": " + line.words;
    }
    return more.empty() ? Status() : Status(say::consequences_moved(more));
}

Status may_widen(const KnownPlan& known, const ApplyOptions& options) {
    if (options.everyone) return {};
    for (const ChangeRun& each : trials_of(known))
        if (options.team.empty() || each.team == options.team) return say::being_tried(each.team);
    return {};
}

std::vector<std::string> teams_of(const Directory& directory) {
    std::set<std::string> teams;
    for (const StaffMember& member : directory.members)
        if (!member.team.empty()) teams.insert(member.team);
    return {teams.begin(), teams.end()};
}

Status is_team(const Directory& directory, std::string_view team) {
    const auto teams = teams_of(directory);
    if (std::find(teams.begin(), teams.end(), team) != teams.end()) return {};
    return say::no_such_team(team, did_you_mean(team, teams));
}

/// Of those versions of the plan that `matters` picks for a team.
template <typename Matters>
Status none_tries(const std::vector<Publication>& publications, const PlanDocument& document,
                  Matters matters) {
    for (const auto& [team, texts] : tried_by_team(publications))
        for (const auto& each : document.definitions) {
            if (!matters(team, each)) continue;
            const Publication* theirs = begins_with(publications, each.pathway, team);
            if (theirs != nullptr && theirs->team == team &&
                to_hex(theirs->behaviour) != each.behaviour)
                return say::another_is_tried(each.pathway, team);
        }
    return {};
}

}  // namespace

Result<KnownPlan> known_plan(store::Reader& reader, const Digest& plan) {
    auto open = reader.open_change_run();
    if (!open.ok()) return open.error();
    auto proposal = reader.find_proposal(plan);
    if (!proposal.ok()) return proposal.error();
    auto runs = reader.list_change_runs(searched);
    if (!runs.ok()) return runs.error();
    KnownPlan known{std::move(*open), std::move(*proposal), std::move(*runs)};
    std::erase_if(known.runs, [&](const ChangeRun& each) { return each.plan != plan; });
    return known;
}

std::vector<ChangeRun> trials_of(const KnownPlan& known) {
    std::vector<ChangeRun> trials;
    for (const ChangeRun& each : known.runs) {
        const bool undone =
            std::any_of(known.runs.begin(), known.runs.end(),
                        [&](const ChangeRun& other) { return other.undoes == each.id; });
        if (!each.team.empty() && each.undoes == 0 && !undone) trials.insert(trials.begin(), each);
    }
    return trials;
}

Status not_by_an_approver(const Directory& directory, const Proposal& proposal,
                          const Actor& actor) {
    if (actor.person.empty() && actor.asserted_by.empty()) return say::nobody_named();
    const Actor really = behind(directory, actor);
    for (const Actor& each : actors_named(proposal.approved_by)) {
        if (same_person(each, actor) || same_person(each, really))
            return say::by_its_approver(identity_of(each));
        if (auto own = made_no_token(directory, actor, each, "approved the plan"); !own.ok())
            return own;
        if (!told_apart(behind(directory, each), really))
            return say::not_told_apart(identity_of(actor));
    }
    return {};
}

Status is_known(const Directory& directory, const std::string& person) {
    if (person.empty() || directory.find(person) != nullptr) return {};
    std::vector<std::string> ids;
    for (const StaffMember& member : directory.members) ids.push_back(member.id);
    return say::no_such_person(person, did_you_mean(person, ids));
}

Status may_apply(const Surroundings& around, const KnownPlan& known, const Digest& plan,
                 const Actor& actor, Instant now, const ApplyOptions& options) {
    const auto& proposal = known.proposal;
    if (!proposal || proposal->state == ProposalState::in_review)
        return proposal && !proposal->approved_by.empty() ? say::one_more(proposal->approved_by)
                                                          : say::not_approved(to_hex(plan));
    if (proposal->state == ProposalState::withdrawn) return say::withdrawn(proposal->reason);
    if (proposal->state == ProposalState::tried) {
        if (auto may = may_widen(known, options); !may.ok()) return may;
    } else if (proposal->state != ProposalState::approved) {
        return say::further_already(name_of(proposal->state));
    }
    if (auto other = not_by_an_approver(around.directory, *proposal, actor); !other.ok())
        return other;
    if (proposal->effective_from && now < *proposal->effective_from)
        return say::too_early(around.in_words(*proposal->effective_from));
    return {};
}

Status may_try(const Surroundings& around, const Planned& planned, const PlanDocument& document,
               std::string_view team) {
    if (auto known = is_team(around.directory, team); !known.ok()) return known;
    bool publishes = false;
    for (const auto& each : document.definitions) {
        if (each.resolved.empty()) continue;
        publishes = true;
        const auto current = document.basis.current.find(each.pathway);
        if (current != document.basis.current.end() && current->second == each.behaviour)
            return say::words_hold_for_all(each.pathway);
    }
    if (!publishes) return say::nothing_to_try();
    if (planned.people) return say::people_hold_for_all();
    if (!planned.calendars.empty()) return say::calendar_holds_for_all(planned.calendars.front());
    return {};
}

bool share_a_pathway(const PlanDocument& a, const PlanDocument& b) {
    const auto publishes = [](const PlanDocument& document, const std::string& pathway) {
        return std::any_of(
            document.definitions.begin(), document.definitions.end(),
            [&](const auto& each) { return !each.resolved.empty() && each.pathway == pathway; });
    };
    return std::any_of(a.definitions.begin(), a.definitions.end(), [&](const auto& each) {
        return !each.resolved.empty() && publishes(b, each.pathway);
    });
}

Status nobody_tries_another(const std::vector<Publication>& publications,
                            const PlanDocument& document) {
    return none_tries(publications, document,
                      [](const std::string&, const auto& each) { return !each.resolved.empty(); });
}

Status nobody_falls_out(const std::vector<Publication>& publications, const PlanDocument& document,
                        std::string_view of_team) {
    return none_tries(publications, document, [&](const std::string& team, const auto&) {
        return of_team.empty() || team == of_team;
    });
}

Status not_made_in_the_future(const PlanDocument& document, Instant now) {
    return document.made <= now ? Status() : Status(say::made_in_the_future());
}

Status nothing_published_since(const std::vector<Publication>& publications, Instant made) {
    for (const Publication& each : publications)
        if (each.team.empty() && each.published > made) return say::version_moved(each.pathway);
    return {};
}

Status is_current(const std::vector<Publication>& publications, const PlanDocument& document,
                  std::string_view team) {
    for (const auto& each : document.definitions) {
        if (each.resolved.empty()) continue;
        const Publication* last = begins_with(publications, each.pathway, team);
        if (last != nullptr && (last->resolved != each.resolved || last->team != team))
            return say::published_since(each.pathway);
    }
    return {};
}

Status says_what_it_does(Engine::Parts& parts, const PlanDocument& document) {
    const SurroundingsPointer around = parts.loop->surroundings();
    const auto planned = planned_from(*around, document.definitions);
    if (!planned.ok()) return planned.error();
    const auto basis = basis_of(parts, *around);
    if (!basis.ok()) return basis.error();
    if (auto same = same_versions(document.basis, *basis); !same.ok()) return same;
    const auto now = look_at_cases(parts, *around, **planned, "", document.made, {});
    return now.ok() ? says_exactly(document, *now) : Status(now.error());
}

Status still_fits(Engine::Parts& parts, const PlanDocument& document, const Surroundings& around,
                  const Planned& planned, const ApplyOptions& options) {
    const auto basis = basis_of(parts, around);
    if (!basis.ok()) return basis.error();
    if (auto same = same_versions(document.basis, *basis); !same.ok()) return same;
    const auto now =
        look_at_cases(parts, around, planned, options.team, parts.clock->now(), options.progress);
    if (!now.ok()) return now.error();
    if (now->blocked > 0) return say::mapping_missing(now->blocked);
    return no_more_than_approved(document, *now);
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
#include "core/planned.hpp"

#include <algorithm>
#include <tuple>

#include "base/hash.hpp"
#include "core/published.hpp"
#include "definition/load.hpp"
#include "definition/notice_policy.hpp"
#include "notices/timing.hpp"

namespace throughgate::core {
namespace {

Error spoilt(const std::string& how) {
    return {ErrorKind::invalid, "this plan is damaged: " + how + "; make it again", "plan"};
}

/// As publishing them would: the newest wins.
Status add_published(definition::DefinitionSet& set,
                     const std::vector<exchange::PlannedDefinition>& definitions) {
    std::vector<std::string> resolved;
    for (const auto& each : definitions)
        if (!each.resolved.empty()) resolved.push_back(each.resolved);
    auto fresh = definition::compile_publications(resolved);
    if (!fresh.ok()) return spoilt("a definition of it cannot be read");
    for (const auto& each : definitions) {
        Digest behaviour;
        const bool hashed = from_hex(each.behaviour, behaviour);
        if (!each.resolved.empty() && (!hashed || fresh->find(behaviour) == nullptr))
            return spoilt("the definition of '" + each.pathway + "' is not the one it names");
    }
    begin_with(set, *fresh);
    return {};
}

auto parts_of(const definition::Role& role) {
    return std::tie(role.side, role.label, role.label_crc, role.assigned, role.manager,
                    role.provider, role.sees);
}

auto parts_of(const definition::NoticePolicy& policy) {
    return std::tie(policy.digest, policy.second_digest, policy.quiet_from, policy.quiet_until,
                    policy.alone_a_day, policy.bulk_over, policy.bulk_minutes, policy.many_open,
                    policy.unread_hours, policy.late_minutes, policy.classes);
}

/// Of roles that there are already, or of how anybody is told.
bool changes_people(const definition::DefinitionSet& now, const definition::DefinitionSet& then) {
    const auto* policy = notices::policy_of(now);
    const auto* next = notices::policy_of(then);
    if ((policy == nullptr) != (next == nullptr)) return true;
    if (policy != nullptr && parts_of(*policy) != parts_of(*next)) return true;
    return std::any_of(then.roles.begin(), then.roles.end(), [&](const definition::Role& each) {
        const auto* known = now.find_role(each.id);
        return known != nullptr && parts_of(*known) != parts_of(each);
    });
}

bool runs(const Case& the_case, Symbol name) {
    const Pathway* pathway = the_case.find_pathway(name);
    return pathway != nullptr && !lifecycle::is_end(pathway->stage);
}

std::string titles_of(const Planned& planned, const Case& the_case, bool new_ones) {
    const auto& published = planned.published;
    std::string titles;
    for (const journey::Passage& each : planned.passages) {
        const bool is_new =
            std::find(published.begin(), published.end(), each.to->pathway) != published.end();
        if (runs(the_case, each.to->pathway) && is_new == new_ones)
            titles += (titles.empty() ? "" : " and ") + each.to->title;
    }
    return titles;
}

std::string cause_of(const Planned& planned, const Case& the_case) {
    std::string titles = titles_of(planned, the_case, true);
    if (titles.empty()) titles = titles_of(planned, the_case, false);
    return "a new version of " + titles + " was published";
}

}  // namespace

Result<std::shared_ptr<const Planned>> planned_from(
    const Surroundings& now, const std::vector<exchange::PlannedDefinition>& definitions) {
    auto planned = std::make_shared<Planned>(Planned{now, {}, {}, {}});
    if (auto added = add_published(planned->around.definitions, definitions); !added.ok())
        return added.error();
    for (const auto& each : definitions) {
        Digest behaviour;
        const definition::Definition* to = from_hex(each.behaviour, behaviour)
                                               ? planned->around.definitions.find(behaviour)
                                               : nullptr;
        if (to == nullptr || to->pathway.text() != each.pathway)
            return Error{ErrorKind::invalid,
                         "the plan speaks of a version of '" + each.pathway +
                             "' that this store does not have; make the plan again",
                         "plan"};
        planned->passages.push_back({to, nullptr});
        if (!each.resolved.empty()) planned->published.push_back(to->pathway);
    }
    planned->people = changes_people(now.definitions, planned->around.definitions);
    for (const auto& [name, calendar] : planned->around.definitions.calendars) {
        const auto known = now.definitions.calendars.find(name);
        const bool same = known != now.definitions.calendars.end() && known->second == calendar;
        if (!same && known != now.definitions.calendars.end()) planned->calendars.push_back(name);
    }
    return std::shared_ptr<const Planned>(std::move(planned));
}

bool concerns(const Planned& planned, const Case& the_case) {
    if (lifecycle::is_end(the_case.state)) return false;
    return std::any_of(planned.passages.begin(), planned.passages.end(),
                       [&](const auto& each) { return runs(the_case, each.to->pathway); });
}

Event migration_event(const Planned& planned, const Case& the_case, const Actor& actor,
                      std::int64_t run) {
    Event event;
    event.actor = actor;
    event.reason = cause_of(planned, the_case);
    event.what = Recompute{event.reason, run == 0 ? "" : "change-" + std::to_string(run)};
    return event;
}

}  // namespace throughgate::core

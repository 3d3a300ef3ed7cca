// SPDX-License-Identifier: MIT
#include "core/change_approval.hpp"

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "core/published.hpp"
#include "core/resolved_files.hpp"
#include "definition/load.hpp"

namespace throughgate::core {
namespace {

std::vector<DefinitionFile> files_of(std::string_view resolved) {
    ResolvedFiles files;
    add_files(files, resolved);
    return list_of(files);
}

/// What cannot be compared is taken for the heaviest.
ApprovalNeeded approval_between(const std::vector<DefinitionFile>& old,
                                const std::vector<DefinitionFile>& now) {
    const auto changes = compare_definitions(old, now);
    return approval_for(changes.ok() ? *changes
                                     : std::vector<DefinitionChange>{DefinitionChange()});
}

/// Pathways together, since they share files.
ApprovalNeeded for_publishing(const std::vector<Publication>& publications,
                              const exchange::PlanDocument& document) {
    ResolvedFiles old, now;
    for (const exchange::PlannedDefinition& each : document.definitions) {
        if (each.resolved.empty()) continue;
        const Publication* is = begins_with(publications, each.pathway, "");
        if (is != nullptr) add_files(old, is->resolved);
        add_files(now, each.resolved);
    }
    return approval_between(list_of(old), list_of(now));
}

/// For everybody or a team, the newest text of it.
const Publication* of_version(const std::vector<Publication>& publications,
                              const std::string& behaviour) {
    const auto found =
        std::find_if(publications.rbegin(), publications.rend(), [&](const Publication& each) {
            return !each.resolved.empty() && to_hex(each.behaviour) == behaviour;
        });
    return found == publications.rend() ? nullptr : &*found;
}

bool is_heavier(const ApprovalNeeded& a, const ApprovalNeeded& b) {
    return a.approvals != b.approvals ? a.approvals > b.approvals : a.reason && !b.reason;
}

}  // namespace

ApprovalNeeded approval_needed(const std::vector<Publication>& publications,
                               const exchange::PlanDocument& document) {
    ApprovalNeeded needed = for_publishing(publications, document);
    const auto weigh = [&](ApprovalNeeded other) {
        if (is_heavier(other, needed)) needed = std::move(other);
    };
    for (const exchange::PlannedDefinition& each : document.definitions) {
        const Publication* published = of_version(publications, each.behaviour);
        if (each.resolved.empty() && published == nullptr) continue;
        const auto now = files_of(each.resolved.empty() ? published->resolved : each.resolved);
        for (const std::string& behaviour : each.from) {
            const Publication* was = of_version(publications, behaviour);
            weigh(approval_between(
                was == nullptr ? std::vector<DefinitionFile>{} : files_of(was->resolved), now));
        }
    }
    weigh({1, false, "one person other than the author"});
    return needed;
}

}  // namespace throughgate::core

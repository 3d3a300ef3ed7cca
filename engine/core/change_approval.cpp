// SPDX-License-Identifier: MIT
#include "core/change_approval.hpp"

#include <algorithm>
#include <map>

#include "base/hash.hpp"
#include "core/published.hpp"
#include "definition/load.hpp"

namespace throughgate::core {
namespace {

/// By path, since pathways share files.
using Files = std::map<std::string, std::string>;

void add_files(Files& files, std::string_view resolved) {
    for (definition::SourceFile& each : definition::files_in(resolved))
        files.insert_or_assign(std::move(each.path), std::move(each.bytes));
}

std::vector<DefinitionFile> list_of(const Files& files) {
    std::vector<DefinitionFile> list;
    for (const auto& [path, bytes] : files) list.push_back({path, bytes});
    return list;
}

/// The last version for everybody that is not this one.
const Publication* before(const std::vector<Publication>& publications, const std::string& pathway,
                          const std::string& behaviour) {
    const auto found =
        std::find_if(publications.rbegin(), publications.rend(), [&](const Publication& each) {
            return each.team.empty() && each.pathway == pathway &&
                   to_hex(each.behaviour) != behaviour;
        });
    return found == publications.rend() ? nullptr : &*found;
}

}  // namespace

ApprovalNeeded approval_needed(const std::vector<Publication>& publications,
                               const std::vector<exchange::PlannedDefinition>& definitions) {
    const bool publishes = std::any_of(definitions.begin(), definitions.end(),
                                       [](const auto& each) { return !each.resolved.empty(); });
    Files old, now;
    for (const exchange::PlannedDefinition& each : definitions) {
        const Publication* is = begins_with(publications, each.pathway, "");
        if (publishes && each.resolved.empty()) continue;
        const Publication* was =
            publishes ? is : before(publications, each.pathway, each.behaviour);
        if (was != nullptr) add_files(old, was->resolved);
        if (publishes)
            add_files(now, each.resolved);
        else if (was != nullptr && is != nullptr)
            add_files(now, is->resolved);
    }
    const auto changes = compare_definitions(list_of(old), list_of(now));
    // What cannot be compared is taken for the heaviest.
    ApprovalNeeded needed =
        approval_for(changes.ok() ? *changes : std::vector<DefinitionChange>{DefinitionChange()});
    if (needed.approvals == 0) needed = {1, false, "one person other than the author"};
    return needed;
}

}  // namespace throughgate::core

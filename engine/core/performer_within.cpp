// SPDX-License-Identifier: MIT
// Commands of a viewer: what they may not see they cannot act upon, and no refusal or receipt says
// what a label withholds from them.
#include <algorithm>

#include "core/performer.hpp"
#include "core/views.hpp"
#include "core/window.hpp"

namespace throughgate::core {
namespace {

Performed refusal(Error error) {
    return {Performed::What::refused, {}, std::move(error), {}, false};
}

Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

Viewer viewer_of(const Command& command) {
    return {command.actor.person, command.actor.asserted_by, ""};
}

/// A handoff that is withheld is not there by its name; its number stands in every list.
Error no_such_handoff(const ActOnHandoff& act, const Case& the_case) {
    if (act.handoff != 0) return forbidden(the_case.reference);
    return {ErrorKind::refused,
            "case " + the_case.reference + " has no open handoff " + act.name +
                "; `throughgate handoff list " + the_case.reference + "` shows its own",
            the_case.reference + "/" + act.name};
}

bool means(const ActOnHandoff& act, const Handoff& handoff) {
    if (act.handoff != 0) return handoff.id.number == act.handoff;
    return handoff.name.text() == act.name.substr(0, act.name.find(':'));
}

}  // namespace

Result<bool> Performer::may_see(const Command& command, CaseId id) {
    if (!command.within_access) return true;
    const auto sight = sight_of(viewer_of(command), surroundings_, now_);
    if (!sight.ok()) return false;
    const auto seen = transaction_.seen(id, sight->scope);
    if (!seen.ok()) return seen.error();
    return is_open(*seen);
}

Result<Withheld> Performer::withheld_from(const Command& command, const Case& the_case) {
    const auto sight = sight_of(viewer_of(command), surroundings_, now_);
    if (!sight.ok()) return sight.error();
    const auto seen = transaction_.seen(the_case.id, sight->scope);
    if (!seen.ok()) return seen.error();
    return Withheld(the_case, surroundings_,
                    labels_on(the_case, *sight, surroundings_, now_, *seen));
}

Status Performer::may_touch(const Command& command, const Case& the_case, const Withheld& hidden) {
    if (const auto* act = std::get_if<ActOnHandoff>(&command.what)) {
        for (const Handoff& each : the_case.handoffs)
            if (hidden.handoff(each) && means(*act, each)) return no_such_handoff(*act, the_case);
    }
    if (const auto* correct = std::get_if<CorrectEntry>(&command.what)) {
        const auto log = log_of(the_case.id);
        if (!log.ok()) return log.error();
        std::vector<HistoryEntry> entries;
        for (const StoredLogEntry& entry : *log) entries.push_back(view_of(entry));
        hidden.from(entries);
        for (const HistoryEntry& entry : entries)
            if (entry.sequence == correct->sequence && entry.kind == withheld_kind)
                return forbidden(the_case.reference);
    }
    return {};
}

Performed Performer::on_case_within(const Command& command, CaseId id) {
    auto given = take_case(id);
    if (!given.ok()) return fault(given.error());
    const std::string reference = given->reference;
    const auto seen = may_see(command, id);
    const auto hidden = withheld_from(command, *given);
    Status may = seen.ok() && *seen && hidden.ok() ? may_touch(command, *given, *hidden) : Status{};
    cases_.insert_or_assign(id, std::move(*given));
    if (!seen.ok()) return fault(seen.error());
    if (!*seen || !hidden.ok()) return refusal(forbidden(reference));
    if (!may.ok()) return refusal(may.error());
    Performed performed = on_given_case(command, id);
    if (performed.what == Performed::What::refused) hidden->from(performed.error);
    if (performed.what == Performed::What::done) hidden->from(performed.receipt);
    return performed;
}

/// Of a person none of whose cases may be seen, the same is said as of one who has none.
Performed Performer::first_to_be_seen(const Command& command, const std::vector<CaseId>& ids) {
    for (const CaseId id : ids) {
        const auto seen = may_see(command, id);
        if (!seen.ok()) return fault(seen.error());
        if (*seen) return on_case(command, id);
    }
    return refusal(
        {ErrorKind::not_found, "there is no case of this person that is open to you", "person"});
}

}  // namespace throughgate::core

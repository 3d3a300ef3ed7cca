// SPDX-License-Identifier: MIT
// Commands of a viewer: what they may not see they cannot act upon, and no refusal or receipt says
// what a label withholds from them.
#include <algorithm>

#include "core/performer.hpp"
#include "core/views.hpp"
#include "core/window.hpp"
#include "store/summary.hpp"

namespace throughgate::core {
namespace {

Performed refusal(Error error) {
    return {Performed::What::refused, {}, std::move(error), {}, false};
}

Performed fault(Error error) { return {Performed::What::fault, {}, std::move(error), {}, false}; }

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

Status Performer::keep_refusal(const Command& command, CaseId id) {
    return transaction_.put_consultations(
        {consultation_of(*command.viewer, now_, {"command", "refused"}, id)});
}

Result<bool> Performer::may_see(const Command& command, CaseId id) {
    if (!command.viewer) return true;
    const auto sight = sight_of(*command.viewer, surroundings_, now_);
    if (!sight.ok()) return false;
    const auto seen = transaction_.seen(id, sight->scope);
    if (!seen.ok()) return seen.error();
    return is_open(*seen);
}

/// What the viewer has to do with this case. nullopt: it is not open to them.
Result<std::optional<Performer::Looked>> Performer::look(const Viewer& viewer,
                                                         const Case& the_case) {
    auto sight = sight_of(viewer, surroundings_, now_);
    if (!sight.ok()) return std::optional<Looked>();
    store::Seen seen = store::Seen::all;
    if (!store::is_plainly_open(the_case, sight->scope)) {
        const auto asked = transaction_.seen(the_case.id, sight->scope);
        if (!asked.ok()) return asked.error();
        seen = *asked;
    }
    if (!is_open(seen)) return std::optional<Looked>();
    return std::optional(Looked{std::move(*sight), seen});
}

Withheld Performer::withheld_from(const Looked& looked, const Case& the_case) const {
    return {the_case, surroundings_,
            labels_on(the_case, looked.sight, surroundings_, now_, looked.seen)};
}

Status Performer::may_touch(const Command& command, const Case& the_case, const Looked& looked) {
    if (const auto* act = std::get_if<ActOnHandoff>(&command.what)) {
        const Withheld hidden = withheld_from(looked, the_case);
        for (const Handoff& each : the_case.handoffs)
            if (hidden.handoff(each) && means(*act, each)) return no_such_handoff(*act, the_case);
    }
    if (const auto* correct = std::get_if<CorrectEntry>(&command.what)) {
        const auto log = log_of(the_case.id);
        if (!log.ok()) return log.error();
        std::vector<HistoryEntry> entries;
        for (const StoredLogEntry& entry : *log) entries.push_back(view_of(entry));
        withheld_from(looked, the_case).from(entries);
        for (const HistoryEntry& entry : entries)
            if (entry.sequence == correct->sequence && entry.kind == withheld_kind)
                return forbidden(the_case.reference);
    }
    return {};
}

/// Only answers that have words can say too much.
void Performer::leave_out(Performed& performed, const Looked& looked, CaseId id) {
    const bool refused = performed.what == Performed::What::refused;
    const bool noted = performed.what == Performed::What::done && !performed.receipt.note.empty();
    const auto found = cases_.find(id);
    if ((!refused && !noted) || found == cases_.end()) return;
    const Withheld hidden = withheld_from(looked, found->second);
    if (refused) hidden.from(performed.error);
    if (noted) hidden.from(performed.receipt);
}

Performed Performer::on_case_within(const Command& command, CaseId id) {
    auto given = take_case(id);
    if (!given.ok()) return fault(given.error());
    const std::string reference = given->reference;
    const auto looked = look(*command.viewer, *given);
    const bool open = looked.ok() && looked->has_value();
    const Status may = open ? may_touch(command, *given, **looked) : Status{};
    cases_.insert_or_assign(id, std::move(*given));
    if (!looked.ok()) return fault(looked.error());
    if (!open) return refusal(forbidden(reference));
    if (!may.ok()) return refusal(may.error());
    Performed performed = on_given_case(command, id);
    leave_out(performed, **looked, id);
    return performed;
}

/// Of a person none of whose cases may be seen, the same is said as of one who has none.
Performed Performer::first_to_be_seen(const Command& command, const std::vector<CaseId>& ids) {
    for (const CaseId id : ids) {
        const auto seen = may_see(command, id);
        if (!seen.ok()) return fault(seen.error());
        if (*seen) return on_case(command, id);
        if (auto kept = keep_refusal(command, id); !kept.ok()) return fault(kept.error());
    }
    return refusal(
        {ErrorKind::not_found, "there is no case of this person that is open to you", "person"});
}

}  // namespace throughgate::core

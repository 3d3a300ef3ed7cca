// SPDX-License-Identifier: MIT
#include "journey/handoffs.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/derive.hpp"
#include "journey/notices.hpp"

namespace throughgate::journey {
namespace {

using definition::Until;
using lifecycle::HandoffMove;
using lifecycle::HandoffState;

bool is_live(const Handoff& handoff) { return !lifecycle::is_end(handoff.state); }

void move(Handoff& handoff, HandoffMove how) {
    const auto next = lifecycle::advance(handoff.state, how);
    TG_ASSERT_WITH(next.has_value(), "handoff law: " + std::string(lifecycle::name_of(how)));
    handoff.state = *next;
}

Handoff* live_one(Draft& draft, Symbol pathway, const HandoffDeclaration& declared, Symbol to,
                  const std::string& subject) {
    for (Handoff& each : draft.the_case().handoffs)
        if (is_live(each) && each.name == declared.id && each.to_role == to &&
            each.pathway == pathway && each.subject == subject)
            return &each;
    return nullptr;
}

void log_handoff(Draft& draft, std::string_view kind, const Handoff& handoff) {
    draft.log(kind, {{"handoff", std::to_string(handoff.id.number)},
                     {"name", handoff.name},
                     {"from", handoff.from_role},
                     {"to", handoff.to_role}});
}

/// Starts the clocks and says what the declaration wants said at once.
void set_going(Draft& draft, std::size_t lane, HandoffId id, const HandoffDeclaration& declared) {
    Handoff& handoff = *find_handoff(draft, id);
    handoff.raised = draft.now;
    log_handoff(draft, "handoff.raised", handoff);
    if (!declared.acknowledge.on_reply) arm_clock(draft, lane, handoff, TimerKind::acknowledge);
    arm_clock(draft, lane, handoff, TimerKind::complete);
    draft.write_handoff(handoff);
    const Symbol who = declared.outside ? handoff.from_role : handoff.to_role;
    tell_of_handoff(draft, lane, handoff, who, declared.notice_class, declared.message);
}

void reroute(Draft& draft, std::size_t lane, Handoff& handoff, const HandoffDeclaration& declared) {
    move(handoff, HandoffMove::reroute);
    ++handoff.version;
    disarm_clocks(draft, handoff.id);
    set_going(draft, lane, handoff.id, declared);
}

Handoff& make(Draft& draft, std::size_t lane, const HandoffDeclaration& declared, Symbol to,
              const Origin& origin) {
    Case& the_case = draft.the_case();
    TG_ASSERT_WITH(the_case.handoffs.size() < limits::handoffs_per_case,
                   "too many handoffs in one case");
    Handoff& handoff = the_case.handoffs.emplace_back();
    handoff.id = HandoffId{++the_case.last_handoff};
    handoff.name = declared.id;
    handoff.pathway = draft.pathway(lane).name;
    handoff.from_role = declared.from;
    handoff.to_role = to;
    handoff.entry = origin.entry;
    handoff.opened_in = origin.state;
    if (declared.until == Until::state && origin.target != no_state) {
        handoff.opened_in = origin.target;
        handoff.entry = EntryId{};
    }
    return handoff;
}

const HandoffDeclaration& declared_of(const Draft& draft, const Handoff& handoff) {
    return declaration_of(draft.definition(draft.lane_of(handoff.pathway)), handoff);
}

template <typename Wanted>
void end_if(Draft& draft, std::string_view reason, Wanted wanted) {
    for (std::size_t i = 0; i < draft.the_case().handoffs.size(); ++i) {
        Handoff& handoff = draft.the_case().handoffs[i];
        if (is_live(handoff) && wanted(handoff)) end_one(draft, handoff, reason);
    }
}

}  // namespace

void end_one(Draft& draft, Handoff& handoff, std::string_view reason) {
    const bool unheard = handoff.acknowledged_by.empty();
    move(handoff, HandoffMove::end);
    handoff.reason = reason;
    ++handoff.version;
    disarm_clocks(draft, handoff.id);
    draft.log("handoff.ended", {{"handoff", std::to_string(handoff.id.number)},
                                {"name", handoff.name},
                                {"reason", reason},
                                {"acknowledged", unheard ? "false" : "true"}});
    draft.write_handoff(handoff);
    const std::size_t lane = draft.lane_of(handoff.pathway);
    // What ends with the case ends as the spine ended.
    if (!unheard || draft.lanes[lane].silent || draft.lanes[0].silent) return;
    const HandoffDeclaration& declared = declared_of(draft, handoff);
    const Symbol who = declared.outside ? handoff.from_role : handoff.to_role;
    tell_of_handoff(draft, lane, handoff, who, NoticeClass::info, names().handoff_ended);
}

std::string reason_of(const Draft& draft) {
    std::string reason = "'" + std::string(draft.cause.text()) + "' was recorded";
    if (!draft.event.reason.empty()) reason += ": " + draft.event.reason;
    return reason;
}

void raise_towards(Draft& draft, std::size_t lane, std::uint16_t index, Symbol to,
                   const Origin& origin) {
    const HandoffDeclaration& declared = draft.definition(lane).handoffs[index];
    const std::string subject = subject_of(draft.the_case(), declared.about);
    Handoff* live = live_one(draft, draft.pathway(lane).name, declared, to, subject);
    if (live != nullptr) {
        if (live->state == HandoffState::declined) reroute(draft, lane, *live, declared);
        return;
    }
    Handoff& handoff = make(draft, lane, declared, to, origin);
    handoff.subject = subject;
    set_going(draft, lane, handoff.id, declared);
}

void raise(Draft& draft, std::size_t lane, std::uint16_t index, const Origin& origin) {
    for (const Symbol to : draft.definition(lane).handoffs[index].to)
        raise_towards(draft, lane, index, to, origin);
}

namespace {

void log_placed(Draft& draft, const Handoff& handoff) {
    ChangeLog& log = draft.log("handoff.placed", {{"handoff", std::to_string(handoff.id.number)},
                                                  {"name", handoff.name},
                                                  {"pathway", handoff.pathway},
                                                  {"from", handoff.from_role},
                                                  {"to", handoff.to_role},
                                                  {"raised", format_instant(handoff.raised)}});
    if (handoff.acknowledged_at)
        log.with("acknowledged_by", handoff.acknowledged_by)
            .with("acknowledged_at", format_instant(*handoff.acknowledged_at));
    if (!handoff.evidence.empty()) log.with("evidence", handoff.evidence);
}

void note_seen(Handoff& handoff, const HandoffDeclaration& declared, const OpenWork& open) {
    if (open.acknowledged_by.empty()) return;
    move(handoff, HandoffMove::acknowledge);
    handoff.acknowledged_by = open.acknowledged_by;
    handoff.acknowledged_at = open.acknowledged_at;
    if (!declared.complete.due.empty() || !declared.complete.ladder.empty()) return;
    move(handoff, HandoffMove::complete);  // nothing is to be done but to know of it
    handoff.completed_by = open.acknowledged_by;
    handoff.completed_at = open.acknowledged_at;
}

}  // namespace

void place_open(Draft& draft, std::size_t lane, std::uint16_t index, const OpenWork& open) {
    const HandoffDeclaration& declared = draft.definition(lane).handoffs[index];
    const std::string subject = subject_of(draft.the_case(), declared.about);
    Handoff* live = live_one(draft, draft.pathway(lane).name, declared, open.to, subject);
    Handoff& handoff = live != nullptr ? *live : make(draft, lane, declared, open.to, Origin{});
    disarm_clocks(draft, handoff.id);
    const Entry* entry = entry_of(draft.pathway(lane), open.opened_in);
    handoff.opened_in = open.opened_in;
    handoff.entry = entry != nullptr ? entry->id : EntryId{};
    handoff.subject = subject;
    handoff.raised = open.raised;
    handoff.evidence = open.evidence;
    note_seen(handoff, declared, open);
    log_placed(draft, handoff);
    draft.write_handoff(handoff);
    if (!is_live(handoff)) return;
    const bool unseen = handoff.acknowledged_by.empty();
    if (unseen && !declared.acknowledge.on_reply)
        arm_clock(draft, lane, handoff, TimerKind::acknowledge);
    arm_clock(draft, lane, handoff, TimerKind::complete);
}

void settle_opened(Draft& draft, std::size_t lane, const Origins& origins) {
    bool any = false;
    for (const Origin& origin : origins) any = any || origin.target != no_state;
    if (!any || !draft.change.changed.handoffs) return;
    const Pathway& pathway = draft.pathway(lane);
    for (Handoff& handoff : draft.the_case().handoffs) {
        if (handoff.entry.number != 0 || handoff.pathway != pathway.name) continue;
        if (const Entry* entry = entry_of(pathway, handoff.opened_in)) handoff.entry = entry->id;
    }
}

void end_declared(Draft& draft, std::size_t lane, std::uint16_t index) {
    const Symbol pathway = draft.pathway(lane).name;
    const Symbol name = draft.definition(lane).handoffs[index].id;
    end_if(draft, reason_of(draft), [=](const Handoff& handoff) {
        return handoff.name == name && handoff.pathway == pathway;
    });
}

void end_with_state(Draft& draft, std::size_t lane, EntryId entry) {
    const Symbol pathway = draft.pathway(lane).name;
    end_if(draft, "the state was left", [&](const Handoff& handoff) {
        return handoff.entry == entry && handoff.pathway == pathway &&
               declared_of(draft, handoff).until == Until::state;
    });
}

void end_with_strand(Draft& draft, std::size_t lane, StateIndex strand) {
    const Definition& definition = draft.definition(lane);
    const Symbol pathway = draft.pathway(lane).name;
    end_if(draft, "the strand ended", [&](const Handoff& handoff) {
        if (handoff.pathway != pathway || handoff.opened_in >= definition.states.size())
            return false;
        const Until until = declared_of(draft, handoff).until;
        return (until == Until::strand || until == Until::state) &&
               definition.states[handoff.opened_in].strand == strand;
    });
}

void end_with_pathway(Draft& draft, std::size_t lane) {
    const Symbol pathway = draft.pathway(lane).name;
    end_if(draft, "the pathway closed", [&](const Handoff& handoff) {
        return handoff.pathway == pathway && declared_of(draft, handoff).until != Until::case_end;
    });
}

void end_undeclared(Draft& draft, std::size_t lane, const Definition& next) {
    const Symbol pathway = draft.pathway(lane).name;
    end_if(draft, "the pathway began again", [&](const Handoff& handoff) {
        return handoff.pathway == pathway && !next.find_handoff(handoff.name);
    });
}

void end_with_case(Draft& draft) {
    end_if(draft, "the case closed", [](const Handoff&) { return true; });
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// Acting: what a named person does with one handoff.
#include <algorithm>

#include "base/assert.hpp"
#include "journey/derive.hpp"
#include "journey/handoffs.hpp"
#include "journey/notices.hpp"
#include "journey/records.hpp"
#include "journey/texts.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::HandoffMove;
using lifecycle::HandoffState;

constexpr HandoffAction every_action[] = {HandoffAction::acknowledge, HandoffAction::accept,
                                          HandoffAction::decline,     HandoffAction::query,
                                          HandoffAction::complete,    HandoffAction::answer};

HandoffMove move_of(HandoffAction action) {
    switch (action) {
        case HandoffAction::acknowledge: return HandoffMove::acknowledge;
        case HandoffAction::accept: return HandoffMove::accept;
        case HandoffAction::decline: return HandoffMove::decline;
        case HandoffAction::query: return HandoffMove::query;
        case HandoffAction::complete: return HandoffMove::complete;
        case HandoffAction::answer: return HandoffMove::answer;
    }
    return HandoffMove::acknowledge;
}

/// Where the reply is the acknowledgement, completing is both.
bool acknowledges_too(const Handoff& handoff, const HandoffDeclaration& declared,
                      HandoffAction action) {
    if (action != HandoffAction::complete) return false;
    if (!declared.acknowledge.on_reply && !declared.outside) return false;
    return !lifecycle::advance(handoff.state, HandoffMove::complete) &&
           lifecycle::advance(handoff.state, HandoffMove::acknowledge);
}

/// Nothing is to be done but to know of it: with the acknowledgement it is over.
bool is_told_only(const HandoffDeclaration& declared) {
    return declared.complete.due.empty() && declared.complete.ladder.empty();
}

bool allowed(const Handoff& handoff, const HandoffDeclaration& declared, HandoffAction action) {
    return lifecycle::advance(handoff.state, move_of(action)).has_value() ||
           acknowledges_too(handoff, declared, action);
}

std::vector<std::string> possible(const Handoff& handoff, const HandoffDeclaration& declared) {
    std::vector<std::string> all;
    for (const HandoffAction action : every_action)
        if (allowed(handoff, declared, action)) all.emplace_back(name_of(action));
    return all;
}

/// What a person says with it is half of the action: why not, what is asked, what the answer is.
bool wants_reason(HandoffAction action) {
    return action == HandoffAction::decline || action == HandoffAction::query ||
           action == HandoffAction::answer;
}

/// Whose move it is: the receiver's; the sender's to answer, and to speak for an outside body.
Symbol side_of(const Handoff& handoff, const HandoffDeclaration& declared, HandoffAction action) {
    const bool sender = declared.outside || action == HandoffAction::answer;
    return sender ? handoff.from_role : handoff.to_role;
}

std::optional<Error> refusal(const Draft& draft, const Handoff& handoff,
                             const HandoffDeclaration& declared, const HandoffCommand& command) {
    const std::string_view move = name_of(command.action);
    const Event& event = draft.event;
    if (event.expected_version && *event.expected_version != handoff.version)
        return texts::conflict("Handoff " + std::to_string(handoff.id.number),
                               *event.expected_version, handoff.version);
    if (event.actor.person.empty()) return texts::handoff_needs(handoff, move, "a named person");
    const Symbol role = side_of(handoff, declared, command.action);
    if (std::find(event.grants.begin(), event.grants.end(), role) == event.grants.end())
        return texts::handoff_role(handoff, role.text(), declared.outside);
    if (!allowed(handoff, declared, command.action))
        return texts::handoff_law(handoff, move, possible(handoff, declared));
    const bool speaks_for_outside = declared.outside && command.action != HandoffAction::answer;
    if (speaks_for_outside && command.evidence.empty())
        return texts::handoff_needs(handoff, move, "evidence of how the reply was received");
    if (wants_reason(command.action) && event.reason.empty())
        return texts::handoff_needs(handoff, move, "a reason");
    return std::nullopt;
}

void log_action(Draft& draft, std::string_view kind, const Handoff& handoff,
                const HandoffCommand& command) {
    ChangeLog& log = draft.log(kind, {{"handoff", std::to_string(handoff.id.number)},
                                      {"name", handoff.name},
                                      {"by", draft.event.actor.person}});
    if (!command.evidence.empty()) log.with("evidence", command.evidence);
}

void note_acknowledged(Draft& draft, Handoff& handoff) {
    if (!handoff.acknowledged_by.empty()) return;
    handoff.acknowledged_by = draft.event.actor.person;
    handoff.acknowledged_at = draft.now;
    record_handoff(draft, handoff, "acknowledged");
    disarm_clock(draft, handoff.id, TimerKind::acknowledge);
    rederive_clock(draft, handoff.id, TimerKind::complete);
}

void acknowledge(Draft& draft, Handoff& handoff, const HandoffCommand& command) {
    log_action(draft, "handoff.acknowledged", handoff, command);
    note_acknowledged(draft, handoff);
}

void accept(Draft& draft, Handoff& handoff, const HandoffCommand& command) {
    log_action(draft, "handoff.accepted", handoff, command);
    handoff.owner = draft.event.actor.person;
    note_acknowledged(draft, handoff);
}

/// Told outside any ladder, so that nobody has to look at the worklist to learn of it.
void tell_side(Draft& draft, Handoff& handoff, Symbol role, Symbol message) {
    tell_of_handoff(draft, draft.lane_of(handoff.pathway), handoff, role, NoticeClass::action,
                    message);
}

/// The sender still owns it: its clocks go on until it is sent another way.
void decline(Draft& draft, Handoff& handoff, const HandoffCommand& command) {
    log_action(draft, "handoff.declined", handoff, command);
    handoff.reason = draft.event.reason;
    handoff.owner.clear();
    const std::size_t lane = draft.lane_of(handoff.pathway);
    const HandoffDeclaration& declared = declaration_of(draft.definition(lane), handoff);
    tell_side(draft, handoff, handoff.from_role, names().handoff_declined);
    if (declared.decline_to.empty() || !draft.open(lane)) return;
    draft.lanes[lane].raised.push_back(declared.decline_to);
}

/// The clocks go on: a question is no reason for more time.
void query(Draft& draft, Handoff& handoff, const HandoffCommand& command) {
    log_action(draft, "handoff.queried", handoff, command);
    handoff.reason = draft.event.reason;
    tell_side(draft, handoff, handoff.from_role, names().handoff_queried);
}

/// It goes on where it stood when it was asked about: whoever had acknowledged it still has it.
void answer(Draft& draft, Handoff& handoff, const HandoffDeclaration& declared,
            const HandoffCommand& command) {
    log_action(draft, "handoff.answered", handoff, command);
    handoff.reason = draft.event.reason;
    if (!handoff.acknowledged_by.empty()) {
        const auto next = lifecycle::advance(handoff.state, HandoffMove::acknowledge);
        TG_ASSERT(next.has_value());
        handoff.state = *next;
    }
    const Symbol asked = declared.outside ? handoff.from_role : handoff.to_role;
    tell_side(draft, handoff, asked, names().handoff_answered);
}

void complete(Draft& draft, Handoff& handoff, const HandoffCommand& command) {
    log_action(draft, "handoff.completed", handoff, command);
    handoff.completed_by = draft.event.actor.person;
    handoff.completed_at = draft.now;
    record_handoff(draft, handoff, "done");
    disarm_clocks(draft, handoff.id);
}

void carry_out(Draft& draft, Handoff& handoff, const HandoffDeclaration& declared,
               const HandoffCommand& command, HandoffAction action) {
    const auto next = lifecycle::advance(handoff.state, move_of(action));
    TG_ASSERT(next.has_value());
    handoff.state = *next;
    switch (action) {
        case HandoffAction::acknowledge: return acknowledge(draft, handoff, command);
        case HandoffAction::accept: return accept(draft, handoff, command);
        case HandoffAction::decline: return decline(draft, handoff, command);
        case HandoffAction::complete: return complete(draft, handoff, command);
        case HandoffAction::query: return query(draft, handoff, command);
        case HandoffAction::answer: return answer(draft, handoff, declared, command);
    }
}

/// The events of a person do handoffs as far as that person might complete them.
bool may_do(const Draft& draft, const Handoff& handoff, const HandoffDeclaration& declared) {
    const auto& grants = draft.event.grants;
    const Symbol side = side_of(handoff, declared, HandoffAction::complete);
    if (!draft.by_person || std::find(grants.begin(), grants.end(), side) == grants.end())
        return false;
    return lifecycle::advance(handoff.state, HandoffMove::complete).has_value() ||
           lifecycle::advance(handoff.state, HandoffMove::acknowledge).has_value();
}

void complete_by_event(Draft& draft, Handoff& handoff, const HandoffDeclaration& declared) {
    const HandoffCommand command{handoff.id, HandoffAction::complete, reason_of(draft)};
    ++handoff.version;
    draft.write_handoff(handoff);
    handoff.evidence = command.evidence;
    if (!lifecycle::advance(handoff.state, HandoffMove::complete))
        carry_out(draft, handoff, declared, command, HandoffAction::acknowledge);
    carry_out(draft, handoff, declared, command, HandoffAction::complete);
}

}  // namespace

void complete_declared(Draft& draft, std::size_t lane, const Effects::Done& done) {
    const HandoffDeclaration& declared = draft.definition(lane).handoffs[done.handoff];
    const Symbol pathway = draft.pathway(lane).name;
    const std::string subject = subject_of(draft.the_case(), declared.about);
    const auto is_done = [&](const Handoff& handoff) {
        return !lifecycle::is_end(handoff.state) && handoff.name == declared.id &&
               handoff.pathway == pathway && handoff.subject == subject &&
               (done.to.empty() || handoff.to_role == done.to);
    };
    for (std::size_t i = 0; i < draft.the_case().handoffs.size(); ++i) {
        Handoff& handoff = draft.the_case().handoffs[i];
        if (!is_done(handoff)) continue;
        if (may_do(draft, handoff, declared))
            complete_by_event(draft, handoff, declared);
        else
            end_one(draft, handoff, reason_of(draft));
    }
}

std::optional<Error> act(Draft& draft, const HandoffCommand& command) {
    Handoff* handoff = find_handoff(draft, command.handoff);
    if (handoff == nullptr) return texts::no_handoff(draft.the_case(), command.handoff);
    const Definition& definition = draft.definition(draft.lane_of(handoff->pathway));
    if (!definition.find_handoff(handoff->name))  // over, and of a version before this one
        return texts::no_handoff(draft.the_case(), command.handoff);
    const HandoffDeclaration& declared = declaration_of(definition, *handoff);
    if (auto error = refusal(draft, *handoff, declared, command)) return error;
    draft.cause = handoff->name;
    const bool both = acknowledges_too(*handoff, declared, command.action);
    ++handoff->version;
    draft.write_handoff(*handoff);
    if (!command.evidence.empty()) handoff->evidence = command.evidence;
    if (both) carry_out(draft, *handoff, declared, command, HandoffAction::acknowledge);
    carry_out(draft, *handoff, declared, command, command.action);
    if (command.action == HandoffAction::acknowledge && is_told_only(declared))
        carry_out(draft, *handoff, declared, command, HandoffAction::complete);
    draft.routed = true;
    return std::nullopt;
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
#include "journey/notices.hpp"

namespace throughgate::journey {
namespace {

/// `owner` in a drawn notice is the owner of the state it speaks of.
Symbol role_of_event(const Draft& draft, std::size_t lane, Symbol role, StateIndex state) {
    if (role != names().owner) return role;
    const Definition& definition = draft.definition(lane);
    for (StateIndex s = state; s != no_state; s = definition.states[s].parent)
        if (!definition.states[s].owner.empty()) return definition.states[s].owner;
    return role;
}

}  // namespace

std::string text_of(const Recipient& recipient) {
    const std::string role(recipient.role.text());
    switch (recipient.relation) {
        case Relation::holder: return role;
        case Relation::deputy: return "deputy of " + role;
        case Relation::manager: return "manager of " + role;
        case Relation::team_box: return "team box of " + role;
        case Relation::upper_manager: return "manager of manager of " + role;
    }
    return role;
}

void plan_notice(Draft& draft, Notice notice) {
    if (draft.placing) {
        draft.log("notice.skipped", {{"to", text_of(notice.recipient)},
                                     {"message", notice.message},
                                     {"class", name_of(notice.notice_class)}});
        return;
    }
    notice.ordinal = draft.change.next_ordinal();
    draft.log("notice.planned", {{"to", text_of(notice.recipient)},
                                 {"message", notice.message},
                                 {"class", name_of(notice.notice_class)}});
    draft.change.notices.push_back(std::move(notice));
}

void tell_of_event(Draft& draft, std::size_t lane, const Effects::Tell& tell,
                   const Origin& origin) {
    for (const Recipient& who : tell.who) {
        Notice notice;
        notice.recipient = {role_of_event(draft, lane, who.role, origin.state), who.relation};
        notice.notice_class = tell.notice_class;
        notice.pathway = draft.pathway(lane).name;
        notice.message = tell.message;
        notice.rung = draft.cause;
        notice.state = origin.notice_state;
        plan_notice(draft, std::move(notice));
    }
}

void tell_of_handoff(Draft& draft, std::size_t lane, Handoff& handoff, Symbol role,
                     NoticeClass notice_class, Symbol message) {
    if (message.empty() || draft.definition(lane).find_message(message) == nullptr) return;
    Notice notice;
    notice.recipient = {role, Relation::holder};
    notice.notice_class = notice_class;
    notice.pathway = handoff.pathway;
    notice.message = message;
    notice.handoff = handoff.id;
    notice.rung = draft.cause;
    notice.due = handoff.acknowledge_due ? handoff.acknowledge_due : handoff.complete_due;
    if (!draft.placing) ++handoff.told;
    draft.write_handoff(handoff, false);
    plan_notice(draft, std::move(notice));
}

}  // namespace throughgate::journey

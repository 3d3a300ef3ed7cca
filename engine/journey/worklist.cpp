// SPDX-License-Identifier: MIT
// Work items: what somebody has to do for a case, state by state and handoff by handoff.
#include "journey/derive.hpp"
#include "journey/reading.hpp"

namespace throughgate::journey {
namespace {

using lifecycle::HandoffState;

const Timer* timer_for(const Case& the_case, const Pathway& pathway, const Entry& entry) {
    for (const Timer& timer : the_case.timers)
        if (timer.kind == TimerKind::deadline && timer.pathway == pathway.name &&
            timer.entry == entry.id)
            return &timer;
    return nullptr;
}

const Timer* clock_for(const Case& the_case, const Handoff& handoff) {
    const Timer* found = nullptr;
    for (const Timer& timer : the_case.timers)
        if (timer.handoff == handoff.id &&
            (found == nullptr || timer.kind == TimerKind::acknowledge))
            found = &timer;
    return found;
}

void date(const World& world, const Case& the_case, const Timer* timer, WorkItem& item) {
    if (timer == nullptr) return;
    item.due = timer->target;
    item.why = explain_timer(world, the_case, *timer);
    item.overdue = timer->target && *timer->target < world.now;
    item.reads_clock = explanation_reads_clock(world, the_case, *timer);
}

void add_states(const World& world, const Case& the_case, const Reading& reading,
                std::vector<WorkItem>& items) {
    for (const Entry& entry : reading.pathway->entries) {
        const State& state = reading.definition->states[entry.state];
        if (state.owner.empty() || state.rests || state.kind == State::Kind::final_state) continue;
        WorkItem item;
        item.pathway = reading.pathway->name;
        item.state = state.id;
        item.role = state.owner;
        item.title = state.title;
        item.instruction = state.instruction;
        date(world, the_case, timer_for(the_case, *reading.pathway, entry), item);
        items.push_back(std::move(item));
    }
}

std::string instruction_for(const World& world, const Handoff& handoff,
                            const HandoffDeclaration& declared) {
    const std::string from = label_of(world, handoff.from_role);
    const std::string to = label_of(world, handoff.to_role);
    if (handoff.state == HandoffState::declined)
        return to + " declined this: " + handoff.reason +
               ". Send it another way or to somebody else.";
    if (handoff.state == HandoffState::queried)
        return "Answer the question about this, so that it can be acknowledged: " + handoff.reason;
    if (declared.outside) return "Record the reply of " + to + " with its evidence.";
    if (handoff.acknowledged_by.empty()) return "Acknowledge this handoff from " + from + ".";
    return "Finish what " + from + " handed over and record it as completed.";
}

Symbol role_for(const Handoff& handoff, const HandoffDeclaration& declared) {
    const bool sender = declared.outside || handoff.state == HandoffState::declined ||
                        handoff.state == HandoffState::queried;
    return sender ? handoff.from_role : handoff.to_role;
}

void add_handoffs(const World& world, const Case& the_case, std::vector<WorkItem>& items) {
    for (const Handoff& handoff : the_case.handoffs) {
        if (lifecycle::is_end(handoff.state)) continue;
        const Reading reading = reading_of(world, the_case, handoff.pathway);
        if (!reading) continue;
        const HandoffDeclaration& declared = declaration_of(*reading.definition, handoff);
        WorkItem item;
        item.pathway = handoff.pathway;
        item.role = role_for(handoff, declared);
        item.handoff = handoff.id;
        item.title = declared.title;
        item.instruction = instruction_for(world, handoff, declared);
        date(world, the_case, clock_for(the_case, handoff), item);
        items.push_back(std::move(item));
    }
}

}  // namespace

std::vector<WorkItem> work_items(const World& world, const Case& the_case) {
    std::vector<WorkItem> items;
    if (lifecycle::is_end(the_case.state)) return items;
    for (const Pathway& pathway : the_case.pathways) {
        const Reading reading = reading_of(world, the_case, pathway.name);
        if (reading && !lifecycle::is_end(pathway.stage))
            add_states(world, the_case, reading, items);
    }
    add_handoffs(world, the_case, items);
    return items;
}

}  // namespace throughgate::journey

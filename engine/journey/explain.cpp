// SPDX-License-Identifier: MIT
// Explaining: why a date is what it is, whether a notice is still wanted, what it may say.
#include "base/assert.hpp"
#include "journey/derive.hpp"
#include "journey/inputs.hpp"
#include "journey/reading.hpp"

namespace throughgate::journey {
namespace {

const Timer* timer_of_notice(const Case& the_case, const Notice& notice) {
    return notice.timer.number == 0 ? nullptr : the_case.find_timer(notice.timer);
}

bool shows_its_end(const Reading& reading, const Notice& notice) {
    if (notice.state.empty()) return false;
    const auto index = reading.definition->find_state(notice.state);
    return index && reading.pathway->configuration.has(*index) &&
           reading.definition->states[*index].kind == State::Kind::final_state;
}

std::string unwanted_of_handoff(const Case& the_case, const Notice& notice) {
    const Handoff* handoff = the_case.find_handoff(notice.handoff);
    if (handoff == nullptr) return "the handoff is gone";
    if (handoff->state == lifecycle::HandoffState::completed) return "the handoff is completed";
    const bool about_ending = notice.message == names().handoff_ended;
    if (handoff->state == lifecycle::HandoffState::ended)
        return about_ending ? "" : "the handoff has ended";
    const bool asked = handoff->state == lifecycle::HandoffState::queried;
    if (notice.message == names().handoff_queried && !asked) return "the question is answered";
    if (notice.timer.number == 0) return {};
    if (timer_of_notice(the_case, notice) != nullptr) return {};
    return handoff->acknowledged_by.empty() ? "its clock has stopped"
                                            : "the handoff is acknowledged";
}

std::string unwanted_of_state(const Case& the_case, const Reading& reading, const Notice& notice) {
    if (notice.state.empty()) return {};
    const auto index = reading.definition->find_state(notice.state);
    if (!index || !reading.pathway->configuration.has(*index)) return "the state was left";
    if (notice.timer.number != 0 && timer_of_notice(the_case, notice) == nullptr)
        return "its deadline has ended";
    return {};
}

std::string due_text(const World& world, const std::optional<Instant>& due) {
    if (!due) return "a date that is not known yet";
    const Date day = world.zone->date_of(*due);
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(world.zone->time_of_day(*due)).count();
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return format_date_long(day) + " " + two(minutes / 60) + ":" + two(minutes % 60);
}

const State* state_of_notice(const Reading& reading, const Notice& notice) {
    if (!notice.state.empty()) {
        const auto index = reading.definition->find_state(notice.state);
        return index ? &reading.definition->states[*index] : nullptr;
    }
    const State* last = nullptr;
    for (const Entry& entry : reading.pathway->entries)
        if (reading.definition->states[entry.state].strand == reading.definition->main_strand)
            last = &reading.definition->states[entry.state];
    return last;
}

const Timer* clock_of(const Case& the_case, const Notice& notice) {
    if (const Timer* timer = timer_of_notice(the_case, notice)) return timer;
    const Timer* found = nullptr;
    for (const Timer& timer : the_case.timers)
        if (timer.handoff == notice.handoff && notice.handoff.number != 0 &&
            (found == nullptr || timer.kind == TimerKind::acknowledge))
            found = &timer;
    return found;
}

const Timer* deadline_of(const Case& the_case, Symbol pathway, Symbol state) {
    for (const Timer& timer : the_case.timers)
        if (timer.kind == TimerKind::deadline && timer.pathway == pathway && timer.name == state)
            return &timer;
    return nullptr;
}

void add_handoff(const World& world, const Case& the_case, const Reading& reading,
                 const Notice& notice, std::vector<MessageValue>& values) {
    const Handoff* handoff = the_case.find_handoff(notice.handoff);
    if (handoff == nullptr) return;
    const HandoffDeclaration& declared = declaration_of(*reading.definition, *handoff);
    const Timer* clock = clock_of(the_case, notice);
    values.push_back({"handoff.id", std::to_string(handoff->id.number)});
    values.push_back({"handoff.title", declared.title});
    values.push_back({"handoff.from", label_of(world, handoff->from_role)});
    values.push_back({"handoff.to", label_of(world, handoff->to_role)});
    values.push_back(
        {"handoff.due", due_text(world, clock == nullptr ? notice.due : clock->target)});
    values.push_back(
        {"handoff.why", clock == nullptr ? "" : explain_timer(world, the_case, *clock)});
}

void add_state(const World& world, const Case& the_case, const Reading& reading,
               const Notice& notice, std::vector<MessageValue>& values) {
    const State* state = state_of_notice(reading, notice);
    if (state == nullptr) return;
    const Timer* deadline = deadline_of(the_case, reading.pathway->name, state->id);
    const auto due = deadline == nullptr ? notice.due : deadline->target;
    values.push_back({"state.title", state->title});
    values.push_back({"state.do", state->instruction});
    values.push_back({"state.due", due_text(world, due)});
    values.push_back(
        {"state.why", deadline == nullptr ? "" : explain_timer(world, the_case, *deadline)});
}

std::string link_of(const World& world, const Case& the_case, const Notice& notice) {
    std::string link = std::string(world.link_base) + "/case/" + the_case.reference;
    if (notice.handoff.number != 0) link += "/handoff/" + std::to_string(notice.handoff.number);
    return link;
}

std::string release_text(const Case& the_case) {
    const Value& release = value_of(the_case, names().release);
    return release.type() == ValueType::date ? format_date_long(release.date())
                                             : "a date that is not known yet";
}

}  // namespace

Reading reading_of(const World& world, const Case& the_case, Symbol pathway) {
    Reading reading;
    reading.pathway = the_case.find_pathway(pathway);
    if (reading.pathway != nullptr)
        reading.definition = world.definitions->find(reading.pathway->definition);
    return reading;
}

std::string label_of(const World& world, Symbol role) {
    const definition::Role* found = world.definitions->find_role(role);
    return found == nullptr || found->label.empty() ? std::string(role.text()) : found->label;
}

std::string explain_timer(const World& world, const Case& the_case, const Timer& timer) {
    if (timer.kind == TimerKind::review) return "Review: nothing else is dated";
    const Reading reading = reading_of(world, the_case, timer.pathway);
    if (!reading) return {};
    const bool of_state = timer.kind == TimerKind::move || timer.kind == TimerKind::deadline;
    if (of_state && entry_of(*reading.pathway, timer.entry) == nullptr) return {};
    const Source source = source_of(the_case, *reading.definition, *reading.pathway, timer);
    if (source.deadline == nullptr) return "Sent earlier, to take effect at this time";
    const Instant now = std::max(world.now, the_case.last_recorded);
    const CaseInputs inputs(world, the_case, reading.pathway, *reading.definition, now,
                            source.anchors);
    if (timer.target) return "Due " + source.deadline->explain(inputs);
    std::string text = "No date yet: " + source.deadline->text() + " waits for";
    for (const Symbol name : source.deadline->waits_for(inputs))
        text += " " + std::string(name.text());
    return text;
}

std::string unwanted_because(const World& world, const Case& the_case, const Notice& notice) {
    const Reading reading = reading_of(world, the_case, notice.pathway);
    if (!reading) return "the pathway is gone";
    if (the_case.parked) return "the case is parked";
    if (shows_its_end(reading, notice)) return {};
    const bool about_ending = notice.message == names().handoff_ended;
    if (lifecycle::is_end(the_case.state) && !about_ending) return "the case is closed";
    if (notice.handoff.number != 0) {
        if (auto reason = unwanted_of_handoff(the_case, notice); !reason.empty()) return reason;
    } else if (auto reason = unwanted_of_state(the_case, reading, notice); !reason.empty()) {
        return reason;
    }
    const Timer* timer = timer_of_notice(the_case, notice);
    if (timer != nullptr && timer->deadline_version != notice.deadline_version)
        return "the date has moved";
    return {};
}

std::vector<MessageValue> message_values(const World& world, const Case& the_case,
                                         const Notice& notice) {
    std::vector<MessageValue> values;
    values.push_back({"case.reference", the_case.reference});
    values.push_back({"link", link_of(world, the_case, notice)});
    values.push_back({"release", release_text(the_case)});
    values.push_back({"rung", std::string(notice.rung.text())});
    const Reading reading = reading_of(world, the_case, notice.pathway);
    if (!reading) return values;
    add_handoff(world, the_case, reading, notice, values);
    add_state(world, the_case, reading, notice, values);
    return values;
}

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// Explaining: why a date is what it is, whether a notice is still wanted, what it may say.
#include "base/assert.hpp"
#include "journey/derive.hpp"
#include "journey/holds.hpp"
#include "journey/inputs.hpp"
#include "journey/reading.hpp"
#include "journey/telling.hpp"

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

/// It asks for an acknowledgement that has been given.
bool asks_in_vain(const Reading& reading, const Handoff& handoff, const Notice& notice) {
    if (notice.timer.number != 0 || !handoff.acknowledged_at) return false;
    const auto index = reading.definition->find_handoff(handoff.name);
    return index && reading.definition->handoffs[*index].message == notice.message;
}

std::string unwanted_of_handoff(const Case& the_case, const Reading& reading,
                                const Notice& notice) {
    const Handoff* handoff = the_case.find_handoff(notice.handoff);
    if (handoff == nullptr) return "the handoff is gone";
    if (handoff->state == lifecycle::HandoffState::completed) return "the handoff is completed";
    const bool about_ending = notice.message == names().handoff_ended;
    if (handoff->state == lifecycle::HandoffState::ended)
        return about_ending ? "" : "the handoff has ended";
    const bool asked = handoff->state == lifecycle::HandoffState::queried;
    if (notice.message == names().handoff_queried && !asked) return "the question is answered";
    if (asks_in_vain(reading, *handoff, notice)) return "the handoff is acknowledged";
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
    return due ? words_of(world, *due) : "a date that is not known yet";
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
    if (handoff == nullptr || !reading.definition->find_handoff(handoff->name)) return;
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

std::string waiting_text(const Source& source, const CaseInputs& inputs) {
    std::string text = "No date yet: " + source.deadline->text() + " waits for";
    for (const Symbol name : source.deadline->waits_for(inputs))
        text += " " + std::string(name.text());
    return text;
}

/// Why the date is not the one that the rule alone gives.
std::string reason_for_other_date(const Hold* held, const Timer& timer,
                                  const definition::Compression& compression,
                                  std::optional<Instant> ruled) {
    if (held != nullptr && held->not_before == timer.target && ruled != timer.target)
        return held->since ? "its clock was stopped for a while"
                           : "what was suddenly past is due then instead";
    std::string text = "little time before the release";
    if (!compression.not_before.empty()) text += ", not before " + compression.not_before.text();
    if (!compression.not_after.empty()) text += ", not after " + compression.not_after.text();
    return text;
}

/// A date that counts working days beyond what its calendar knows may still move.
std::string horizon_text(const Source& source, const CaseInputs& inputs, Instant target) {
    const bool counts_working_days = source.deadline->text().find("working") != std::string::npos;
    const Date until = inputs.calendar().known_until();
    if (!counts_working_days || inputs.zone().date_of(target) <= until) return {};
    return ". Holidays are known until " + format_date_long(until) + " only: this may still move";
}

/// Not for which reason: it may be about somebody's health, and messages hold this text.
std::string hold_text(const World& world, const Hold* held) {
    if (held == nullptr || held->exemption.empty()) return {};
    return ". An exemption stops the clock since " + words_of(world, *held->since);
}

std::string explained(const World& world, const Case& the_case, const Timer& timer,
                      const Reading& reading, const Source& source, const CaseInputs& inputs) {
    const Hold* held = hold_of(the_case, timer.id);
    if (!timer.target) return waiting_text(source, inputs) + hold_text(world, held);
    const std::string by_rule = source.deadline->explain(inputs);
    const auto raw = source.deadline->evaluate(inputs);
    std::string text = "Due ";
    if (raw == timer.target) {
        text += by_rule;
    } else {
        const auto ruled = date_by_rule(*reading.definition, timer, source, inputs);
        text += words_of(world, *timer.target) + ": " +
                reason_for_other_date(held, timer, reading.definition->compression, ruled) +
                "; the rule alone gives " + by_rule;
    }
    return text + horizon_text(source, inputs, *timer.target) + hold_text(world, held);
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
    if (timer.kind == TimerKind::settle) return "People are told then which dates have moved";
    if (timer.kind == TimerKind::resume) return "The exemption ends by itself then";
    const Reading reading = reading_of(world, the_case, timer.pathway);
    if (!reading) return {};
    const bool of_state = timer.kind == TimerKind::move || timer.kind == TimerKind::deadline;
    if (of_state && entry_of(*reading.pathway, timer.entry) == nullptr) return {};
    const Source source = source_of(the_case, *reading.definition, *reading.pathway, timer);
    if (source.deadline == nullptr) return "Sent earlier, to take effect at this time";
    const Instant now = std::max(world.now, the_case.last_recorded);
    const CaseInputs inputs(world, the_case, reading.pathway, *reading.definition, now,
                            source.anchors);
    return explained(world, the_case, timer, reading, source, inputs);
}

bool explanation_reads_clock(const World& world, const Case& the_case, const Timer& timer) {
    const Reading reading = reading_of(world, the_case, timer.pathway);
    if (!reading) return false;
    const Source source = source_of(the_case, *reading.definition, *reading.pathway, timer);
    if (source.deadline == nullptr) return false;
    const definition::Compression& compression = reading.definition->compression;
    const rules::Deadline* const read[] = {source.deadline, &compression.not_before,
                                           &compression.not_after, &compression.late};
    return std::any_of(std::begin(read), std::end(read), [](const rules::Deadline* each) {
        return !each->empty() && each->reads_clock();
    });
}

std::string unwanted_because(const World& world, const Case& the_case, const Notice& notice) {
    const Reading reading = reading_of(world, the_case, notice.pathway);
    if (!reading) return "the pathway is gone";
    if (!notice.together.empty()) return {};  // it speaks of other cases as well
    if (the_case.parked) return "the case is parked";
    if (shows_its_end(reading, notice)) return {};
    const bool about_ending = notice.message == names().handoff_ended;
    if (lifecycle::is_end(the_case.state) && !about_ending) return "the case is closed";
    if (notice.handoff.number != 0) {
        if (auto reason = unwanted_of_handoff(the_case, reading, notice); !reason.empty())
            return reason;
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
    const std::size_t line = std::min(notice.changes.find('\n'), notice.changes.size());
    values.push_back({"changes.why", notice.changes.substr(0, line)});
    values.push_back(
        {"changes.list", line < notice.changes.size() ? notice.changes.substr(line + 1) : ""});
    const Reading reading = reading_of(world, the_case, notice.pathway);
    if (!reading) return values;
    add_handoff(world, the_case, reading, notice, values);
    add_state(world, the_case, reading, notice, values);
    return values;
}

}  // namespace throughgate::journey

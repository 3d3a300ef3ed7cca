// SPDX-License-Identifier: MIT
// Structured bindings name every field, so a new one does not compile until it is searched too.
#include "access/answers.hpp"

#include <sstream>

#include "throughgate/sheet_pages.hpp"

namespace throughgate::testing {
namespace {

std::string one(const std::string& text) { return text; }
std::string one(bool flag) { return flag ? "yes" : "no"; }
template <std::integral Number>
std::string one(Number number) {
    return std::to_string(number);
}
std::string one(Instant at) { return format_instant(at); }
std::string one(Date day) { return format_date(day); }
std::string one(const PersonIdentity& person) { return person.noms_number + " " + person.crn; }
std::string one(const std::pair<std::string, std::string>& pair) {
    return pair.first + "=" + pair.second;
}
template <typename Thing>
std::string one(const std::optional<Thing>& thing) {
    return thing ? one(*thing) : "-";
}
std::string one(const PageLanguage& language) { return language.code; }

std::string one(const FactView& view) {
    const auto& [name, subject, value, label, recorded, by] = view;
    return name + "|" + subject + "|" + value + "|" + label + "|" + one(recorded) + "|" + by;
}
std::string one(const StateView& view) {
    const auto& [id, title, instruction, owner, since] = view;
    return id + "|" + title + "|" + instruction + "|" + owner + "|" + one(since);
}
std::string one(const DeadlineView& view) {
    const auto& [kind, pathway, name, handoff, target, next, why] = view;
    return kind + "|" + pathway + "|" + name + "|" + one(handoff) + "|" + one(target) + "|" +
           one(next) + "|" + why;
}
std::string one(const NoticeView& view) {
    const auto& [effect, reference, message, notice_class, to, recipient, state, handoff, attempts,
                 queued, detail] = view;
    return effect + "|" + reference + "|" + message + "|" + notice_class + "|" + to + "|" +
           recipient + "|" + state + "|" + one(handoff) + "|" + one(attempts) + "|" + one(queued) +
           "|" + detail;
}
std::string one(const HandoffView& view) { return words(view); }
// Said of lists below, so named before them.
std::string one(const GateView& gate);
std::string one(const PathwayView& view);
std::string one(const SourcedFact& view);
std::string one(const ServiceView& view);
std::string one(const NeedTask& view);
std::string one(const NeedView& view);
std::string one(const AppointmentView& view);
std::string one(const ClashView& view);
std::string one(const MissingView& view);
std::string one(const SheetPerson& view);
std::string one(const ReleaseRow& view);
std::string one(const ReceptionRow& view);
template <typename Item>
std::string all(const std::vector<Item>& items) {
    std::string text;
    for (const Item& item : items) text += one(item) + "\n";
    return text;
}
std::string one(const GateView& gate) {
    const auto& [pathway, id, title, subject, state, cleared_by, by, waits_for] = gate;
    return pathway + "|" + id + "|" + title + "|" + subject + "|" + state + "|" + cleared_by + "|" +
           by + "\n" + all(waits_for);
}
std::string one(const PathwayView& view) {
    const auto& [id, title, stage, definition, outcome, states] = view;
    return id + "|" + title + "|" + stage + "|" + definition + "|" + outcome + "\n" + all(states);
}
std::string one(const PersonHead& head) {
    const auto& [reference, person, state, prison, location, wing, team, officer, officer_name,
                 release, release_words, certainty, limited] = head;
    return reference + "|" + one(person) + "|" + state + "|" + prison + "|" + location + "|" +
           wing + "|" + team + "|" + officer + "|" + officer_name + "|" + one(release) + "|" +
           release_words + "|" + certainty + "|" + one(limited) + "\n";
}
std::string one(const SourcedFact& fact) {
    const auto& [name, title, subject, value, value_words, label, source, source_title, person,
                 recorded, effective, certainty, age, recorded_words, effective_words] = fact;
    return name + "|" + title + "|" + subject + "|" + value + "|" + value_words + "|" + label +
           "|" + source + "|" + source_title + "|" + person + "|" + certainty + "|" + age + "|" +
           recorded_words + "|" + effective_words + one(recorded) + one(effective);
}
std::string one(const ServiceView& view) {
    const auto& [id, title, who, cost, refer, contact, guidance, certain] = view;
    return id + "|" + title + "|" + who + "|" + cost + "|" + refer + "|" + contact + "|" +
           guidance + one(certain);
}
std::string one(const NeedTask& task) {
    const auto& [title, instruction, role, person, person_name, handoff, due, due_words, overdue] =
        task;
    return title + "|" + instruction + "|" + role + "|" + person + "|" + person_name + "|" +
           one(handoff) + "|" + one(due) + "|" + due_words + "|" + one(overdue);
}
std::string one(const NeedView& need) {
    const auto& [pathway, title, stage, stands, suspended, declined, settled, tasks, services] =
        need;
    return pathway + "|" + title + "|" + stage + "|" + one(suspended) + one(declined) +
           one(settled) + "\n" + all(stands) + all(tasks) + all(services);
}
std::string one(const AppointmentView& view) {
    const auto& [id, pathway, title, day, day_words, begins, time, minutes, place, travel, with,
                 with_person, with_name, hidden, places, at_gate] = view;
    return id + "|" + pathway + "|" + title + "|" + one(day) + "|" + day_words + "|" + one(begins) +
           "|" + time + "|" + one(minutes) + "|" + place + "|" + one(travel) + "|" + with + "|" +
           with_person + "|" + with_name + one(hidden) + one(places) + one(at_gate);
}
std::string one(const ClashView& clash) {
    const auto& [day, kind, first, second, gap, wanted, sentence] = clash;
    return one(day) + kind + "|" + first + "|" + second + "|" + one(gap) + "|" + one(wanted) + "|" +
           sentence;
}
std::string one(const MissingView& missing) {
    const auto& [kind, id, sentence] = missing;
    return kind + "|" + id + "|" + sentence;
}
std::string one(const SheetPerson& person) {
    const auto& [role, id, name, email] = person;
    return role + "|" + id + "|" + name + "|" + email;
}
std::string one(const ReleaseRow& row) {
    const auto& [head, appointments, clashes, missing] = row;
    return one(head) + all(appointments) + all(clashes) + all(missing);
}
std::string one(const ReceptionRow& row) {
    const auto& [head, how, from, phase_title] = row;
    return one(head) + how + "|" + from + "|" + phase_title;
}

}  // namespace

std::string words(const CaseRow& row) {
    const auto& [reference, person, state, prison, team, officer, release, parked, shut] = row;
    return reference + "|" + one(person) + "|" + state + "|" + prison + "|" + team + "|" + officer +
           "|" + one(release) + "|" + one(parked) + "|" + one(shut);
}

std::string words(const CaseView& view) {
    const auto& [row, version, parked_because, holders, pathways, facts, deadlines, gates, handoffs,
                 notices, quality] = view;
    return words(row) + "\n" + one(version) + "|" + parked_because + "\n" + all(holders) +
           all(pathways) + all(facts) + all(deadlines) + all(gates) + all(handoffs) + all(notices) +
           all(quality);
}

std::string words(const HistoryEntry& entry) {
    const auto& [sequence, kind, recorded, effective, actor, asserted_by, on_behalf_of, reason,
                 fields] = entry;
    return one(sequence) + "|" + kind + "|" + one(recorded) + "|" + one(effective) + "|" + actor +
           "|" + asserted_by + "|" + on_behalf_of + "|" + reason + "\n" + all(fields);
}

std::string words(const HandoffView& view) {
    const auto& [reference, number, name, title, pathway, from, to, state, version, raised,
                 acknowledge_due, complete_due, acknowledged_by, completed_by, reason, overdue,
                 escalated] = view;
    return reference + "|" + one(number) + "|" + name + "|" + title + "|" + pathway + "|" + from +
           "|" + to + "|" + state + "|" + one(version) + "|" + one(raised) + "|" +
           one(acknowledge_due) + "|" + one(complete_due) + "|" + acknowledged_by + "|" +
           completed_by + "|" + reason + "|" + one(overdue) + one(escalated);
}

std::string words(const WorklistRow& row) {
    const auto& [reference, pathway, name, title, instruction, role, handoff, due, why, overdue,
                 risk, state] = row;
    return reference + "|" + pathway + "|" + name + "|" + title + "|" + instruction + "|" + role +
           "|" + one(handoff) + "|" + one(due) + "|" + why + "|" + one(overdue) + "|" + risk + "|" +
           state;
}

std::string words(const IncidentView& view) {
    const auto& [id, reference, kind, subject, message, opened] = view;
    return one(id) + "|" + reference + "|" + kind + "|" + subject + "|" + message + one(opened);
}

std::string words(const UpstreamItemView& view) {
    const auto& [effect, upstream, upstream_title, reference, pathway, about, entry, state,
                 effective, queued, next_try, ended, by, attempts, said, decided_by, standing] =
        view;
    std::string all;
    for (const std::string& each : {effect, upstream, upstream_title, reference, pathway, about,
                                    entry, state, by, said, decided_by, standing})
        all += each + "|";
    return all + one(effective) + one(queued) + one(next_try) + one(ended) + one(attempts);
}

std::string words(const Status& status) {
    return status.ok() ? std::string("done") : words(status.error());
}

std::string words(const FactsView& view) {
    const auto& [language, head, printed, facts] = view;
    return one(language) + one(head) + printed + "\n" + all(facts) + text_page(view);
}

std::string words(const NeedsList& view) {
    const auto& [language, head, printed, needs] = view;
    return one(language) + one(head) + printed + "\n" + all(needs) + text_page(view) +
           html_page(view);
}

std::string words(const ReleaseSheet& view) {
    const auto& [language, head, printed, appointments, clashes, missing, needs, people] = view;
    return one(language) + one(head) + printed + "\n" + all(appointments) + all(clashes) +
           all(missing) + all(needs) + all(people) + text_page(view) + html_page(view);
}

std::string words(const ReleaseList& view) {
    const auto& [language, printed, from, until, from_words, until_words, rows, total, next] = view;
    return one(language) + printed + one(from) + one(until) + from_words + until_words + "\n" +
           all(rows) + one(total) + next + text_page(view) + html_page(view);
}

std::string words(const ReceptionList& view) {
    const auto& [language, printed, day, day_words, rows, total, next] = view;
    return one(language) + printed + one(day) + day_words + "\n" + all(rows) + one(total) + next +
           text_page(view) + html_page(view);
}

std::string words(const ChangePage& page) {
    const auto& [rows, next, more] = page;
    std::string text = next + one(more) + "\n";
    for (const ChangeRow& row : rows) {
        const auto& [cursor, kind, reference, sequence, at] = row;
        text += cursor + "|" + kind + "|" + reference + "|" + one(sequence) + "|" + one(at) + "\n";
    }
    return text;
}

std::string words(const ContactText& view) {
    const auto& [reference, handoff, name, text] = view;
    return reference + "|" + one(handoff) + "|" + name + "|" + text;
}

std::string words(const Receipt& receipt) {
    const auto& [outcome, reference, version, sequence, note] = receipt;
    return std::string(name_of(outcome)) + "|" + reference + "|" + one(version) + "|" +
           one(sequence) + "|" + note;
}

std::string words(const Error& error) {
    const auto& [kind, message, subject] = error;
    return std::string(name_of(kind)) + "|" + message + "|" + subject;
}

}  // namespace throughgate::testing

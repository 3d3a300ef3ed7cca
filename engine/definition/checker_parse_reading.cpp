// SPDX-License-Identifier: MIT
// What people read and print: appointments, the checklist, services, journeys, labels.
#include <cstdlib>

#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

template <typename Visit>
void each_member(const Node& mapping, std::string_view key, Visit visit) {
    if (const Node* node = child(mapping, key))
        for (const Member& member : node->members)
            if (member.value.is_mapping()) visit(member);
}

AppointmentText appointment_of(const Member& member) {
    const Node& node = member.value;
    AppointmentText appointment;
    appointment.id = key_word(member);
    appointment.title = text_of(node, "title");
    appointment.day = word_of(node, "day");
    appointment.time = word_of(node, "time");
    appointment.place = word_of(node, "place");
    appointment.travel = word_of(node, "travel");
    appointment.lasts = word_of(node, "lasts");
    appointment.with = word_of(node, "with");
    appointment.at_gate = flag_of(node, "at_gate");
    appointment.wanted = guard_of(node, "wanted");
    return appointment;
}

ServiceText service_of(const Member& member) {
    const Node& node = member.value;
    return {key_word(member),          text_of(node, "title"),   text_of(node, "who"),
            guard_of(node, "offered"), text_of(node, "cost"),    text_of(node, "refer"),
            text_of(node, "contact"),  text_of(node, "guidance")};
}

/// Leaves what it was when nothing usable stands there: the shape has said so already.
void read_minutes(const Node& mapping, std::string_view key, std::uint32_t& minutes) {
    const std::string text = text_of(mapping, key);
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos)
        minutes = static_cast<std::uint32_t>(std::atoi(text.substr(0, 6).c_str()));
}

/// Where it stands; for a fault between two of them.
Word read_time(const Node& mapping, std::string_view key, std::uint32_t& minutes) {
    const Word word = word_of(mapping, key);
    if (const int read = minutes_of(word.text); read >= 0)
        minutes = static_cast<std::uint32_t>(read);
    return word;
}

}  // namespace

std::vector<AppointmentText> appointments_of(const Node& mapping) {
    std::vector<AppointmentText> appointments;
    each_member(mapping, "appointments",
                [&](const Member& each) { appointments.push_back(appointment_of(each)); });
    return appointments;
}

std::vector<CheckText> checklist_of(const Node& mapping) {
    std::vector<CheckText> checklist;
    each_member(mapping, "checklist", [&](const Member& each) {
        checklist.push_back(
            {key_word(each), text_of(each.value, "title"), guard_of(each.value, "when")});
    });
    return checklist;
}

JourneysText journeys_of(const Node& mapping) {
    JourneysText text;
    const Node* node = child(mapping, "journeys");
    if (node == nullptr || !node->is_mapping()) return text;
    text.place = {"journeys", node->place};
    if (const int gate = minutes_of(text_of(*node, "gate")); gate >= 0)
        text.journeys.gate = static_cast<std::uint32_t>(gate);
    read_minutes(*node, "after_gate", text.journeys.after_gate);
    read_minutes(*node, "between", text.journeys.between);
    read_minutes(*node, "appointment", text.journeys.appointment);
    return text;
}

NotifyText notify_of(const Node& mapping) {
    NotifyText text;
    const Node* node = child(mapping, "notify");
    if (node == nullptr || !node->is_mapping()) return text;
    text.place = {"notify", node->place};
    NoticePolicy& policy = text.policy;
    text.digest = read_time(*node, "digest", policy.digest);
    text.second_digest = read_time(*node, "second_digest", policy.second_digest);
    text.quiet_from = read_time(*node, "quiet_from", policy.quiet_from);
    text.quiet_until = read_time(*node, "quiet_until", policy.quiet_until);
    const std::initializer_list<std::pair<std::string_view, std::uint32_t*>> numbers{
        {"alone_a_day", &policy.alone_a_day},   {"bulk_over", &policy.bulk_over},
        {"bulk_minutes", &policy.bulk_minutes}, {"many_open", &policy.many_open},
        {"unread_hours", &policy.unread_hours}, {"late_minutes", &policy.late_minutes}};
    for (const auto& [key, number] : numbers) {
        read_minutes(*node, key, *number);
        if (const Word word = word_of(*node, key); word.given())
            text.numbers.push_back({std::string(key), word.place});
    }
    if (const Node* classes = child(*node, "classes"))
        for (const Member& member : classes->members)
            text.classes.emplace_back(key_word(member), word_at(member.value));
    return text;
}

std::vector<std::pair<Word, std::string>> sources_of(const Node& mapping) {
    std::vector<std::pair<Word, std::string>> sources;
    if (const Node* node = child(mapping, "sources"))
        for (const Member& member : node->members)
            sources.emplace_back(key_word(member), member.value.text);
    return sources;
}

CatalogueText parse_catalogue(const Node& root, const std::string& path) {
    CatalogueText catalogue{word_of(root, "catalogue"), path, root, {}};
    each_member(root, "services",
                [&](const Member& each) { catalogue.services.push_back(service_of(each)); });
    return catalogue;
}

LabelsText parse_labels(const Node& root, const std::string& path) {
    LabelsText labels{word_of(root, "labels"), path, root, {}};
    for (const Member& section : root.members)
        for (const Member& each : section.value.members)
            labels.entries.push_back({section.key, key_word(each), each.value.text});
    return labels;
}

}  // namespace throughgate::definition

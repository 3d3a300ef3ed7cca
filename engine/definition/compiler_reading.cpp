// SPDX-License-Identifier: MIT
#include "definition/compiler.hpp"
#include "definition/for_readers.hpp"

namespace throughgate::definition {

namespace {

Appointment appointment_from(const AppointmentText& text) {
    return {Symbol::of(text.id.text),
            text.title,
            Symbol::of(text.day.text),
            Symbol::of(text.time.text),
            Symbol::of(text.place.text),
            Symbol::of(text.travel.text),
            Symbol::of(text.lasts.text),
            Symbol::of(text.with.text),
            text.at_gate,
            text.wanted.compiled};
}

void add_services(const CheckedPathway& checked, ForReaders& readers) {
    for (const ChartState& state : checked.chart.states)
        for (const Word& word : state.text->services)
            readers.services_of.emplace(Symbol::of(state.id), Symbol::of(word.text));
    for (const auto& [id, offered] : checked.offered) {
        const ServiceText& text = *checked.view->find_service(id);
        readers.services.push_back({Symbol::of(id), text.title, text.who, offered, text.cost,
                                    text.refer, text.contact, text.guidance});
    }
}

NoticePolicy policy_from(const NotifyText& text) {
    NoticePolicy policy = text.policy;
    for (const auto& [message, word] : text.classes)
        if (const auto named = notice_class_named(word.text))
            policy.classes.emplace(Symbol::of(message.text), *named);
    return policy;
}

Workload workload_from(const WorkloadText& text) {
    Workload workload = text.workload;
    for (const Word& role : text.roles) workload.roles.push_back(Symbol::of(role.text));
    return workload;
}

void add_labels(const View& view, ForReaders& readers) {
    for (const LabelsText* labels : view.labels()) {
        Words& words = readers.languages[labels->language.text];
        for (const LabelsText::Entry& each : labels->entries)
            words.insert_or_assign(each.section + "/" + each.id.text, each.words);
    }
}

}  // namespace

void Compiler::add_readers() {
    const PathwayText& text = *checked_.text;
    auto readers = std::make_shared<ForReaders>();
    for (const AppointmentText& each : text.appointments)
        readers->appointments.push_back(appointment_from(each));
    for (const CheckText& each : text.checklist)
        readers->checklist.push_back({Symbol::of(each.id.text), each.title, each.when.compiled});
    for (const HandoffText& each : text.handoffs)
        if (each.contact.given())
            readers->contacts.emplace(Symbol::of(each.id.text), each.contact.text);
    for (const Parts* part : view_.parts()) {
        if (part->journeys.given()) readers->journeys = part->journeys.journeys;
        if (part->notify.given()) readers->notify = policy_from(part->notify);
        if (part->workload.place.given()) readers->workload = workload_from(part->workload);
        for (const auto& [system, name] : part->sources)
            readers->sources.try_emplace(system.text, name);
    }
    readers->migrate = migration_from(text.migrate);
    add_services(checked_, *readers);
    add_labels(view_, *readers);
    definition_.readers = std::move(readers);
}

}  // namespace throughgate::definition

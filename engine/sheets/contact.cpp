// SPDX-License-Identifier: MIT
// The contact for the probation record: the reference, the handoff, names of staff; nothing else.
#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

std::string staff(const Desk& desk, const std::string& id) {
    const StaffMember* member = desk.around().directory.find(id);
    return member == nullptr ? id : member->name + " (" + id + ")";
}

std::string by_and_when(const Desk& desk, const PageLanguage& language, const std::string& person,
                        const std::optional<Instant>& at) {
    if (person.empty() || !at) return {};
    return staff(desk, person) + ", " + time_words(desk.around(), language, *at);
}

std::string when(const Desk& desk, const PageLanguage& language, const std::optional<Instant>& at) {
    return at ? time_words(desk.around(), language, *at) : std::string();
}

Values values_of(const Desk& desk, const PageLanguage& language, const Handoff& handoff,
                 const std::string& title) {
    const auto& due = handoff.acknowledged_at ? handoff.complete_due : handoff.acknowledge_due;
    return {
        {"case.reference", desk.the_case().reference},
        {"handoff.id", std::string(handoff.name.text())},
        {"handoff.title", title},
        {"handoff.from", desk.role_label(handoff.from_role)},
        {"handoff.to", desk.role_label(handoff.to_role)},
        {"handoff.state", std::string(lifecycle::name_of(handoff.state))},
        {"handoff.raised", when(desk, language, handoff.raised)},
        {"handoff.due", when(desk, language, due)},
        {"handoff.acknowledged",
         by_and_when(desk, language, handoff.acknowledged_by, handoff.acknowledged_at)},
        {"handoff.done", by_and_when(desk, language, handoff.completed_by, handoff.completed_at)},
        {"release", desk.head().release_words},
        {"link", std::string(desk.world().link_base) + "/case/" + desk.the_case().reference},
    };
}

/// Where the definition says nothing: what happened, in plain words.
constexpr const char* plain_words =
    "Through the gate, case {{case.reference}}: {{handoff.id}} {{handoff.title}}.\n"
    "Passed from {{handoff.from}} to {{handoff.to}} on {{handoff.raised}}.\n"
    "{{#handoff.acknowledged}}Acknowledged by {{handoff.acknowledged}}.\n{{/handoff.acknowledged}}"
    "{{^handoff.acknowledged}}Not acknowledged ({{handoff.state}}).\n{{/handoff.acknowledged}}"
    "{{#handoff.done}}Done by {{handoff.done}}.\n{{/handoff.done}}"
    "{{^handoff.done}}{{#handoff.due}}Wanted by {{handoff.due}}.\n{{/handoff.due}}{{/handoff.done}}"
    "Full record: {{link}}\n";

}  // namespace

ContactText contact_text(const Desk& desk, const Handoff& handoff) {
    ContactText contact{
        desk.the_case().reference, handoff.id.number, std::string(handoff.name.text()), {}};
    const Pathway* pathway = desk.the_case().find_pathway(handoff.pathway);
    const auto* definition = pathway == nullptr ? nullptr : desk.definition_of(*pathway);
    std::string title, words = plain_words;
    if (definition != nullptr) {
        const auto index = definition->find_handoff(handoff.name);
        if (index)
            title = desk.said(*definition, "handoffs", handoff.name.text(),
                              definition->handoffs[*index].title);
        if (definition->readers != nullptr) {
            const auto own = definition->readers->contacts.find(handoff.name);
            if (own != definition->readers->contacts.end()) words = own->second;
        }
    }
    const PageLanguage& language = desk.around().words();
    contact.text = notices::render(words, values_of(desk, language, handoff, title)).text;
    return contact;
}

}  // namespace throughgate::sheets

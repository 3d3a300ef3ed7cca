// SPDX-License-Identifier: MIT
// What should be settled before release and is not.
#include <algorithm>

#include "sheets/sheets.hpp"

namespace throughgate::sheets {
namespace {

using definition::Definition;

void add_appointments(const std::vector<AppointmentView>& appointments,
                      std::vector<MissingView>& missing) {
    for (const AppointmentView& each : appointments) {
        if (!each.day) {
            missing.push_back({"appointment", each.id, each.title + ": no day"});
            continue;
        }
        if (!each.begins) missing.push_back({"time", each.id, each.title + ": no time"});
        if (each.places && each.place.empty() && !each.withheld)
            missing.push_back({"place", each.id, each.title + ": no place"});
    }
}

void add_checklist(const Desk& desk, const Pathway& pathway, const Definition& definition,
                   std::vector<MissingView>& missing) {
    const journey::CaseInputs inputs = desk.inputs(pathway, definition);
    for (const definition::ChecklistItem& item : definition.readers->checklist)
        if (item.when.evaluate(inputs) != rules::Truth::yes)
            missing.push_back(
                {"checklist", std::string(item.id.text()),
                 desk.said(definition, "checklist", item.id.text(), item.title) + ": not yet"});
}

/// Does a state in which the pathway is answer an event that this gate blocks?
bool stands_in_the_way(const Pathway& pathway, const Definition& definition, std::uint16_t gate) {
    return std::any_of(definition.rules.begin(), definition.rules.end(),
                       [&](const definition::Rule& rule) {
                           return rule.gate == gate && pathway.configuration.has(rule.source);
                       });
}

void add_gates(const Desk& desk, const Pathway& pathway, const Definition& definition,
               std::vector<MissingView>& missing) {
    for (std::uint16_t i = 0; i < definition.gates.size(); ++i) {
        const definition::Gate& gate = definition.gates[i];
        const auto* cleared = journey::clearance_of(desk.the_case(), pathway.name, gate);
        if ((cleared != nullptr && cleared->cleared) || !stands_in_the_way(pathway, definition, i))
            continue;
        missing.push_back({"gate", std::string(gate.id.text()),
                           desk.said(definition, "gates", gate.id.text(), gate.title) +
                               ": not cleared, waits for the " + desk.role_label(gate.cleared_by)});
    }
}

void add_handoffs(const Desk& desk, std::vector<MissingView>& missing) {
    for (const Handoff& handoff : desk.the_case().handoffs) {
        if (lifecycle::is_end(handoff.state) || handoff.acknowledged_at) continue;
        const Pathway* pathway = desk.the_case().find_pathway(handoff.pathway);
        const Definition* definition = pathway == nullptr ? nullptr : desk.definition_of(*pathway);
        if (definition == nullptr) continue;
        const auto index = definition->find_handoff(handoff.name);
        const bool outside = index && definition->handoffs[*index].outside;
        const std::string english = index ? definition->handoffs[*index].title : "";
        missing.push_back({"handoff", std::to_string(handoff.id.number),
                           std::string(handoff.name.text()) + " " +
                               desk.said(*definition, "handoffs", handoff.name.text(), english) +
                               (outside ? ": no answer from the " : ": not acknowledged by the ") +
                               desk.role_label(handoff.to_role)});
    }
}

}  // namespace

std::vector<MissingView> missing_of(const Desk& desk,
                                    const std::vector<AppointmentView>& appointments) {
    std::vector<MissingView> missing;
    if (lifecycle::is_end(desk.the_case().state)) return missing;
    const bool inside = desk.the_case().state == lifecycle::CaseState::custody ||
                        desk.the_case().state == lifecycle::CaseState::gate;
    add_appointments(appointments, missing);
    for (const Pathway& pathway : desk.the_case().pathways) {
        const Definition* definition = desk.definition_of(pathway);
        if (definition == nullptr || lifecycle::is_end(pathway.stage)) continue;
        if (inside && definition->readers != nullptr)
            add_checklist(desk, pathway, *definition, missing);
        add_gates(desk, pathway, *definition, missing);
    }
    add_handoffs(desk, missing);
    return missing;
}

}  // namespace throughgate::sheets

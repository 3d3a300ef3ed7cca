// SPDX-License-Identifier: MIT
#include "core/views.hpp"

#include <algorithm>
#include <tuple>

#include "base/hash.hpp"
#include "journey/inputs.hpp"
#include "model/effect_text.hpp"
#include "store/erasing.hpp"

namespace throughgate::core {
namespace {

std::string_view name_of_kind(TimerKind kind) {
    switch (kind) {
        case TimerKind::move: return "move";
        case TimerKind::deadline: return "deadline";
        case TimerKind::acknowledge: return "acknowledge";
        case TimerKind::complete: return "complete";
        case TimerKind::send: return "send";
        case TimerKind::review: return "review";
        case TimerKind::settle: return "settle";
        case TimerKind::resume: return "resume";
    }
    return "move";
}

const definition::Definition* definition_of(const Case& the_case, Symbol pathway,
                                            const Surroundings& around) {
    const Pathway* found = the_case.find_pathway(pathway);
    return found != nullptr ? around.definitions.find(found->definition) : nullptr;
}

std::vector<StateView> states_of(const Pathway& pathway, const definition::Definition& definition) {
    std::vector<StateView> views;
    for (const Entry& entry : pathway.entries) {
        const definition::State& state = definition.states[entry.state];
        const bool leaf = state.kind == definition::State::Kind::atomic ||
                          state.kind == definition::State::Kind::final_state;
        if (leaf)
            views.push_back({std::string(state.id.text()), state.title, state.instruction,
                             std::string(state.owner.text()), entry.at});
    }
    return views;
}

std::string fact_text(const Case& the_case, std::string_view name) {
    const auto symbol = Symbol::find(name);
    const Fact* fact = symbol ? the_case.find_fact(*symbol) : nullptr;
    return fact != nullptr && fact->value.known() ? to_text(fact->value) : "";
}

}  // namespace

CaseRow view_of(const CaseSummary& summary) {
    CaseRow row{summary.reference, summary.person,  summary.state,  summary.prison,    summary.team,
                summary.officer,   summary.release, summary.parked, summary.restricted};
    if (store::is_erased(summary)) row.state = "erased";
    return row;
}

CaseRow row_of(const Case& the_case) {
    const auto ro = Symbol::find("ro");
    CaseRow row;
    row.reference = the_case.reference;
    row.person = the_case.person;
    row.state = lifecycle::name_of(the_case.state);
    row.prison = fact_text(the_case, "prison");
    row.team = fact_text(the_case, "ro_team");
    row.officer = ro ? std::string(the_case.holder_of(*ro)) : "";
    row.release = parse_date(fact_text(the_case, "release"));
    row.parked = the_case.parked;
    return row;
}

bool is_overdue(const Handoff& handoff, Instant now) {
    if (lifecycle::is_end(handoff.state)) return false;
    const auto& due = handoff.acknowledged_at || !handoff.acknowledge_due ? handoff.complete_due
                                                                          : handoff.acknowledge_due;
    return due && *due < now;
}

HandoffView view_of(const Handoff& handoff, const Case& the_case, const Surroundings& around,
                    Instant now) {
    HandoffView view;
    view.case_reference = the_case.reference;
    view.number = handoff.id.number;
    view.name = handoff.name.text();
    view.pathway = handoff.pathway.text();
    if (const auto* definition = definition_of(the_case, handoff.pathway, around))
        if (const auto index = definition->find_handoff(handoff.name))
            view.title = definition->handoffs[*index].title;
    view.from = handoff.from_role.text();
    view.to = handoff.to_role.text();
    view.state = lifecycle::name_of(handoff.state);
    view.version = handoff.version;
    view.raised = handoff.raised;
    view.acknowledge_due = handoff.acknowledge_due;
    view.complete_due = handoff.complete_due;
    view.acknowledged_by = handoff.acknowledged_by;
    view.completed_by = handoff.completed_by;
    view.reason = handoff.reason;
    view.overdue = is_overdue(handoff, now);
    view.escalated = handoff.escalated;
    return view;
}

NoticeView view_of(const OutboxRow& row, std::string_view reference) {
    return {text_of(row.effect),
            std::string(reference),
            std::string(row.notice.message.text()),
            std::string(name_of(row.notice.notice_class)),
            to_words(row.notice.recipient),
            row.recipient,
            std::string(lifecycle::name_of(row.state)),
            row.notice.handoff.number,
            row.attempts,
            row.queued,
            row.detail};
}

namespace {

/// A command in nobody's name is its principal's; what a feed or the clock led to, the engine did.
const std::string& who_did(const StoredLogEntry& entry) {
    const bool nobody = entry.actor == "engine" && !entry.asserted_by.empty();
    return nobody && entry.asserted_by.find(" via ") == std::string::npos ? entry.asserted_by
                                                                          : entry.actor;
}

}  // namespace

HistoryEntry view_of(const StoredLogEntry& entry) {
    return {entry.sequence,    entry.kind,         entry.recorded, entry.effective, who_did(entry),
            entry.asserted_by, entry.on_behalf_of, entry.reason,   entry.fields};
}

std::vector<PathwayView> pathway_views(const Case& the_case, const Surroundings& around) {
    std::vector<PathwayView> views;
    for (const Pathway& pathway : the_case.pathways) {
        const auto* definition = around.definitions.find(pathway.definition);
        if (definition == nullptr) continue;
        PathwayView view;
        view.id = pathway.name.text();
        view.title = definition->title;
        // The spine has phases, not stages: its place is the case's own state.
        const bool is_spine = &pathway == &the_case.pathways.front();
        view.stage =
            is_spine ? lifecycle::name_of(the_case.state) : lifecycle::name_of(pathway.stage);
        view.definition = to_hex(pathway.definition);
        view.outcome = pathway.outcome.text();
        view.states = states_of(pathway, *definition);
        views.push_back(std::move(view));
    }
    return views;
}

std::vector<FactView> fact_views(const Case& the_case, const Surroundings& around) {
    std::vector<FactView> views;
    for (const Fact& fact : the_case.facts) {
        FactView view{std::string(fact.name.text()),
                      fact.subject,
                      to_text(fact.value),
                      "",
                      fact.recorded,
                      fact.recorded_by};
        for (const Pathway& pathway : the_case.pathways) {
            const auto* definition = around.definitions.find(pathway.definition);
            const auto* declared =
                definition != nullptr ? definition->find_fact(fact.name) : nullptr;
            if (declared != nullptr && !declared->label.empty())
                view.label = declared->label.text();
        }
        views.push_back(std::move(view));
    }
    std::sort(views.begin(), views.end(), [](const FactView& a, const FactView& b) {
        return std::tie(a.name, a.subject) < std::tie(b.name, b.subject);
    });
    return views;
}

namespace {

GateView view_of(const definition::Gate& gate, const Pathway& pathway, const Case& the_case) {
    GateView view;
    view.pathway = pathway.name.text();
    view.id = gate.id.text();
    view.title = gate.title;
    view.subject = journey::subject_of(the_case, gate.per);
    view.cleared_by = gate.cleared_by.text();
    const GateClearance* row = journey::clearance_of(the_case, pathway.name, gate);
    view.state = row == nullptr ? "shut" : row->cleared ? "cleared" : "signed";
    if (row != nullptr) view.by = row->cleared_by;
    return view;
}

}  // namespace

std::vector<GateView> gate_views(const Case& the_case, const journey::World& world) {
    std::vector<GateView> views;
    for (const Pathway& pathway : the_case.pathways) {
        const auto* definition = world.definitions->find(pathway.definition);
        if (definition == nullptr || lifecycle::is_end(pathway.stage)) continue;
        const journey::CaseInputs inputs(world, the_case, &pathway, *definition, world.now);
        for (const definition::Gate& gate : definition->gates) {
            GateView view = view_of(gate, pathway, the_case);
            if (view.state == "shut" && !gate.per.empty() && view.subject.empty())
                view.waits_for.push_back(std::string(gate.per.text()) + " is known");
            if (view.state == "shut")
                for (const rules::Guard& need : gate.needs)
                    if (need.evaluate(inputs) != rules::Truth::yes)
                        view.waits_for.push_back(need.text());
            views.push_back(std::move(view));
        }
    }
    return views;
}

std::vector<DeadlineView> deadline_views(const Case& the_case, const journey::World& world) {
    std::vector<DeadlineView> views;
    for (const Timer& timer : the_case.timers)
        views.push_back({std::string(name_of_kind(timer.kind)), std::string(timer.pathway.text()),
                         std::string(timer.name.text()), timer.handoff.number, timer.target,
                         timer.due, journey::explain_timer(world, the_case, timer)});
    return views;
}

}  // namespace throughgate::core

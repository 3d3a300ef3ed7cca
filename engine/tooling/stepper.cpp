// SPDX-License-Identifier: MIT
#include "tooling/stepper.hpp"

#include "base/assert.hpp"
#include "definition/value_text.hpp"
#include "rules/chart_expression.hpp"

namespace throughgate::tooling {
namespace {

Error invalid(const std::string& what, const std::string& subject) {
    return {ErrorKind::invalid, what, subject};
}

std::string text_of(const Datum& datum) {
    return datum.kind == Datum::Kind::text ? datum.text : rules::to_json(datum);
}

/// The fields of an event as facts of the pathway.
Result<std::vector<EventField>> fields_of(const definition::Definition& definition,
                                          const Datum& data) {
    std::vector<EventField> fields;
    if (data.kind != Datum::Kind::nothing && data.kind != Datum::Kind::fields)
        return invalid("the data of an event of a pathway is an object of facts", "data");
    for (const auto& [name, value] : data.fields) {
        const auto symbol = Symbol::find(name);
        const auto* declared = symbol ? definition.find_fact(*symbol) : nullptr;
        if (declared == nullptr) return invalid("'" + name + "' is no fact of this pathway", name);
        const auto read = definition::value_of(*declared, text_of(value));
        if (!read)
            return invalid("'" + text_of(value) + "' does not fit fact '" + name + "'", name);
        fields.push_back({*symbol, *read});
    }
    return fields;
}

std::string line_of(const ChangeLog::Entry& entry) {
    std::string line(entry.kind);
    for (const auto& field : entry.fields)
        line += " " + std::string(field.name) + "=" + std::string(field.value);
    return line;
}

std::string value_of(const ChangeLog::Entry& entry, std::string_view name) {
    for (const auto& field : entry.fields)
        if (field.name == name) return std::string(field.value);
    return {};
}

std::string own_line(const ChangeLog::Entry& entry) {
    const std::string label = value_of(entry, "label");
    const std::string value = value_of(entry, "value");
    return label.empty() || value.empty() ? label + value : label + ": " + value;
}

bool is_move(std::string_view kind) {
    return kind == "state.entered" || kind == "state.left" || kind == "transition.taken" ||
           kind == "event.applied" || kind == "data.set" || kind.ends_with(".started");
}

}  // namespace

Stepper::Stepper(definition::DefinitionPointer definition, rules::Calendars calendars,
                 rules::Zone zone, Instant start, Keep keep)
    : definition_(std::move(definition)),
      zone_(std::move(zone)),
      now_(start),
      keep_(std::move(keep)) {
    set_.versions.emplace(definition_->behaviour, definition_);
    set_.current = {definition_};
    set_.calendars = std::move(calendars);
}

Result<SimulationStep> Stepper::start() {
    SimulationStep step;
    Event event;
    event.what = Opened{};
    if (auto done = decide(std::move(event), step); !done.ok()) return done.error();
    return step;
}

Result<Event> Stepper::event_of(const std::string& name, const Datum& data) const {
    Event event;
    if (is_chart()) {
        event.what = ChartSignal{name, data};
        return event;
    }
    const auto symbol = Symbol::find(name);
    if (!symbol) return invalid("event '" + name + "' is not known to this pathway", name);
    auto fields = fields_of(*definition_, data);
    if (!fields.ok()) return fields.error();
    event.actor = {"simulation", "simulation", {}};
    event.reason = "simulation";
    for (const definition::Gate& gate : definition_->gates) event.grants.push_back(gate.cleared_by);
    for (const definition::Rule& rule : definition_->rules)
        event.grants.insert(event.grants.end(), rule.by.begin(), rule.by.end());
    for (const definition::FactDeclaration& fact : definition_->facts)
        event.grants.insert(event.grants.end(), fact.set_by.begin(), fact.set_by.end());
    event.what = Named{*symbol, std::move(*fields), {}};
    return event;
}

Result<SimulationStep> Stepper::send(const std::string& name, const Datum& data) {
    SimulationStep step;
    auto event = event_of(name, data);
    if (!event.ok()) return event.error();
    step.event = name;
    if (auto done = decide(std::move(*event), step); !done.ok()) return done.error();
    return step;
}

const Timer* Stepper::next_due(Instant until) const {
    const Timer* next = nullptr;
    for (const Timer& timer : case_.timers)
        if (timer.due && *timer.due <= until &&
            (next == nullptr || std::pair(*timer.due, timer.id) < std::pair(*next->due, next->id)))
            next = &timer;
    return next;
}

Result<SimulationStep> Stepper::wait(std::chrono::milliseconds time) {
    SimulationStep step;
    const Instant until = now_ + time;
    while (const Timer* timer = next_due(until)) {
        now_ = std::max(now_, *timer->due);
        Event event;
        event.what = TimerDue{timer->id, timer->generation};
        if (auto done = decide(std::move(event), step); !done.ok()) return done.error();
    }
    now_ = until;
    show_configuration(step);
    return step;
}

/// A step that does not come to rest is undone as a whole.
Status Stepper::decide(Event event, SimulationStep& step) {
    const Case before = case_;
    try {
        journey::World world;
        world.now = now_;
        world.definitions = &set_;
        world.zone = &zone_;
        Change change = journey::decide(world, std::move(case_), event);
        if (change.refusal) {
            case_ = std::move(change.after);
            return *change.refusal;
        }
        report(change, step);
        auto kept = keep_(change, event, now_);
        if (!kept.ok()) return kept.error();
        case_ = std::move(*kept);
    } catch (const AssertionFailed& mistake) {
        case_ = before;
        return Error{ErrorKind::conflict, mistake.what(), "simulation"};
    }
    show_configuration(step);
    return {};
}

void Stepper::report(const Change& change, SimulationStep& step) const {
    for (std::size_t i = 0; i < change.log.size(); ++i) report_entry(change.log[i], step);
}

void Stepper::report_entry(const ChangeLog::Entry& entry, SimulationStep& step) const {
    if (entry.kind == "event.raised") return step.raised.push_back(value_of(entry, "event"));
    if (entry.kind == "event.sent") return step.sent.push_back(value_of(entry, "event"));
    if (entry.kind == "timer.fired") return step.fired.push_back(value_of(entry, "name"));
    if (entry.kind == "chart.log") return step.log.push_back(own_line(entry));
    if (entry.kind == "chart.fault") return step.log.push_back("fault: " + value_of(entry, "why"));
    if (!is_move(entry.kind)) step.log.push_back(line_of(entry));
}

void Stepper::show_configuration(SimulationStep& step) const {
    step.configuration.clear();
    if (case_.pathways.empty()) return;
    const Pathway& pathway = case_.pathways.front();
    (pathway.configuration & definition_->leaves).each([&](StateIndex s) {
        step.configuration.emplace_back(definition_->states[s].id.text());
    });
    step.ended = is_chart() ? pathway.chart.ended : lifecycle::is_end(pathway.stage);
}

}  // namespace throughgate::tooling

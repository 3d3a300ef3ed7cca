// SPDX-License-Identifier: MIT
// Stepper: one case of one definition on a virtual clock. Pure: whoever keeps the case between two
// decisions is handed in.
#pragma once

#include <functional>

#include "journey/decide.hpp"
#include "throughgate/simulation.hpp"

namespace throughgate::tooling {

class Stepper {
public:
    /// Takes what was decided and gives the case for the next decision.
    using Keep = std::function<Result<Case>(Change& change, const Event& event, Instant now)>;

    Stepper(definition::DefinitionPointer definition, rules::Calendars calendars, rules::Zone zone,
            Instant start, Keep keep);

    Result<SimulationStep> start();
    Result<SimulationStep> send(const std::string& event, const Datum& data);
    Result<SimulationStep> wait(std::chrono::milliseconds time);
    [[nodiscard]] Instant now() const { return now_; }

private:
    [[nodiscard]] bool is_chart() const { return definition_->chart != nullptr; }
    Result<Event> event_of(const std::string& name, const Datum& data) const;
    Status decide(Event event, SimulationStep& step);
    void report(const Change& change, SimulationStep& step) const;
    void report_entry(const ChangeLog::Entry& entry, SimulationStep& step) const;
    [[nodiscard]] const Timer* next_due(Instant until) const;
    void show_configuration(SimulationStep& step) const;

    definition::DefinitionPointer definition_;
    definition::DefinitionSet set_;
    rules::Zone zone_;
    Instant now_;
    Keep keep_;
    Case case_;
};

}  // namespace throughgate::tooling

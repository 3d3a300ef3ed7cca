// SPDX-License-Identifier: MIT
// Stepping through a chart or a pathway on a virtual clock: by hand, or by a script that says what
// should be active after each step. Owned by the caller; one thread at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "throughgate/datum.hpp"
#include "throughgate/definitions.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

struct SimulationOptions {
    std::string zone = "Europe/London";
    Instant start{std::chrono::seconds(1'767'603'600)};  ///< Mon 5 Jan 2026, 09:00
    /// SQLite file in which the case is saved, and from which it is read again, after every step;
    /// empty: it stays in memory.
    std::string reload;
};

/// What one step did.
struct SimulationStep {
    std::string event;                       ///< empty: only time went by, or the start
    std::vector<std::string> configuration;  ///< active states without active nested ones
    std::vector<std::string> raised;         ///< internal events, done and error events too
    std::vector<std::string> sent;
    std::vector<std::string> fired;  ///< delayed events and timers that came due
    std::vector<std::string> log;    ///< lines of the definition's own, and faults
    bool ended = false;
};

class Simulation {
public:
    virtual ~Simulation() = default;
    /// Once, before anything else.
    virtual Result<SimulationStep> start() = 0;
    /// refused: a pathway does not take this event now; nothing changed. invalid: fields that no
    /// fact can hold. conflict: it did not come to rest, and the step was undone.
    virtual Result<SimulationStep> send(const std::string& event, const Datum& data) = 0;
    /// Lets time go by; whatever comes due fires at its own instant.
    virtual Result<SimulationStep> wait(std::chrono::milliseconds time) = 0;
    [[nodiscard]] virtual Instant now() const = 0;
    /// Faults that are only warnings, as text.
    [[nodiscard]] virtual const std::vector<std::string>& warnings() const = 0;
};

/// `files`: first the chart or pathway, then what it uses. invalid: every fault of the files, as
/// text. unavailable: the file of `reload` cannot be used.
Result<std::unique_ptr<Simulation>> open_simulation(const std::vector<DefinitionFile>& files,
                                                    const SimulationOptions& options);

struct ScriptStep {
    std::chrono::milliseconds after{0};
    std::optional<std::string> event;  ///< nullopt: only time goes by
    Datum data;
    std::optional<std::vector<std::string>> expected;  ///< in any order; nullopt: anything
};

struct Script {
    std::optional<std::vector<std::string>> initial;
    std::vector<ScriptStep> steps;
};

/// {"initialConfiguration": [ids], "events": [{"after": ms?, "event": {"name": .., "data": ..}?,
/// "nextConfiguration": [ids]}]}. invalid: what is wrong, and at which step.
Result<Script> script_from(const Datum& json);
/// The same way back.
Datum script_to_datum(const Script& script);

struct ScriptResult {
    bool passed = false;
    std::size_t step = 0;  ///< the last one that ran; 0 is the start
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    std::string error;  ///< why a step could not be done; empty: it could
};

/// Runs until a step ends elsewhere than it should. `report` is given every step that was done.
ScriptResult run_script(Simulation& simulation, const Script& script,
                        const std::function<void(const SimulationStep&)>& report);

}  // namespace throughgate

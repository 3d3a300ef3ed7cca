// SPDX-License-Identifier: MIT
// Runs: the same model through the oracle, through `decide`, and through a machine whose semantics
// may be wrong on purpose. Each gives the log with what was active after every step.
#pragma once

#include <algorithm>

#include "base/assert.hpp"
#include "journey/chart_machine.hpp"
#include "oracle/oracle.hpp"
#include "support/chart_desk.hpp"

namespace throughgate::oracle {

using Lines = std::vector<std::string>;

inline std::string active_line(const std::vector<std::string>& ids) {
    std::string line = "active";
    for (const std::string& id : ids) line += " " + id;
    return line;
}

/// Does `start` and every step of the model; what does not come to rest ends the run.
template <typename Start, typename Do, typename Active>
void go_through(const Model& model, Lines& log, Start start, Do step, Active active) {
    try {
        start();
        log.push_back(active_line(active()));
        for (const Step& each : model.steps) {
            step(each);
            log.push_back(active_line(active()));
        }
    } catch (const Restless&) {
        log.push_back("restless");
    } catch (const AssertionFailed& failed) {
        const bool capped =
            std::string_view(failed.what()).find("decide.loop") != std::string_view::npos;
        log.push_back(capped ? "restless" : failed.what());
    } catch (const std::logic_error& impossible) {
        log.push_back(impossible.what());
    }
}

/// What was written before a step that was undone does not count.
inline Lines settled(Lines lines) {
    if (lines.empty() || lines.back() != "restless") return lines;
    while (!lines.empty() && !lines.back().starts_with("active")) lines.pop_back();
    lines.push_back("restless");
    return lines;
}

inline Lines run_oracle(const Model& model) {
    Oracle oracle(model);
    go_through(
        model, oracle.log, [&] { oracle.start(); },
        [&](const Step& step) {
            oracle.wait(step.after_ms);
            oracle.deliver(step.event);
        },
        [&] { return oracle.configuration(); });
    return settled(oracle.log);
}

inline Datum data_of(const Event& event) {
    return event.has_data ? Datum::of(std::int64_t{event.data}) : Datum{};
}

inline Lines run_decide(const Model& model, const definition::DefinitionPointer& chart) {
    test::ChartDesk desk(chart);
    go_through(
        model, desk.log, [&] { desk.start(); },
        [&](const Step& step) {
            desk.wait(step.after_ms);
            desk.send(step.event.name, data_of(step.event));
        },
        [&] { return desk.active_ids(); });
    return settled(desk.log);
}

/// A machine alone, without timers of a case.
template <typename Semantics>
class MachineRun {
public:
    explicit MachineRun(definition::DefinitionPointer chart) : chart_(std::move(chart)) {
        pathway_.name = chart_->pathway;
    }

    void start() {
        log.push_back("chart.started " + std::string(chart_->pathway.text()));
        with_machine([](auto& machine) { machine.start(); });
    }

    void step(const Step& step) {
        const Instant until = now_ + std::chrono::milliseconds(step.after_ms);
        while (fire_next(until)) {
        }
        now_ = until;
        log.push_back("event.applied " + step.event.name);
        const std::size_t line = log.size() - 1;
        bool answered = false;
        with_machine([&](auto& machine) {
            answered = machine.deliver(
                {step.event.name, journey::ChartEvent::Origin::external, {}, data_of(step.event)});
        });
        if (!answered) log[line] = "event.unanswered " + step.event.name;
    }

    [[nodiscard]] std::vector<std::string> active() const {
        std::vector<std::string> ids;
        (pathway_.configuration & chart_->leaves).each([&](StateIndex s) {
            ids.emplace_back(chart_->states[s].id.text());
        });
        return ids;
    }

    Lines log;

private:
    bool fire_next(Instant until) {
        auto& pending = pathway_.chart.pending;
        const auto next = std::min_element(
            pending.begin(), pending.end(), [](const ChartPending& a, const ChartPending& b) {
                return std::pair(a.due, a.number) < std::pair(b.due, b.number);
            });
        if (next == pending.end() || next->due > until) return false;
        const ChartPending fired = *next;
        pending.erase(next);
        now_ = fired.due;
        log.push_back("timer.fired " + fired.event);
        with_machine([&](auto& machine) { machine.fire(fired); });
        return true;
    }

    template <typename Use>
    void with_machine(Use use) {
        ChangeLog change;
        const journey::ChartSurroundings around{now_, nullptr, nullptr};
        journey::BasicChartMachine<Semantics> machine(*chart_, pathway_, around, change);
        use(machine);
        const Lines lines = test::lines_of(change);
        log.insert(log.end(), lines.begin(), lines.end());
    }

    definition::DefinitionPointer chart_;
    Pathway pathway_;
    Instant now_{};
};

template <typename Semantics>
Lines run_machine(const Model& model, const definition::DefinitionPointer& chart) {
    MachineRun<Semantics> run(chart);
    go_through(
        model, run.log, [&] { run.start(); }, [&](const Step& step) { run.step(step); },
        [&] { return run.active(); });
    return settled(run.log);
}

/// What was active, told by the log alone: states entered and left.
Lines replay(const Lines& log, const definition::Definition& chart);

}  // namespace throughgate::oracle

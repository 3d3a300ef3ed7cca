// SPDX-License-Identifier: MIT
// ChartMachine: runs a plain chart from one rest to the next: eventless transitions first, then
// internal events, then what it sent itself without delay. Works on a Pathway and writes the log;
// throws AssertionFailed("decide.loop: ...") when it does not come to rest.
#pragma once

#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "journey/chart_content.hpp"
#include "journey/microstep.hpp"

namespace throughgate::journey {

template <typename Semantics>
class BasicChartMachine {
public:
    BasicChartMachine(const definition::Definition& definition, Pathway& pathway,
                      const ChartSurroundings& around, ChangeLog& log)
        : definition_(definition),
          program_(*definition.chart),
          pathway_(pathway),
          log_(log),
          content_(definition, pathway, around, log, Semantics::sends_inside) {}

    void start() {
        content_.set_first_values();
        const definition::Entering entering = definition::entering_of(
            definition_, {StateIndex{0}}, no_state, definition::nothing_remembered);
        scratch_.effects.clear();
        entering.states.each(
            [&](StateIndex s) { scratch_.effects.push_back({StepEffect::Kind::enter, s, 0}); });
        scratch_.by_default = entering.by_default;
        scratch_.histories = entering.histories;
        carry_out();
        come_to_rest();
    }

    /// False when no transition answered it.
    bool deliver(ChartEvent event) {
        if (pathway_.chart.ended) return false;
        const bool answered = take_event(std::move(event));
        come_to_rest();
        return answered;
    }

    /// A delayed event whose time has come.
    bool fire(const ChartPending& pending) {
        return deliver({pending.event, ChartEvent::Origin::external, pending.id, pending.data});
    }

private:
    using Kind = definition::State::Kind;

    void come_to_rest() {
        std::uint32_t sent = 0;
        settle();
        while (!pathway_.chart.ended && !content_.outer.empty()) {
            if (++sent > limits::microsteps_per_macrostep) restless();
            ChartEvent event = std::move(content_.outer.front());
            content_.outer.pop_front();
            take_event(std::move(event));
            settle();
        }
    }

    /// One macrostep: until nothing eventless and nothing internal is left.
    void settle() {
        told_.clear();
        for (std::uint32_t steps = 0; !pathway_.chart.ended; ++steps) {
            if (steps > limits::microsteps_per_macrostep) restless();
            choose(nullptr);
            if (!scratch_.taken.empty()) {
                microstep();
                continue;
            }
            if (content_.inner.empty()) return;
            ChartEvent event = std::move(content_.inner.front());
            content_.inner.pop_front();
            take_event(std::move(event));
        }
    }

    bool take_event(ChartEvent event) {
        const EventKey key = EventKey::of(event.name);
        event_name_ = event.name;
        content_.begin_event(std::move(event));
        choose(&key);
        const bool answered = !scratch_.taken.empty();
        if (answered) microstep();
        return answered;
    }

    void choose(const EventKey* key) {
        std::vector<std::uint16_t> told;
        std::vector<std::uint16_t>& already = key == nullptr ? told_ : told;
        const auto holds = [&](std::uint16_t index) {
            const bool first = std::find(already.begin(), already.end(), index) == already.end();
            const std::size_t before = content_.inner.size();
            const bool yes = content_.holds(program_.transitions[index].when, first);
            if (content_.inner.size() != before) already.push_back(index);
            return yes;
        };
        select<Semantics>(definition_, pathway_.configuration, key, holds, scratch_);
        if (scratch_.taken.empty()) return;
        drop_preempted<Semantics>(definition_, pathway_.configuration, scratch_);
        for (const auto& [loser, winner] : scratch_.dropped)
            log_.add("transition.preempted")
                .with("event", key == nullptr ? std::string_view() : event_name_)
                .with("state", definition_.states[loser.rule->source].id.text())
                .with("by", definition_.states[winner.rule->source].id.text());
    }

    void microstep() {
        plan<Semantics>(definition_, pathway_.configuration, pathway_.history, scratch_);
        carry_out();
    }

    void carry_out() {
        for (const StepEffect& effect : scratch_.effects) {
            if (effect.kind == StepEffect::Kind::leave) leave(effect.state);
            if (effect.kind == StepEffect::Kind::content) take(scratch_.taken[effect.taken]);
            if (effect.kind == StepEffect::Kind::enter) enter(effect.state);
        }
        if (ending_) halt();
    }

    void leave(StateIndex index) {
        TG_ASSERT(pathway_.configuration.has(index));
        for (const auto& block : program_.states[index].on_exit) content_.carry_out(block);
        if constexpr (Semantics::remembers_late) {
            StateSet alone;
            alone.add(index);
            record_histories(definition_, pathway_.configuration, alone, pathway_.history);
        }
        pathway_.configuration.remove(index);
        if (index > 1) log_.add("state.left").with("state", name_of(index));
    }

    void take(const Choice& choice) {
        const auto number = static_cast<std::size_t>(choice.rule - definition_.rules.data());
        log_.add("transition.taken").with("state", name_of(choice.rule->source));
        content_.carry_out(program_.transitions[number].block);
    }

    void enter(StateIndex index) {
        TG_ASSERT(!pathway_.configuration.has(index));
        pathway_.configuration.add(index);
        if (index > 1) log_.add("state.entered").with("state", name_of(index));
        const definition::ChartStateProgram& program = program_.states[index];
        for (const auto& block : program.on_entry) content_.carry_out(block);
        if (scratch_.by_default.has(index)) content_.carry_out(program.on_start);
        scratch_.histories.each([&](StateIndex history) {
            if (definition_.states[history].parent == index)
                content_.carry_out(program_.states[history].on_start);
        });
        if (definition_.states[index].kind == Kind::final_state) finish(index);
    }

    void finish(StateIndex final_state) {
        const definition::ChartStateProgram& program = program_.states[final_state];
        Datum data = content_.data_of(program.gives, program.gives_content);
        StateIndex around = definition_.states[final_state].parent;
        if (around == definition_.main_strand) {
            ending_ = true;
            return;
        }
        raise_done(around, std::move(data));
        around = definition_.states[around].parent;
        if constexpr (Semantics::done_stays) return;
        while (around != 0 && definition_.states[around].kind == Kind::parallel &&
               is_newly_joined(definition_, pathway_.configuration, around, final_state)) {
            raise_done(around, {});
            around = definition_.states[around].parent;
        }
    }

    void raise_done(StateIndex state, Datum data) {
        content_.raise("done.state." + std::string(name_of(state)), ChartEvent::Origin::platform,
                       std::move(data));
    }

    /// The chart is over: what is active is left, and keeps showing where it ended.
    void halt() {
        const StateSet shown = pathway_.configuration;
        shown.each_reverse([&](StateIndex s) {
            for (const auto& block : program_.states[s].on_exit) content_.carry_out(block);
            pathway_.configuration.remove(s);
        });
        pathway_.configuration = shown;
        pathway_.chart.ended = true;
        pathway_.chart.pending.clear();
        content_.inner.clear();
        content_.outer.clear();
        log_.add("chart.ended");
    }

    [[nodiscard]] std::string_view name_of(StateIndex index) const {
        return definition_.states[index].id.text();
    }

    [[noreturn]] void restless() const {
        throw AssertionFailed("decide.loop: chart " + std::string(pathway_.name.text()) +
                              " did not come to rest after " +
                              std::to_string(limits::microsteps_per_macrostep) + " steps");
    }

    const definition::Definition& definition_;
    const definition::ChartProgram& program_;
    Pathway& pathway_;
    ChangeLog& log_;
    ChartContent content_;
    Scratch scratch_;
    std::vector<std::uint16_t> told_;  ///< eventless transitions whose fault was told
    std::string event_name_;
    bool ending_ = false;
};

using ChartMachine = BasicChartMachine<AsSpecified>;

}  // namespace throughgate::journey

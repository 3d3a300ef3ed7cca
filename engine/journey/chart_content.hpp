// SPDX-License-Identifier: MIT
// ChartContent: carries out the actions of a plain chart: data, raised and sent events, the log.
// Knows nothing about states but which of them are active.
#pragma once

#include <deque>
#include <string>

#include "definition/definition.hpp"
#include "model/case.hpp"
#include "model/change_log.hpp"

namespace throughgate::journey {

/// An event on its way to a chart.
struct ChartEvent {
    enum class Origin : std::uint8_t { internal, external, platform };
    std::string name;
    Origin origin = Origin::external;
    std::string send_id;
    Datum data;
};

/// What a chart's content may read beside its own data.
struct ChartSurroundings {
    Instant now{};
    const rules::Zone* zone = nullptr;
    const rules::Calendar* calendar = nullptr;
};

class ChartContent final : public rules::ExpressionInputs {
public:
    ChartContent(const definition::Definition& definition, Pathway& pathway,
                 const ChartSurroundings& around, ChangeLog& log, bool sends_inside)
        : program_(*definition.chart),
          pathway_(pathway),
          around_(around),
          log_(log),
          sends_inside_(sends_inside) {}

    /// Gives all data their first values; those that cannot be computed hold nothing.
    void set_first_values();
    /// False when a fault ended the block; the fault is then an internal event `error.execution`.
    bool carry_out(const definition::ChartBlock& block);
    /// The guard of a transition; a fault counts as no. `told`: says so only the first time.
    bool holds(const rules::ChartExpression& when, bool tell_fault);
    /// Fields or one value; what cannot be computed is left out.
    Datum data_of(const definition::NamedExpressions& with, const rules::ChartExpression& content);
    void raise(std::string name, ChartEvent::Origin origin, Datum data = {});

    void begin_event(ChartEvent event);
    std::deque<ChartEvent> inner;  ///< answered before anything from outside
    std::deque<ChartEvent> outer;  ///< sent without delay

    [[nodiscard]] const Datum& data(std::uint16_t slot) const override {
        return pathway_.chart.data[slot];
    }
    [[nodiscard]] const Datum& event(rules::EventPart part) const override {
        return event_[static_cast<std::size_t>(part)];
    }
    [[nodiscard]] bool is_in(std::uint16_t state) const override {
        return pathway_.configuration.has(state);
    }

private:
    void fault(const std::string& why, const std::string& send_id = {},
               std::string_view name = "error.execution");
    bool act(const definition::ChartAction& action);
    bool set(const definition::ChartAction& action);
    bool log_value(const definition::ChartAction& action);
    bool cancel(const definition::ChartAction& action);
    bool choose(const definition::ChartAction& action);
    bool loop(const definition::ChartAction& action);
    bool send(const definition::ChartSend& send);
    std::optional<Datum> value_of(const rules::ChartExpression& expression,
                                  const std::string& send_id = {});
    std::optional<std::string> text_of(const std::string& fixed,
                                       const rules::ChartExpression& computed,
                                       const std::string& send_id);
    std::optional<Instant> due_of(const definition::ChartSend& send, const std::string& send_id);
    bool reaches_us(const std::string& to, const std::string& send_id, bool& inside);
    void queue(ChartEvent event, Instant due, bool inside);

    const definition::ChartProgram& program_;
    Pathway& pathway_;
    const ChartSurroundings& around_;
    ChangeLog& log_;
    std::array<Datum, 4> event_;  ///< by rules::EventPart
    std::uint32_t actions_ = 0;
    bool sends_inside_;
};

}  // namespace throughgate::journey

// SPDX-License-Identifier: MIT
// ChartProgram: what a plain chart has besides its states and transitions: data, and content that
// is carried out in order. Immutable; its lists run parallel to those of the Definition it is in.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/dense_index.hpp"
#include "model/state_set.hpp"
#include "rules/chart_expression.hpp"
#include "rules/rules.hpp"
#include "throughgate/symbol.hpp"

namespace throughgate::definition {

struct ChartAction;
/// Carried out in order; a fault ends the block, and only that.
using ChartBlock = std::vector<ChartAction>;
using NamedExpressions = std::vector<std::pair<std::string, rules::ChartExpression>>;

inline constexpr std::uint16_t no_slot = 0xffff;

/// One branch of `choose`; `when` empty: otherwise.
struct ChartWhen {
    rules::ChartExpression when;
    ChartBlock block;
};

struct ChartSend {
    std::string event;
    rules::ChartExpression event_from;
    std::chrono::milliseconds after{0};
    rules::ChartExpression after_from;
    rules::Deadline at;
    std::string id;
    std::uint16_t id_to = no_slot;  ///< data that is given a fresh id
    std::string to;                 ///< empty: this chart
    rules::ChartExpression to_from;
    NamedExpressions with;
    rules::ChartExpression content;
};

struct ChartAction {
    enum class Kind : std::uint8_t { set, raise, send, cancel, log, choose, each };
    Kind kind = Kind::log;
    std::uint16_t slot = no_slot;   ///< set: what; each: the item
    std::uint16_t index = no_slot;  ///< each: the index
    std::string name;               ///< raise: event; cancel: id; log: label
    rules::ChartExpression value;   ///< set, log; cancel: the id; each: the list
    ChartSend send;
    std::vector<ChartWhen> choices;
    ChartBlock inner;  ///< each
};

struct ChartStateProgram {
    std::vector<ChartBlock> on_entry;
    std::vector<ChartBlock> on_exit;
    ChartBlock on_start;     ///< of the initial transition, or of a history's default
    NamedExpressions gives;  ///< final: fields of the done event's data
    rules::ChartExpression gives_content;
};

struct ChartTransitionProgram {
    std::vector<Symbol> events;  ///< descriptors without `.*`; empty: eventless, unless `every`
    bool every = false;          ///< `*`
    rules::ChartExpression when;
    ChartBlock block;
};

struct ChartDataDeclaration {
    std::string name;
    rules::ChartExpression initial;  ///< empty: nothing
};

struct ChartProgram {
    std::vector<ChartDataDeclaration> data;
    std::vector<ChartStateProgram> states;            ///< parallel to Definition::states
    std::vector<ChartTransitionProgram> transitions;  ///< parallel to Definition::rules
    DenseIndex by_descriptor;
    std::vector<StateSet> answering;  ///< sources of transitions, by place in `by_descriptor`
    StateSet answering_every;         ///< sources of `*`
    std::string calendar;             ///< of `at`; empty: Monday to Friday
};

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// Parser: words -> tree. Stops at the first fault of a rule; depth is bounded.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/fault_sink.hpp"
#include "rules/syntax.hpp"

namespace throughgate::rules {

/// The text must outlive the tree. nullopt when a fault was added.
std::optional<syntax::Node> parse_guard(std::string_view text, FaultSink& faults);
/// A condition, date, number or text.
std::optional<syntax::Node> parse_value(std::string_view text, FaultSink& faults);
/// `depth`: how deep in combinations the phrase stands.
std::optional<syntax::Node> parse_date_phrase(std::string_view text, std::size_t depth,
                                              FaultSink& faults);

}  // namespace throughgate::rules

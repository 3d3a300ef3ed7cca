// SPDX-License-Identifier: MIT
// Parts of programs written back as words, for explanations and messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rules/program.hpp"

namespace throughgate::rules {

/// "10 working days", "1 month and 14 days".
std::string amount_text(const Shift& shift);
/// The date expression at `index` as it could be written: "12 weeks before release".
std::string date_words(const Program& program, std::uint32_t index);
/// A number, text or date as it could be written.
std::string value_words(const Program& program, std::uint32_t index);
/// "a Friday or a holiday".
std::string day_kind_words(std::uint16_t kinds);
/// "from after A until B".
std::string interval_words(const Program& program, const Node& node, std::uint32_t first);
/// "5 working days except Fridays".
std::string shift_amount_words(const Program& program, const Node& node);
/// "at least", "on or after".
std::string_view relation_words(Relation relation);
/// "is at least", "is on or after"; `negated`: "is not ...".
std::string relation_text(Relation relation, bool negated);
/// "09:00".
std::string time_text(Milliseconds time_of_day);

}  // namespace throughgate::rules

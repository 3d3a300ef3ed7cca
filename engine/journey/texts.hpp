// SPDX-License-Identifier: MIT
// Texts: every sentence with which a decision refuses. Names things, never the person or a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/case.hpp"
#include "throughgate/error.hpp"

namespace throughgate::journey::texts {

/// "a, b and c".
std::string list(const std::vector<std::string>& items, std::string_view last = " and ");

Error parked(const Case& the_case);
Error only_events(std::string_view chart);
Error conflict(std::string_view thing, std::uint64_t expected, std::uint64_t is);
Error unknown_event(std::string_view event, std::string_view meant);
/// The note of an event that moved nothing.
std::string unanswered();
Error faults(std::string_view event, const std::vector<std::string>& faults, bool only_roles);
Error wrong_role(std::string_view event, const std::vector<std::string>& roles);
Error named_person(std::string_view event);
Error refused_by_rule(std::string_view event, std::string_view because);

std::string unknown_fact(std::string_view fact, std::string_view meant);
std::string missing_fact(std::string_view fact);
std::string wrong_type(std::string_view fact, std::string_view wanted);
std::string wrong_choice(std::string_view fact, const std::vector<std::string>& choices);
std::string too_long(std::string_view fact, std::size_t bytes);
std::string key_unknown(std::string_view fact, std::string_view key);
std::string not_by_you(std::string_view fact, const std::vector<std::string>& roles);
std::string only_by_rules(std::string_view fact);
std::string unknown_role(std::string_view role, std::string_view meant);
std::string too_many_fields(std::size_t most);

Error gate_shut(std::string_view event, std::string_view gate,
                const std::vector<std::string>& missing);
Error gate_not_ready(std::string_view gate, const std::vector<std::string>& missing);

Error law(std::string_view pathway, std::string_view from_state, std::string_view from,
          std::string_view to_state, std::string_view to, const std::vector<std::string>& allowed);
Error confirmation(std::string_view pathway, std::string_view event);

Error no_such_clock(std::string_view event, std::string_view state);
Error exempt_already(std::string_view event, std::string_view exemption);
Error not_exempt(std::string_view event);
Error exemption_needs_reason(std::string_view event);
/// `names`: the facts without which its longest end has no date.
Error exemption_without_end(std::string_view event, const std::string& names);
/// Why a date moved; not which exemption it was: that may be about somebody's health.
inline constexpr std::string_view exemption_over = "the clock runs again after an exemption";
Error exemption_too_long(std::string_view event, std::string_view last);

/// What is wrong with a case that is placed: plain clauses.
namespace placing {
Error refused(const std::vector<std::string>& faults);
std::string named_person();
std::string reason_wanted();
std::string no_definitions();
std::string unknown_pathway(std::string_view pathway, std::string_view meant);
std::string plain_chart(std::string_view pathway);
std::string unknown_state(std::string_view pathway, std::string_view state, std::string_view meant);
std::string listed_twice(std::string_view pathway, std::string_view state);
std::string exclusive(std::string_view pathway, std::string_view one, std::string_view other);
std::string not_innermost(std::string_view pathway, std::string_view state);
std::string is_over(std::string_view state);
std::string ends_at_once();
std::string future(std::string_view thing);
std::string before_around(std::string_view pathway, std::string_view inner, std::string_view outer);
std::string bad_stage(std::string_view pathway, std::string_view state, std::string_view stage,
                      const std::vector<std::string>& possible);
std::string stage_wanted(std::string_view pathway, std::string_view state,
                         const std::vector<std::string>& possible);
std::string left_before(std::string_view pathway, std::string_view state, std::string_view timer,
                        std::string_view day, std::string_view to);
std::string not_running(std::string_view pathway, std::string_view thing);
std::string unknown_handoff(std::string_view pathway, std::string_view name,
                            std::string_view meant);
std::string bad_receiver(std::string_view pathway, std::string_view name, std::string_view to,
                         const std::vector<std::string>& possible);
std::string not_opened(std::string_view pathway, std::string_view name,
                       const std::vector<std::string>& states);
std::string acknowledged_half(std::string_view name);
std::string seen_before_raised(std::string_view name);
std::string evidence_wanted(std::string_view name);
std::string unknown_gate(std::string_view pathway, std::string_view gate, std::string_view meant);
std::string gate_wants(std::string_view gate, std::string_view what);
/// For the receipt.
std::string placed(std::size_t passed_over);
std::string led_on(const std::vector<std::string>& states);
}  // namespace placing

Error not_taken_back(std::string_view why);

Error no_handoff(const Case& the_case, HandoffId handoff);
Error handoff_law(const Handoff& handoff, std::string_view move,
                  const std::vector<std::string>& allowed);
Error handoff_role(const Handoff& handoff, std::string_view role, bool outside);
Error handoff_needs(const Handoff& handoff, std::string_view move, std::string_view what);

}  // namespace throughgate::journey::texts

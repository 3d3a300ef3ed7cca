// SPDX-License-Identifier: MIT
// Every sentence that rules/ says about a faulty rule. One function for each fault.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate::rules {

struct Message {
    std::string_view code;
    std::string text;
    std::string hint;
};

namespace messages {

Message empty_rule();
Message too_long(std::size_t bytes);
Message too_deep();
Message unreadable(std::string_view characters);
Message open_quote();
Message number_too_large(std::string_view number);
Message no_such_day(std::string_view text);
Message no_such_time(std::string_view text);

/// `wanted` names what may stand here: "'is'", "a unit of time".
Message expected(std::string_view wanted, std::string_view found, std::string hint = {});
Message left_over(std::string_view found);
Message unknown_unit(std::string_view word, std::string suggestion);
Message glued_unit(std::string_view word, std::string phrase);
Message shorthand(std::string_view word, std::string phrase);

Message unknown_name(std::string_view name, const std::string& suggestion);
Message not_a_date(std::string_view name, std::string_view kind);
Message not_comparable(std::string_view name, std::string_view kind, std::string_view comparison,
                       std::string hint);
Message not_a_member(std::string_view name, std::string_view value, const std::string& suggestion,
                     const std::vector<std::string>& members);

Message count_out_of_range(std::string_view count);
Message repeated_unit(std::string_view unit);
Message days_with_hours();
Message hours_from_a_day(std::string_view unit);
Message time_after_hours();

Message except_needs_working_days();
Message except_every_day();
Message stands_alone(std::string_view unit);
Message days_with_instants();
Message no_time_of_day(std::string_view name);
Message not_a_wall_time(std::string_view name);
Message not_a_number(std::string_view name, std::string_view kind);
Message not_a_condition(std::string_view kind);

Message unknown_rule(std::string_view name, const std::string& suggestion);
Message needs_itself(std::string_view name);
Message inputs_missing(std::string_view name, std::string_view inputs);
Message no_such_field(std::string_view name, std::string_view field);
Message faulty_rule(std::string_view name);
Message branches_differ(std::string_view first, std::string_view second);
Message too_costly();

Message combination_empty();
Message combination_ambiguous();
Message bound_repeated(std::string_view bound);

}  // namespace messages
}  // namespace throughgate::rules

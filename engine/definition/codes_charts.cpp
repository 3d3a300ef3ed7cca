// SPDX-License-Identifier: MIT
// Codes of plain charts (TG09xx).
#include <array>

#include "definition/codes_rows.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array rows = std::to_array<CodeRow>({
    {"TG0901", "expression that cannot be read",
     "What a chart computes is written with names of data, numbers, texts in double quotes, "
     "`+ - * / %`, comparisons in words, `and`, `or`, `not` and `in` a state.",
     "write it like `count + 1` or `count is at least 3 and in waiting`"},
    {"TG0902", "unknown data",
     "Only names that stand under the chart's 'data:' can be read, set or looped over.",
     "declare the name under 'data:'; put a text into double quotes"},
    {"TG0903", "unknown state in an expression",
     "After `in` the id of a state of this chart is "
     "wanted.",
     "name a state of the chart"},
    {"TG0904", "name of data that cannot be used",
     "Names of data are letters, digits and '_', and no word of expressions such as 'is' or "
     "'event'.",
     "give it another name"},
    {"TG0905", "action that is not one action",
     "Each item of a list of actions does exactly one thing.",
     "give every action an item of its own: `- {set: {count: 1}}`"},
    {"TG0906", "name of an event that cannot be used",
     "Names of events are letters, digits, '_', '-' and ':', in at most 16 parts with dots "
     "between; '*' stands alone or after the last dot of what a transition answers.",
     "write it like 'job.done' or 'job.*'"},
    {"TG0907", "length of time that cannot be read",
     "A delay is a number with a unit, or an ISO 8601 duration without years and months.",
     "write it like '500ms', '1.5s', '2 hours' or 'PT5M'"},
    {"TG0908", "things that exclude each other",
     "A sent event has one name, one id, one time and one kind of data; an internal one is never "
     "delayed. A final state gives fields or one value.",
     "keep one of the two"},
    {"TG0909", "key that this kind of state cannot have",
     "A final state is never left, a history is never active, and only a state with 'states' "
     "starts in one of them.",
     "remove the key, or make the state one of another kind"},
    {"TG0910", "transition restarts regions (warning)",
     "The transition leads from one region of a parallel state into another, or to itself, so "
     "every region is left and entered again.",
     "write 'restart: all' if that is meant, or 'restart: region' to restart only where it leads"},
    {"TG0911", "eventless transitions in a circle (warning)",
     "States lead to each other without event or condition. A run that gets there is stopped "
     "after 1,000 steps and undone.",
     "give one of the transitions a condition or an event"},
    {"TG0912", "branch of actions that cannot be read",
     "A branch says 'when' and 'do', or it is the last one and says 'otherwise'.",
     "write `- {when: count is 0, do: [...]}` and at the end `- {otherwise: [...]}`"},
});

}  // namespace

std::span<const CodeRow> chart_rows() { return rows; }

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// Keys of files of named rules.
#include "definition/keys_table.hpp"

namespace throughgate::definition::table {

std::vector<MapSpec> rule_specs() {
    return {{Map::rules,
             "a file of rules",
             "Named rules: `common/rules/<name>.yaml`. A rule may name those of its own file.",
             false,
             {format_key(), plain("rules", id, must, "Name under which pathways use it."),
              wording("title", may, "What people read."),
              plain("named", maps, must, "The rules, each version by itself.", Map::named_rule),
              ignore_key()}},
            {Map::named_rule,
             "a named rule",
             "One version of a rule.",
             false,
             {plain("rule", id, must, "Its name."), wording("title", must, "What people read."),
              wording("source", must, "Where the rule comes from, in your own words."),
              plain("from", day, must, "First day on which this version is in force."),
              plain("until", day, may, "Last such day; left out: still in force."),
              plain("inputs", pairs, must,
                    "What it reads, with its type: `date`, `instant`, `number`, `truth`, `text`, "
                    "`code` (a text that explanations may show), `local` (local time), `time` (of "
                    "day)."),
              plain("with", results, may, "Intermediate results, for use by name further down."),
              plain("gives", result, must, "Its answer.")}},
            {Map::result,
             "a result",
             "A condition, date, number or quoted text; `nothing`; or one of these keys.",
             true,
             {plain("code", text, may, "These very words."),
              plain("fields", results, may, "Several results by name."),
              plain("choose", maps, may, "The first whose condition holds.", Map::rule_branch),
              plain("list", maps, may, "All whose conditions hold.", Map::rule_branch)}},
            {Map::rule_branch,
             "a branch of a result",
             "",
             false,
             {plain("when", guard, may, "Its condition; in a `list` it may be left out."),
              plain("gives", result, may, "What it gives."),
              plain("otherwise", result, may, "Instead of both, last in `choose`: what is left."),
              plain("because", text, may, "Reason code, for explanations.")}}};
}

}  // namespace throughgate::definition::table

// SPDX-License-Identifier: MIT
// The keys table: every key of every kind of mapping in a definition. The checker, the page
// docs/reference/definition-keys.md and the hashes all read this one table.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate::definition {

/// The kinds of mapping.
enum class Map : std::uint8_t {
    none,
    pathway,
    starts,
    again,
    common,
    calendar,
    holiday,
    compression,
    exemption,
    fact,
    role,
    gate,
    countersign,
    join,
    strand,
    skip,
    state,
    region,
    history,
    event,
    branch,
    timer,
    send,
    notify,
    record,
    handoff,
    clock,
    rung,
    message,
    deadline,
    effects,
    rules,
    named_rule,
    result,
    rule_branch,
    chart,
    chart_state,
    chart_transition,
    chart_action,
    chart_send,
    chart_branch,
    chart_each,
    appointment,
    checked,
    journeys,
    notice_policy,
    workload,
    workload_risk,
    workload_phase,
    catalogue,
    service,
    labels,
    migrate,
    ignore,
    test_file,
    test_defaults,
    test_open,
    test_person,
    test,
    test_step,
    test_expect,
    test_notice,
    test_next
};

/// What may stand behind a key.
enum class Form : std::uint8_t {
    text,         ///< any words
    id,           ///< one id
    ids,          ///< one id or a list of ids
    value,        ///< a value that a fact can hold
    whole,        ///< a whole number
    day,          ///< a date
    days,         ///< a list of dates
    time,         ///< HH:MM
    choice,       ///< one of `choices`
    choices,      ///< a list of `choices`
    flag,         ///< true; left out otherwise
    guard,        ///< a condition
    guards,       ///< a list of conditions
    deadline,     ///< a phrase, or a mapping of deadlines
    deadlines,    ///< a list of deadlines
    map,          ///< a mapping of kind `of` (or its short form)
    maps,         ///< a list of such mappings
    map_or_maps,  ///< one such mapping or a list of them
    by_id,        ///< a mapping from ids to mappings of kind `of`
    ladder,       ///< the name of a ladder, or its rungs by id
    ladders,      ///< a mapping from ids to rungs by id
    clock,        ///< a deadline, or a mapping of kind clock
    recipients,   ///< one recipient or a list of them
    pairs,        ///< a mapping from facts to values
    result,       ///< what a named rule gives
    results,      ///< a mapping from ids to results
    expression,   ///< what a chart computes
    expressions,  ///< a mapping from names to expressions, lists or mappings of them
    actions,      ///< a list of actions
    blocks,       ///< a list of actions, or a list of such lists
    texts,        ///< a mapping from ids to words
    lists,        ///< a mapping from names to one id or a list of ids
};

struct Key {
    std::string_view name;
    Form form = Form::text;
    bool required = false;
    std::string_view doc;
    Map of = Map::none;
    std::vector<std::string_view> choices;
    bool wording = false;  ///< for people only: in the text hash, not in the behaviour hash
};

struct MapSpec {
    Map map = Map::none;
    std::string_view name;  ///< "a state"
    std::string_view doc;
    bool short_form = false;  ///< one word may stand for it: its target or role
    std::vector<Key> keys;

    [[nodiscard]] const Key* find(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> key_names() const;
};

const std::vector<MapSpec>& map_specs();
const MapSpec& spec_of(Map map);
/// "a deadline", for messages and the page.
std::string form_text(const Key& key);
/// What a message may hold: nothing that a label protects, and no names of the person.
const std::vector<std::string>& message_variables();
/// What the contact of a handoff may hold.
const std::vector<std::string>& contact_variables();
/// The page docs/reference/definition-keys.md.
std::string keys_page();
/// The page docs/reference/test-keys.md.
std::string test_keys_page();

}  // namespace throughgate::definition

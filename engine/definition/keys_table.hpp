// SPDX-License-Identifier: MIT
// Small words with which the keys table is written.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "definition/keys.hpp"

namespace throughgate::definition::table {

using enum Form;
inline constexpr bool must = true;
inline constexpr bool may = false;

inline Key wording(std::string_view name, bool required, std::string_view doc) {
    return {name, text, required, doc, Map::none, {}, true};
}

/// Anything else that people only read: in the text hash, not in the behaviour hash.
inline Key read_only(std::string_view name, Form form, bool required, std::string_view doc,
                     Map of = Map::none) {
    return {name, form, required, doc, of, {}, true};
}

inline Key choose(std::string_view name, bool required, std::string_view doc,
                  std::initializer_list<std::string_view> names) {
    return {name, choice, required, doc, Map::none, names, false};
}

inline Key plain(std::string_view name, Form form, bool required, std::string_view doc,
                 Map of = Map::none) {
    return {name, form, required, doc, of, {}, false};
}

inline std::vector<Key> joined(std::vector<Key> first, const std::vector<Key>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

inline Key format_key() { return choose("format", must, "Version of this language.", {"1"}); }

/// Of files that others may lay changes over.
inline std::vector<Key> extending_keys() {
    return {plain("extends", text, may,
                  "This file only says what it has otherwise than that one: its path from the "
                  "workflows folder. Ids and keys are laid over those there, lists and plain "
                  "values replace them."),
            plain("removes", ids, may,
                  "Beside `extends`: what is taken away, as `handoffs/H05/ladder/chase`.")};
}

inline Key class_key(bool required) {
    return choose("class", required, "How urgent the notice is.", {"critical", "action", "info"});
}

inline Key join_key(std::string_view doc) { return plain("join", map, may, doc, Map::join); }

/// Warnings that a file knows about.
inline Key ignore_key() {
    return read_only("ignore", maps, may, "Warnings that are known of, each with its reason.",
                     Map::ignore);
}

/// Strands, states, events and what they do.
std::vector<MapSpec> drawing_specs();
/// Files of named rules.
std::vector<MapSpec> rule_specs();
/// Plain charts.
std::vector<MapSpec> chart_specs();
/// What people read and print: appointments, checklists, services, labels.
std::vector<MapSpec> reading_specs();
/// What becomes of live cases.
MapSpec migrate_spec();
/// Files of tests.
std::vector<MapSpec> test_specs();

}  // namespace throughgate::definition::table

// SPDX-License-Identifier: MIT
// First part of checking: does every mapping hold only the keys and kinds of value that the keys
// table allows?
#pragma once

#include <span>
#include <string_view>

#include "definition/faults.hpp"
#include "definition/keys.hpp"
#include "definition/node.hpp"

namespace throughgate::definition {

/// Which kind of file it is; Map::none, with a fault, when it does not say.
Map kind_of_file(const Node& root, const std::string& file, Faults& faults);
/// Everything below `root`, which is of kind `map`.
void check_shape(const Node& root, Map map, Faults& faults);

/// Letters, digits, '_', '-' and '.', beginning with a letter; at most 60 bytes.
bool is_usable_id(std::string_view text);
/// A word with a meaning in guards and deadlines: no fact, strand, state or gate may have it as id.
bool is_rule_word(std::string_view text);
std::span<const std::string_view> rule_words();
/// "HH:MM" in minutes, or -1.
int minutes_of(std::string_view text);

}  // namespace throughgate::definition

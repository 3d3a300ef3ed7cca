// SPDX-License-Identifier: MIT
// The two JSON texts of the plug-in: the list that it is given, and what it remembers. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ical-feed/calendar.hpp"

namespace ical_feed {

/// Everything that is due for one person, as the body of a message of class "calendar":
/// {"person": "S01", "turn": 1, "gone": false, "items": [{"id", "title", "due", "text", "link"}]}.
struct List {
    std::string person;
    std::int64_t turn = 1;  ///< another number is another address
    bool gone = false;      ///< the person has left: no address of theirs stays, nothing is written
    std::vector<Item> items;
};

/// Throws std::runtime_error that says what is wrong with the list.
List read_list(std::string_view body);

std::string remembered(const std::vector<Entry>& entries);
/// nullopt: the text is no memory of ours.
std::optional<std::vector<Entry>> read_memory(std::string_view text);

/// The unguessable part of a person's address: 40 letters and digits.
std::string address_of(std::string_view secret, std::string_view person, std::int64_t turn);

}  // namespace ical_feed

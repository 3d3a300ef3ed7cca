// SPDX-License-Identifier: MIT
// What an operator gave, held against what the plug-in understands. Reads the files and variables
// that secrets stand in; no fault ever holds a secret or what was given in its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace throughgate::plugin::host {

using Settings = std::vector<std::pair<std::string, std::string>>;

enum class Kind : std::uint8_t { text, number, truth, choice, secret, file };

std::string_view name_of(Kind kind);
/// A kind of a later version counts as text.
Kind kind_of(std::uint32_t number);

/// A setting that the plug-in understands.
struct Known {
    std::string name;
    std::string help;
    std::string default_value;
    bool required = false;
    Kind kind = Kind::text;
    std::string allowed;
};

struct Completed {
    Settings settings;   ///< with defaults, secrets read
    std::string faults;  ///< all of them, for people; empty: none
};

/// Unknown, doubled and missing settings, numbers out of range, words that are no choice, files and
/// secrets that cannot be read: all are named at once.
Completed complete_settings(const std::vector<Known>& known, const Settings& given);

}  // namespace throughgate::plugin::host

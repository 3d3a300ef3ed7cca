// SPDX-License-Identifier: MIT
// What the house rules look at: a file's path and text, and what was found in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace throughgate::tidy {

struct File {
    std::string path;  ///< from the repository's root, "/" between folders
    std::string text;
};

struct Finding {
    std::string path;
    int line = 0;  ///< from 1; 0: about the file as a whole
    std::string message;
};
using Findings = std::vector<Finding>;

/// "engine/a.cpp:3: message" for each, one a line.
std::string to_text(const Findings& findings);

struct Include {
    int line = 0;
    std::string name;     ///< what stands between the quotes or brackets
    bool quoted = false;  ///< "name", not <name>
};

std::vector<std::string> lines_of(std::string_view text);
std::vector<Include> includes_of(std::string_view text);

/// The same text with comments and the insides of literals blanked; lines stay where they are.
std::string code_of(std::string_view text);

/// What the regular expression finds first in the line; empty: nothing. Compiled once per pattern.
std::string first_match(const std::string& line, const std::string& pattern);

bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes);
bool is_cpp(std::string_view path);

}  // namespace throughgate::tidy

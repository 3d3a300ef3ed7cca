// SPDX-License-Identifier: MIT
// Diagnostic: one fault found in a definition or input file, with its place and repair.
// Values; collected, never thrown; a run reports all of them sorted by place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace throughgate {

enum class Severity : std::uint8_t { error, warning };

/// 1-based line and column (bytes); line 0 means the whole file.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    friend bool operator==(const Place&, const Place&) = default;
};

struct RelatedPlace {
    Place place;
    std::string message;
};

struct Diagnostic {
    std::string code;  ///< "TG0107"; documented, never reused for another fault
    Severity severity = Severity::error;
    Place place;
    std::string message;      ///< the thing and what is wrong with it
    std::string hint;         ///< what to do; may be empty
    std::string source_line;  ///< the line itself, for the caret; may be empty
    std::vector<RelatedPlace> related;
};

/// `file:line:column: error[TG0107]: message`, the source line, a caret, `help: hint`, related
/// notes.
std::string format_diagnostic(const Diagnostic& diagnostic);

/// Sorts by file, line, column, code and drops exact doubles.
void sort_diagnostics(std::vector<Diagnostic>& diagnostics);

/// The name among `candidates` nearest to `wrong` by edit distance (at most 1/3 of its length), or
/// "".
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates);

}  // namespace throughgate

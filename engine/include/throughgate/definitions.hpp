// SPDX-License-Identifier: MIT
// Reading, checking and publishing workflow definitions. Pure functions over file contents; the
// caller reads the files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/diagnostic.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

/// `path` is relative to the workflows folder: "accommodation/pathway.yaml".
struct DefinitionFile {
    std::string path;
    std::string bytes;
};

struct CheckReport {
    std::vector<Diagnostic> diagnostics;  ///< every fault, sorted by place
    std::vector<std::string> pathways;    ///< ids that were read, spine first
    std::vector<std::string> charts;      ///< ids of plain charts, by path
    std::size_t states = 0;
    std::size_t handoffs = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

/// `strict` warns as well of what authors easily forget: states that nobody dates, and what common
/// files declare and nothing uses.
enum class Strictness : std::uint8_t { usual, strict };

/// Reads, checks and compiles all files together; never stops at the first fault.
/// `today`: so that calendars which end within a year are warned of.
CheckReport check_definitions(const std::vector<DefinitionFile>& files,
                              std::optional<Date> today = std::nullopt,
                              Strictness strictness = Strictness::usual);

/// A calendar file as a list of bank holidays changes it.
struct CalendarUpdate {
    std::string path;
    std::string bytes;     ///< the whole file, comments kept; as before when nothing differs
    std::string calendar;  ///< "england-and-wales"
    std::vector<std::string> added, removed, renamed;  ///< "Mon 19 Sep 2022 State Funeral"
    Date known_until{};
    bool changed = false;
};

/// Brings bank holidays, in the JSON that GOV.UK publishes, into those of `files` that are
/// calendars of its divisions. `version`: what changed files say. invalid: every fault of the list
/// with its place, or a file that is not laid out as expected; not_found: none of `files` is such a
/// calendar.
Result<std::vector<CalendarUpdate>> import_bank_holidays(std::string_view json,
                                                         std::string_view file_name,
                                                         const std::vector<DefinitionFile>& files,
                                                         std::string_view version);

/// What a diagnostic code means: cause and repair; empty when there is no such code.
std::string explain_code(std::string_view code);

}  // namespace throughgate

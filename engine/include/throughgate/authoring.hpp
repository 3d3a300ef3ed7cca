// SPDX-License-Identifier: MIT
// What whoever writes definitions is helped with: faults with fixes, warnings that are known of,
// the list of rules, and files laid out alike. Pure functions over file contents; the caller reads
// and writes the files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "throughgate/definitions.hpp"

namespace throughgate {

/// Bytes of one file that are replaced by others.
struct TextEdit {
    std::string file;
    std::size_t offset = 0;  ///< in bytes from the start of the file
    std::size_t length = 0;
    std::string text;
    friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

/// Edits that belong together; they do not overlap.
struct Fix {
    std::string title;  ///< "write 'bed_confirmed'"
    std::vector<TextEdit> edits;
};

struct CheckFinding {
    Diagnostic diagnostic;
    std::optional<Fix> fix;  ///< where one exists
};

/// A warning that its file says it knows about.
struct KnownWarning {
    Diagnostic diagnostic;
    std::string because;
};

struct Review {
    std::vector<CheckFinding> findings;  ///< sorted by place
    std::vector<KnownWarning> ignored;
    CheckReport report;  ///< the same diagnostics, and what was counted
};

/// check_definitions with the fixes, and the warnings that the files ignore.
Review review_definitions(const std::vector<DefinitionFile>& files,
                          std::optional<Date> today = std::nullopt,
                          Strictness strictness = Strictness::usual);

/// The same, and the roles that nobody holds in a staff directory (the CSV of `import staff`).
/// invalid: the directory cannot be read.
Result<Review> review_with_staff(const std::vector<DefinitionFile>& files,
                                 const DefinitionFile& staff,
                                 std::optional<Date> today = std::nullopt,
                                 Strictness strictness = Strictness::usual);

struct FixedDefinitions {
    std::vector<DefinitionFile> files;  ///< all of them, in the order in which they came
    std::vector<CheckFinding> fixed;    ///< what is gone, in the order in which it went
};

/// Applies every fix that takes its finding away and brings no new error.
FixedDefinitions fix_definitions(const std::vector<DefinitionFile>& files,
                                 std::optional<Date> today = std::nullopt,
                                 Strictness strictness = Strictness::usual);

/// What has to be written so that live cases of `was`, a state that is gone, stand in `now`: the
/// line below `migrate: states:`, at its place. Both are full ids: "place.sourcing". not_found: no
/// file declares the pathway. conflict: it says already where they stand. invalid: no usable ids,
/// or the file cannot be read.
Result<Fix> fix_of_missing_mapping(const std::vector<DefinitionFile>& files,
                                   const std::string& pathway, const std::string& was,
                                   const std::string& now);

/// `bytes` with edits of one file; those that overlap an earlier one are left out.
std::string with_edits(std::string bytes, std::vector<TextEdit> edits);

struct DiagnosticRule {
    std::string code;  ///< "TG0107"
    Severity severity = Severity::error;
    std::string title, cause, repair;
    bool strict_only = false;  ///< said by a strict check only
};

/// Every rule of the checker, by code.
std::vector<DiagnosticRule> diagnostic_rules();

struct Formatted {
    std::vector<TextEdit> edits;     ///< sorted; empty: the file is laid out as it should be
    std::string bytes;               ///< with the edits; as before when there are faults
    std::vector<Diagnostic> faults;  ///< why the file cannot be laid out: it cannot be read
};

/// Lays out one definition or file of tests: indentation, spaces, blank lines, and keys in the
/// order of the reference. Comments and unknown keys stay; what the file means never changes.
Formatted format_definition(const DefinitionFile& file);

}  // namespace throughgate

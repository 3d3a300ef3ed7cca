// SPDX-License-Identifier: MIT
// From bytes to compiled definitions: read -> check -> compile, all faults collected.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "definition/definition.hpp"
#include "throughgate/definitions.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/error.hpp"

namespace throughgate::definition {

struct SourceFile {
    std::string path;  ///< relative to the workflows folder: "accommodation/pathway.yaml"
    std::string bytes;
};

struct Places;  // definition/places.hpp

/// A warning that its file says it knows about.
struct IgnoredDiagnostic {
    Diagnostic diagnostic;
    std::string because;
};

struct Loaded {
    DefinitionSet set;                       ///< usable only when no error is among `diagnostics`
    std::vector<DefinitionPointer> charts;   ///< plain ones, by path; they are no part of a case
    std::vector<Diagnostic> diagnostics;     ///< sorted by place
    std::vector<IgnoredDiagnostic> ignored;  ///< taken out of `diagnostics`
    /// Behaviour hash and RFC 8785 JSON of each definition, in the order of `set.current`. The JSON
    /// holds the behaviour, the text and the files it was built from.
    std::vector<std::pair<Digest, std::string>> resolved;
    /// Where each definition was drawn, in the same order.
    std::vector<std::shared_ptr<const Places>> places;
    [[nodiscard]] bool clean() const;  ///< no errors (warnings allowed)
};

/// `files`: every .yaml below the workflows folder (tests excluded), in any order. Pure. `today`:
/// so that calendars which end soon are warned of.
Loaded load(const std::vector<SourceFile>& files, std::optional<Date> today = std::nullopt,
            Strictness strictness = Strictness::usual);

/// The text of one line, 1-based; empty: there is none.
std::string line_at(std::string_view bytes, std::uint32_t line);

/// One definition again from a stored publication: same indices, same hashes. `corrupt` when the
/// text was not written by `load` or no longer gives the hash that it had.
Result<DefinitionPointer> compile_resolved(std::string_view resolved);

/// The files that a stored publication was made of; none when it cannot be read.
std::vector<SourceFile> files_in(std::string_view resolved);

/// Every stored publication, oldest first. `current` holds the newest of each pathway, spine first;
/// calendars and roles are merged, the newest winning.
Result<DefinitionSet> compile_publications(const std::vector<std::string>& resolved_texts);

}  // namespace throughgate::definition

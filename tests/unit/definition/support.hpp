// SPDX-License-Identifier: MIT
// Small definitions for tests: the good ones of tests/support/definitions, and edits of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/load.hpp"

namespace throughgate::testing {

/// Every .yaml below a folder, paths relative to it, sorted.
std::vector<definition::SourceFile> files_below(const std::string& folder);
/// The small, sound definitions: a spine and one pathway.
std::vector<definition::SourceFile> small_files();

/// Replaces the one place where `from` stands in `path`; fails the test when there is none.
std::vector<definition::SourceFile> edited(std::vector<definition::SourceFile> files,
                                           std::string_view path, std::string_view from,
                                           std::string_view to);
std::vector<std::string> codes_of(const definition::Loaded& loaded);
bool has(const std::vector<std::string>& codes, std::string_view code);
/// All diagnostics as one text.
std::string text_of(const definition::Loaded& loaded);

/// The small accommodation pathway, compiled; fails the test when it is not clean.
definition::DefinitionPointer small_accommodation();
StateIndex state(const definition::Definition& definition, std::string_view id);
/// Ids of the states of a set, in document order.
std::vector<std::string> ids(const definition::Definition& definition, const StateSet& set);
/// The first branch of the rule by which `source` answers `event`.
const definition::Branch& branch(const definition::Definition& definition, std::string_view source,
                                 std::string_view event, std::size_t which = 0);

}  // namespace throughgate::testing

// SPDX-License-Identifier: MIT
// Ignores: warnings that a file says it knows about, each with its reason. An ignore without a
// reason, of an error, or that ignores nothing is itself a finding.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/checker.hpp"

namespace throughgate::definition {

/// Takes the ignored warnings out of `diagnostics` and adds what is wrong with the ignores.
std::vector<IgnoredDiagnostic> take_ignored(const Checked& checked, const CheckOptions& options,
                                            std::vector<Diagnostic>& diagnostics);

/// The same for warnings that came up later: what is wrong with the ignores was said already.
std::vector<IgnoredDiagnostic> take_ignored(const std::vector<SourceFile>& files,
                                            std::vector<Diagnostic>& diagnostics);

/// The keys, and the word of a list, that stand around a place, outermost first.
std::vector<std::string_view> names_around(const Node& root, const Place& place);

}  // namespace throughgate::definition

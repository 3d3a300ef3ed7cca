// SPDX-License-Identifier: MIT
// The house rules about single files. Each is a pure function that can be shown to fail.
#pragma once

#include "tidy/source.hpp"

namespace throughgate::tidy {

/// Calls that bypass the injected clock and randomness; the message names the replacement.
Findings check_banned_calls(const File& file);

/// Standard headers that mean I/O, threads or chance, in layers that are pure.
Findings check_pure_layers(const File& file);

/// Third-party headers outside the one place that may know them.
Findings check_third_party(const File& file);

/// x.cpp includes x.hpp first, so that each header is compiled alone at least once.
Findings check_own_header_first(const File& file, bool has_header);

/// The licence stands in the first line (after "#!").
Findings check_licence(const File& file);

/// At most 400 lines, 200 for public headers; at most 100 columns; no tabs, no trailing spaces.
Findings check_size(const File& file);

/// Words that mark unfinished work.
Findings check_finished(const File& file);

/// Paths of a developer's own machine.
Findings check_traces(const File& file);

/// A layer's README.md has at most 30 lines.
Findings check_layer_readme(const File& file);

/// Entries of the repository's root that have no business there.
Findings check_top_level(const std::vector<std::string>& entries);

/// Test files that no binary is built from: those of `found` missing from `built`.
Findings check_in_build(const std::vector<std::string>& found,
                        const std::vector<std::string>& built);

}  // namespace throughgate::tidy

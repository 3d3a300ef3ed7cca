// SPDX-License-Identifier: MIT
// Layout of definitions and files of tests: bytes -> edits of whole lines. Never changes what a
// file means: what was laid out is read again and compared before anything is given back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/load.hpp"
#include "definition/node.hpp"
#include "throughgate/authoring.hpp"
#include "tooling/source_text.hpp"

namespace throughgate::tooling {

Formatted format(const definition::SourceFile& file);

/// The lines of a file laid out once. `root` was read from `text`.
std::string laid_out(const SourceText& text, const definition::Node& root, std::string_view path);

/// The lines that differ, as edits; neighbours together.
std::vector<TextEdit> difference(const std::string& path, std::string_view before,
                                 std::string_view after);

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// What stands in brackets on one line: `{a: 1, b: [2, 3]}`.
#pragma once

#include <optional>
#include <string>

#include "tooling/format_shape.hpp"
#include "tooling/source_text.hpp"

namespace throughgate::tooling {

/// nullopt: it spans lines, holds a comment or an empty value, and is left as it stands.
std::optional<std::string> flow_on_one_line(const SourceText& text, const definition::Node& node);

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// Walking through a document as it was written, with what the keys table says of each mapping.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "definition/node.hpp"
#include "throughgate/definitions.hpp"
#include "tooling/format_shape.hpp"

namespace throughgate::tooling {

/// `around`: the shape of the mapping `parent` that the member stands in.
using MemberVisitor = std::function<void(
    const definition::Member& member, const FormatShape& around, const definition::Node& parent)>;

/// Every member of every mapping, outer ones first, in the order of the file.
void visit_members(const definition::Node& node, const FormatShape& shape,
                   const MemberVisitor& visit);

/// nullopt: nothing can be made of the file.
std::optional<definition::Node> root_of(const DefinitionFile& file);

/// A letter, digit, '_', '-' or '.': what ids and keys are made of.
bool is_of_a_word(char letter);

}  // namespace throughgate::tooling

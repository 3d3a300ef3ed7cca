// SPDX-License-Identifier: MIT
// The written form of a fact's value.
#pragma once

#include <optional>
#include <string_view>

#include "definition/definition.hpp"

namespace throughgate::definition {

/// nullopt: not a value that the fact can hold. `unknown` always is.
std::optional<Value> value_of(const FactDeclaration& fact, std::string_view text);

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// What of the staff directory will fail somebody. Pure.
#pragma once

#include <span>

#include "core/findings.hpp"
#include "definition/definition.hpp"

namespace throughgate::core {

std::vector<Finding> inspect_staff(const Directory& directory,
                                   std::span<const definition::Role> roles);

}  // namespace throughgate::core

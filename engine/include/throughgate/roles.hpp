// SPDX-License-Identifier: MIT
// Roles as people call them, by the definitions that are published now. Plain values; any thread.
#pragma once

#include <string>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

struct RoleLabel {
    std::string role;   ///< "ro"
    std::string label;  ///< "Responsible officer"; never empty
};

/// By id. Nothing of it is personal, so everybody may be told.
std::vector<RoleLabel> role_labels(Engine& engine);

}  // namespace throughgate

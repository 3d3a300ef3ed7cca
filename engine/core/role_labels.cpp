// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/engine_parts.hpp"
#include "throughgate/roles.hpp"

namespace throughgate {

std::vector<RoleLabel> role_labels(Engine& engine) {
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    std::vector<RoleLabel> all;
    for (const definition::Role& role : around->definitions.roles) {
        const std::string id(role.id.text());
        all.push_back({id, role.label.empty() ? id : role.label});
    }
    std::sort(all.begin(), all.end(),
              [](const RoleLabel& a, const RoleLabel& b) { return a.role < b.role; });
    return all;
}

}  // namespace throughgate

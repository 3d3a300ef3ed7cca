// SPDX-License-Identifier: MIT
// RoleNames: roles as people call them; ids of roles stand on no page.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "throughgate/roles.hpp"

namespace throughgate::console {

class RoleNames {
public:
    explicit RoleNames(Engine& engine);
    explicit RoleNames(const std::vector<RoleLabel>& labels);

    /// "Responsible officer" of "ro", "manager of Responsible officer" of "manager of ro"; several
    /// with ", " between them; what is no role stays.
    [[nodiscard]] std::string of(std::string_view words) const;

private:
    [[nodiscard]] std::string one(std::string_view words) const;

    std::map<std::string, std::string, std::less<>> labels_;
};

}  // namespace throughgate::console

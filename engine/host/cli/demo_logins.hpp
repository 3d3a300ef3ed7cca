// SPDX-License-Identifier: MIT
// Whose eyes the demo is seen with: one person in prison and one in the community who work on the
// same people, the manager of the latter, and whoever is above that one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate::cli {

struct DemoLogin {
    std::string user;      ///< "officer"
    std::string role;      ///< of the console
    std::string person{};  ///< staff id
    std::string name{};    ///< as the directory has it
};

/// Prison, officer, manager, operator. not_found: no case has people on both sides, or the
/// directory (the CSV of `import staff`) names no manager.
Result<std::vector<DemoLogin>> choose_logins(Engine& engine, std::string_view directory);

}  // namespace throughgate::cli

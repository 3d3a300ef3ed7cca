// SPDX-License-Identifier: MIT
// Whose eyes the demo is seen with: whoever in a prison has most to do, an officer of people there,
// the officer's manager, and whoever is above that one.
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

/// Prison, officer, manager, operator, as the directory (the CSV of `import staff`) has them.
/// not_found: there is not somebody of each kind.
Result<std::vector<DemoLogin>> choose_logins(Engine& engine, std::string_view directory);

}  // namespace throughgate::cli

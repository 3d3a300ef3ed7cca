// SPDX-License-Identifier: MIT
// Workload: how much work a case is, as the workflows say it under `workload:`. Read by reports;
// no decision about a case reads it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "throughgate/symbol.hpp"

namespace throughgate::definition {

/// A case counts risk x phase points. An officer who works the whole week has `available`.
struct Workload {
    std::uint32_t available = 180;
    std::uint32_t many_cases = 70;  ///< more than this: said in every report
    std::uint32_t low = 2, medium = 3, high = 5, very_high = 6;
    std::uint32_t unknown = 3;  ///< nobody has said, or who asks may not know
    std::uint32_t custody = 1, gate = 2, released = 2, community = 1, away = 1;
    std::vector<Symbol> roles;  ///< those that hold a case; empty: `ro` and `pom`

    /// Points of a case of this risk (a choice of `risk.rosh`) in this phase (state of the case).
    [[nodiscard]] std::uint32_t points(std::string_view risk, std::string_view phase) const;
};

}  // namespace throughgate::definition

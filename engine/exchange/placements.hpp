// SPDX-License-Identifier: MIT
// Cases that are taken over from elsewhere (JSON lines) to commands that place them. Pure: bytes
// in, values out. A line that cannot be read is reported with its number and every fault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "throughgate/command.hpp"

namespace throughgate::exchange {

struct Placement {
    std::string place;     ///< "live.jsonl:12"
    std::string_view raw;  ///< the line itself, within the bytes that were read
    PlaceCase what;
};

struct PlacementImport {
    std::vector<Placement> placements;  ///< in file order
    std::vector<Reject> rejects;
};

PlacementImport read_placements(std::string_view json_lines, std::string_view file_name);

}  // namespace throughgate::exchange

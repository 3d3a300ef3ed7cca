// SPDX-License-Identifier: MIT
#include "definition/workload.hpp"

#include <utility>

namespace throughgate::definition {

std::uint32_t Workload::points(std::string_view risk, std::string_view phase) const {
    std::uint32_t weight = unknown;
    for (const auto& [name, points] : {std::pair<std::string_view, std::uint32_t>{"low", low},
                                       {"medium", medium},
                                       {"high", high},
                                       {"very_high", very_high}})
        if (risk == name) weight = points;
    for (const auto& [name, times] :
         {std::pair<std::string_view, std::uint32_t>{"custody", custody},
          {"gate", gate},
          {"released", released},
          {"community", community},
          {"away", away}})
        if (phase == name) return weight * times;
    return 0;
}

}  // namespace throughgate::definition

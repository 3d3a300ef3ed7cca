// SPDX-License-Identifier: MIT
#include "core/effect_text.hpp"

#include <array>
#include <cstdio>

namespace throughgate::core {

std::string effect_text(const EffectId& effect) {
    std::array<char, 96> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%016llx-%lld-%llu-%u",
        static_cast<unsigned long long>(effect.incarnation),
        static_cast<long long>(effect.case_id.number),
        static_cast<unsigned long long>(effect.sequence), effect.ordinal);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

}  // namespace throughgate::core

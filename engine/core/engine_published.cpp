// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/hash.hpp"
#include "core/engine_parts.hpp"
#include "throughgate/published.hpp"

namespace throughgate {

std::vector<PublishedVersion> published_versions(Engine& engine) {
    const core::SurroundingsPointer around = engine.parts().loop->surroundings();
    std::vector<PublishedVersion> all;
    for (const auto& each : around->definitions.current)
        all.push_back({std::string(each->pathway.text()),
                       to_hex(each->behaviour).substr(0, 12) + to_hex(each->text).substr(0, 4)});
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.pathway < b.pathway; });
    return all;
}

}  // namespace throughgate

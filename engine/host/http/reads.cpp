// SPDX-License-Identifier: MIT
#include "host/http/reads.hpp"

namespace throughgate::http {

Access reading(Engine& engine, const Principal& principal) {
    if (const auto viewer = viewer_of(principal)) return {engine, *viewer};
    AssertedRights rights;
    rights.labels = principal.labels;
    rights.everything = true;
    return {engine, Viewer{"", principal.id, principal.purpose, std::move(rights)}};
}

bool cut_to_lines(std::vector<ReadEntry>& entries, std::size_t lines) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i != 0 && entries[i].number == entries[i - 1].number) continue;
        if (++seen <= lines) continue;
        entries.resize(i);
        return true;
    }
    return false;
}

}  // namespace throughgate::http

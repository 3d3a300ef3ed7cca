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

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// What is published: with which version of each pathway cases begin that are opened now. A value;
// from any thread.
#pragma once

#include <string>
#include <vector>

#include "throughgate/engine.hpp"

namespace throughgate {

struct PublishedVersion {
    std::string pathway;  ///< "accommodation"
    std::string version;  ///< differs once its behaviour or its words do
};

/// By pathway, for everybody; what a team tries is left out. Empty: nothing is published.
std::vector<PublishedVersion> published_versions(Engine& engine);

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// The resolved document of a definition: what it does and what it says, apart, each as canonical
// JSON. Their SHA-256 are the two hashes.
#pragma once

#include <string>
#include <vector>

#include "definition/canonical.hpp"
#include "definition/load.hpp"
#include "definition/view.hpp"

namespace throughgate::definition {

struct Resolved {
    Json behaviour;  ///< everything except words for people; document order kept in lists
    Json text;       ///< only words for people
    Json files;      ///< path -> bytes of the files it was built from
};

Resolved resolve(const View& view, const std::vector<SourceFile>& files);
/// Of a plain chart; without files.
Resolved resolve_chart(const Node& chart);
/// The text that is stored with a publication.
std::string resolved_text(const Resolved& resolved);

}  // namespace throughgate::definition

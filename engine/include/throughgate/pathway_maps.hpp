// SPDX-License-Identifier: MIT
// Pathway maps: the states of the pathways that a case runs, how they lie inside each other, the
// ways between them and where the case stands; of the very version that the case is pinned to.
// Plain values, for whoever draws them. Functions of an Engine; from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/engine.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate {

inline constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

struct MapState {
    std::string id;                  ///< "place.sourcing"
    std::string title;               ///< never empty
    std::string owner;               ///< role; empty: nobody's, or a group
    std::size_t parent = no_parent;  ///< of `PathwayMap::states`; none: a strand
    bool group = false;              ///< other states lie in it
    bool end = false;
    bool current = false;  ///< the case is in it
};

/// A way that is open to a case in `from`, or in any state inside it. One that leads nowhere is
/// left out.
struct MapWay {
    std::size_t from = 0, to = 0;    ///< of `PathwayMap::states`; a group: where it begins
    std::vector<std::string> words;  ///< what leads along it: "address confirmed"
    bool timed = false;              ///< by itself, at a time
};

struct PathwayMap {
    std::string pathway, title;
    std::vector<MapState> states;  ///< document order; whatever lies in a state follows it
    std::vector<MapWay> ways;
    std::size_t withheld = 0;  ///< states that the viewer's labels do not open; they are left out
};

/// In the order in which the case began them. Errors as of
/// Access::find_case; in the log of reads it is "pathways".
Result<std::vector<PathwayMap>> pathway_maps(Engine& engine, const Viewer& viewer,
                                             std::string_view reference);

}  // namespace throughgate

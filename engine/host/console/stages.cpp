// SPDX-License-Identifier: MIT
// The stages of a pathway, drawn: the law's main line from left to right, what lies past the gate
// without it below. The same words stand in the table beside it.
#include <array>

#include "host/console/components.hpp"
#include "host/console/person.hpp"

namespace throughgate::console {
namespace {

struct Box {
    std::string_view stage;
    int x, y;
};

constexpr std::array boxes{Box{"not_started", 4, 8},  Box{"needed", 134, 8},
                           Box{"arranging", 264, 8},  Box{"arranged", 394, 8},
                           Box{"in_place", 524, 8},   Box{"closed", 654, 8},
                           Box{"unarranged", 394, 68}};

}  // namespace

Data stages_data(const PathwayView& pathway) {
    Data all = list();
    bool found = false;
    for (const Box& box : boxes) {
        const bool current = box.stage == pathway.stage;
        found = found || current;
        Data each;
        each["x"] = text(std::to_string(box.x));
        each["y"] = text(std::to_string(box.y));
        each["middle"] = text(std::to_string(box.x + 55));
        each["base"] = text(std::to_string(box.y + 25));
        each["text"] = text(stage_words(box.stage));
        each["current"] = Data(current);
        add(all, std::move(each));
    }
    if (!found) return Data(false);  // the spine has phases, not stages
    Data data;
    data["boxes"] = std::move(all);
    data["label"] = text(pathway.title + ": " + stage_words(pathway.stage));
    return data;
}

}  // namespace throughgate::console

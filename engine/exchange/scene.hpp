// SPDX-License-Identifier: MIT
// A scene for `route`: the case and what happens to it, as JSON. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/command.hpp"
#include "throughgate/error.hpp"

namespace throughgate::exchange {

struct Scene {
    Instant at{};     ///< when the case is opened
    Instant until{};  ///< how far it is played
    std::vector<Field> facts;
    std::vector<Assignment> holders;
    struct Step {
        Instant at{};
        std::string event;
        std::string person;  ///< staff id of whoever sends it
        std::vector<Field> facts;
    };
    std::vector<Step> steps;  ///< in order
};

/// {"at": instant, "until": instant, "facts": {name: value}, "people": {role: staff id},
///  "events": [{"at": instant, "event": name, "as": staff id, "facts": {...}}]}
/// Only `at` is needed; `until` is two weeks after the last of them. All faults are told.
Result<Scene> read_scene(std::string_view json, std::string_view file_name);

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Faults: collects everything that is wrong with a set of definitions; never stops at the first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

class Faults {
public:
    /// `hint` empty: the repair sentence of the code's row is used.
    void error(std::string_view code, const Place& place, std::string message,
               std::string hint = {}, std::vector<RelatedPlace> related = {});
    void warning(std::string_view code, const Place& place, std::string message,
                 std::string hint = {}, std::vector<RelatedPlace> related = {});
    [[nodiscard]] bool any_error() const;
    [[nodiscard]] std::size_t errors() const;

    std::vector<Diagnostic> list;
};

/// "'a', 'b' or 'c'".
std::string one_of(const std::vector<std::string>& names);
/// "did you mean 'x'?" or the fallback.
std::string suggestion(std::string_view wrong, const std::vector<std::string>& candidates,
                       std::string fallback = {});

}  // namespace throughgate::definition

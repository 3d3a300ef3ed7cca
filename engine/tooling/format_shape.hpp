// SPDX-License-Identifier: MIT
// FormatShape: which keys the mapping at hand may have, and so in which order they stand.
#pragma once

#include <string_view>

#include "definition/keys.hpp"
#include "definition/node.hpp"

namespace throughgate::tooling {

struct FormatShape {
    enum class Kind {
        free,   ///< nothing is known: the order is left alone
        keyed,  ///< a mapping with the keys of `map`
        by_id,  ///< a mapping from ids to mappings of `map`
        items,  ///< a list of mappings of `map`
        ladders
    };
    Kind kind = Kind::free;
    definition::Map map = definition::Map::none;

    /// What the value of a key is.
    [[nodiscard]] FormatShape of(const definition::Member& member) const;
    [[nodiscard]] FormatShape of_item(const definition::Node& item) const;
    /// Place of a key in the reference; -1: it is none of the reference.
    [[nodiscard]] int rank(std::string_view key) const;
};

/// The shape of a whole file.
FormatShape shape_of_file(const definition::Node& root, std::string_view path);

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// Node: a definition as it was written, before anything is known about its meaning. Every node
// knows its place, so that every later fault can name it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/diagnostic.hpp"

namespace throughgate::definition {

struct Member;

struct Node {
    enum class Kind { nothing, scalar, list, mapping };
    Kind kind = Kind::nothing;
    std::string text;     ///< of a scalar
    bool quoted = false;  ///< written in quotes or as a block
    Place place;
    std::size_t offset = 0;       ///< in bytes from the start of the file
    std::vector<Node> items;      ///< of a list
    std::vector<Member> members;  ///< of a mapping, in the order of the file

    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
    /// The value of `key`, or nullptr.
    [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Member {
    std::string key;
    bool key_quoted = false;
    Place key_place;
    Node value;
};

inline const Node* Node::find(std::string_view key) const {
    for (const Member& member : members)
        if (member.key == key) return &member.value;
    return nullptr;
}

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// Diff: two nodes of one kind, compared by the keys table, so that every key there is can differ.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "definition/keys.hpp"
#include "definition/node.hpp"
#include "throughgate/comparison.hpp"

namespace throughgate::tooling {

using definition::Key;
using definition::Map;
using definition::MapSpec;
using definition::Member;
using definition::Node;

/// One file as it was read.
struct DiffDocument {
    Map map = Map::none;
    std::string id;
    Node root;
};

/// "accommodation", "common file ladders".
std::string name_of(const DiffDocument& document);
std::vector<DefinitionChange> diff(const std::vector<DiffDocument>& before,
                                   const std::vector<DiffDocument>& after);

// --- nodes (diff_nodes.cpp) -------------------------------------------------------------------

/// A node without its places, so that equal meanings are equal texts.
std::string exact(const Node& node);
Node list_of(Node node);
/// The long way of writing it: a list where one word may stand for a list, a mapping for its short
/// form.
Node written_out(const Node& node, const Key& key);
Node written_out(const Node& node, const MapSpec& spec);
/// A word that tells one item of a list from the others; empty: only its number does.
std::string name_in_list(const Node& item, Map map);
/// The list as a mapping by those words.
Node keyed(const Node& list, Map map);
using Positions = std::vector<std::size_t>;
/// The places of items that have no equal on the other side.
std::pair<Positions, Positions> unequal(const Node& before, const Node& after);

// --- sentences -----------------------------------------------------------------------------------

/// What a change is about.
struct DiffSubject {
    std::string words;       ///< "event released of state place.sourcing"
    std::string state_path;  ///< "place.sourcing"
};

/// Of what stands under an id: "rung chase of handoff H06".
DiffSubject subject_of(const DiffSubject& parent, Map map, const std::string& id);
/// A value in words: "the first of 10 working days after entry and 14 days before release".
std::string in_words(const Node& node);
/// "5, not 10, working days before release" where one word differs; else "`a`, not `b`".
std::string now_and_before(const std::string& now, const std::string& before);
/// The verb of a changed key: "is now due".
std::string verb_of(Map map, const Key& key);
/// What tells a new thing from others: " (from pom to ro)"; may be empty.
std::string summary_of(Map map, const Node& node);

// --- kinds of change -----------------------------------------------------------------------------

ChangeClass class_of(Map map, const Key& key);
/// Of a thing that is new or gone.
ChangeClass class_of(Map map);
/// Why taking this thing away breaks live cases; empty: it does not.
std::string breaks_without(Map map);
/// The same of a key of a thing.
std::string breaks_without(Map map, std::string_view key);
/// The same of a key that has another value now.
std::string breaks_when_changed(Map map, const Key& key, const Node& before, const Node& after);

}  // namespace throughgate::tooling

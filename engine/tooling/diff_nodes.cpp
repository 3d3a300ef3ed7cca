// SPDX-License-Identifier: MIT
// Nodes as a diff compares them: without places, in the long way of writing.
#include <algorithm>

#include "tooling/diff.hpp"

namespace throughgate::tooling {

using definition::Form;

std::string exact(const Node& node) {
    std::string text = node.is_scalar() ? node.text : "";
    for (const Node& item : node.items) text += "[" + exact(item) + "]";
    std::vector<std::string> members;
    for (const Member& member : node.members)
        members.push_back("{" + member.key + "=" + exact(member.value) + "}");
    std::sort(members.begin(), members.end());
    for (const std::string& member : members) text += member;
    return text;
}

Node list_of(Node node) {
    if (node.is_list()) return node;
    Node list;
    list.kind = Node::Kind::list;
    list.place = node.place;
    list.items.push_back(std::move(node));
    return list;
}

static Node mapping_of(std::string key, const Node& value) {
    Node node;
    node.kind = Node::Kind::mapping;
    node.place = value.place;
    node.members.push_back({std::move(key), false, value.place, value});
    return node;
}

/// The key that one word alone stands for.
static std::string_view short_key(Map map) {
    if (map == Map::again) return "event";
    return map == Map::countersign ? "role" : "to";
}

Node written_out(const Node& node, const Key& key) {
    switch (key.form) {
        case Form::ids:
        case Form::recipients:
        case Form::guards:
        case Form::deadlines:
        case Form::map_or_maps: return list_of(node);
        case Form::clock: return node.find("due") == nullptr ? mapping_of("due", node) : node;
        default: return node;
    }
}

Node written_out(const Node& node, const MapSpec& spec) {
    if (!node.is_scalar() || !spec.short_form) return node;
    return mapping_of(std::string(short_key(spec.map)), node);
}

std::string name_in_list(const Node& item, Map map) {
    const auto word = [&](std::string_view key) {
        const Node* found = item.is_mapping() ? item.find(key) : nullptr;
        return found == nullptr ? std::string() : in_words(*found);
    };
    if (map == Map::holiday) return word("date");
    if (map == Map::named_rule) return word("rule") + " from " + word("from");
    return {};
}

Node keyed(const Node& list, Map map) {
    Node node;
    node.kind = Node::Kind::mapping;
    for (const Node& each : list.items)
        node.members.push_back({name_in_list(each, map), false, each.place, each});
    return node;
}

std::pair<std::vector<std::size_t>, std::vector<std::size_t>> unequal(const Node& before,
                                                                      const Node& after) {
    std::pair<std::vector<std::size_t>, std::vector<std::size_t>> lonely;
    std::vector<bool> taken(after.items.size());
    for (std::size_t i = 0; i < before.items.size(); ++i) {
        std::size_t same = 0;
        while (same < after.items.size() &&
               (taken[same] || exact(after.items[same]) != exact(before.items[i])))
            ++same;
        if (same == after.items.size())
            lonely.first.push_back(i);
        else
            taken[same] = true;
    }
    for (std::size_t i = 0; i < after.items.size(); ++i)
        if (!taken[i]) lonely.second.push_back(i);
    return lonely;
}

}  // namespace throughgate::tooling

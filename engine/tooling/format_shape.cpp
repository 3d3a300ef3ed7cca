// SPDX-License-Identifier: MIT
#include "tooling/format_shape.hpp"

#include "definition/checker_shape.hpp"

namespace throughgate::tooling {

namespace {

using definition::Form;
using definition::Key;
using definition::Map;
using definition::Member;
using definition::Node;
using Kind = FormatShape::Kind;

FormatShape keyed_or_items(const Node& node, Map map) {
    return {node.is_list() ? Kind::items : Kind::keyed, map};
}

FormatShape shape_of_clock(const Node& node) {
    const bool is_clock = node.find("due") != nullptr || node.find("ladder") != nullptr;
    return {Kind::keyed, is_clock ? Map::clock : Map::deadline};
}

FormatShape shape_of_value(const Key& key, const Node& node) {
    switch (key.form) {
        case Form::map:
        case Form::maps:
        case Form::map_or_maps: return keyed_or_items(node, key.of);
        case Form::by_id: return {Kind::by_id, key.of};
        case Form::ladder: return {Kind::by_id, Map::rung};
        case Form::ladders: return {Kind::ladders, Map::rung};
        case Form::deadline:
        case Form::deadlines: return keyed_or_items(node, Map::deadline);
        case Form::clock: return shape_of_clock(node);
        case Form::result: return {Kind::keyed, Map::result};
        case Form::results: return {Kind::by_id, Map::result};
        case Form::actions:
        case Form::blocks: return {Kind::items, Map::chart_action};
        default: return {};
    }
}

}  // namespace

FormatShape FormatShape::of(const Member& member) const {
    if (kind == Kind::by_id) return {Kind::keyed, map};
    if (kind == Kind::ladders) return {Kind::by_id, Map::rung};
    if (kind != Kind::keyed) return {};
    const Key* key = definition::spec_of(map).find(member.key);
    return key == nullptr ? FormatShape{} : shape_of_value(*key, member.value);
}

FormatShape FormatShape::of_item(const Node& item) const {
    if (kind != Kind::items) return {};
    return item.is_list() ? *this : FormatShape{Kind::keyed, map};
}

int FormatShape::rank(std::string_view key) const {
    if (kind != Kind::keyed) return -1;
    const auto& keys = definition::spec_of(map).keys;
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].name == key) return static_cast<int>(i);
    return -1;
}

FormatShape shape_of_file(const Node& root, std::string_view path) {
    if (!root.is_mapping()) return {};
    if (path.ends_with(".test.yaml") || root.find("tests") != nullptr)
        return {Kind::keyed, Map::test_file};
    definition::Faults ignored;
    const Map map = definition::kind_of_file(root, std::string(path), ignored);
    return map == Map::none ? FormatShape{} : FormatShape{Kind::keyed, map};
}

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
#include "definition/checker_parse.hpp"

namespace throughgate::definition {

const Node* child(const Node& mapping, std::string_view key) {
    const Node* node = mapping.find(key);
    return node == nullptr || node->kind == Node::Kind::nothing ? nullptr : node;
}

Word word_at(const Node& scalar) {
    return scalar.is_scalar() ? Word{scalar.text, scalar.place} : Word{{}, scalar.place};
}

Word key_word(const Member& member) { return {member.key, member.key_place}; }

Word word_of(const Node& mapping, std::string_view key) {
    const Node* node = child(mapping, key);
    return node == nullptr ? Word{} : word_at(*node);
}

std::string text_of(const Node& mapping, std::string_view key) {
    return word_of(mapping, key).text;
}

std::vector<Word> words_of(const Node& mapping, std::string_view key) {
    std::vector<Word> words;
    const Node* node = child(mapping, key);
    if (node == nullptr) return words;
    if (node->is_scalar()) words.push_back(word_at(*node));
    for (const Node& item : node->items)
        if (item.is_scalar() && !item.text.empty()) words.push_back(word_at(item));
    return words;
}

bool flag_of(const Node& mapping, std::string_view key) { return text_of(mapping, key) == "true"; }

GuardText guard_of(const Node& mapping, std::string_view key) {
    return {word_of(mapping, key), {}};
}

namespace {

std::vector<rules::DeadlineSource> sources_of(const Node& mapping, std::string_view key) {
    std::vector<rules::DeadlineSource> sources;
    const Node* node = child(mapping, key);
    if (node == nullptr) return sources;
    if (!node->is_list()) sources.push_back(deadline_at(*node).source);
    for (const Node& item : node->items) sources.push_back(deadline_at(item).source);
    return sources;
}

}  // namespace

DeadlineText deadline_at(const Node& node) {
    DeadlineText deadline;
    deadline.given = node.is_scalar() || node.is_mapping();
    deadline.source.place = node.place;
    if (node.is_scalar()) deadline.source.text = node.text;
    deadline.source.first_of = sources_of(node, "first_of");
    deadline.source.last_of = sources_of(node, "last_of");
    deadline.source.but_not_before = sources_of(node, "but_not_before");
    deadline.source.but_not_after = sources_of(node, "but_not_after");
    return deadline;
}

DeadlineText deadline_of(const Node& mapping, std::string_view key) {
    const Node* node = child(mapping, key);
    return node == nullptr ? DeadlineText{} : deadline_at(*node);
}

NoticeClass class_of(const Node& mapping) {
    const std::string text = text_of(mapping, "class");
    if (text == "critical") return NoticeClass::critical;
    return text == "info" ? NoticeClass::info : NoticeClass::action;
}

}  // namespace throughgate::definition

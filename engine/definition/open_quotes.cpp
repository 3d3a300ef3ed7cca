// SPDX-License-Identifier: MIT
#include "definition/open_quotes.hpp"

#include <algorithm>
#include <string>

#include "definition/node.hpp"
#include "definition/reader.hpp"
#include "definition/reader_bytes.hpp"

namespace throughgate::definition {

namespace {

/// The quoted text on this line that stands nearest before this place, or nullptr.
const Node* quoted_at(const Node& node, const Place& place) {
    const Node* found = nullptr;
    const auto look = [&](const Node& each) {
        if (const Node* inner = quoted_at(each, place)) found = inner;
    };
    if (node.quoted && node.place.line == place.line && node.place.column <= place.column)
        found = &node;
    for (const Node& item : node.items) look(item);
    for (const Member& member : node.members) look(member.value);
    return found;
}

/// The line in which the quote that opens this text is closed.
std::uint32_t last_line(const SourceFile& file, const Node& node) {
    const std::string_view text = without_mark(file.bytes);
    const std::size_t end = closing_quote(text, node.offset);
    const std::string_view inside = text.substr(node.offset, end - node.offset);
    return node.place.line +
           static_cast<std::uint32_t>(std::count(inside.begin(), inside.end(), '\n'));
}

void ask(const SourceFile& file, const Node& root, Diagnostic& diagnostic) {
    const Node* quoted = quoted_at(root, diagnostic.place);
    const std::uint32_t end = quoted == nullptr ? 0 : last_line(file, *quoted);
    if (end <= diagnostic.place.line) return;
    diagnostic.place = quoted->place;
    diagnostic.hint = "the quote that opens here runs on to line " + std::to_string(end) +
                      ": is it closed where it should be?" +
                      (diagnostic.hint.empty() ? "" : " If so: " + diagnostic.hint);
}

}  // namespace

void ask_about_quotes(const std::vector<SourceFile>& files, std::vector<Diagnostic>& diagnostics) {
    const auto is_of_rule = [](const Diagnostic& each) { return each.code.starts_with("TG03"); };
    for (const SourceFile& file : files) {
        const auto concerns = [&](const Diagnostic& each) {
            return is_of_rule(each) && each.place.file == file.path;
        };
        if (std::none_of(diagnostics.begin(), diagnostics.end(), concerns)) continue;
        Faults known;
        const std::optional<Node> root = read(file, known);
        if (!root.has_value()) continue;
        for (Diagnostic& each : diagnostics)
            if (concerns(each)) ask(file, *root, each);
    }
}

}  // namespace throughgate::definition

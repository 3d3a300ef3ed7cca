// SPDX-License-Identifier: MIT
#include "tooling/format.hpp"

#include <algorithm>
#include <optional>

#include "definition/reader.hpp"
#include "definition/shown_line.hpp"
#include "tooling/format_shape.hpp"

namespace throughgate::tooling {

namespace {

using definition::Member;
using definition::Node;
using definition::SourceFile;

/// The same text with lines that end in a line feed alone, and no byte order mark.
std::string plain_lines(std::string bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (bytes[at] != '\r' || at + 1 == bytes.size() || bytes[at + 1] != '\n') text += bytes[at];
    return text;
}

/// Do two nodes mean the same? The order of keys counts only where it is the author's.
bool same(const Node& a, const Node& b, const FormatShape& shape);

bool same_members(const Node& a, const Node& b, const FormatShape& shape) {
    for (std::size_t i = 0; i < a.members.size(); ++i) {
        const Member& member = a.members[i];
        const bool ordered = shape.kind != FormatShape::Kind::keyed;
        const auto other =
            ordered ? b.members.begin() + static_cast<std::ptrdiff_t>(i)
                    : std::find_if(b.members.begin(), b.members.end(),
                                   [&](const Member& each) { return each.key == member.key; });
        if (other == b.members.end() || other->key != member.key ||
            other->key_quoted != member.key_quoted ||
            !same(member.value, other->value, shape.of(member)))
            return false;
    }
    return true;
}

bool same(const Node& a, const Node& b, const FormatShape& shape) {
    if (a.kind != b.kind || a.text != b.text || a.quoted != b.quoted ||
        a.items.size() != b.items.size() || a.members.size() != b.members.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!same(a.items[i], b.items[i], shape.of_item(a.items[i]))) return false;
    return same_members(a, b, shape);
}

std::optional<Node> read_quietly(const std::string& path, const std::string& bytes) {
    definition::Faults faults;
    std::optional<Node> root = definition::read({path, bytes}, faults);
    return faults.any_error() ? std::nullopt : root;
}

/// Laid out until nothing moves any more; nullopt: it would have come to mean something else.
std::optional<std::string> settled(const SourceFile& file, const Node& meant) {
    constexpr int most_rounds = 4;
    const FormatShape shape = shape_of_file(meant, file.path);
    std::string bytes = plain_lines(file.bytes);
    for (int round = 0; round < most_rounds; ++round) {
        const std::optional<Node> root = read_quietly(file.path, bytes);
        if (!root.has_value() || !same(meant, *root, shape)) return std::nullopt;
        std::string next = laid_out(SourceText(bytes), *root, file.path);
        if (next == bytes) return bytes;
        bytes = std::move(next);
    }
    return std::nullopt;
}

}  // namespace

Formatted format(const SourceFile& file) {
    Formatted formatted;
    formatted.bytes = file.bytes;
    definition::Faults faults;
    const std::optional<Node> root = definition::read(file, faults);
    if (!root.has_value() || faults.any_error()) {
        formatted.faults = std::move(faults.list);
        for (Diagnostic& each : formatted.faults) definition::show_line(file.bytes, each);
        return formatted;
    }
    if (auto bytes = settled(file, *root)) {
        formatted.edits = difference(file.path, file.bytes, *bytes);
        formatted.bytes = std::move(*bytes);
    }
    return formatted;
}

}  // namespace throughgate::tooling

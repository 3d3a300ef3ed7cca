// SPDX-License-Identifier: MIT
#include "tooling/format_flow.hpp"

namespace throughgate::tooling {

namespace {

using definition::Member;
using definition::Node;

class FlowWriter {
public:
    explicit FlowWriter(const SourceText& text) : text_(text) {}

    bool write(const Node& node, std::string& out) const {
        const std::size_t start = text_.offset_of(node.place);
        if (node.is_scalar()) return copy(start, value_end(text_.bytes(), start, true), out);
        if (start >= text_.bytes().size()) return false;
        if (node.is_list() && text_.bytes()[start] == '[') return list(node, out);
        if (node.is_mapping() && text_.bytes()[start] == '{') return mapping(node, out);
        return false;
    }

private:
    bool copy(std::size_t start, std::size_t end, std::string& out) const {
        const std::string_view words = text_.bytes().substr(start, end - start);
        out += words;
        return !words.empty() && words.find('\n') == std::string_view::npos &&
               words.front() != '|' && words.front() != '>' && words.front() != '!' &&
               words.front() != '&' && words.front() != '*';
    }

    bool list(const Node& node, std::string& out) const {
        out += '[';
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            if (i > 0) out += ", ";
            if (!write(node.items[i], out)) return false;
        }
        out += ']';
        return true;
    }

    bool mapping(const Node& node, std::string& out) const {
        out += '{';
        for (std::size_t i = 0; i < node.members.size(); ++i) {
            if (i > 0) out += ", ";
            if (!member(node.members[i], out)) return false;
        }
        out += '}';
        return true;
    }

    bool member(const Member& member, std::string& out) const {
        const std::size_t start = text_.offset_of(member.key_place);
        if (member.key.empty()) return false;
        const char quote = start < text_.bytes().size() ? text_.bytes()[start] : ' ';
        const bool quoted = quote == '"' || quote == '\'';
        if (!quoted && text_.bytes().compare(start, member.key.size(), member.key) != 0)
            return false;
        const std::size_t end =
            quoted ? value_end(text_.bytes(), start, true) : start + member.key.size();
        if (!copy(start, end, out)) return false;
        out += ": ";
        return write(member.value, out);
    }

    const SourceText& text_;
};

}  // namespace

std::optional<std::string> flow_on_one_line(const SourceText& text, const Node& node) {
    const std::size_t start = text.offset_of(node.place);
    const std::size_t end = value_end(text.bytes(), start, true);
    const std::string_view written = text.bytes().substr(start, end - start);
    if (written.find('\n') != std::string_view::npos) return std::nullopt;
    std::string out;
    if (!FlowWriter(text).write(node, out)) return std::nullopt;
    return out;
}

}  // namespace throughgate::tooling

// SPDX-License-Identifier: MIT
// One layout of the lines of a file. Every block mapping and list owns a run of lines; each entry
// takes its comments with it.
#include <algorithm>
#include <string>

#include "tooling/format.hpp"
#include "tooling/format_flow.hpp"
#include "tooling/format_shape.hpp"

namespace throughgate::tooling {

namespace {

using definition::Member;
using definition::Node;

constexpr std::size_t step = 2;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == line.npos; }

std::size_t indent_of(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

std::string_view trimmed(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    return line;
}

bool is_comment(std::string_view line) { return trimmed(line).starts_with('#'); }

/// Lines `first` to before `end`.
struct Lines {
    std::size_t first = 0;
    std::size_t end = 0;
};

/// One key or item: its own comments, the line on which it begins, and where the next one begins.
struct Entry {
    std::size_t lead = 0;
    std::size_t line = 0;
    std::size_t content_end = 0;  ///< after the last line of its value
    std::size_t end = 0;
    int rank = -1;
    std::size_t index = 0;  ///< of the member or item
};

class Layout {
public:
    Layout(const SourceText& text, std::string_view path) : text_(text), path_(path) {}

    std::string run(const Node& root) {
        const Lines all{1, text_.lines() + 1};
        if (is_block(root) && root.is_mapping())
            mapping(root, shape_of_file(root, path_), all, 0, "");
        else
            loose(all, 0, 0);
        while (!out_.empty() && out_.back().empty()) out_.pop_back();
        std::string joined;
        for (const std::string& line : out_) joined += line + "\n";
        return joined;
    }

private:
    // --- where things end ------------------------------------------------------------------------
    [[nodiscard]] char letter_at(const Place& place) const {
        const std::size_t at = text_.offset_of(place);
        return at < text_.bytes().size() ? text_.bytes()[at] : '\n';
    }

    [[nodiscard]] bool is_block(const Node& node) const {
        const char letter = letter_at(node.place);
        return (node.is_mapping() && letter != '{') || (node.is_list() && letter != '[');
    }

    [[nodiscard]] bool is_block_scalar(const Node& node) const {
        const char letter = letter_at(node.place);
        return node.is_scalar() && (letter == '|' || letter == '>');
    }

    [[nodiscard]] std::size_t line_at(std::size_t offset) const {
        std::size_t low = 1, high = text_.lines();
        while (low < high) {
            const std::size_t middle = (low + high + 1) / 2;
            if (text_.start_of(middle) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// After the last line of a value that may not reach `bound`.
    [[nodiscard]] std::size_t end_of(const Node& node, std::size_t bound) const {
        if (node.kind == Node::Kind::nothing) return 0;
        if (is_block_scalar(node)) return end_of_block_scalar(node, bound);
        if (is_block(node)) return end_of_block(node, bound);
        const char letter = letter_at(node.place);
        if (letter == '{' || letter == '[' || letter == '"' || letter == '\'') {
            const std::size_t end = value_end(text_.bytes(), text_.offset_of(node.place), true);
            return std::min(line_at(end == 0 ? 0 : end - 1) + 1, bound);
        }
        std::size_t end = bound;
        while (end > node.place.line + 1 && is_loose(end - 1)) --end;
        return std::max<std::size_t>(end, node.place.line + 1);
    }

    [[nodiscard]] bool is_loose(std::size_t line) const {
        return is_blank(text_.line(line)) || is_comment(text_.line(line));
    }

    [[nodiscard]] std::size_t end_of_block(const Node& node, std::size_t bound) const {
        const Node& last = node.is_list() ? node.items.back() : node.members.back().value;
        return std::max<std::size_t>(
            end_of(last, bound),
            node.is_list() ? node.place.line + 1 : node.members.back().key_place.line + 1);
    }

    [[nodiscard]] std::size_t scalar_indent(const Node& node, std::size_t bound) const {
        for (std::size_t line = node.place.line + 1; line < bound; ++line)
            if (!is_blank(text_.line(line))) return indent_of(text_.line(line));
        return 0;
    }

    [[nodiscard]] std::size_t end_of_block_scalar(const Node& node, std::size_t bound) const {
        const std::size_t indent = scalar_indent(node, bound);
        const bool keeps = text_.line(node.place.line).find('+') != std::string_view::npos;
        std::size_t end = node.place.line + 1;
        for (std::size_t line = end; line < bound; ++line) {
            const bool blank = is_blank(text_.line(line));
            if (!blank && indent_of(text_.line(line)) < indent) break;
            if (!blank || keeps) end = line + 1;
        }
        return end;
    }

    // --- entries ---------------------------------------------------------------------------------
    [[nodiscard]] std::size_t start_line(const Node& node, std::size_t index) const {
        if (node.is_mapping()) return node.members[index].key_place.line;
        std::size_t line = node.items[index].place.line;  // a dash may stand on a line before
        while (line > 1 && !trimmed(text_.line(line)).starts_with('-')) --line;
        return line;
    }

    /// Comments right above an entry are its own; others belong to what stands before them.
    [[nodiscard]] std::size_t lead_of(std::size_t line, std::size_t after) const {
        while (line > after && is_comment(text_.line(line - 1))) --line;
        return line;
    }

    std::vector<Entry> entries(const Node& node, const FormatShape& shape, Lines lines) const {
        const std::size_t count = node.is_mapping() ? node.members.size() : node.items.size();
        std::vector<Entry> all;
        for (std::size_t i = 0; i < count; ++i) {
            Entry entry;
            entry.index = i;
            entry.line = start_line(node, i);
            const std::size_t next = i + 1 < count ? start_line(node, i + 1) : lines.end;
            const Node& value = node.is_mapping() ? node.members[i].value : node.items[i];
            entry.content_end = std::max(entry.line + 1, end_of(value, next));
            entry.lead = lead_of(entry.line, all.empty() ? lines.first : all.back().content_end);
            if (!all.empty()) all.back().end = entry.lead;
            entry.end = lines.end;
            const int rank = node.is_mapping() ? shape.rank(node.members[i].key) : 0;
            entry.rank = rank >= 0 || all.empty() ? rank : all.back().rank;
            all.push_back(entry);
        }
        return all;
    }

    // --- what is written
    // -----------------------------------------------------------------------------
    void put(std::size_t indent, std::string_view words) {
        if (words.empty() && (out_.empty() || out_.back().empty())) return;  // one blank line
        out_.push_back(words.empty() ? "" : std::string(indent, ' ') + std::string(words));
    }

    /// Comments and blank lines: those that stood deeper than `from` stay as much deeper.
    void loose(Lines lines, std::size_t from, std::size_t to) {
        for (std::size_t line = lines.first; line < lines.end; ++line) {
            const std::size_t indent = indent_of(text_.line(line));
            put(to + (indent > from ? indent - from : 0), trimmed(text_.line(line)));
        }
    }

    /// Further lines of a value, moved as one piece.
    void moved(Lines lines, std::size_t from, std::size_t to, bool keeps_blanks) {
        for (std::size_t line = lines.first; line < lines.end; ++line) {
            const std::string_view whole = text_.line(line);
            if (is_blank(whole)) {
                const bool content = keeps_blanks && whole.size() > from;
                out_.push_back(content ? std::string(whole.size() - from + to, ' ') : "");
                continue;
            }
            const std::size_t indent = indent_of(whole);
            const std::size_t now = indent + to >= from ? indent + to - from : 0;
            const std::string_view words = whole.substr(indent);
            out_.push_back(std::string(now, ' ') +
                           std::string(keeps_blanks ? words : trimmed(words)));
        }
    }

    void mapping(const Node& node, const FormatShape& shape, Lines lines, std::size_t indent,
                 const std::string& dash) {
        std::vector<Entry> all = entries(node, shape, lines);
        const std::size_t from = node.members.front().key_place.column - 1;
        loose({lines.first, all.front().lead}, from, indent);
        const auto in_order = [](const Entry& a, const Entry& b) { return a.rank < b.rank; };
        // Behind a dash no comment can come first.
        if (dash.empty() || std::all_of(all.begin(), all.end(), [](const Entry& entry) {
                return entry.lead == entry.line;
            }))
            std::stable_sort(all.begin(), all.end(), in_order);
        bool first = true;
        for (const Entry& entry : all) {
            const bool leads = !dash.empty() && first;
            if (!leads) loose({entry.lead, entry.line}, indent_of(text_.line(entry.lead)), indent);
            member(node.members[entry.index], shape, entry, indent, leads ? dash : "");
            first = false;
        }
    }

    void member(const Member& member, const FormatShape& shape, const Entry& entry,
                std::size_t indent, const std::string& dash) {
        const std::size_t from = member.key_place.column - 1;
        begin(text_.offset_of(member.key_place), member.value, indent, dash);
        const Lines rest{entry.line + 1, entry.content_end};
        value(member.value, shape.of(member), rest, from, indent, entry);
        loose({entry.content_end, entry.end}, from, indent);
    }

    /// The line on which an entry begins, from its key or words on.
    void begin(std::size_t at, const Node& value, std::size_t indent, const std::string& dash) {
        const std::size_t line = line_at(at);
        const std::size_t end = text_.start_of(line) + text_.line(line).size();
        std::string words(text_.bytes().substr(at, end - at));
        const bool flow = (value.is_mapping() || value.is_list()) && !is_block(value);
        if (flow && value.place.line == line) {
            const std::size_t start = text_.offset_of(value.place);
            if (const auto tidy = flow_on_one_line(text_, value)) {
                const std::size_t after = value_end(text_.bytes(), start, true);
                words = std::string(text_.bytes().substr(at, start - at)) + *tidy +
                        std::string(text_.bytes().substr(after, end - after));
            }
        }
        const std::size_t margin = dash.empty() ? indent : indent - step;
        out_.push_back(std::string(margin, ' ') + dash + std::string(trimmed(words)));
    }

    void value(const Node& node, const FormatShape& shape, Lines rest, std::size_t from,
               std::size_t indent, const Entry& entry) {
        if (is_block(node) && node.place.line > entry.line) {
            if (node.is_mapping())
                mapping(node, shape, rest, indent + step, "");
            else
                list(node, shape, rest, indent + step);
        } else if (is_block_scalar(node) && has_no_number(node)) {
            moved(rest, scalar_indent(node, rest.end), indent + step, true);
        } else {
            moved(rest, from, indent, is_block_scalar(node) || node.quoted);
        }
    }

    /// `|2` says how deep its lines stand.
    [[nodiscard]] bool has_no_number(const Node& node) const {
        const std::size_t at = text_.offset_of(node.place);
        const std::string_view head = text_.bytes().substr(at, 3);
        return head.find_first_of("123456789") == std::string_view::npos;
    }

    void list(const Node& node, const FormatShape& shape, Lines lines, std::size_t indent) {
        const std::vector<Entry> all = entries(node, shape, lines);
        const std::size_t from = indent_of(text_.line(all.front().line));
        loose({lines.first, all.front().lead}, from, indent);
        for (const Entry& entry : all) {
            loose({entry.lead, entry.line}, indent_of(text_.line(entry.lead)), indent);
            item(node.items[entry.index], shape, entry, from, indent);
            loose({entry.content_end, entry.end}, from, indent);
        }
    }

    void item(const Node& node, const FormatShape& shape, const Entry& entry, std::size_t from,
              std::size_t indent) {
        const std::string_view whole = text_.line(entry.line);
        const std::size_t dash = indent_of(whole);
        const std::size_t words = std::min(whole.find_first_not_of(' ', dash + 1), whole.size());
        const bool here = node.place.line == entry.line && node.place.column == words + 1;
        if (!here || (is_block(node) && node.is_list()))
            return moved({entry.line, entry.content_end}, from, indent, true);
        if (is_block(node))
            return mapping(node, shape.of_item(node), {entry.line, entry.content_end},
                           indent + step, "- ");
        begin(text_.offset_of(node.place), node, indent + step, "- ");
        const Lines rest{entry.line + 1, entry.content_end};
        if (is_block_scalar(node) && has_no_number(node))
            moved(rest, scalar_indent(node, rest.end), indent + step, true);
        else
            moved(rest, words, indent + step, is_block_scalar(node) || node.quoted);
    }

    const SourceText& text_;
    std::string_view path_;
    std::vector<std::string> out_;
};

}  // namespace

std::string laid_out(const SourceText& text, const Node& root, std::string_view path) {
    return Layout(text, path).run(root);
}

}  // namespace throughgate::tooling

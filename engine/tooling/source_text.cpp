// SPDX-License-Identifier: MIT
#include "tooling/source_text.hpp"

#include <algorithm>

namespace throughgate::tooling {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::size_t quoted_end(std::string_view bytes, std::size_t start) {
    const char quote = bytes[start];
    for (std::size_t at = start + 1; at < bytes.size(); ++at) {
        if (quote == '"' && bytes[at] == '\\')
            ++at;
        else if (bytes[at] == quote && quote == '\'' && at + 1 < bytes.size() &&
                 bytes[at + 1] == quote)
            ++at;
        else if (bytes[at] == quote)
            return at + 1;
    }
    return bytes.size();
}

bool is_bracket(char letter) { return letter == '[' || letter == '{'; }

/// A quote opens a quoted text only where a value may begin.
bool may_begin(std::string_view bytes, std::size_t at) {
    const char before = at == 0 ? ' ' : bytes[at - 1];
    return before == ' ' || before == '\n' || before == ',' || is_bracket(before) || before == ':';
}

std::size_t bracket_end(std::string_view bytes, std::size_t start) {
    int depth = 0;
    for (std::size_t at = start; at < bytes.size();) {
        const char letter = bytes[at];
        if ((letter == '"' || letter == '\'') && may_begin(bytes, at)) {
            at = quoted_end(bytes, at);
            continue;
        }
        if (letter == '#' && (bytes[at - 1] == ' ' || bytes[at - 1] == '\n')) {
            at = std::min(bytes.find('\n', at), bytes.size());
            continue;
        }
        depth += is_bracket(letter) ? 1 : letter == ']' || letter == '}' ? -1 : 0;
        ++at;
        if (depth == 0) return at;
    }
    return bytes.size();
}

}  // namespace

SourceText::SourceText(std::string_view bytes) : bytes_(bytes) {
    starts_.push_back(0);
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (bytes[at] == '\n' && at + 1 < bytes.size()) starts_.push_back(at + 1);
}

std::size_t SourceText::start_of(std::size_t line) const {
    return line == 0 || line > starts_.size() ? bytes_.size() : starts_[line - 1];
}

std::string_view SourceText::line(std::size_t number) const {
    const std::size_t start = start_of(number);
    std::string_view text = bytes_.substr(start, start_of(number + 1) - start);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

std::size_t SourceText::offset_of(const Place& place) const {
    const std::size_t mark =
        place.line == 1 && bytes_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::size_t column = place.column == 0 ? 0 : place.column - 1;
    return std::min(start_of(place.line) + mark + column, bytes_.size());
}

std::size_t value_end(std::string_view bytes, std::size_t start, bool in_flow) {
    if (start >= bytes.size()) return bytes.size();
    if (bytes[start] == '"' || bytes[start] == '\'') return quoted_end(bytes, start);
    if (is_bracket(bytes[start])) return bracket_end(bytes, start);
    std::size_t at = start;
    for (; at < bytes.size() && bytes[at] != '\n'; ++at) {
        if (in_flow && (bytes[at] == ',' || bytes[at] == ']' || bytes[at] == '}')) break;
        if (bytes[at] == '#' && at > start && bytes[at - 1] == ' ') break;
    }
    while (at > start && (bytes[at - 1] == ' ' || bytes[at - 1] == '\r')) --at;
    return at;
}

}  // namespace throughgate::tooling

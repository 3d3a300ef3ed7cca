// SPDX-License-Identifier: MIT
#include "tidy/source.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>

namespace throughgate::tidy {
namespace {

/// Blanks from `from` up to `to`, keeping the ends of lines.
void blank(std::string& text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, text.size()); ++i)
        if (text[i] != '\n') text[i] = ' ';
}

/// One past the end of the literal that opens at `start` with the quote found there.
std::size_t end_of_literal(std::string_view text, std::size_t start) {
    std::size_t i = start + 1;
    while (i < text.size() && text[i] != text[start] && text[i] != '\n')
        i += text[i] == '\\' ? 2 : 1;
    return std::min(i + 1, text.size());
}

/// One past the end of the raw literal whose quote is at `quote`.
std::size_t end_of_raw_literal(std::string_view text, std::size_t quote) {
    const std::size_t open = text.find('(', quote);
    if (open == std::string_view::npos) return text.size();
    const std::string close = ")" + std::string{text.substr(quote + 1, open - quote - 1)} + "\"";
    const std::size_t found = text.find(close, open);
    return found == std::string_view::npos ? text.size() : found + close.size();
}

bool opens_digit_group(std::string_view text, std::size_t i) {
    return i > 0 && text[i] == '\'' && std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0;
}

}  // namespace

std::string to_text(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += finding.path + ":";
        if (finding.line > 0) text += std::to_string(finding.line) + ":";
        text += " " + finding.message + "\n";
    }
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string first_match(const std::string& line, const std::string& pattern) {
    static std::map<std::string, std::regex> compiled;
    const auto at = compiled.try_emplace(pattern, pattern).first;
    std::smatch match;
    return std::regex_search(line, match, at->second) ? match.str() : "";
}

std::vector<Include> includes_of(std::string_view text) {
    static const std::regex pattern{R"(^\s*#\s*include\s*(["<])([^">]+)[">])"};
    std::vector<Include> includes;
    int number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        std::smatch match;
        if (line.find("include") != std::string::npos && std::regex_search(line, match, pattern))
            includes.push_back({number, match[2], match[1] == "\""});
    }
    return includes;
}

std::string code_of(std::string_view text) {
    std::string code{text};
    std::size_t i = 0;
    while (i < code.size()) {
        std::size_t end = i + 1;
        if (text.substr(i, 2) == "//") {
            end = std::min(text.find('\n', i), text.size());
            blank(code, i, end);
        } else if (text.substr(i, 2) == "/*") {
            const std::size_t close = text.find("*/", i + 2);
            end = close == std::string_view::npos ? text.size() : close + 2;
            blank(code, i, end);
        } else if (text.substr(i, 2) == "R\"") {
            end = end_of_raw_literal(text, i + 1);
            blank(code, i + 2, end - 1);
        } else if (text[i] == '"' || (text[i] == '\'' && !opens_digit_group(text, i))) {
            end = end_of_literal(text, i);
            blank(code, i + 1, end - 1);
        }
        i = end;
    }
    return code;
}

bool starts_with_any(std::string_view path, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const std::string& prefix) { return path.starts_with(prefix); });
}

bool is_cpp(std::string_view path) {
    return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".h");
}

}  // namespace throughgate::tidy

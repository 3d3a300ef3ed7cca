// SPDX-License-Identifier: MIT
#include "host/console/editor_texts.hpp"

#include <algorithm>

#include "host/console/limits.hpp"
#include "host/http/crypto.hpp"
#include "host/http/utf8.hpp"

namespace throughgate::console {
namespace {

struct Line {
    std::string_view words, end;
};

/// CR LF, LF and CR end a line, as they do for a browser.
std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find_first_of("\r\n"), text.size());
        const std::size_t end = text.substr(at).starts_with("\r\n") ? 2 : at < text.size() ? 1 : 0;
        lines.push_back({text.substr(0, at), text.substr(at, end)});
        text.remove_prefix(at + end);
    }
    return lines;
}

std::string_view usual_end(const std::vector<Line>& lines) {
    const auto with_both = std::count_if(lines.begin(), lines.end(),
                                         [](const Line& each) { return each.end == "\r\n"; });
    return with_both * 2 > static_cast<std::ptrdiff_t>(lines.size()) ? "\r\n" : "\n";
}

/// How many lines, from either end, are as they were; `most`: no further.
template <typename Iterator>
std::size_t same_lines(Iterator now, Iterator before, std::size_t most) {
    std::size_t count = 0;
    while (count < most && now->words == before->words && now->end.empty() == before->end.empty()) {
        ++count;
        ++now;
        ++before;
    }
    return count;
}

bool is_of_a_path(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '/';
}

}  // namespace

std::string mark_of(std::string_view text) {
    return http::hex(std::string_view(http::sha256(text)).substr(0, 10));
}

std::string with_line_ends_of(std::string_view sent, std::string_view before) {
    const std::vector<Line> now = lines_of(sent);
    const std::vector<Line> old = lines_of(before);
    const std::size_t most = std::min(now.size(), old.size());
    const std::size_t first = same_lines(now.begin(), old.begin(), most);
    const std::size_t last = same_lines(now.rbegin(), old.rbegin(), most - first);
    const std::string_view usual = usual_end(old);
    std::string text;
    for (std::size_t i = 0; i < now.size(); ++i) {
        text += now[i].words;
        if (i < first)
            text += old[i].end;
        else if (i >= now.size() - last)
            text += old[old.size() - (now.size() - i)].end;
        else if (!now[i].end.empty())
            text += usual;
    }
    return text;
}

std::string fault_of_text(std::string_view text) {
    if (text.size() > limits::edited_bytes)
        return "it is longer than " + std::to_string(limits::edited_bytes / 1024) +
               " KiB; edit it in an editor of your own, or divide it";
    if (text.find('\0') != text.npos || http::well_formed(text) != text)
        return "it is not UTF-8 text; save it as UTF-8 in an editor of your own first";
    return "";
}

std::string fault_of_path(std::string_view path) {
    const bool plain =
        !path.empty() && path.size() <= 200 && std::all_of(path.begin(), path.end(), is_of_a_path);
    const bool inside = plain && path.front() != '/' && path.front() != '.' &&
                        path.find("//") == path.npos && path.find("/.") == path.npos;
    if (inside && path.ends_with(".yaml") && !folder_of(path).empty()) return "";
    return "Name it like accommodation/pathway.yaml: a folder, a slash and a name that ends with "
           ".yaml, of letters, digits, dots, hyphens and underscores";
}

std::string file_name_of(std::string_view sentence) {
    constexpr std::size_t longest = 60;
    std::string name;
    for (const char c : sentence) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (plain && name.size() < longest)
            name += lower;
        else if (!plain && !name.empty() && name.back() != '_')
            name += '_';
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name.empty() ? "recorded" : name;
}

bool is_test_file(std::string_view path) { return path.ends_with(".test.yaml"); }

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.find('/');
    return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace throughgate::console

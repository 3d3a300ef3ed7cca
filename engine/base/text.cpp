// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <algorithm>

#include "throughgate/blank.hpp"

namespace throughgate {

namespace {

constexpr std::string_view ellipsis = "\xe2\x80\xa6";

bool is_space(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte <= 0x20 || byte == 0x7f;
}

bool continues_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xc0u) == 0x80u;
}

std::string squeezed(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (const char letter : text) {
        if (!is_space(letter))
            line.push_back(letter);
        else if (!line.empty() && line.back() != ' ')
            line.push_back(' ');
    }
    if (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && continues_character(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

bool is_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_space); }

std::string one_line(std::string_view text, std::size_t bytes) {
    std::string line = squeezed(text);
    if (line.size() <= bytes) return line;
    line = cut_utf8(line, bytes - ellipsis.size());
    line += ellipsis;
    return line;
}

}  // namespace throughgate

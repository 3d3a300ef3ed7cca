// SPDX-License-Identifier: MIT
#include "definition/reader_bytes.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/limits.hpp"

namespace throughgate::definition {

namespace {

/// Length of the well-formed UTF-8 sequence at the start of `rest`; 0 when there is none.
std::size_t sequence_length(std::string_view rest) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || rest.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0u) != 0x80u) return 0;
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool beyond = (first == 0xed && byte(1) > 0x9f) || (first == 0xf4 && byte(1) > 0x8f);
    return overlong || beyond ? 0 : length;
}

bool is_control(char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return (code < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || code == 0x7f;
}

/// Offset of the first byte that may not stand in a definition; size() when all may.
std::size_t first_unsound(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t length = sequence_length(bytes.substr(at));
        if (length == 0 || is_control(bytes[at])) return at;
        at += length;
    }
    return at;
}

Place place_at(const SourceFile& file, std::size_t offset) {
    const std::string_view before = std::string_view(file.bytes).substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n');
    const std::size_t column = start == std::string_view::npos ? offset : offset - start - 1;
    return {file.path, static_cast<std::uint32_t>(lines + 1),
            static_cast<std::uint32_t>(column + 1)};
}

struct Unsound {
    std::string message;
    std::string hint;  ///< empty: the usual one
};

/// What somebody did who saved the file so.
Unsound told_of(const SourceFile& file, std::size_t offset) {
    const std::string_view bytes = file.bytes;
    const auto byte = static_cast<unsigned char>(bytes[offset]);
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return {"the file is saved as UTF-16", "save it as UTF-8"};
    if (byte == 0)
        return {"here is a zero byte: the file is not text",
                "name the definition itself, not a program, picture or archive"};
    if (byte < 0x80) return {"this is a control character, neither text nor a tab or line end", {}};
    return {"this byte is not UTF-8 text",
            "save the file as UTF-8; it may be saved in an older encoding such as Windows-1252"};
}

}  // namespace

bool bytes_are_sound(const SourceFile& file, Faults& faults) {
    if (file.bytes.size() > limits::definition_bytes) {
        faults.error("TG0103", {file.path, 0, 0},
                     "the file has " + std::to_string(file.bytes.size()) +
                         " bytes, and a definition at most 1 MiB");
        return false;
    }
    const std::size_t unsound = first_unsound(file.bytes);
    if (unsound == file.bytes.size()) return true;
    Unsound told = told_of(file, unsound);
    faults.error("TG0102", place_at(file, unsound), std::move(told.message), std::move(told.hint));
    return false;
}

std::string_view without_mark(std::string_view bytes) {
    return bytes.starts_with("\xef\xbb\xbf") ? bytes.substr(3) : bytes;
}

std::size_t closing_quote(std::string_view text, std::size_t open) {
    const char quote = open < text.size() ? text[open] : ' ';
    if (quote != '"' && quote != '\'') return open;
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        const bool doubled = quote == '\'' && text.substr(at, 2) == "''";
        if (doubled || (quote == '"' && text[at] == '\\'))
            ++at;
        else if (text[at] == quote)
            return at;
    }
    return text.size();
}

}  // namespace throughgate::definition

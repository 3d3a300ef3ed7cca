// SPDX-License-Identifier: MIT
#include "host/http/utf8.hpp"

#include <array>

namespace throughgate::http {
namespace {

/// The well-formed sequences of the Unicode standard, table 3-7: by first byte, the bounds of the
/// second; further bytes are 80 to BF.
struct Form {
    unsigned char first, last, low, high;
    std::size_t length;
};
constexpr std::array forms{Form{0x00, 0x7f, 0, 0, 1},       Form{0xc2, 0xdf, 0x80, 0xbf, 2},
                           Form{0xe0, 0xe0, 0xa0, 0xbf, 3}, Form{0xe1, 0xec, 0x80, 0xbf, 3},
                           Form{0xed, 0xed, 0x80, 0x9f, 3}, Form{0xee, 0xef, 0x80, 0xbf, 3},
                           Form{0xf0, 0xf0, 0x90, 0xbf, 4}, Form{0xf1, 0xf3, 0x80, 0xbf, 4},
                           Form{0xf4, 0xf4, 0x80, 0x8f, 4}};

bool within(char byte, unsigned char low, unsigned char high) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= low && value <= high;
}

/// 0: what begins here is not well-formed.
std::size_t length_of(std::string_view text) {
    for (const Form& form : forms) {
        if (!within(text[0], form.first, form.last)) continue;
        if (text.size() < form.length) return 0;
        if (form.length > 1 && !within(text[1], form.low, form.high)) return 0;
        for (std::size_t i = 2; i < form.length; ++i)
            if (!within(text[i], 0x80, 0xbf)) return 0;
        return form.length;
    }
    return 0;
}

}  // namespace

std::string well_formed(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = length_of(text);
        if (length == 0)
            clean += "\xef\xbf\xbd";
        else
            clean += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

}  // namespace throughgate::http

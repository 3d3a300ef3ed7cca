// SPDX-License-Identifier: MIT
#include "definition/shown_line.hpp"

#include <string>
#include <utility>

#include "definition/load.hpp"

namespace throughgate::definition {

void show_line(std::string_view bytes, Diagnostic& diagnostic) {
    constexpr std::size_t longest = 400;
    if (!diagnostic.source_line.empty() || diagnostic.code == "TG0102") return;
    std::string line = line_at(bytes, diagnostic.place.line);
    for (char& letter : line)
        if (letter == '\t' || letter == '\r') letter = ' ';
    while (line.ends_with(' ')) line.pop_back();
    if (line.size() <= longest) diagnostic.source_line = std::move(line);
}

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
// SourceText: where lines and values begin and end in the bytes of a file.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "throughgate/diagnostic.hpp"

namespace throughgate::tooling {

class SourceText {
public:
    explicit SourceText(std::string_view bytes);

    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t lines() const { return starts_.size(); }
    /// Of a 1-based line; the size of the file when there is no such line.
    [[nodiscard]] std::size_t start_of(std::size_t line) const;
    /// Without its line end.
    [[nodiscard]] std::string_view line(std::size_t number) const;
    [[nodiscard]] std::size_t offset_of(const Place& place) const;

private:
    std::string_view bytes_;
    std::vector<std::size_t> starts_;
};

/// Where the value that begins at `start` ends: quoted, in brackets, or one line of plain words.
/// Inside brackets (`in_flow`) plain words end at a comma or bracket too.
std::size_t value_end(std::string_view bytes, std::size_t start, bool in_flow);

}  // namespace throughgate::tooling

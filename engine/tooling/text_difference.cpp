// SPDX-License-Identifier: MIT
// Which lines of two texts differ.
#include <algorithm>
#include <cstdint>

#include "tooling/format.hpp"

namespace throughgate::tooling {

namespace {

/// Above this many pairs of lines the whole middle is one edit.
constexpr std::size_t most_pairs = 4'000'000;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

class Difference {
public:
    Difference(const std::string& path, std::string_view before, std::string_view after)
        : path_(path), before_(lines_of(before)), after_(lines_of(after)) {}

    std::vector<TextEdit> run() {
        const std::size_t most = std::min(before_.size(), after_.size());
        std::size_t head = 0;
        while (head < most && before_[head] == after_[head]) ++head;
        std::size_t tail = 0;
        while (tail < most - head &&
               before_[before_.size() - 1 - tail] == after_[after_.size() - 1 - tail])
            ++tail;
        for (std::size_t i = 0; i < head; ++i) offset_ += before_[i].size();
        middle(head, before_.size() - tail, after_.size() - tail);
        flush();
        return std::move(edits_);
    }

private:
    void middle(std::size_t head, std::size_t before_end, std::size_t after_end) {
        const std::size_t rows = before_end - head;
        const std::size_t columns = after_end - head;
        std::size_t i = 0, j = 0;
        if (rows * columns <= most_pairs) {
            const auto common = longest(head, rows, columns);
            const auto at = [&](std::size_t r, std::size_t c) {
                return common[r * (columns + 1) + c];
            };
            while (i < rows && j < columns) {
                if (before_[head + i] == after_[head + j])
                    keep(before_[head + i++]), ++j;
                else if (at(i + 1, j) >= at(i, j + 1))
                    drop(before_[head + i++]);
                else
                    insert(after_[head + j++]);
            }
        }
        for (; i < rows; ++i) drop(before_[head + i]);
        for (; j < columns; ++j) insert(after_[head + j]);
    }

    /// Length of the longest common run of lines from each pair on.
    std::vector<std::uint32_t> longest(std::size_t head, std::size_t rows, std::size_t columns) {
        std::vector<std::uint32_t> common((rows + 1) * (columns + 1), 0);
        for (std::size_t i = rows; i-- > 0;)
            for (std::size_t j = columns; j-- > 0;) {
                const std::size_t here = i * (columns + 1) + j;
                const std::size_t below = here + columns + 1;
                common[here] = before_[head + i] == after_[head + j]
                                   ? common[below + 1] + 1
                                   : std::max(common[below], common[here + 1]);
            }
        return common;
    }

    void keep(std::string_view line) {
        flush();
        offset_ += line.size();
    }

    void drop(std::string_view line) { current_.length += line.size(); }
    void insert(std::string_view line) { current_.text += line; }

    void flush() {
        if (current_.length == 0 && current_.text.empty()) return;
        current_.file = path_;
        current_.offset = offset_;
        offset_ += current_.length;
        edits_.push_back(std::move(current_));
        current_ = {};
    }

    const std::string& path_;
    std::vector<std::string_view> before_, after_;
    std::size_t offset_ = 0;
    TextEdit current_;
    std::vector<TextEdit> edits_;
};

}  // namespace

std::vector<TextEdit> difference(const std::string& path, std::string_view before,
                                 std::string_view after) {
    return Difference(path, before, after).run();
}

}  // namespace throughgate::tooling

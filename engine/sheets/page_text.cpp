// SPDX-License-Identifier: MIT
// A page as text: headings underlined, tables in columns, long cells on several lines.
#include <algorithm>

#include "sheets/page.hpp"
#include "throughgate/sheet_pages.hpp"

namespace throughgate::sheets {
namespace {

constexpr std::size_t widest_cell = 34;
constexpr std::size_t widest_last = 60;  // of the last column, which may run on
constexpr std::size_t widest_line = 100;

/// Characters on paper: UTF-8 continuation bytes take no room.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

/// `text` on lines of at most `width`, broken at spaces.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        std::string& line = lines.back();
        if (line.empty())
            line = word;
        else if (width_of(line) + 1 + width_of(word) <= width)
            line += " " + std::string(word);
        else
            lines.emplace_back(word);
    }
    return lines;
}

Cell wrapped(const Cell& cell, bool last) {
    Cell lines;
    for (const std::string& each : cell)
        for (std::string& line : wrapped(each, last ? widest_last : widest_cell))
            lines.push_back(std::move(line));
    return lines;
}

std::string underlined(const std::string& text, char line) {
    return text + "\n" + std::string(width_of(text), line) + "\n";
}

std::string row_text(const std::vector<Cell>& row, const std::vector<std::size_t>& widths) {
    std::size_t height = 1;
    for (const Cell& cell : row) height = std::max(height, cell.size());
    std::string text;
    for (std::size_t line = 0; line < height; ++line) {
        std::string out;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string part = line < row[i].size() ? row[i][line] : "";
            out += part + std::string(widths[i] - width_of(part) + 2, ' ');
        }
        text += out.substr(0, out.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string table_text(const Block& block) {
    std::vector<std::vector<Cell>> rows(1);
    for (const std::string& column : block.columns)
        rows.front().push_back(wrapped(Cell{column}, false));
    for (const auto& row : block.rows) {
        rows.emplace_back();
        for (const Cell& cell : row)
            rows.back().push_back(wrapped(cell, rows.back().size() + 1 == row.size()));
    }
    std::vector<std::size_t> widths(block.columns.size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            for (const std::string& line : row[i]) widths[i] = std::max(widths[i], width_of(line));
    std::string text;
    for (const auto& row : rows) text += row_text(row, widths);
    return text;
}

std::string items_text(const Block& block) {
    std::string text;
    for (const std::string& item : block.items) {
        std::string_view mark = "- ";
        for (const std::string& line : wrapped(item, widest_line - 2)) {
            text += std::string(mark) + line + "\n";
            mark = "  ";
        }
    }
    return text;
}

std::string block_text(const Block& block) {
    std::string text = underlined((block.warns ? "! " : "") + block.heading, '-');
    if (block.rows.empty() && block.items.empty()) return text + block.nothing + "\n";
    return text + (block.columns.empty() ? items_text(block) : table_text(block));
}

}  // namespace

std::string text_of(const Page& page) {
    std::string text = underlined(page.title, '=');
    std::size_t widest = 0;
    for (const auto& [term, value] : page.about) widest = std::max(widest, width_of(term));
    for (const auto& [term, value] : page.about)
        text += term + ":" + std::string(widest - width_of(term) + 1, ' ') + value + "\n";
    for (const Block& block : page.blocks) text += "\n" + block_text(block);
    return text + "\n" + page.printed + ". " + page.marking + "\n";
}

}  // namespace throughgate::sheets

namespace throughgate {

std::string text_page(const FactsView& facts) { return text_of(sheets::page_of(facts)); }
std::string text_page(const NeedsList& needs) { return text_of(sheets::page_of(needs)); }
std::string text_page(const ReleaseSheet& sheet) { return text_of(sheets::page_of(sheet)); }
std::string text_page(const ReleaseList& list) { return text_of(sheets::page_of(list)); }
std::string text_page(const ReceptionList& list) { return text_of(sheets::page_of(list)); }

}  // namespace throughgate

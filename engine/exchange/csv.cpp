// SPDX-License-Identifier: MIT
#include "exchange/csv.hpp"

namespace throughgate::exchange {
namespace {

class CsvReader {
public:
    explicit CsvReader(std::string_view bytes) : bytes_(bytes) {
        if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
    }

    CsvTable read() {
        CsvTable table;
        while (at_ < bytes_.size()) {
            CsvRow row = read_row(table);
            if (table.open_quote_line != 0) break;
            if (!row.raw.empty()) table.rows.push_back(std::move(row));
        }
        return table;
    }

private:
    CsvRow read_row(CsvTable& table) {
        CsvRow row;
        row.line = line_;
        const std::size_t start = at_;
        bool more = true;
        while (more) more = read_cell(row, table);
        row.raw = std::string(bytes_.substr(start, at_ - start));
        skip_line_end();
        return row;
    }

    /// True when a comma followed, so that the row goes on.
    bool read_cell(CsvRow& row, CsvTable& table) {
        std::string cell;
        if (peek() == '"') read_quoted(cell, table);
        while (at_ < bytes_.size() && peek() != ',' && !at_line_end()) {
            row.stray_quote = row.stray_quote || peek() == '"' || quoted_;
            cell += bytes_[at_++];
        }
        quoted_ = false;
        row.cells.push_back(std::move(cell));
        if (peek() != ',') return false;
        ++at_;
        return true;
    }

    void read_quoted(std::string& cell, CsvTable& table) {
        const std::size_t opened = line_;
        ++at_;
        while (at_ < bytes_.size()) {
            const char c = bytes_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                cell += c;
            } else if (peek() == '"') {
                cell += bytes_[at_++];
            } else {
                quoted_ = true;
                return;
            }
        }
        table.open_quote_line = opened;
    }

    void skip_line_end() {
        if (peek() == '\r') ++at_;
        if (peek() == '\n') ++at_;
        ++line_;
    }

    [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    /// A carriage return alone ends a line too, as old spreadsheets write it.
    [[nodiscard]] bool at_line_end() const { return peek() == '\n' || peek() == '\r'; }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    bool quoted_ = false;  ///< the cell being read had a closing quote
};

}  // namespace

CsvTable read_csv(std::string_view bytes) { return CsvReader(bytes).read(); }

}  // namespace throughgate::exchange

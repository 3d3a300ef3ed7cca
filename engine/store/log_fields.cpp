// SPDX-License-Identifier: MIT
// The fields of a log entry as JSON text, so that people and SQLite's own functions can read and
// erase them. Only flat lists of strings and nulls: a general reader would be a library's job.
#include <cstdint>
#include <optional>

#include "store/chain.hpp"

namespace throughgate::store {
namespace {

void write_string(std::string_view text, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (byte < 0x20) {
            out.append("\\u00");
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

class ListReader {
public:
    explicit ListReader(std::string_view json) : left_(json) {}

    bool take(char c) {
        skip_spaces();
        if (left_.empty() || left_.front() != c) return false;
        left_.remove_prefix(1);
        return true;
    }
    bool take_null() {
        skip_spaces();
        if (!left_.starts_with("null")) return false;
        left_.remove_prefix(4);
        return true;
    }
    bool at_end() const { return left_.empty(); }

    bool string(std::string& into) {
        if (!take('"')) return false;
        while (!left_.empty() && left_.front() != '"')
            if (!character(into)) return false;
        return take('"');
    }

private:
    void skip_spaces() {
        while (!left_.empty() && left_.front() == ' ') left_.remove_prefix(1);
    }

    bool character(std::string& into) {
        const char c = left_.front();
        left_.remove_prefix(1);
        if (c != '\\') return into.push_back(c), true;
        return escape(into);
    }

    bool escape(std::string& into) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (left_.empty()) return false;
        const char c = left_.front();
        left_.remove_prefix(1);
        if (c == 'u') return code_unit(into);
        const std::size_t index = letters.find(c);
        if (index == letters.npos) return false;
        into.push_back(meanings[index]);
        return true;
    }

    /// We write control characters only; others come back as they were.
    bool code_unit(std::string& into) {
        if (left_.size() < 4) return false;
        unsigned value = 0;
        for (const char c : left_.substr(0, 4)) {
            const std::size_t digit = std::string_view("0123456789abcdef").find(c);
            if (digit == std::string_view::npos) return false;
            value = value * 16 + static_cast<unsigned>(digit);
        }
        if (value > 0x7f) return false;
        left_.remove_prefix(4);
        into.push_back(static_cast<char>(value));
        return true;
    }

    std::string_view left_;
};

bool read_pair(ListReader& in, StoredLogEntry& into) {
    std::pair<std::string, std::string> field;
    if (!in.string(field.first) || !in.take(',')) return false;
    const bool erased = in.take_null();
    if (!erased && !in.string(field.second)) return false;
    into.fields.push_back(std::move(field));
    into.erased.push_back(erased);
    return true;
}

}  // namespace

void write_fields(const ChangeLog::Fields& fields, std::string& out) {
    out.clear();
    out.push_back('[');
    for (const auto& [name, value] : fields) {
        if (out.size() > 1) out.push_back(',');
        write_string(name, out);
        out.push_back(',');
        write_string(value, out);
    }
    out.push_back(']');
}

bool read_fields(std::string_view json, StoredLogEntry& into) {
    ListReader in(json);
    if (!in.take('[')) return false;
    if (in.take(']')) return in.at_end();
    do {
        if (!read_pair(in, into)) return false;
    } while (in.take(','));
    return in.take(']') && in.at_end();
}

}  // namespace throughgate::store

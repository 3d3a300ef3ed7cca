// SPDX-License-Identifier: MIT
#include "definition/canonical.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace throughgate::definition {

namespace {

constexpr std::array<std::pair<char, char>, 7> short_escapes = {
    {{'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}}};

void write_letter(char letter, std::string& out) {
    for (const auto& [plain, escape] : short_escapes)
        if (letter == plain) {
            out += '\\';
            out += escape;
            return;
        }
    if (static_cast<unsigned char>(letter) >= 0x20) {
        out += letter;
        return;
    }
    std::array<char, 8> code{};
    std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(letter));
    out += code.data();
}

bool is_plain(char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
}

/// Most letters stand for themselves and are copied in runs: whole files go through here.
void write_text(std::string_view text, std::string& out) {
    out += '"';
    while (!text.empty()) {
        const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
        const auto run = static_cast<std::size_t>(end - text.begin());
        out += text.substr(0, run);
        text.remove_prefix(run);
        if (text.empty()) break;
        write_letter(text.front(), out);
        text.remove_prefix(1);
    }
    out += '"';
}

void write(const Json& json, std::string& out) {
    if (json.kind == Json::Kind::text) return write_text(json.text, out);
    const bool is_list = json.kind == Json::Kind::list;
    out += is_list ? '[' : '{';
    const std::size_t start = out.size();
    for (const Json& item : json.items) {
        if (out.size() > start) out += ',';
        write(item, out);
    }
    for (const auto& [key, value] : json.members) {
        if (out.size() > start) out += ',';
        write_text(key, out);
        out += ':';
        write(value, out);
    }
    out += is_list ? ']' : '}';
}

class CanonicalReader {
public:
    explicit CanonicalReader(std::string_view text) : rest_(text) {}

    std::optional<Json> run() {
        Json json;
        if (!value(json, 0) || !rest_.empty()) return std::nullopt;
        return json;
    }

private:
    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool value(Json& json, int depth) {
        if (depth > 64) return false;
        if (take('[')) return list(json, depth);
        if (take('{')) return object(json, depth);
        return text(json.text);
    }

    bool list(Json& json, int depth) {
        json.kind = Json::Kind::list;
        if (take(']')) return true;
        do {
            if (!value(json.items.emplace_back(), depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    bool object(Json& json, int depth) {
        json.kind = Json::Kind::object;
        if (take('}')) return true;
        do {
            std::string key;
            if (!text(key) || !take(':') || !value(json.members[key], depth + 1)) return false;
        } while (take(','));
        return take('}');
    }

    bool text(std::string& out) {
        if (!take('"')) return false;
        while (!rest_.empty() && rest_.front() != '"') {
            if (take('\\')) {
                if (!escape(out)) return false;
            } else {
                out += rest_.front();
                rest_.remove_prefix(1);
            }
        }
        return take('"');
    }

    bool escape(std::string& out) {
        if (rest_.empty()) return false;
        const char letter = rest_.front();
        rest_.remove_prefix(1);
        for (const auto& [plain, short_form] : short_escapes)
            if (letter == short_form) {
                out += plain;
                return true;
            }
        if (letter != 'u' || rest_.size() < 4 || !rest_.starts_with("00")) return false;
        const std::size_t high = hex_.find(rest_[2]);
        const std::size_t low = hex_.find(rest_[3]);
        if (high == std::string_view::npos || low == std::string_view::npos) return false;
        out += static_cast<char>(high * 16 + low);
        rest_.remove_prefix(4);
        return true;
    }

    static constexpr std::string_view hex_ = "0123456789abcdef";
    std::string_view rest_;
};

}  // namespace

Json Json::of(std::string text) {
    Json json;
    json.text = std::move(text);
    return json;
}

Json Json::list() {
    Json json;
    json.kind = Kind::list;
    return json;
}

Json Json::object() {
    Json json;
    json.kind = Kind::object;
    return json;
}

const Json* Json::find(std::string_view key) const {
    const auto found = members.find(key);
    return found == members.end() ? nullptr : &found->second;
}

std::string write_canonical(const Json& json) {
    std::string out;
    write(json, out);
    return out;
}

std::optional<Json> read_canonical(std::string_view text) { return CanonicalReader(text).run(); }

}  // namespace throughgate::definition

// SPDX-License-Identifier: MIT
#include "reply.hpp"

#include <algorithm>
#include <array>

namespace record_http {

using throughgate::notifier::Answer;

namespace {

constexpr std::size_t longest_words = 300;
constexpr std::array<long, 6> about_the_entry{400, 404, 409, 410, 413, 422};

/// The string that stands behind "key": in a JSON text; empty: there is none.
std::string string_behind(std::string_view body, std::string_view key) {
    const std::string quoted = "\"" + std::string(key) + "\"";
    std::size_t at = body.find(quoted);
    if (at == std::string_view::npos) return {};
    at = body.find_first_not_of(" \t\r\n", at + quoted.size());
    if (at == std::string_view::npos || body[at] != ':') return {};
    at = body.find_first_not_of(" \t\r\n", at + 1);
    if (at == std::string_view::npos || body[at] != '"') return {};
    std::string text;
    for (++at; at < body.size() && body[at] != '"'; ++at) {
        if (body[at] == '\\' && at + 1 < body.size()) ++at;
        text += body[at];
    }
    return text;
}

std::string one_line(std::string_view text) {
    std::string line(text.substr(0, longest_words));
    std::replace_if(
        line.begin(), line.end(),
        [](char letter) { return (letter >= 0 && letter < 0x20) || letter == 0x7f; }, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string said(const Reply& reply) {
    const std::string words = words_of(reply.body);
    const std::string status = "answered " + std::to_string(reply.status);
    return words.empty() ? status : status + ": " + words;
}

}  // namespace

std::string words_of(std::string_view body) {
    for (const char* key : {"detail", "userMessage", "message", "title"})
        if (const std::string text = string_behind(body, key); !text.empty()) return one_line(text);
    return one_line(body);
}

Answer answer_of(const Reply& reply) {
    if (reply.status == 0) return throughgate::notifier::retry("no answer: " + reply.fault);
    if (reply.status >= 200 && reply.status < 300)
        return throughgate::notifier::delivered("taken, " + std::to_string(reply.status));
    const bool refused = std::find(about_the_entry.begin(), about_the_entry.end(), reply.status) !=
                         about_the_entry.end();
    return refused ? throughgate::notifier::failed(said(reply))
                   : throughgate::notifier::retry(said(reply));
}

}  // namespace record_http

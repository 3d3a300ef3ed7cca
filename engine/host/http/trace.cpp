// SPDX-License-Identifier: MIT
#include "host/http/trace.hpp"

#include <algorithm>
#include <random>

#include "host/http/crypto.hpp"

namespace throughgate::http {
namespace {

/// Ids of traces are no secrets; drawing them must not cost a system call each.
std::string drawn(std::size_t bytes) {
    thread_local std::mt19937_64 generator{std::random_device{}()};
    std::string text;
    while (text.size() < bytes) {
        const std::uint64_t number = generator();
        text.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    return hex(std::string_view(text).substr(0, bytes));
}

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) { return text.find_first_not_of('0') == text.npos; }

/// version "-" trace "-" parent "-" flags; later versions may have more behind that.
bool is_traceparent(std::string_view text) {
    if (text.size() < 55 || (text.size() > 55 && text[55] != '-')) return false;
    if (text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
    const std::string_view version = text.substr(0, 2);
    const bool known = is_hex(version) && version != "ff" && (version != "00" || text.size() == 55);
    return known && is_hex(text.substr(3, 32)) && !is_zero(text.substr(3, 32)) &&
           is_hex(text.substr(36, 16)) && !is_zero(text.substr(36, 16)) &&
           is_hex(text.substr(53, 2));
}

}  // namespace

Trace trace_of(std::string_view traceparent) {
    if (!is_traceparent(traceparent)) return {drawn(16), drawn(8), false};
    const char flags = traceparent[54];
    const int low = flags <= '9' ? flags - '0' : flags - 'a' + 10;
    return {std::string(traceparent.substr(3, 32)), drawn(8), low % 2 == 1};
}

std::string to_traceparent(const Trace& trace) {
    return "00-" + trace.id + "-" + trace.span + (trace.sampled ? "-01" : "-00");
}

}  // namespace throughgate::http

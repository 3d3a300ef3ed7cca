// SPDX-License-Identifier: MIT
#include "host/cli/console.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "host/cli/exit_codes.hpp"

namespace throughgate::cli {
namespace {

void write(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

/// Characters on screen: UTF-8 continuation bytes take no room.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

int exit_of(const Error& error) {
    switch (error.kind) {
        case ErrorKind::invalid: return exit_usage;
        case ErrorKind::not_found:
        case ErrorKind::forbidden:
        case ErrorKind::refused:
        case ErrorKind::conflict: return exit_refused;
        case ErrorKind::busy:
        case ErrorKind::unavailable:
        case ErrorKind::corrupt: return exit_unreachable;
    }
    return exit_our_error;
}

void Console::line(std::string_view text) const {
    write(stdout, std::string(text) + "\n");
    std::fflush(stdout);
}

void Console::say(std::string_view text) const { write(stderr, std::string(text) + "\n"); }

void Console::remark(std::string_view text) const {
    if (!json_) say(text);
}

void Console::value(const boost::json::value& value) const { line(boost::json::serialize(value)); }

int Console::fail(const Error& error) const {
    if (json_)
        value({{"error",
                {{"kind", name_of(error.kind)},
                 {"message", error.message},
                 {"subject", error.subject}}}});
    else
        say("error: " + error.message);
    return exit_of(error);
}

void Console::table(const std::vector<std::string>& head,
                    const std::vector<std::vector<std::string>>& rows) const {
    std::vector<std::size_t> widths;
    for (const std::string& cell : head) widths.push_back(width_of(cell));
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width_of(row[i]));
    const auto print = [&](const std::vector<std::string>& row) {
        std::string text;
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) text += std::string(widths[i] - width_of(row[i]) + 2, ' ');
        }
        line(text);
    };
    print(head);
    for (const auto& row : rows) print(row);
}

void Console::progress(std::string_view text, bool always) const {
    if (isatty(fileno(stderr)) != 0)
        write(stderr, "\r\x1b[K" + std::string(text));
    else if (always)
        say(text);
}

std::string Console::when(const std::optional<Instant>& instant) const {
    if (!instant) return "-";
    if (words_) return words_(*instant);
    const Date day = std::chrono::floor<std::chrono::days>(*instant);
    return format_date_long(day) + " " + format_instant(*instant).substr(11, 5) + "Z";
}

}  // namespace throughgate::cli

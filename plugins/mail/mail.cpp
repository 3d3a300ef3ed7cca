// SPDX-License-Identifier: MIT
#include "mail/mail.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <stdexcept>

namespace mail {

using throughgate::notifier::Message;

namespace {

// RFC 5322: a line without its end; RFC 2047: an encoded word with its 12 bytes of frame.
constexpr std::size_t longest_line = 78;
constexpr std::size_t subject_label = 9;
constexpr std::size_t bytes_per_word = 42;  // 56 letters of base64
constexpr std::size_t longest_identifier = 200;

bool breaks_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool is_printable_ascii(char letter) { return letter >= 0x20 && letter < 0x7f; }

bool is_identifier(std::string_view text) {
    return !text.empty() && text.size() <= longest_identifier &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return is_printable_ascii(letter) && letter != ' ' && letter != '<' &&
                      letter != '>' && letter != '@';
           });
}

bool continues_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xc0u) == 0x80u;
}

/// Where the next encoded word ends: whole characters only.
std::size_t word_end(std::string_view text) {
    if (text.size() <= bytes_per_word) return text.size();
    std::size_t end = bytes_per_word;
    while (end > 1 && continues_character(text[end])) --end;
    return end;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            out.push_back(k <= have ? letters[group >> (18 - 6 * k) & 63u] : '=');
    }
    return out;
}

}  // namespace

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    const auto usable = [](char letter) {
        return is_printable_ascii(letter) &&
               std::string_view(" ,;:<>()[]\"\\").find(letter) == std::string_view::npos;
    };
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos && text.size() <= 254 &&
           std::all_of(text.begin(), text.end(), usable);
}

std::string_view unusable_field(const Message& message) {
    if (!is_address(message.recipient)) return "recipient";
    if (breaks_line(message.subject)) return "subject";
    if (!message.reference.empty() && !is_identifier(message.reference)) return "reference";
    if (!is_identifier(message.effect_id)) return "effect id";
    if (!is_identifier(message.notice_class)) return "notice class";
    return {};
}

Sender read_sender(std::string_view from) {
    const auto open = from.rfind('<');
    const bool bare = open == std::string_view::npos;
    const std::string_view name = bare ? std::string_view() : from.substr(0, open);
    const std::string_view address = bare ? from : from.substr(open + 1, from.size() - open - 2);
    if (breaks_line(from) || (!bare && from.back() != '>') || !is_address(address))
        throw std::runtime_error("from: write address@domain or Name <address@domain>");
    const auto domain = address.substr(address.find('@') + 1);
    if (bare) return {std::string(from), std::string(address), std::string(domain)};
    const auto letters = name.substr(0, name.find_last_not_of(' ') + 1);
    return {encoded_words(letters) + " <" + std::string(address) + ">", std::string(address),
            std::string(domain)};
}

std::vector<std::string> headers(const Message& message, const Sender& sender) {
    const std::string effect(message.effect_id);
    std::vector<std::string> lines{"Date: " + date_header(message.now),
                                   "From: " + sender.header,
                                   "To: " + std::string(message.recipient),
                                   "Subject: " + encoded_words(message.subject),
                                   "Message-ID: <" + effect + "@" + sender.domain + ">",
                                   "Auto-Submitted: auto-generated",
                                   "X-Throughgate-Effect: " + effect,
                                   "X-Throughgate-Class: " + std::string(message.notice_class)};
    if (!message.reference.empty())
        lines.push_back("X-Throughgate-Reference: " + std::string(message.reference));
    return lines;
}

std::string date_header(std::chrono::sys_time<std::chrono::milliseconds> now) {
    static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
    std::array<char, 64> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
        days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string encoded_words(std::string_view text) {
    const bool plain = text.size() + subject_label <= longest_line &&
                       text.find("=?") == std::string_view::npos &&
                       std::all_of(text.begin(), text.end(), is_printable_ascii);
    if (plain) return std::string(text);
    std::string words;
    while (!text.empty()) {
        const std::size_t end = word_end(text);
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return words;
}

std::string with_line_ends(std::string_view body, std::string_view line_end) {
    std::string text;
    text.reserve(body.size() + body.size() / 32 + line_end.size());
    for (const char letter : body) {
        if (letter == '\n')
            text += line_end;
        else if (letter != '\r')
            text.push_back(letter);
    }
    if (!text.ends_with(line_end)) text += line_end;
    return text;
}

}  // namespace mail

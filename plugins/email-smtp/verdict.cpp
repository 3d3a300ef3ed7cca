// SPDX-License-Identifier: MIT
#include "verdict.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace email_smtp {

using throughgate::notifier::Answer;

namespace {

constexpr std::size_t longest_reply = 200;
constexpr std::size_t shortest_name = 3;
constexpr std::string_view mask = "[address]";

constexpr std::array<std::string_view, 8> commands{"EHLO", "HELO", "STARTTLS", "AUTH",
                                                   "MAIL", "RCPT", "DATA",     "QUIT"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_reply(std::string_view line) {
    return line.size() >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]);
}

bool in_address(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(letter) != std::string_view::npos;
}

std::string without_addresses(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto at = text.find('@');
        if (at == std::string_view::npos) return out += text;
        std::size_t start = at;
        while (start > 0 && in_address(text[start - 1])) --start;
        std::size_t end = at + 1;
        while (end < text.size() && in_address(text[end])) ++end;
        out.append(text.substr(0, start)).append(mask);
        text.remove_prefix(end);
    }
    return out;
}

char lower(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::string printable(std::string_view text) {
    std::string out(text.substr(0, longest_reply));
    std::replace_if(
        out.begin(), out.end(), [](char letter) { return letter < 0x20 || letter == 0x7f; }, ' ');
    return out;
}

/// 530, 534, 535 and 538 speak of signing in, whatever command they answer.
bool is_about_signing_in(int code) {
    return code == 530 || code == 534 || code == 535 || code == 538;
}

bool is_final(const Talk& talk) {
    const bool about_message = talk.command() == "RCPT" || talk.command() == "DATA";
    return about_message && talk.code() >= 500 && !is_about_signing_in(talk.code());
}

std::string connection_fault(CURLcode result) {
    if (result == CURLE_USE_SSL_FAILED)
        return "the mail server does not offer TLS, which this channel requires; nothing was sent";
    return std::string("no mail was sent: ") + curl_easy_strerror(result);
}

std::string refusal(const Talk& talk, std::string_view recipient) {
    const std::string asked = talk.command().empty() ? "the connection" : talk.command();
    return "the mail server answered " + std::to_string(talk.code()) + " to " + asked + ": " +
           masked(talk.reply(), recipient);
}

}  // namespace

void Talk::sent(std::string_view line) {
    const std::string_view word = line.substr(0, line.find_first_of(" \r\n"));
    if (over_ || std::find(commands.begin(), commands.end(), word) == commands.end()) return;
    over_ = word == "QUIT";
    if (over_) return;
    command_ = word;
    code_ = 0;
    reply_.clear();
}

void Talk::received(std::string_view line) {
    if (over_ || !is_reply(line)) return;
    code_ = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    reply_ = printable(line.size() > 4 ? line.substr(4) : std::string_view());
    reply_.erase(reply_.find_last_not_of(' ') + 1);
}

std::string masked(std::string_view text, std::string_view recipient) {
    std::string out = without_addresses(text);
    const std::string name = lowered(recipient.substr(0, recipient.find('@')));
    if (name.size() < shortest_name) return out;
    for (std::size_t at = lowered(out).find(name); at != std::string::npos;
         at = lowered(out).find(name, at + mask.size()))
        out.replace(at, name.size(), mask);
    return out;
}

Answer verdict(CURLcode result, const Talk& talk, std::string_view recipient) {
    if (result == CURLE_OK) return throughgate::notifier::delivered("taken by the mail server");
    if (talk.code() < 400) return throughgate::notifier::retry(connection_fault(result));
    if (is_final(talk)) return throughgate::notifier::failed(refusal(talk, recipient));
    return throughgate::notifier::retry(refusal(talk, recipient));
}

}  // namespace email_smtp

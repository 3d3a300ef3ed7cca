// SPDX-License-Identifier: MIT
// mail: what the mail plug-ins share: the headers of one notice, and the guard against header
// injection. Pure. Nothing here ever puts a field's content into a message about it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "throughgate/plugin.hpp"

namespace mail {

/// Name of the first field that cannot be used in a header ("recipient", "subject", "reference",
/// "effect id", "notice class"), or empty.
std::string_view unusable_field(const throughgate::notifier::Message& message);
/// One address, `local@domain`, of printable ASCII without spaces, commas, brackets or quotes.
bool is_address(std::string_view text);

/// Who it is from: `address` or `Name <address>`.
struct Sender {
    std::string header;   ///< as it goes into From:
    std::string address;  ///< for the envelope
    std::string domain;   ///< right of the @, for Message-ID
};
/// Throws std::runtime_error naming the setting.
Sender read_sender(std::string_view from);

/// The header lines "Name: value", without line ends; a long subject is folded with "\r\n ".
/// Call only when unusable_field is empty.
std::vector<std::string> headers(const throughgate::notifier::Message& message,
                                 const Sender& sender);

/// RFC 5322: "Tue, 17 Mar 2026 09:00:00 +0000".
std::string date_header(std::chrono::sys_time<std::chrono::milliseconds> now);
/// Unstructured header text: as it is when printable ASCII that fits a line, else RFC 2047 words.
std::string encoded_words(std::string_view text);

/// The body with every line ended by `line_end`; carriage returns of its own are dropped.
std::string with_line_ends(std::string_view body, std::string_view line_end);

}  // namespace mail

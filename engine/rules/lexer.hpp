// SPDX-License-Identifier: MIT
// Lexer: the text of one rule as words with their places.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/fault_sink.hpp"
#include "throughgate/time.hpp"

namespace throughgate::rules {

enum class TokenKind : std::uint8_t { word, number, date, time, quoted, open, close, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;        ///< a view of the rule's text; without the quotes of a quoted one
    std::uint32_t offset = 0;     ///< bytes from the start of the text
    std::int64_t number = 0;      ///< of a number
    Date date{};                  ///< of a date
    std::chrono::minutes time{};  ///< of a time of day
};

/// Always ends with an `end` token. Faults (unreadable characters, impossible dates) go to
/// `faults`.
std::vector<Token> tokenize(std::string_view text, FaultSink& faults);

/// "R-14d", "release + 2wd" as words: "14 days before release". Empty when it is not such notation.
std::string spelled_out(std::string_view notation);
/// "14d" as words: "14 days". Empty when it is no number with a unit.
std::string spelled_out_amount(std::string_view notation);

}  // namespace throughgate::rules

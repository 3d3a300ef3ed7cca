// SPDX-License-Identifier: MIT
#include "rules/lexer.hpp"

#include <array>
#include <charconv>
#include <string>

#include "rules/date_math.hpp"

namespace throughgate::rules {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; }

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!is_digit(c)) return false;
    }
    return !text.empty();
}

/// `pattern` has 'd' where a digit must stand and the character itself elsewhere.
bool looks_like(std::string_view text, std::string_view pattern) {
    if (text.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (pattern[i] == 'd' ? !is_digit(text[i]) : text[i] != pattern[i]) return false;
    }
    return true;
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

class Lexer {
public:
    Lexer(std::string_view text, FaultSink& faults) : text_(text), faults_(&faults) {}

    std::vector<Token> run() {
        while (skip_spaces()) next();
        tokens_.push_back(make(TokenKind::end, text_.size(), 0));
        return std::move(tokens_);
    }

private:
    bool skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
        return at_ < text_.size();
    }

    void next() {
        const char c = text_[at_];
        if (c == '(') return push(TokenKind::open, 1);
        if (c == ')') return push(TokenKind::close, 1);
        if (c == '"') return quoted();
        if (is_letter(c)) return push(TokenKind::word, run_length(is_name_part));
        if (is_digit(c) || starts_negative()) return digits();
        unreadable();
    }

    bool starts_negative() const {
        return text_[at_] == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    }

    template <typename Accepts>
    std::size_t run_length(Accepts accepts) const {
        std::size_t end = at_ + 1;
        while (end < text_.size() && accepts(text_[end])) ++end;
        return end - at_;
    }

    Token make(TokenKind kind, std::size_t offset, std::size_t length) const {
        Token token;
        token.kind = kind;
        token.text = text_.substr(offset, length);
        token.offset = static_cast<std::uint32_t>(offset);
        return token;
    }

    void push(TokenKind kind, std::size_t length) {
        tokens_.push_back(make(kind, at_, length));
        at_ += length;
    }

    void quoted() {
        const std::size_t close = text_.find('"', at_ + 1);
        if (close == std::string_view::npos) {
            fault(messages::open_quote());
            at_ = text_.size();
            return;
        }
        Token token = make(TokenKind::quoted, at_ + 1, close - at_ - 1);
        token.offset = static_cast<std::uint32_t>(at_);
        tokens_.push_back(token);
        at_ = close + 1;
    }

    /// A number, a date, a time of day, or a name that starts with a digit.
    void digits() {
        const auto accepts = [](char c) { return is_name_part(c) || c == ':' || c == '/'; };
        const std::size_t length = run_length(accepts);
        Token token = make(TokenKind::word, at_, length);
        if (all_digits(token.text.substr(token.text.front() == '-' ? 1 : 0))) {
            number(token);
        } else if (looks_like(token.text, "dddd-dd-dd")) {
            date(token);
        } else if (token.text.find('/') != std::string_view::npos) {
            fault(messages::no_such_day(token.text));
        } else if (looks_like(token.text, "dd:dd") || looks_like(token.text, "d:dd")) {
            time(token);
        }
        tokens_.push_back(token);
        at_ += length;
    }

    void number(Token& token) {
        token.kind = TokenKind::number;
        const char* end = token.text.data() + token.text.size();
        const auto [rest, error] = std::from_chars(token.text.data(), end, token.number);
        if (error != std::errc{} || rest != end) fault(messages::number_too_large(token.text));
    }

    void date(Token& token) {
        token.kind = TokenKind::date;
        const std::optional<Date> day = parse_date(token.text);
        if (!day || !in_range(*day)) return fault(messages::no_such_day(token.text));
        token.date = *day;
    }

    void time(Token& token) {
        token.kind = TokenKind::time;
        if (token.text.size() != 5) return fault(messages::no_such_time(token.text));
        const int hours = two_digits(token.text);
        const int minutes = two_digits(token.text.substr(3));
        if (hours > 23 || minutes > 59) return fault(messages::no_such_time(token.text));
        token.time = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    }

    void unreadable() {
        const auto accepts = [](char c) {
            return !is_space(c) && !is_letter(c) && !is_digit(c) && c != '(' && c != ')' &&
                   c != '"';
        };
        const std::size_t length = run_length(accepts);
        fault(messages::unreadable(text_.substr(at_, length)));
        at_ += length;
    }

    void fault(Message message) {
        faults_->add(static_cast<std::uint32_t>(at_), std::move(message));
    }

    std::string_view text_;
    FaultSink* faults_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

struct UnitLetters {
    std::string_view letters;
    std::string_view one;
    std::string_view many;
};

constexpr std::array unit_letters{UnitLetters{"d", "day", "days"},
                                  UnitLetters{"wd", "working day", "working days"},
                                  UnitLetters{"bd", "working day", "working days"},
                                  UnitLetters{"w", "week", "weeks"},
                                  UnitLetters{"m", "month", "months"},
                                  UnitLetters{"y", "year", "years"},
                                  UnitLetters{"h", "hour", "hours"},
                                  UnitLetters{"s", "second", "seconds"},
                                  UnitLetters{"min", "minute", "minutes"},
                                  UnitLetters{"day", "day", "days"},
                                  UnitLetters{"days", "day", "days"},
                                  UnitLetters{"hours", "hour", "hours"},
                                  UnitLetters{"weeks", "week", "weeks"},
                                  UnitLetters{"months", "month", "months"}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, FaultSink& faults) {
    return Lexer(text, faults).run();
}

std::string spelled_out_amount(std::string_view notation) {
    std::size_t digits = 0;
    while (digits < notation.size() && is_digit(notation[digits])) ++digits;
    if (digits == 0 || digits == notation.size()) return {};
    const std::string_view count = notation.substr(0, digits);
    const std::string_view letters = trimmed(notation.substr(digits));
    for (const UnitLetters& unit : unit_letters) {
        if (unit.letters != letters) continue;
        return std::string(count) + ' ' + std::string(count == "1" ? unit.one : unit.many);
    }
    return {};
}

std::string spelled_out(std::string_view notation) {
    notation = trimmed(notation);
    const std::size_t sign = notation.find_last_of("+-");
    if (sign == std::string_view::npos || sign == 0) return {};
    const std::string_view name = trimmed(notation.substr(0, sign));
    const std::string_view count = trimmed(notation.substr(sign + 1));
    if (name.find_first_of(" \t+") != std::string_view::npos || !is_letter(name.front())) return {};
    const bool letter = name.size() == 1 && name != "_";
    std::string amount = spelled_out_amount(count);
    if (amount.empty() && letter && all_digits(count)) {
        amount = std::string(count) + (count == "1" ? " day" : " days");
    }
    if (amount.empty()) return {};
    const std::string anchor = letter ? "release" : std::string(name);
    return amount + (notation[sign] == '-' ? " before " : " after ") + anchor;
}

}  // namespace throughgate::rules

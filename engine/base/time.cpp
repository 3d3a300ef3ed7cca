// SPDX-License-Identifier: MIT
// Text forms of instants and dates. ISO 8601, the strict profile that time.hpp states.
#include "throughgate/time.hpp"

#include <array>
#include <string>

namespace throughgate {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

constexpr std::array day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Reads exactly `width` digits at `at`; -1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    if (at + width > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

struct Civil {
    int year;
    unsigned month;
    unsigned day;
};

Civil civil(Date date) {
    const year_month_day ymd{date};
    return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
            static_cast<unsigned>(ymd.day())};
}

/// Minutes east of UTC from "Z", "+hh:mm" or "-hh:mm"; nullopt for anything else.
std::optional<int> offset_minutes(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const int hours = digits(text, 1, 2);
    const int minutes = digits(text, 4, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// Milliseconds from ".d", ".dd", ... at the start of `text`, which it shortens; -1 when malformed.
int fraction(std::string_view& text) {
    if (text.empty() || text[0] != '.') return 0;
    std::size_t end = 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == 1 || end > 10) return -1;
    int value = 0;
    for (std::size_t i = 1; i <= 3; ++i) value = value * 10 + (i < end ? text[i] - '0' : 0);
    text.remove_prefix(end);
    return value;
}

/// Text of known length, written in place: much of what is recorded are dates.
class Line {
public:
    /// Exactly the last `width` digits of what is not negative.
    void digits(unsigned value, std::size_t width) {
        for (std::size_t i = width; i > 0; --i, value /= 10)
            text_[size_ + i - 1] = static_cast<char>('0' + value % 10);
        size_ += width;
    }
    void put(char letter) { text_[size_++] = letter; }
    void date(const Civil& c) {
        digits(static_cast<unsigned>(c.year), 4);
        put('-');
        digits(c.month, 2);
        put('-');
        digits(c.day, 2);
    }
    [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

private:
    std::array<char, 24> text_;
    std::size_t size_ = 0;
};

bool has_four_digits(int year) { return year >= 0 && year <= 9999; }

/// Years that ISO 8601 writes by agreement only; no rule gives one.
std::string far_year(int year) {
    const std::string digits = std::to_string(year);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::string format_date(Date date) {
    const Civil c = civil(date);
    Line line;
    line.date(c);
    if (has_four_digits(c.year)) return std::string(line.text());
    return far_year(c.year) + std::string(line.text().substr(4));
}

std::string format_date_long(Date date) {
    const Civil c = civil(date);
    const unsigned weekday = std::chrono::weekday{date}.c_encoding();
    return std::string(day_names[weekday]) + " " + std::to_string(c.day) + " " +
           month_names[c.month - 1] + " " + std::to_string(c.year);
}

std::string format_instant(Instant instant) {
    const Date day = floor<days>(instant);
    const auto of_day = static_cast<unsigned>((instant - day).count());
    const unsigned seconds = of_day / 1000;
    const Civil c = civil(day);
    Line line;
    line.date(c);
    line.put('T');
    line.digits(seconds / 3600, 2);
    line.put(':');
    line.digits(seconds / 60 % 60, 2);
    line.put(':');
    line.digits(seconds % 60, 2);
    if (of_day % 1000 != 0) {
        line.put('.');
        line.digits(of_day % 1000, 3);
    }
    line.put('Z');
    if (has_four_digits(c.year)) return std::string(line.text());
    return far_year(c.year) + std::string(line.text().substr(4));
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const year_month_day ymd{std::chrono::year{year},
                             std::chrono::month{static_cast<unsigned>(month)},
                             std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return std::nullopt;
    return Date{ymd};
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    std::string_view rest = text.substr(19);
    const int milliseconds = fraction(rest);
    const auto offset = offset_minutes(rest);
    if (milliseconds < 0 || !offset) return std::nullopt;
    return Instant{*day} + std::chrono::hours{hour} + std::chrono::minutes{minute - *offset} +
           std::chrono::seconds{second} + Milliseconds{milliseconds};
}

}  // namespace throughgate

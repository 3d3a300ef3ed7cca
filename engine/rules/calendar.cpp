// SPDX-License-Identifier: MIT
#include "rules/calendar.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

namespace throughgate::rules {
namespace {

// Wide enough for 10,000 working days from either end of the years 1900 to 2200.
constexpr Date span_first{std::chrono::year(1850) / 1 / 1};
constexpr Date span_last{std::chrono::year(2250) / 12 / 31};
constexpr std::int64_t span_days = (span_last - span_first).count() + 1;
constexpr std::int64_t span_words = (span_days + 63) / 64;

constexpr int largest_step = 10'000;
constexpr std::uint8_t every_day = 0x7f;

std::int64_t index_of(Date day) { return (day - span_first).count(); }
Date day_at(std::size_t word, int bit) {
    return span_first + std::chrono::days(static_cast<std::int64_t>(word) * 64 + bit);
}
bool in_span(Date day) { return day >= span_first && day <= span_last; }

/// 0 is Monday.
unsigned weekday_of(Date day) { return std::chrono::weekday(day).iso_encoding() - 1; }

int skip_all(std::uint64_t& word, int n) {
    n -= std::popcount(word);
    word = 0;
    return n;
}

/// Takes set bits off `word` from the lowest until it holds none or the n-th (from 1) is the next;
/// what is left of n. Most steps are short: counting the bits of a word would cost more.
int skip_lowest(std::uint64_t& word, int n) {
    if (n > 64) return skip_all(word, n);
    for (; n > 1 && word != 0; --n) word &= word - 1;
    return n;
}

/// The same from the highest.
int skip_highest(std::uint64_t& word, int n) {
    if (n > 64) return skip_all(word, n);
    for (; n > 1 && word != 0; --n) word ^= std::bit_floor(word);
    return n;
}

bool earlier(const Holiday& left, const Holiday& right) { return left.date < right.date; }

}  // namespace

Calendar::Calendar(std::string name, std::string version, std::vector<unsigned> weekend,
                   std::vector<Holiday> holidays, std::vector<Date> extra_working, Date known_until)
    : name_(std::move(name)),
      version_(std::move(version)),
      holidays_(std::move(holidays)),
      extra_working_(std::move(extra_working)),
      known_until_(known_until),
      working_bits_(static_cast<std::size_t>(span_words)) {
    for (const unsigned day : weekend) {
        if (day >= 1 && day <= 7)
            weekend_mask_ = static_cast<std::uint8_t>(weekend_mask_ | 1u << (day - 1));
    }
    std::sort(holidays_.begin(), holidays_.end(), earlier);
    std::sort(extra_working_.begin(), extra_working_.end());
    for (Date day = span_first; day <= span_last; day += std::chrono::days(1)) {
        set_working(day, !is_weekend(day));
    }
    for (const Holiday& holiday : holidays_) set_working(holiday.date, false);
    for (const Date day : extra_working_) set_working(day, true);
}

void Calendar::set_working(Date day, bool working) {
    if (!in_span(day)) return;
    const auto index = static_cast<std::size_t>(index_of(day));
    const std::uint64_t bit = std::uint64_t{1} << (index % 64);
    std::uint64_t& word = working_bits_[index / 64];
    word = working ? word | bit : word & ~bit;
}

bool Calendar::is_weekend(Date day) const { return (weekend_mask_ >> weekday_of(day) & 1u) != 0; }

bool Calendar::is_working(Date day) const {
    if (!in_span(day)) return !is_weekend(day);
    const auto index = static_cast<std::size_t>(index_of(day));
    return (working_bits_[index / 64] >> (index % 64) & 1u) != 0;
}

const Holiday* Calendar::holiday_on(Date day) const {
    const auto found =
        std::lower_bound(holidays_.begin(), holidays_.end(), Holiday{day, {}}, earlier);
    return found != holidays_.end() && found->date == day ? &*found : nullptr;
}

Date Calendar::step(Date day, int n) const {
    n = std::clamp(n, -largest_step, largest_step);
    if (n == 0) return day;
    if (!in_span(day)) return step_over_weekends(day, n);
    return n > 0 ? step_forward(day, n) : step_backward(day, -n);
}

std::optional<Date> Calendar::step_except(Date day, int n, std::uint8_t uncounted) const {
    if ((uncounted & every_day) == 0) return step(day, n);
    n = std::clamp(n, -largest_step, largest_step);
    // A weekday that works comes round once a week, so this ends; where none works, it gives up.
    int tries = std::abs(n) * 8 + 400;
    for (int left = std::abs(n); left > 0; --tries) {
        const Date next = step(day, n > 0 ? 1 : -1);
        if (next == day || tries == 0) return std::nullopt;
        day = next;
        if ((uncounted >> weekday_of(day) & 1u) == 0) --left;
    }
    return day;
}

std::int64_t Calendar::working_between(Date from, Date to) const {
    from = std::max(from, span_first);
    to = std::min(to, span_last);
    if (to < from) return 0;
    const auto start = static_cast<std::size_t>(index_of(from));
    const auto end = static_cast<std::size_t>(index_of(to));
    const std::uint64_t head = ~std::uint64_t{0} << (start % 64);
    const std::uint64_t tail = ~std::uint64_t{0} >> (63 - end % 64);
    std::int64_t count = 0;
    for (std::size_t at = start / 64; at <= end / 64; ++at) {
        std::uint64_t word = working_bits_[at];
        if (at == start / 64) word &= head;
        if (at == end / 64) word &= tail;
        count += std::popcount(word);
    }
    return count;
}

std::int64_t Calendar::holidays_between(Date from, Date to) const {
    if (to < from) return 0;
    const auto first =
        std::lower_bound(holidays_.begin(), holidays_.end(), Holiday{from, {}}, earlier);
    const auto last =
        std::upper_bound(holidays_.begin(), holidays_.end(), Holiday{to, {}}, earlier);
    return last - first;
}

const Holiday* Calendar::nth_holiday(Date day, int n) const {
    const auto after =
        std::upper_bound(holidays_.begin(), holidays_.end(), Holiday{day, {}}, earlier);
    const auto from = std::lower_bound(holidays_.begin(), after, Holiday{day, {}}, earlier);
    if (n > 0 && holidays_.end() - after >= n) return &*(after + (n - 1));
    if (n < 0 && from - holidays_.begin() >= -n) return &*(from + n);
    return nullptr;
}

Date Calendar::step_forward(Date day, int n) const {
    const auto start = static_cast<std::size_t>(index_of(day)) + 1;
    std::size_t at = start / 64;
    if (at >= working_bits_.size()) return step_over_weekends(day, n);
    std::uint64_t word = working_bits_[at] & (~std::uint64_t{0} << (start % 64));
    for (;;) {
        n = skip_lowest(word, n);
        if (word != 0) return day_at(at, std::countr_zero(word));
        if (++at == working_bits_.size()) return step_over_weekends(span_last, n);
        word = working_bits_[at];
    }
}

Date Calendar::step_backward(Date day, int n) const {
    const auto end = static_cast<std::size_t>(index_of(day));  // not itself
    std::size_t at = end / 64;
    std::uint64_t word = working_bits_[at] & ((std::uint64_t{1} << (end % 64)) - 1);
    for (;;) {
        n = skip_highest(word, n);
        if (word != 0) return day_at(at, 63 - std::countl_zero(word));
        if (at == 0) return step_over_weekends(span_first, -n);
        word = working_bits_[--at];
    }
}

Date Calendar::step_over_weekends(Date day, int n) const {
    if (weekend_mask_ == every_day) return day;
    const std::chrono::days one(n > 0 ? 1 : -1);
    for (int left = std::abs(n); left > 0;) {
        day += one;
        if (!is_weekend(day)) --left;
    }
    return day;
}

Date Calendar::roll_back(Date day) const { return is_working(day) ? day : step(day, -1); }

Date Calendar::roll_forward(Date day) const { return is_working(day) ? day : step(day, 1); }

}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// Editing a calendar file: its lines are kept as they are but for the holidays that differ, the
// version and the horizon.
#include <algorithm>

#include "exchange/bank_holidays.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {
namespace {

constexpr std::size_t most_removed = 5;
constexpr std::string_view item_start = "- {date: ";
constexpr std::string_view title_start = ", title: ";

struct Line {
    std::string text;
    std::optional<Date> date;  ///< of a holiday
    std::string title;
    std::string tail;  ///< what follows the closing brace: a comment
};

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

bool is_quoted(std::string_view text) {
    return text.size() >= 2 && text.front() == '"' && text.back() == '"';
}

std::string unquoted(std::string_view text) {
    if (!is_quoted(text)) return std::string(text);
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size()) ++i;
        plain += text[i];
    }
    return plain;
}

/// Quoted only where the words would mean something else in the file.
std::string quoted(const std::string& title) {
    const bool plain = title.find_first_of(",[]{}\"\\#&*!|>%@`") == std::string::npos &&
                       title.find(": ") == std::string::npos && title.front() != '\'' &&
                       title.front() != '-' && title.front() != '?';
    if (plain) return title;
    std::string text = "\"";
    for (const char letter : title) {
        if (letter == '"' || letter == '\\') text += '\\';
        text += letter;
    }
    return text + "\"";
}

std::string holiday_line(const BankHoliday& holiday, std::string_view tail = {}) {
    return "  - {date: " + format_date(holiday.date) + ", title: " + quoted(holiday.title) + "}" +
           std::string(tail);
}

std::string shown(Date date, const std::string& title) {
    return format_date_long(date) + " " + title;
}

/// Where the item ends whose title begins at `start`: not in a quoted title, nor in a comment.
std::size_t end_of_item(std::string_view text, std::size_t start) {
    while (start < text.size() && text[start] == ' ') ++start;
    const char quote = start < text.size() ? text[start] : '}';
    if (quote != '"' && quote != '\'') return text.find('}', start);
    std::size_t at = start + 1;
    while (at < text.size() && text[at] != quote) at += quote == '"' && text[at] == '\\' ? 2 : 1;
    return text.find('}', std::min(at, text.size()));
}

/// "- {date: D, title: T}" and what follows it; anything else is no holiday of one line.
bool read_holiday(Line& line) {
    const std::string_view text = trimmed(line.text);
    if (!text.starts_with(item_start)) return false;
    const std::size_t comma = text.find(title_start);
    if (comma == std::string_view::npos) return false;
    const std::size_t close = end_of_item(text, comma + title_start.size());
    if (close == std::string_view::npos) return false;
    line.date = parse_date(trimmed(text.substr(item_start.size(), comma - item_start.size())));
    const std::size_t start = comma + title_start.size();
    line.title = unquoted(trimmed(text.substr(start, close - start)));
    line.tail = text.substr(close + 1);
    return line.date.has_value();
}

class CalendarEditor {
public:
    CalendarEditor(std::string_view text, std::string_view path,
                   const std::vector<BankHoliday>& holidays, std::string_view version)
        : path_(path), holidays_(holidays), version_(version) {
        for (std::string& each : lines_of(text)) lines_.push_back({std::move(each), {}, {}, {}});
        edit_.text = text;
    }

    Result<CalendarEdit> run() {
        if (auto read = read_lines(); !read.ok()) return read.error();
        compare();
        if (edit_.removed.size() > most_removed)
            return Error{ErrorKind::invalid,
                         std::string(path_) + ": " + std::to_string(edit_.removed.size()) +
                             std::string(messages::too_many_removed),
                         std::string(path_)};
        if (edit_.changed()) write();
        return std::move(edit_);
    }

private:
    Status read_lines() {
        bool inside = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const std::string& text = lines_[i].text;
            const std::string_view rest = trimmed(text);
            if (rest.empty() || rest.front() == '#') continue;
            if (text.front() != ' ' && text.front() != '-')
                inside = note_key(i);
            else if (inside && !read_holiday(lines_[i]))
                return fault(i, messages::holiday_not_one_line);
            if (inside) last_holiday_ = i;
        }
        if (holidays_at_ && !begins_list(lines_[*holidays_at_].text))
            return fault(*holidays_at_, messages::holidays_on_one_line);
        if (!holidays_at_ || !known_at_ || !version_at_)
            return fault(0, messages::calendar_lacks_keys);
        return {};
    }

    /// "holidays:" alone, but for a comment.
    static bool begins_list(std::string_view line) {
        const std::string_view rest = trimmed(line.substr(line.find(':') + 1));
        return rest.empty() || rest.front() == '#';
    }

    /// Notes where a key of the file stands; true when its holidays follow.
    bool note_key(std::size_t i) {
        const std::string& text = lines_[i].text;
        if (text.starts_with("version:")) version_at_ = i;
        if (text.starts_with("known_until:")) {
            known_at_ = i;
            const auto date = parse_date(trimmed(std::string_view(text).substr(12, 11)));
            edit_.known_until = date.value_or(Date{});
        }
        if (!text.starts_with("holidays:")) return false;
        holidays_at_ = i;
        return true;
    }

    Status fault(std::size_t line, std::string_view what) const {
        return Error{ErrorKind::invalid,
                     std::string(path_) + ":" + std::to_string(line + 1) + ": " + std::string(what),
                     std::string(path_)};
    }

    const BankHoliday* listed(Date date) const {
        for (const BankHoliday& each : holidays_)
            if (each.date == date) return &each;
        return nullptr;
    }

    void compare() {
        const auto year_of = [](Date date) { return std::chrono::year_month_day(date).year(); };
        const auto first = year_of(holidays_.front().date);
        const auto last = year_of(holidays_.back().date);
        for (Line& line : lines_) {
            if (!line.date || year_of(*line.date) < first || year_of(*line.date) > last) continue;
            const BankHoliday* now = listed(*line.date);
            if (now == nullptr) {
                edit_.removed.push_back(shown(*line.date, line.title));
            } else if (now->title != line.title) {
                edit_.renamed.push_back(shown(*line.date, line.title) + " -> " + now->title);
                line.text = holiday_line(*now, line.tail);
            }
        }
        first_ = Date{first / 1 / 1};
        last_ = Date{last / 12 / 31};
        for (const BankHoliday& each : holidays_)
            if (!has(each.date)) edit_.added.push_back(shown(each.date, each.title));
        edit_.horizon_moved = last_ > edit_.known_until;
        edit_.known_until = std::max(edit_.known_until, last_);
    }

    [[nodiscard]] bool has(Date date) const {
        return std::any_of(lines_.begin(), lines_.end(),
                           [date](const Line& line) { return line.date == date; });
    }

    void write() {
        lines_[*version_at_].text = "version: \"" + std::string(version_) + "\"";
        lines_[*known_at_].text = "known_until: " + format_date(edit_.known_until);
        edit_.text.clear();
        auto next = holidays_.begin();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const Line& line = lines_[i];
            if (line.date) add_until(*line.date, next);
            const bool gone = line.date && *line.date >= first_ && *line.date <= last_ &&
                              listed(*line.date) == nullptr;
            if (!gone) edit_.text += line.text + "\n";
            if (i == last_holiday_) add_until(Date::max(), next);
        }
    }

    /// The new days before `date`, each in its place.
    void add_until(Date date, std::vector<BankHoliday>::const_iterator& next) {
        for (; next != holidays_.end() && next->date < date; ++next)
            if (!has(next->date)) edit_.text += holiday_line(*next) + "\n";
    }

    std::string_view path_;
    const std::vector<BankHoliday>& holidays_;
    std::string_view version_;
    std::vector<Line> lines_;
    std::optional<std::size_t> holidays_at_, known_at_, version_at_;
    std::size_t last_holiday_ = 0;
    Date first_{}, last_{};
    CalendarEdit edit_;
};

}  // namespace

Result<CalendarEdit> edit_calendar(std::string_view text, std::string_view path,
                                   const std::vector<BankHoliday>& holidays,
                                   std::string_view version) {
    return CalendarEditor(text, path, holidays, version).run();
}

std::string calendar_name(std::string_view text) {
    constexpr std::string_view key = "calendar:";
    std::string name;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("pathway:")) return {};  // it names the calendar that it counts by
        if (line.starts_with(key))
            name = unquoted(trimmed(std::string_view(line).substr(key.size())));
    }
    return name;
}

}  // namespace throughgate::exchange

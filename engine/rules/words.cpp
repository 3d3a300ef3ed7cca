// SPDX-License-Identifier: MIT
// Parts of programs written back as words.
#include "rules/words.hpp"

#include <array>
#include <string>

namespace throughgate::rules {

std::string_view relation_words(Relation relation) {
    switch (relation) {
        case Relation::at_least: return "at least";
        case Relation::at_most: return "at most";
        case Relation::more_than: return "more than";
        case Relation::less_than: return "less than";
        case Relation::before: return "before";
        case Relation::after: return "after";
        case Relation::on: return "on";
        case Relation::on_or_before: return "on or before";
        case Relation::on_or_after: return "on or after";
    }
    return "on";
}

namespace {

std::string counted(std::int32_t count, std::string_view unit) {
    std::string text = std::to_string(count) + ' ' + std::string(unit);
    if (count != 1) text += 's';
    return text;
}

std::string two_digits(std::int64_t number) {
    const std::string text = std::to_string(number);
    return text.size() < 2 ? "0" + text : text;
}

}  // namespace

std::string relation_text(Relation relation, bool negated) {
    return (negated ? "is not " : "is ") + std::string(relation_words(relation));
}

std::string amount_text(const Shift& shift) {
    struct Part {
        std::int32_t count;
        std::string_view unit;
    };
    const std::array parts{Part{shift.years, "year"},
                           Part{shift.months, "month"},
                           Part{shift.weeks, "week"},
                           Part{shift.days, "day"},
                           Part{shift.working_days, "working day"},
                           Part{shift.hours, "hour"},
                           Part{shift.minutes, "minute"},
                           Part{shift.seconds, "second"}};
    std::string text;
    for (const Part& part : parts) {
        if (part.count == 0) continue;
        text += (text.empty() ? "" : " and ") + counted(part.count, part.unit);
    }
    return text.empty() ? "0 days" : text;
}

std::string time_text(Milliseconds time_of_day) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(time_of_day).count();
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(time_of_day).count() - minutes * 60;
    std::string text = two_digits(minutes / 60) + ':' + two_digits(minutes % 60);
    return seconds == 0 ? text : text + ':' + two_digits(seconds);
}

}  // namespace throughgate::rules

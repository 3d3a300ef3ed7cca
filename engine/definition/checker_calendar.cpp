// SPDX-License-Identifier: MIT
// A calendar file -> rules::Calendar, when it does not contradict itself.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "definition/checker.hpp"
#include "definition/checker_parse.hpp"
#include "rules/combined_calendar.hpp"

namespace throughgate::definition {

namespace {

unsigned weekday_number(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    const auto found = std::find(names.begin(), names.end(), name);
    return static_cast<unsigned>(found - names.begin()) + 1;
}

std::vector<unsigned> weekend_of(const Node& root, Faults& faults) {
    std::set<unsigned> days;
    for (const Word& day : words_of(root, "weekend"))
        if (const unsigned number = weekday_number(day.text); number <= 7) days.insert(number);
    if (days.size() == 7)
        faults.error("TG0805", child(root, "weekend")->place, "no day of the week is worked");
    return {days.begin(), days.end()};
}

std::vector<rules::Holiday> holidays_of(const Node& root, Date known_until, Faults& faults) {
    std::vector<rules::Holiday> holidays;
    std::set<Date> seen;
    const Node* list = child(root, "holidays");
    if (list == nullptr) return holidays;
    for (const Node& item : list->items) {
        const Word day = word_of(item, "date");
        const auto date = parse_date(day.text);
        if (!date.has_value()) continue;
        if (!seen.insert(*date).second)
            faults.error("TG0805", day.place, day.text + " is listed twice");
        if (*date > known_until)
            faults.error("TG0805", day.place, day.text + " lies after 'known_until'");
        holidays.push_back({*date, text_of(item, "title")});
    }
    return holidays;
}

std::vector<Date> extra_days_of(const Node& root) {
    std::vector<Date> days;
    for (const Word& day : words_of(root, "extra_working"))
        if (const auto date = parse_date(day.text)) days.push_back(*date);
    return days;
}

/// A list of days says until when it is known and which version it is.
void check_own_days(const CalendarText& text, const Node& root, Faults& faults) {
    for (const char* key : {"version", "known_until", "holidays"})
        if (child(root, key) == nullptr)
            faults.error("TG0805", text.name.place,
                         "calendar '" + text.name.text + "' lacks '" + key + "'",
                         "add it, or combine other calendars with 'all_work' or 'any_works'");
}

/// A combination has no days of its own.
void check_combination(const CalendarText& text, const Node& root, Faults& faults) {
    if (!text.all_work.empty() && !text.any_works.empty())
        faults.error("TG0814", text.any_works.front().place,
                     "calendar '" + text.name.text + "' combines in two ways");
    for (const char* key : {"version", "known_until", "holidays", "weekend", "extra_working"})
        if (const Node* own = child(root, key))
            faults.error("TG0814", own->place,
                         "calendar '" + text.name.text + "' combines others and has '" + key +
                             "' of its own");
}

/// Builds combined calendars from their parts, parts first; never goes round in a circle.
class Combiner {
public:
    Combiner(Library& library, Faults& faults) : library_(library), faults_(faults) {}

    void run() {
        for (CalendarText& each : library_.calendars) build(each);
    }

private:
    enum class Step { begun, done };

    void build(CalendarText& text) {
        const auto [step, is_new] = steps_.emplace(&text, Step::begun);
        if (!is_new || (text.all_work.empty() && text.any_works.empty())) return;
        const bool all = !text.all_work.empty();
        std::vector<const rules::Calendar*> parts;
        for (const Word& word : all ? text.all_work : text.any_works)
            if (const rules::Calendar* part = part_of(text, word)) parts.push_back(part);
        step->second = Step::done;
        if (parts.empty()) return;
        text.calendar.emplace(rules::combine(
            text.name.text, all ? rules::Combination::all_work : rules::Combination::any_works,
            parts));
    }

    const rules::Calendar* part_of(const CalendarText& whole, const Word& word) {
        std::vector<std::string> names;
        for (CalendarText& each : library_.calendars) {
            names.push_back(each.name.text);
            if (each.name.text != word.text) continue;
            const auto step = steps_.find(&each);
            if (step != steps_.end() && step->second == Step::begun && combines(each)) {
                faults_.error("TG0814", word.place,
                              "calendar '" + whole.name.text + "' is combined from itself");
                return nullptr;
            }
            build(each);
            return each.calendar ? &*each.calendar : nullptr;
        }
        faults_.error("TG0802", word.place, "there is no calendar '" + word.text + "'",
                      suggestion(word.text, names));
        return nullptr;
    }

    static bool combines(const CalendarText& text) {
        return !text.all_work.empty() || !text.any_works.empty();
    }

    Library& library_;
    Faults& faults_;
    std::map<const CalendarText*, Step> steps_;
};

}  // namespace

void combine_calendars(Library& library, Faults& faults) { Combiner(library, faults).run(); }

void check_horizons(const Checked& checked, Date today, Faults& faults) {
    std::set<const CalendarText*> seen;
    for (const CheckedPathway& pathway : checked.pathways)
        for (const CalendarText* text : pathway.view->calendars()) {
            if (!text->calendar || !text->known_until.line || !seen.insert(text).second) continue;
            const Date until = text->calendar->known_until();
            if (until >= today + std::chrono::years(1)) continue;
            faults.warning("TG0815", text->known_until,
                           "the holidays of '" + text->name.text + "' are known until " +
                               format_date_long(until) + (until < today ? " only" : "") +
                               "; dates after that may be wrong");
        }
}

CalendarText parse_calendar(const Node& root, const std::string& path, Faults& faults) {
    CalendarText text;
    text.name = word_of(root, "calendar");
    text.path = path;
    const std::size_t before = faults.errors();
    text.all_work = words_of(root, "all_work");
    text.any_works = words_of(root, "any_works");
    if (!text.all_work.empty() || !text.any_works.empty()) {
        check_combination(text, root, faults);
        return text;
    }
    check_own_days(text, root, faults);
    if (const Node* until = child(root, "known_until")) text.known_until = until->place;
    const auto known_until = parse_date(text_of(root, "known_until"));
    const std::vector<unsigned> weekend = weekend_of(root, faults);
    if (!known_until.has_value()) return text;
    std::vector<rules::Holiday> holidays = holidays_of(root, *known_until, faults);
    if (faults.errors() > before) return text;
    text.calendar.emplace(text.name.text, text_of(root, "version"), weekend, std::move(holidays),
                          extra_days_of(root), *known_until);
    return text;
}

}  // namespace throughgate::definition

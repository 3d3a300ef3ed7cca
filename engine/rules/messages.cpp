// SPDX-License-Identifier: MIT
// All texts of rules/ in one place, so that they can be read and tested as a page.
#include "rules/messages.hpp"

#include <array>
#include <initializer_list>

#include "base/limits.hpp"
#include "rules/codes.hpp"
#include "rules/date_math.hpp"

namespace throughgate::rules {
namespace {

constexpr std::array code_texts{
    CodeText{"TG0301", "a rule without words", "The rule is empty.",
             "Write the condition or the date, or remove the key."},
    CodeText{"TG0302", "a rule that is too long",
             "The text of one rule is longer than 4,096 bytes.",
             "Split it: keep part of it as a fact, or as several branches."},
    CodeText{"TG0303", "a rule nested too deeply",
             "Parentheses or combinations stand more than 64 deep inside each other.",
             "Write the inner part flat, or as several branches."},
    CodeText{"TG0304", "a character that rules do not use",
             "Rules are words, numbers, dates, times and parentheses.",
             "Use the word: 'is' for =, 'is at least' for >=, 'and' for a comma or &&."},
    CodeText{"TG0305", "a quotation that does not end", "A \" opens a text and no \" closes it.",
             "Add the closing \"."},
    CodeText{"TG0306", "another word is expected here",
             "The words before this one need something else to make sense.",
             "Compare with the forms in the reference of rules: 'address.kind is cas', "
             "'10 working days before release at 09:00'."},
    CodeText{"TG0307", "an unknown name",
             "No fact, anchor, strand or gate of this name is declared.",
             "Correct the spelling, or declare the fact under 'facts'."},
    CodeText{"TG0308", "not a date",
             "A date is wanted here and the name stands for something else.",
             "Name a date fact, an instant fact, an anchor such as 'entry', or a date."},
    CodeText{"TG0309", "a value that the name cannot have",
             "The value is not among those declared for the fact, strand or gate, so the "
             "comparison would never be true.",
             "Use a declared value, or add this one to the declaration."},
    CodeText{"TG0310", "a comparison that does not suit the type",
             "Numbers are compared by 'at least', dates by 'before', choices by 'is': they do not "
             "mix.",
             "Use the comparison of the fact's type."},
    CodeText{"TG0311", "hours counted from a day",
             "Hours, minutes and seconds are elapsed time and need an instant to count from; a "
             "date has no time of day.",
             "Count in days, or count from an instant such as 'entry' or '(release at 09:00)'."},
    CodeText{"TG0312", "days and hours in one amount",
             "Days keep the time of day across a clock change and hours do not, so that their sum "
             "has two meanings.",
             "Use one of the two, or put the days in parentheses: "
             "'2 hours after (1 day after entry)'."},
    CodeText{"TG0313", "an unknown unit of time", "The word after the number is no unit.",
             "Use seconds, minutes, hours, days, weeks, months, years or working days."},
    CodeText{"TG0314", "a number out of bounds",
             "Counts go from 0 to 10,000, other numbers to 18 digits.",
             "Use a larger unit, or a smaller number."},
    CodeText{"TG0315", "a day that does not exist",
             "The date is not in the calendar, or outside the years 1900 to 2200.",
             "Write it as year-month-day: 2026-03-17."},
    CodeText{"TG0316", "a time that does not exist", "Times of day go from 00:00 to 23:59.",
             "Write hours and minutes with two digits each: 09:00."},
    CodeText{"TG0317", "a time of day after hours",
             "An amount of hours, minutes or seconds already says the time of day.",
             "Leave out 'at', or count in days."},
    CodeText{"TG0318", "shorthand for a date", "Notation such as R-14d or 14d is not read.",
             "Write it in words: 14 days before release."},
    CodeText{"TG0319", "the same unit twice", "One amount names a unit more than once.",
             "Add the two numbers up."},
    CodeText{"TG0320", "a combination without dates",
             "first_of, last_of or a bound stands alone, or its list is empty.",
             "Give it a phrase, or a list with at least one."},
    CodeText{"TG0321", "a combination with two meanings",
             "A phrase, first_of and last_of cannot stand side by side: only one can be the date.",
             "Keep one and nest the other inside it."},
    CodeText{"TG0322", "a bound given twice",
             "but_not_before and but_not_after take one date each.",
             "Combine several in it with last_of or first_of."},
    CodeText{"TG0323", "words after the end", "The rule is complete before this word.",
             "Remove the rest, or join it with 'and' or 'or'."},
    CodeText{"TG0324", "not a number",
             "A number is wanted here and the name stands for "
             "something else.",
             "Name a number, or write it: 'children is at least 2'."},
    CodeText{"TG0325", "an amount that stands alone",
             "Holidays and working hours are counted by themselves, and weekdays can be left out "
             "of working days only.",
             "Put the inner part in parentheses: '2 days after (1 holiday after release)'."},
    CodeText{"TG0326", "days mixed with instants",
             "A day has no time of day, so which of a day and an instant comes first depends on "
             "the hour.",
             "Give the day a time: 'first of (entry or release at 09:00)'."},
    CodeText{"TG0327", "no time of day",
             "The time of day, the offset or the local time is wanted of something that has none.",
             "Name an instant, or give the day a time: 'release at 09:00'."},
    CodeText{"TG0328", "an unknown rule", "No named rule of this name is in force on that day.",
             "Correct the spelling, or declare it in a file of rules."},
    CodeText{"TG0329", "a rule that needs itself",
             "The rule names itself, or another that leads back to it, so it has no answer.",
             "Take out one of the steps, or keep the common part as a rule of its own."},
    CodeText{"TG0330", "inputs that are not there",
             "A named rule reads facts that do not exist here, or have another type.",
             "Declare facts of these names and types, or work them out under 'with'."},
    CodeText{"TG0331", "a result that is not of use here",
             "The rule gives something else, has no field of that name, or is faulty itself.",
             "Name a field, as in 'start_date of rule nps_window_2022', and mend the rule first."},
    CodeText{"TG0332", "branches of different types",
             "One branch gives a date and another a number or text, so nothing can be done with "
             "the result.",
             "Give the same type in every branch, or 'nothing'."},
    CodeText{"TG0333", "a rule that takes too long",
             "Rules inside rules add up to more than 10,000 steps for one answer.",
             "Use fewer intermediate results inside each other."},
};

std::string quote(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string join(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

std::string did_you_mean_hint(const std::string& suggestion) {
    return suggestion.empty() ? std::string() : "did you mean " + quote(suggestion) + "?";
}

std::string list_of(const std::vector<std::string>& members) {
    constexpr std::size_t shown = 12;
    std::string text;
    for (std::size_t i = 0; i < members.size() && i < shown; ++i) {
        text += (i == 0 ? "" : ", ") + members[i];
    }
    return members.size() > shown ? text + ", ..." : text;
}

/// What a programmer's sign is in words.
std::string words_for(std::string_view sign) {
    struct Row {
        std::string_view sign;
        std::string_view words;
    };
    static constexpr std::array rows{
        Row{"=", "write 'is'"},
        Row{"==", "write 'is'"},
        Row{"!=", "write 'is not'"},
        Row{"<>", "write 'is not'"},
        Row{">=", "write 'is at least', or 'is on or after' for dates"},
        Row{"<=", "write 'is at most', or 'is on or before' for dates"},
        Row{">", "write 'is more than', or 'is after' for dates"},
        Row{"<", "write 'is less than', or 'is before' for dates"},
        Row{"!", "write 'not'"},
        Row{"&&", "write 'and'"},
        Row{"&", "write 'and'"},
        Row{"||", "write 'or'"},
        Row{"|", "write 'or'"},
        Row{",",
            "write 'or' between values, 'and' between "
            "conditions"},
        Row{"-", "write 'before': 14 days before release"},
        Row{"+", "write 'after': 14 days after release"},
        Row{"/", "write dates as year-month-day: 2026-03-17"},
        Row{"'", "use \" around a text, or no quotes at all"},
    };
    for (const Row& row : rows) {
        if (row.sign == sign) return std::string(row.words);
    }
    return "use words, numbers, dates and parentheses only";
}

bool printable(std::string_view text) {
    for (const char c : text) {
        if (c < ' ' || c > '~') return false;
    }
    return true;
}

}  // namespace

std::span<const CodeText> codes() { return code_texts; }

namespace messages {

Message empty_rule() { return {"TG0301", "the rule is empty", "write it, or remove the key"}; }

Message too_long(std::size_t bytes) {
    return {"TG0302",
            join({"the rule has ", std::to_string(bytes), " bytes; at most ",
                  std::to_string(limits::expression_bytes), " are read"}),
            "split it into several rules"};
}

Message too_deep() {
    return {
        "TG0303",
        join({"the rule is nested more than ", std::to_string(limits::expression_depth), " deep"}),
        "write the inner part flat, or as several branches"};
}

Message unreadable(std::string_view characters) {
    const std::string shown = printable(characters)
                                  ? quote(characters)
                                  : std::string("a character outside plain English");
    return {"TG0304", shown + " has no meaning in a rule", words_for(characters)};
}

Message open_quote() {
    return {"TG0305", "the text that starts here does not end", "add the closing \""};
}

Message number_too_large(std::string_view number) {
    return {"TG0314", join({"the number ", number, " is too large"}), "use at most 18 digits"};
}

Message no_such_day(std::string_view text) {
    return {"TG0315", quote(text) + " is not a day between 1900 and 2200",
            "write year-month-day: 2026-03-17"};
}

Message no_such_time(std::string_view text) {
    return {"TG0316", quote(text) + " is not a time of day", "write hours and minutes: 09:00"};
}

Message expected(std::string_view wanted, std::string_view found, std::string hint) {
    const std::string met = found.empty() ? "the rule ends" : "found " + quote(found);
    return {"TG0306", join({"expected ", wanted, " here, but ", met}), std::move(hint)};
}

Message left_over(std::string_view found) {
    return {"TG0323", "the rule is complete before " + quote(found),
            "remove the rest, or join conditions with 'and' or 'or'"};
}

Message unknown_unit(std::string_view word, std::string suggestion) {
    return {"TG0313", quote(word) + " is not a unit of time",
            suggestion.empty() ? "use seconds, minutes, hours, days, weeks, months, years or "
                                 "working days"
                               : did_you_mean_hint(suggestion)};
}

Message glued_unit(std::string_view word, std::string phrase) {
    return {"TG0318", quote(word) + " is not read as an amount of time", "write: " + phrase};
}

Message shorthand(std::string_view word, std::string phrase) {
    return {"TG0318", quote(word) + " is not read as a date", "write: " + phrase};
}

Message unknown_name(std::string_view name, const std::string& suggestion) {
    return {"TG0307", "nothing here is called " + quote(name),
            suggestion.empty() ? "declare it under 'facts', or use a declared name"
                               : did_you_mean_hint(suggestion)};
}

Message not_a_date(std::string_view name, std::string_view kind) {
    return {"TG0308", join({quote(name), " is ", kind, ", not a date"}),
            "name a date or instant fact, an anchor such as 'entry', or a day as 2026-03-17"};
}

Message not_comparable(std::string_view name, std::string_view kind, std::string_view comparison,
                       std::string hint) {
    return {"TG0310", join({quote(name), " is ", kind, ": 'is ", comparison, "' does not suit it"}),
            std::move(hint)};
}

Message not_a_member(std::string_view name, std::string_view value, const std::string& suggestion,
                     const std::vector<std::string>& members) {
    return {"TG0309", join({quote(name), " can never be ", quote(value)}),
            suggestion.empty() ? "it can be: " + list_of(members) : did_you_mean_hint(suggestion)};
}

Message count_out_of_range(std::string_view count) {
    return {"TG0314",
            join({"the count ", count, " is not between 0 and ", std::to_string(largest_count)}),
            "use 'before' or 'after' with a count, and a larger unit for long times"};
}

Message repeated_unit(std::string_view unit) {
    return {"TG0319", quote(unit) + " stands twice in one amount", "add the two numbers up"};
}

Message days_with_hours() {
    return {"TG0312", "days and hours cannot be added in one amount",
            "put one inside: 2 hours after (1 day after entry)"};
}

Message hours_from_a_day(std::string_view unit) {
    return {"TG0311", quote(unit) + " cannot be counted from a day, which has no time of day",
            "count in days, or from an instant: 2 hours before (release at 09:00)"};
}

Message time_after_hours() {
    return {"TG0317", "'at' cannot follow an amount of hours, minutes or seconds",
            "leave it out, or count in days"};
}

Message except_needs_working_days() {
    return {"TG0325", "weekdays can be left out of working days only",
            "write: 3 working days except Fridays before release"};
}

Message except_every_day() {
    return {"TG0325", "no day of the week is left to count", "leave out fewer weekdays"};
}

Message stands_alone(std::string_view unit) {
    return {"TG0325", quote(unit) + " cannot be added to other units",
            "put one inside: 2 days after (1 holiday after release)"};
}

Message days_with_instants() {
    return {"TG0326", "days and instants stand side by side",
            "give the days a time: release at 09:00"};
}

Message no_time_of_day(std::string_view name) {
    return {"TG0327", quote(name) + " has no time of day",
            "name an instant, or give the day a time: release at 09:00"};
}

Message not_a_wall_time(std::string_view name) {
    return {"TG0327", quote(name) + " is not declared as a local time",
            "name an input of the type 'local'"};
}

Message not_a_number(std::string_view name, std::string_view kind) {
    return {"TG0324", join({quote(name), " is ", kind, ", not a number"}),
            "name a number, or write it in digits"};
}

Message not_a_condition(std::string_view kind) {
    return {"TG0331", join({"the rule gives ", kind, ", not a truth"}),
            "compare it: rule NAME is before today"};
}

Message unknown_rule(std::string_view name, const std::string& suggestion) {
    return {"TG0328", "no rule is called " + quote(name),
            suggestion.empty() ? "declare it in a file of rules" : did_you_mean_hint(suggestion)};
}

Message needs_itself(std::string_view name) {
    return {"TG0329", "the rule " + quote(name) + " needs its own answer",
            "keep the common part as a rule of its own"};
}

Message inputs_missing(std::string_view name, std::string_view inputs) {
    return {"TG0330", join({"the rule ", quote(name), " reads what is not here: ", inputs}),
            "declare facts of these names and types"};
}

Message no_such_field(std::string_view name, std::string_view field) {
    return {"TG0331", join({"the rule ", quote(name), " gives nothing called ", quote(field)}),
            "name one of its fields: start_date of rule nps_window_2022"};
}

Message faulty_rule(std::string_view name) {
    return {"TG0331", join({"the rule ", quote(name), " has a fault of its own"}), "mend it first"};
}

Message branches_differ(std::string_view first, std::string_view second) {
    return {"TG0332", join({"this branch gives ", second, " and another gives ", first}),
            "give the same type in every branch, or 'nothing'"};
}

Message too_costly() {
    return {"TG0333",
            join({"the rule takes more than ", std::to_string(limits::expression_steps), " steps"}),
            "use fewer intermediate results inside each other"};
}

Message combination_empty() {
    return {"TG0320", "the combination has no date to combine",
            "give it a phrase, or first_of or last_of with at least one"};
}

Message combination_ambiguous() {
    return {"TG0321", "a phrase, first_of and last_of cannot stand side by side",
            "keep one and nest the other inside it"};
}

Message bound_repeated(std::string_view bound) {
    return {"TG0322", quote(bound) + " takes one date", "combine several with first_of or last_of"};
}

}  // namespace messages
}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// What is written into a message for everybody: numbers that name one person, and words that say
// what a label protects.
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "definition/checker.hpp"

namespace throughgate::definition {

namespace {

struct Pattern {
    std::string_view form;  ///< A: capital letter, 9: digit, anything else: itself
    std::string_view what;
};

constexpr std::array patterns = std::to_array<Pattern>({
    {"A9999AA", "a prison number"},
    {"A999999", "a probation case reference"},
    {"AA999999A", "a national insurance number"},
    {"99/99/9999", "a date of birth or another fixed day"},
});

/// Words that tell whoever reads over a shoulder what a label keeps from them.
constexpr std::array protected_words = std::to_array<std::string_view>(
    {"offence", "offender", "convict", "abuse", "violence", "refuge", "victim", "suicid",
     "self-harm", "pregnan", "sexual", "drug", "alcohol", "mental health", "hiv",
     "child protection", "trafficking"});

bool fits(char form, char letter) {
    const auto code = static_cast<unsigned char>(letter);
    if (form == 'A') return letter >= 'A' && letter <= 'Z';
    if (form == '9') return std::isdigit(code) != 0;
    return form == letter;
}

bool is_word(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0; }

/// Where `form` stands as a word of its own; npos: nowhere.
std::size_t find_form(std::string_view text, std::string_view form) {
    for (std::size_t at = 0; at + form.size() <= text.size(); ++at) {
        const bool begins = at == 0 || !is_word(text[at - 1]);
        const std::size_t end = at + form.size();
        if (begins && (end == text.size() || !is_word(text[end])) &&
            std::equal(form.begin(), form.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                       fits))
            return at;
    }
    return std::string_view::npos;
}

/// The address in which this '@' stands; empty: it is none.
std::string address_at(std::string_view text, std::size_t at) {
    const auto inner = [](char letter) {
        return is_word(letter) || letter == '.' || letter == '-' || letter == '_';
    };
    std::size_t first = at;
    std::size_t last = at + 1;
    while (first > 0 && inner(text[first - 1])) --first;
    while (last < text.size() && inner(text[last])) ++last;
    const std::string found(text.substr(first, last - first));
    const bool host = found.find('.', at - first) != std::string::npos;
    return first < at && last > at + 1 && host ? found : "";
}

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

class PrivateChecker {
public:
    explicit PrivateChecker(Faults& faults) : faults_(faults) {}

    void check(const MessageText& message) {
        for (const Word* words : {&message.subject, &message.body}) {
            numbers(message.id.text, *words);
            addresses(message.id.text, *words);
            protected_matter(message.id.text, *words);
        }
    }

private:
    void numbers(const std::string& id, const Word& words) {
        for (const Pattern& pattern : patterns)
            if (const std::size_t at = find_form(words.text, pattern.form); at != std::string::npos)
                faults_.error("TG0750", words.place,
                              "message '" + id + "' holds '" +
                                  words.text.substr(at, pattern.form.size()) +
                                  "', which looks like " + std::string(pattern.what));
    }

    void addresses(const std::string& id, const Word& words) {
        for (std::size_t at = words.text.find('@'); at != std::string::npos;
             at = words.text.find('@', at + 1))
            if (const std::string found = address_at(words.text, at); !found.empty())
                faults_.error("TG0750", words.place,
                              "message '" + id + "' holds '" + found +
                                  "', which looks like somebody's address");
    }

    void protected_matter(const std::string& id, const Word& words) {
        const std::string lower = lowered(words.text);
        for (const std::string_view word : protected_words) {
            std::size_t at = lower.find(word);
            while (at != std::string::npos && at > 0 && is_word(lower[at - 1]))
                at = lower.find(word, at + 1);
            if (at == std::string::npos) continue;
            faults_.warning("TG0751", words.place,
                            "message '" + id + "' says '" + words.text.substr(at, word.size()) +
                                "', which tells what the case is about");
        }
    }

    Faults& faults_;
};

}  // namespace

void check_private(const CheckedPathway& checked, Faults& faults) {
    PrivateChecker checker(faults);
    for (const MessageText& message : checked.text->parts.messages) checker.check(message);
    const Library& library = checked.view->library();
    if (checked.text != &library.pathways.front()) return;  // the common ones once
    for (const CommonText& common : library.commons)
        for (const MessageText& message : common.parts.messages) checker.check(message);
}

}  // namespace throughgate::definition

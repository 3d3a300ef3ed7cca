// SPDX-License-Identifier: MIT
#include "definition/phrases.hpp"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace throughgate::definition {

namespace {

std::vector<std::string> words_of(std::string_view phrase) {
    std::vector<std::string> words;
    std::string word;
    for (const char letter : std::string(phrase) + " ") {
        if (letter != ' ' && letter != '(' && letter != ')') {
            word += letter;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

struct UnitRow {
    std::string_view word;
    std::string_view unit;
    long long factor;
};

const UnitRow* unit_named(std::string word) {
    static constexpr std::array<UnitRow, 5> rows = {{{"day", "day", 1},
                                                     {"week", "day", 7},
                                                     {"hour", "second", 3600},
                                                     {"minute", "second", 60},
                                                     {"second", "second", 1}}};
    if (word.size() > 1 && word.back() == 's') word.pop_back();
    for (const UnitRow& row : rows)
        if (row.word == word) return &row;
    return nullptr;
}

}  // namespace

std::optional<Offset> offset_of(std::string_view phrase) {
    const std::vector<std::string> words = words_of(phrase);
    const bool working = words.size() == 5 && words[1] == "working";
    if (words.size() != 4 && !working) return std::nullopt;
    const std::size_t at = working ? 2 : 1;
    const UnitRow* unit = unit_named(words[at]);
    const std::string& side = words[at + 1];
    if (unit == nullptr || (side != "before" && side != "after")) return std::nullopt;
    Offset offset{working ? "working day" : std::string(unit->unit), words[at + 2], 0};
    const auto [end, fault] =
        std::from_chars(words[0].data(), words[0].data() + words[0].size(), offset.amount);
    if (fault != std::errc{} || *end != '\0' || words[0].size() > 6) return std::nullopt;
    offset.amount *= side == "before" ? -unit->factor : unit->factor;
    return offset;
}

bool mentions(std::string_view phrase, std::string_view word) {
    for (const std::string& each : words_of(phrase))
        if (each == word) return true;
    return false;
}

void each_phrase(const rules::DeadlineSource& source,
                 const std::function<void(const rules::DeadlineSource&)>& visit) {
    if (!source.text.empty()) visit(source);
    for (const auto* list :
         {&source.first_of, &source.last_of, &source.but_not_before, &source.but_not_after})
        for (const rules::DeadlineSource& each : *list) each_phrase(each, visit);
}

}  // namespace throughgate::definition

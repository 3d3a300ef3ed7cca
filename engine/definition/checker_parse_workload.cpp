// SPDX-License-Identifier: MIT
// How much work a case is.
#include <cstdlib>

#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

struct Number {
    std::string_view key;
    std::uint32_t* value;
};

/// Leaves what it was when nothing usable stands there: the shape has said so already.
void read_numbers(const Node& mapping, std::initializer_list<Number> numbers, WorkloadText& text) {
    for (const auto& [key, value] : numbers) {
        const Word word = word_of(mapping, key);
        if (!word.given() || word.text.find_first_not_of("0123456789") != std::string::npos)
            continue;
        *value = static_cast<std::uint32_t>(std::atoi(word.text.substr(0, 6).c_str()));
        text.numbers.push_back({std::string(key), word.place});
    }
}

}  // namespace

WorkloadText workload_of(const Node& mapping) {
    WorkloadText text;
    const Node* node = child(mapping, "workload");
    if (node == nullptr || !node->is_mapping()) return text;
    text.place = {"workload", node->place};
    Workload& workload = text.workload;
    read_numbers(*node, {{"available", &workload.available}, {"many_cases", &workload.many_cases}},
                 text);
    if (const Node* risk = child(*node, "risk"))
        read_numbers(*risk,
                     {{"low", &workload.low},
                      {"medium", &workload.medium},
                      {"high", &workload.high},
                      {"very_high", &workload.very_high},
                      {"unknown", &workload.unknown}},
                     text);
    if (const Node* phase = child(*node, "phase"))
        read_numbers(*phase,
                     {{"custody", &workload.custody},
                      {"gate", &workload.gate},
                      {"released", &workload.released},
                      {"community", &workload.community},
                      {"away", &workload.away}},
                     text);
    text.roles = words_of(*node, "roles");
    return text;
}

}  // namespace throughgate::definition

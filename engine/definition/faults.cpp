// SPDX-License-Identifier: MIT
#include "definition/faults.hpp"

#include <algorithm>
#include <utility>

#include "definition/codes.hpp"

namespace throughgate::definition {

namespace {

Diagnostic made(std::string_view code, Severity severity, const Place& place, std::string message,
                std::string hint, std::vector<RelatedPlace> related) {
    Diagnostic diagnostic;
    diagnostic.code = std::string(code);
    diagnostic.severity = severity;
    diagnostic.place = place;
    diagnostic.message = std::move(message);
    const CodeRow* row = hint.empty() ? find_code(code) : nullptr;
    diagnostic.hint = row != nullptr ? std::string(row->repair) : std::move(hint);
    diagnostic.related = std::move(related);
    return diagnostic;
}

}  // namespace

void Faults::error(std::string_view code, const Place& place, std::string message, std::string hint,
                   std::vector<RelatedPlace> related) {
    list.push_back(made(code, Severity::error, place, std::move(message), std::move(hint),
                        std::move(related)));
}

void Faults::warning(std::string_view code, const Place& place, std::string message,
                     std::string hint, std::vector<RelatedPlace> related) {
    list.push_back(made(code, Severity::warning, place, std::move(message), std::move(hint),
                        std::move(related)));
}

std::size_t Faults::errors() const {
    return static_cast<std::size_t>(std::count_if(
        list.begin(), list.end(),
        [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; }));
}

bool Faults::any_error() const { return errors() > 0; }

std::string one_of(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
        text += "'" + names[i] + "'";
    }
    return text;
}

std::string suggestion(std::string_view wrong, const std::vector<std::string>& candidates,
                       std::string fallback) {
    const std::string near = did_you_mean(wrong, candidates);
    return near.empty() ? std::move(fallback) : "did you mean '" + near + "'?";
}

}  // namespace throughgate::definition

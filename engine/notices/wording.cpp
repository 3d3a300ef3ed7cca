// SPDX-License-Identifier: MIT
#include "notices/wording.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace throughgate::notices {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

std::string_view value_of(const Values& values, std::string_view name) {
    for (const auto& [known, value] : values)
        if (known == name) return value;
    return {};
}

bool has(const Values& values, std::string_view name) {
    return std::any_of(values.begin(), values.end(),
                       [&](const auto& pair) { return pair.first == name; });
}

void set(Values& values, std::string_view name, std::string_view value) {
    const auto same = [&](const auto& pair) { return pair.first == name; };
    std::erase_if(values, same);
    values.emplace_back(name, value);
}

bool is_name(std::string_view variable) {
    return variable == "name" || variable.ends_with(".name");
}

std::string plain_subject(const Item& item) { return item.context.reference + ": open the record"; }

std::string plain_body(const Item& item) {
    const std::string_view link = value_of(item.values, "link");
    const std::string start = "Case " + item.context.reference + " needs you. ";
    if (link.empty()) return start + "Open its record.\n";
    return start + "Open its record:\n" + std::string(link) + "\n";
}

Words plain_words(const Item& item) { return {plain_subject(item), plain_body(item)}; }

bool holds_a_name(std::string_view text, const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return !name.empty() && text.find(name) != std::string_view::npos;
    });
}

std::string subject_for(const Item& item, const std::vector<std::string>& names) {
    Values values = item.values;
    std::erase_if(values, [](const auto& pair) { return is_name(pair.first); });
    const Rendered rendered = render(item.message->subject, values);
    const std::string line = one_line(rendered.text, limits::notice_subject_bytes);
    const bool usable = rendered.fault.empty() && !line.empty() && !holds_a_name(line, names);
    return usable ? line : plain_subject(item);
}

std::string body_for(const Item& item, const Person& person, std::string_view manager) {
    Values values = item.values;
    set(values, "recipient.name", person.name);
    if (!has(values, "manager.name")) set(values, "manager.name", manager);
    const Rendered rendered = render(item.message->body, values);
    if (!rendered.fault.empty()) return plain_body(item);
    return std::string(cut_utf8(rendered.text, limits::notice_body_bytes));
}

}  // namespace

Words words_for(const Item& item, const Person& person, std::string_view manager,
                const std::vector<std::string>& names) {
    if (item.context.limited_access || item.message == nullptr) return plain_words(item);
    return {subject_for(item, names), body_for(item, person, manager)};
}

std::string told_already() { return "the same person was told already for the same reason"; }

}  // namespace throughgate::notices

// SPDX-License-Identifier: MIT
// Mustache for plain text: no HTML escaping, no partials, no other delimiters.
#include <algorithm>
#include <deque>
#include <set>

#include <kainjow/mustache.hpp>

#include "notices/notices.hpp"

namespace throughgate::notices {

namespace {

namespace mustache = kainjow::mustache;
using Values = std::vector<std::pair<std::string, std::string>>;

/// Answers from flat names ("handoff.due") and remembers what it could not answer.
/// An empty value is false, so that a section on it disappears.
class FlatContext final : public mustache::basic_context<std::string> {
public:
    explicit FlatContext(const Values& values) {
        for (const auto& [name, value] : values)
            values_.emplace_back(name,
                                 value.empty() ? mustache::data(false) : mustache::data(value));
    }

    void push(const mustache::data* data) override { static_cast<void>(data); }
    void pop() override {}
    const mustache::data* get(const std::string& name) const override {
        for (const auto& [known, value] : values_)
            if (known == name) return &value;
        unknown_.insert(name);
        return nullptr;
    }
    const mustache::data* get_partial(const std::string&) const override { return nullptr; }

    [[nodiscard]] std::vector<std::string> unknown() const {
        return {unknown_.begin(), unknown_.end()};
    }

private:
    std::deque<std::pair<std::string, mustache::data>> values_;
    mutable std::set<std::string> unknown_;
};

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

/// The inside of the next tag without its braces, trimmed; false when there is none.
bool next_tag(std::string_view& text, std::string_view& tag) {
    const auto open = text.find("{{");
    if (open == std::string_view::npos) return false;
    text.remove_prefix(open + 2);
    const bool triple = text.starts_with('{');
    const auto close = text.find(triple ? "}}}" : "}}");
    tag = trimmed(
        text.substr(triple ? 1 : 0, close == std::string_view::npos ? close : close - triple));
    text.remove_prefix(std::min(text.size(), close));
    return true;
}

/// Why `text` cannot be used, or empty.
std::string fault_of(std::string_view text) {
    for (std::string_view tag; next_tag(text, tag);) {
        if (tag.starts_with('=')) return "the delimiters {{ and }} cannot be changed";
        if (tag.starts_with('>'))
            return "partials such as {{" + std::string(tag) + "}} are not offered";
    }
    return {};
}

std::string fault_of(const std::string& text, const mustache::mustache& parsed) {
    return parsed.is_valid() ? fault_of(std::string_view(text)) : parsed.error_message();
}

mustache::mustache parse(const std::string& text) {
    mustache::mustache parsed(text);
    parsed.set_custom_escape([](const std::string& value) { return value; });
    return parsed;
}

}  // namespace

Rendered render(const std::string& text, const Values& values) {
    mustache::mustache parsed = parse(text);
    if (std::string fault = fault_of(text, parsed); !fault.empty())
        return {{}, {}, std::move(fault)};
    FlatContext context(values);
    std::string filled = parsed.render(context);
    return {std::move(filled), context.unknown(), {}};
}

Rendered variables_of(const std::string& text) {
    if (std::string fault = fault_of(text, parse(text)); !fault.empty())
        return {{}, {}, std::move(fault)};
    std::set<std::string> names;
    std::string_view rest = text;
    for (std::string_view tag; next_tag(rest, tag);) {
        if (tag.empty() || tag[0] == '!' || tag[0] == '/') continue;
        const bool marked = tag[0] == '#' || tag[0] == '^' || tag[0] == '&';
        names.emplace(marked ? trimmed(tag.substr(1)) : tag);
    }
    return {{}, {names.begin(), names.end()}, {}};
}

}  // namespace throughgate::notices

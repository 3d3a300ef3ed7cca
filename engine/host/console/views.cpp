// SPDX-License-Identifier: MIT
// Partials are put in their places and white space is taken out before a view is compiled: Mustache
// would compile each partial again for every row. Lines are joined without a space where one of
// them ends or begins with a tag.
#include "host/console/views.hpp"

#include <map>
#include <memory>
#include <stdexcept>

#include "host/console/embedded.hpp"

namespace throughgate::console {
namespace {

using Template = kainjow::mustache::mustache;

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1);
}

bool is_section(std::string_view tag) {
    return tag.starts_with("{{#") || tag.starts_with("{{/") || tag.starts_with("{{^") ||
           tag.starts_with("{{>");
}

bool ends_with_markup(std::string_view text) {
    if (text.empty() || text.ends_with('>')) return true;
    const auto open = text.rfind("{{");
    return text.ends_with("}}") && open != text.npos && is_section(text.substr(open));
}

std::string without_space(std::string_view text) {
    std::string packed;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        const bool apart = !ends_with_markup(packed) && line.front() != '<' && !is_section(line);
        packed.append(apart ? " " : "").append(line);
    }
    return packed;
}

std::string_view text_of(std::string_view name) {
    for (const EmbeddedView& each : embedded_views())
        if (each.name == name) return each.text;
    throw std::logic_error("there is no view " + std::string(name));
}

std::string with_partials(std::string_view text, int depth) {
    if (depth > 8) throw std::logic_error("a view contains itself");
    std::string whole = without_space(text);
    for (auto at = whole.find("{{>"); at != whole.npos; at = whole.find("{{>", at)) {
        const auto end = whole.find("}}", at);
        const std::string name(trimmed(std::string_view(whole).substr(at + 3, end - at - 3)));
        const std::string part = with_partials(text_of(name), depth + 1);
        whole.replace(at, end + 2 - at, part);
        at += part.size();
    }
    return whole;
}

std::map<std::string, std::unique_ptr<Template>, std::less<>> compile_all() {
    std::map<std::string, std::unique_ptr<Template>, std::less<>> all;
    for (const EmbeddedView& each : embedded_views()) {
        auto made = std::make_unique<Template>(with_partials(each.text, 0));
        if (!made->is_valid())
            throw std::logic_error(std::string(each.name) + ": " + made->error_message());
        all.emplace(each.name, std::move(made));
    }
    return all;
}

}  // namespace

Html render(std::string_view view, const Data& data) {
    static const auto all = compile_all();
    const auto found = all.find(view);
    if (found == all.end()) throw std::logic_error("there is no view " + std::string(view));
    Html html;
    html.text.reserve(32 * 1024);
    // It is not const only for partials that it compiles on the way; there are none left.
    found->second->render(data, [&](const std::string& piece) { html.text += piece; });
    return html;
}

}  // namespace throughgate::console

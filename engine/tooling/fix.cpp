// SPDX-License-Identifier: MIT
#include "tooling/fix.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "definition/reader.hpp"
#include "tooling/source_text.hpp"

namespace throughgate::tooling {

namespace {

using definition::Member;
using definition::Node;
using definition::SourceFile;

// --- words of a diagnostic -----------------------------------------------------------------------
constexpr std::string_view meant = "did you mean '";
constexpr std::string_view written = "write: ";

/// Every word in single quotes.
std::vector<std::string> quoted_words(const std::string& text) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = text.find('\'', at)) != std::string::npos) {
        const std::size_t end = text.find('\'', at + 1);
        if (end == std::string::npos) break;
        words.push_back(text.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return words;
}

bool is_inside_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' ||
           letter == '-' || letter == '.';
}

/// Where `word` stands by itself on the line of a place, from there on; npos: nowhere.
std::size_t find_word(const SourceText& text, const Place& place, std::string_view word) {
    const std::string_view bytes = text.bytes();
    const std::size_t end = text.start_of(place.line) + text.line(place.line).size();
    for (std::size_t at = text.offset_of(place); at + word.size() <= end; ++at) {
        const bool begins = at == 0 || !is_inside_word(bytes[at - 1]);
        const std::size_t after = at + word.size();
        const bool ends = after >= bytes.size() || !is_inside_word(bytes[after]);
        if (begins && ends && bytes.substr(at, word.size()) == word) return at;
    }
    return std::string_view::npos;
}

Fix replacing(const SourceFile& file, std::size_t at, std::size_t length, std::string text) {
    return {"write '" + text + "'", {{file.path, at, length, text}}};
}

/// The word that was written and the one that was meant.
std::optional<Fix> misspelt(const Diagnostic& diagnostic, const SourceFile& file) {
    if (!diagnostic.hint.starts_with(meant)) return std::nullopt;
    const std::string right = quoted_words(diagnostic.hint).front();
    const SourceText text(file.bytes);
    for (const std::string& wrong : quoted_words(diagnostic.message)) {
        if (wrong == right || did_you_mean(wrong, {right}).empty()) continue;
        const std::size_t at = find_word(text, diagnostic.place, wrong);
        if (at != std::string::npos) return replacing(file, at, wrong.size(), right);
    }
    return std::nullopt;
}

/// `R-14d`: the hint says it in words.
std::optional<Fix> in_words(const Diagnostic& diagnostic, const SourceFile& file) {
    const auto words = quoted_words(diagnostic.message);
    if (words.empty() || !diagnostic.hint.starts_with(written)) return std::nullopt;
    const SourceText text(file.bytes);
    const std::size_t at = find_word(text, diagnostic.place, words.front());
    if (at == std::string::npos) return std::nullopt;
    return replacing(file, at, words.front().size(), diagnostic.hint.substr(written.size()));
}

/// Quotes around a word that other readers take for a truth value.
std::optional<Fix> in_quotes(const Diagnostic& diagnostic, const SourceFile& file) {
    const std::string word = quoted_words(diagnostic.message).front();
    const std::size_t at = SourceText(file.bytes).offset_of(diagnostic.place);
    if (file.bytes.compare(at, word.size(), word) != 0) return std::nullopt;
    return replacing(file, at, word.size(), '"' + word + '"');
}

/// What stands at the place, by `text`.
std::optional<Fix> value_by(const Diagnostic& diagnostic, const SourceFile& file,
                            const std::string& text) {
    const std::size_t at = SourceText(file.bytes).offset_of(diagnostic.place);
    const std::size_t end = value_end(file.bytes, at, true);
    if (end <= at || file.bytes[at] == '{' || file.bytes[at] == '[') return std::nullopt;
    return replacing(file, at, end - at, text);
}

/// "'x' is labelled 'own' but carried as 'other'": its own label.
std::optional<Fix> own_label(const Diagnostic& diagnostic, const SourceFile& file) {
    const auto words = quoted_words(diagnostic.message);
    return words.size() == 3 ? value_by(diagnostic, file, words[1]) : std::nullopt;
}

/// Tabs in front of the words of any line.
std::optional<Fix> spaces_for_tabs(const SourceFile& file) {
    Fix fix{"indent with spaces", {}};
    const SourceText text(file.bytes);
    for (std::size_t line = 1; line <= text.lines(); ++line) {
        const std::string_view words = text.line(line);
        const std::size_t indent = std::min(words.find_first_not_of(" \t"), words.size());
        std::string spaces;
        for (const char letter : words.substr(0, indent)) spaces += letter == '\t' ? "  " : " ";
        if (words.substr(0, indent).find('\t') != std::string_view::npos)
            fix.edits.push_back({file.path, text.start_of(line), indent, spaces});
    }
    if (fix.edits.empty()) return std::nullopt;
    return fix;
}

// --- members by their place
// -----------------------------------------------------------------------
struct Found {
    const Node* around = nullptr;
    const Member* member = nullptr;
};

bool same_spot(const Place& a, const Place& b) { return a.line == b.line && a.column == b.column; }

/// The member whose key or value stands at this place.
Found find_member(const Node& node, const Place& place) {
    for (const Member& member : node.members) {
        if (same_spot(member.key_place, place)) return {&node, &member};
        if (const Found inner = find_member(member.value, place); inner.member != nullptr)
            return inner;
        if (same_spot(member.value.place, place)) return {&node, &member};
    }
    for (const Node& item : node.items)
        if (const Found inner = find_member(item, place); inner.member != nullptr) return inner;
    return {};
}

/// The mapping that begins at this place.
const Node* find_mapping(const Node& node, const Place& place) {
    if (node.is_mapping() && same_spot(node.place, place)) return &node;
    for (const Member& member : node.members)
        if (const Node* found = find_mapping(member.value, place)) return found;
    for (const Node& item : node.items)
        if (const Node* found = find_mapping(item, place)) return found;
    return nullptr;
}

bool is_flow(const SourceText& text, const Node& node) {
    const std::size_t at = text.offset_of(node.place);
    return at < text.bytes().size() && (text.bytes()[at] == '{' || text.bytes()[at] == '[');
}

/// Takes a key and its value out: in brackets with one comma, else with its line.
std::optional<Fix> removal(const SourceFile& file, const Found& found) {
    if (found.member == nullptr || found.around->members.size() < 2) return std::nullopt;
    const SourceText text(file.bytes);
    const std::string& bytes = file.bytes;
    Fix fix{"remove '" + found.member->key + "'", {}};
    std::size_t start = text.offset_of(found.member->key_place);
    const bool flow = is_flow(text, *found.around);
    std::size_t end = value_end(bytes, text.offset_of(found.member->value.place), flow);
    if (flow) {
        const bool first = found.member == &found.around->members.front();
        if (first) end = std::min(bytes.find_first_not_of(", ", end), bytes.size());
        while (!first && start > 0 && (bytes[start - 1] == ' ' || bytes[start - 1] == ',')) --start;
    } else {
        if (found.member->value.place.line != found.member->key_place.line) return std::nullopt;
        start = text.start_of(found.member->key_place.line);
        if (bytes.find_first_not_of(' ', start) != text.offset_of(found.member->key_place))
            return std::nullopt;  // behind a dash: what follows would lose it
        end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    fix.edits.push_back({file.path, start, end - start, ""});
    return fix;
}

struct Removal {
    std::string_view code;
    std::string_view key;
};

constexpr std::array removals = std::to_array<Removal>({{"TG0224", "if_shut"},
                                                        {"TG0228", "internal"},
                                                        {"TG0243", "silent"},
                                                        {"TG0404", "stage"},
                                                        {"TG0407", "phase"}});

std::string indent_of(std::string_view line) {
    return std::string(std::min(line.find_first_not_of(' '), line.size()), ' ');
}

}  // namespace

Fixer::Fixer(const std::vector<SourceFile>& files) : files_(files) {}

const SourceFile* Fixer::file_of(const Diagnostic& diagnostic) const {
    const auto file = std::find_if(files_.begin(), files_.end(), [&](const SourceFile& each) {
        return each.path == diagnostic.place.file;
    });
    return file == files_.end() ? nullptr : &*file;
}

const Node* Fixer::root_of(const SourceFile& file) {
    auto [root, is_new] = roots_.try_emplace(file.path);
    definition::Faults ignored;
    if (is_new) root->second = definition::read(file, ignored);
    return root->second.has_value() ? &*root->second : nullptr;
}

std::optional<Fix> Fixer::fix_of(const Diagnostic& diagnostic) {
    const SourceFile* file = file_of(diagnostic);
    if (file == nullptr || diagnostic.place.line == 0) return std::nullopt;
    if (is_extended(file->path) || diagnostic.code.starts_with("TG16")) return std::nullopt;
    if (auto fix = misspelt(diagnostic, *file)) return fix;
    if (auto fix = special(diagnostic, *file)) return fix;
    for (const auto& [code, key] : removals)
        if (diagnostic.code == code) return remove_key(diagnostic, *file, key);
    return std::nullopt;
}

/// Whatever is amiss in a file that others extend is the doing of those, or not theirs to mend.
bool Fixer::is_extended(const std::string& path) {
    return std::any_of(files_.begin(), files_.end(), [&](const SourceFile& each) {
        const Node* root = root_of(each);
        const Node* extends = root == nullptr ? nullptr : root->find("extends");
        return extends != nullptr && extends->text == path;
    });
}

std::optional<Fix> Fixer::special(const Diagnostic& diagnostic, const SourceFile& file) {
    const std::string& code = diagnostic.code;
    if (code == "TG0101" && diagnostic.hint.find("tab") != std::string::npos)
        return spaces_for_tabs(file);
    if (code == "TG0111") return add_key(diagnostic, file);
    if (code == "TG0114") return in_quotes(diagnostic, file);
    if (code == "TG0115") return value_by(diagnostic, file, "1");
    if (code == "TG0209") return add_otherwise(diagnostic, file);
    if (code == "TG0318") return in_words(diagnostic, file);
    if (code == "TG0613" && diagnostic.message.find("goes outside") != std::string::npos)
        return value_by(diagnostic, file, "on reply");
    if (code == "TG0617") return own_label(diagnostic, file);
    return std::nullopt;
}

/// Keys that can have one value only, or nearly so.
std::optional<Fix> Fixer::add_key(const Diagnostic& diagnostic, const SourceFile& file) {
    const auto words = quoted_words(diagnostic.message);
    const std::string key = words.empty() ? "" : words.back();
    std::string value;
    if (key == "format") value = "1";
    if (key == "zone") value = "Europe/London";
    if (key == "kind") value = "chart";
    if (key == "calendar") value = only_calendar();
    const Node* root = root_of(file);
    const Node* mapping = root == nullptr ? nullptr : find_mapping(*root, diagnostic.place);
    if (value.empty() || mapping == nullptr) return std::nullopt;
    const SourceText text(file.bytes);
    const std::size_t at = text.offset_of(mapping->place);
    const bool flow = is_flow(text, *mapping);
    const std::string line = key + ": " + value;
    const std::string indent(diagnostic.place.column - 1, ' ');
    return Fix{"add '" + line + "'",
               {{file.path, flow ? at + 1 : at, 0, flow ? line + ", " : line + "\n" + indent}}};
}

/// The name of the only calendar that there is; empty: there are more, or none.
std::string Fixer::only_calendar() {
    std::string name;
    for (const SourceFile& file : files_) {
        const Node* root =
            file.bytes.find("calendar:") == std::string::npos ? nullptr : root_of(file);
        const Node* id = root == nullptr ? nullptr : root->find("calendar");
        if (id == nullptr || root->find("pathway") != nullptr || root->find("chart") != nullptr)
            continue;
        if (!name.empty()) return "";
        name = id->text;
    }
    return name;
}

std::optional<Fix> Fixer::remove_key(const Diagnostic& diagnostic, const SourceFile& file,
                                     std::string_view key) {
    const Node* root = root_of(file);
    if (root == nullptr) return std::nullopt;
    Found found = find_member(*root, diagnostic.place);
    if (found.member == nullptr) return std::nullopt;
    if (found.member->key != key) {  // the place is that of what holds the key
        const Node& holder = found.member->value;
        found = {};
        for (const Member& member : holder.members)
            if (member.key == key) found = {&holder, &member};
    }
    return removal(file, found);
}

/// A last branch that says what happens already: nothing.
std::optional<Fix> Fixer::add_otherwise(const Diagnostic& diagnostic, const SourceFile& file) {
    const Node* root = root_of(file);
    const Found event = root == nullptr ? Found{} : find_member(*root, diagnostic.place);
    const Node* choose = event.member == nullptr ? nullptr : event.member->value.find("choose");
    if (choose == nullptr || choose->items.empty()) return std::nullopt;
    const SourceText text(file.bytes);
    const Node& last = choose->items.back();
    if (!is_flow(text, last)) return std::nullopt;
    const std::size_t at = value_end(file.bytes, text.offset_of(last.place), true);
    const bool flow = is_flow(text, *choose);
    const std::string line_break = "\n" + indent_of(text.line(last.place.line)) + "- ";
    return Fix{"add a branch '{otherwise: stay}'",
               {{file.path, flow ? at : std::min(file.bytes.find('\n', at), file.bytes.size()), 0,
                 (flow ? ", " : line_break) + "{otherwise: stay}"}}};
}

}  // namespace throughgate::tooling

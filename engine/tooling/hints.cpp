// SPDX-License-Identifier: MIT
#include "tooling/hints.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

#include "definition/reader.hpp"
#include "throughgate/hints.hpp"
#include "tooling/source_text.hpp"

namespace throughgate {
namespace tooling {

void visit_members(const definition::Node& node, const FormatShape& shape,
                   const MemberVisitor& visit) {
    for (const definition::Member& member : node.members) {
        visit(member, shape, node);
        visit_members(member.value, shape.of(member), visit);
    }
    for (const definition::Node& item : node.items) visit_members(item, shape.of_item(item), visit);
}

std::optional<definition::Node> root_of(const DefinitionFile& file) {
    definition::Faults ignored;
    return definition::read({file.path, file.bytes}, ignored);
}

bool is_of_a_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' ||
           letter == '-' || letter == '.';
}

}  // namespace tooling

namespace {

using definition::Form;
using definition::Key;
using definition::Map;
using definition::Member;
using definition::Node;
using tooling::FormatShape;
using Kind = FormatShape::Kind;

constexpr std::size_t long_words = 60;      ///< bytes: longer values say too much
constexpr std::size_t things_said = 4;      ///< of one id
constexpr std::size_t places_said = 20;     ///< of one id
constexpr const char* here = "tg-here-tg";  ///< stands for the word that is being written

std::string without_article(std::string_view name) {
    for (const std::string_view article : {"a ", "an ", "the "})
        if (name.starts_with(article)) return std::string(name.substr(article.size()));
    return std::string(name);
}

/// "own, family" of a list of words; "" of anything else that is not one word or phrase.
std::string plain_words(const Node& node) {
    if (node.is_scalar()) return node.text;
    std::string all;
    for (const Node& item : node.items) {
        if (!item.is_scalar()) return "";
        all += (all.empty() ? "" : ", ") + item.text;
    }
    return all;
}

std::string words_of(const Node& value) {
    if (value.is_scalar()) return value.text;
    std::string all;
    std::size_t said = 0;
    if (const Node* title = value.find("title"); title != nullptr) all = plain_words(*title);
    for (const Member& member : value.members) {
        const std::string words = plain_words(member.value);
        if (member.key == "title" || words.empty() || words.size() > long_words) continue;
        if (++said > things_said) break;
        all += (all.empty() ? "" : "; ") + member.key + ": " + words;
    }
    return all;
}

bool declares(const FormatShape& around) {
    return around.kind == Kind::by_id || around.kind == Kind::ladders;
}

std::string kind_of(const FormatShape& around) {
    return around.kind == Kind::ladders ? std::string("ladder")
                                        : without_article(definition::spec_of(around.map).name);
}

const Key* key_of(const Member& member, const FormatShape& around) {
    if (around.kind != Kind::keyed) return nullptr;
    return definition::spec_of(around.map).find(member.key);
}

std::string words_of(const Key& key) {
    std::string words(key.doc);
    std::replace(words.begin(), words.end(), '\n', ' ');
    words += " It wants " + definition::form_text(key) + ".";
    if (key.required) words += " It must be there.";
    return words;
}

const DefinitionFile* file_named(const std::vector<DefinitionFile>& files,
                                 const std::string& path) {
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const DefinitionFile& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

struct Word {
    std::size_t begin = 0, end = 0;
};

Word word_at(std::string_view bytes, std::size_t offset) {
    Word word{std::min(offset, bytes.size()), std::min(offset, bytes.size())};
    while (word.begin > 0 && tooling::is_of_a_word(bytes[word.begin - 1])) --word.begin;
    while (word.end < bytes.size() && tooling::is_of_a_word(bytes[word.end])) ++word.end;
    return word;
}

/// The key that begins there, as the reference has it.
std::vector<Hint> key_hint(const DefinitionFile& file, const Word& word) {
    std::vector<Hint> found;
    const auto root = tooling::root_of(file);
    if (!root) return found;
    const tooling::SourceText text(file.bytes);
    visit_members(
        *root, tooling::shape_of_file(*root, file.path),
        [&](const Member& member, const FormatShape& around, const Node&) {
            const Key* key = key_of(member, around);
            const std::size_t begin =
                text.offset_of(member.key_place) + (member.key_quoted ? 1 : 0);
            if (key == nullptr || begin != word.begin || !found.empty()) return;
            found.push_back(
                {word.begin, word.end - word.begin, member.key, "key", words_of(*key), {}});
        });
    return found;
}

/// A hint for each kind of thing that is called so.
std::vector<Hint> hints_for(const std::vector<DeclaredName>& names, std::string_view name,
                            const Word& word) {
    std::vector<Hint> found;
    for (const DeclaredName& each : names) {
        if (each.name != name) continue;
        auto known = std::find_if(found.begin(), found.end(),
                                  [&](const Hint& hint) { return hint.kind == each.kind; });
        if (known == found.end())
            known = found.insert(
                found.end(),
                {word.begin, word.end - word.begin, each.name, each.kind, each.words, {}});
        if (known->declared.size() < places_said) known->declared.push_back(each.place);
    }
    return found;
}

/// "place.sourcing" is the state `sourcing`, "address.clear" of the gate `address`.
std::vector<std::string_view> readings_of(std::string_view word) {
    std::vector<std::string_view> all{word};
    if (const std::size_t dot = word.rfind('.'); dot != word.npos) {
        all.push_back(word.substr(dot + 1));
        all.push_back(word.substr(0, dot));
    }
    return all;
}

// --- what may stand there ------------------------------------------------------------------------

bool is_begun_line(std::string_view before) {
    return before.find_first_not_of(" -") == before.npos;
}

/// The file as if the word at hand were written already: then it can be read.
std::string planted(std::string_view bytes, const Word& word) {
    const std::size_t line = bytes.substr(0, word.begin).rfind('\n') + 1;
    const std::size_t end = std::min(bytes.find_first_of("\r\n", word.begin), bytes.size());
    const bool is_key = is_begun_line(bytes.substr(line, word.begin - line));
    std::string text(bytes.substr(0, word.begin));
    text += here;
    if (is_key) text += ":";
    return text.append(bytes.substr(is_key ? end : word.end));
}

std::vector<Suggestion> keys_left(const FormatShape& around, const Node& parent) {
    std::vector<Suggestion> all;
    for (const Key& key : definition::spec_of(around.map).keys)
        if (parent.find(key.name) == nullptr)
            all.push_back({std::string(key.name), "key", words_of(key)});
    return all;
}

std::vector<Suggestion> values_of(const Key& key) {
    std::vector<Suggestion> all;
    for (const std::string_view choice : key.choices)
        all.push_back({std::string(choice), "value", ""});
    if (key.form == Form::flag) all.push_back({"true", "value", ""});
    return all;
}

bool holds_the_place(const Node& value) {
    const auto is_it = [](const Node& node) {
        return node.is_scalar() && node.text.find(here) != std::string::npos;
    };
    return is_it(value) || std::any_of(value.items.begin(), value.items.end(), is_it);
}

/// Keys or values that the table knows for the planted word; none: any id may stand there.
std::vector<Suggestion> from_the_table(const DefinitionFile& file) {
    std::vector<Suggestion> all;
    const auto root = tooling::root_of(file);
    if (!root) return all;
    visit_members(*root, tooling::shape_of_file(*root, file.path),
                  [&](const Member& member, const FormatShape& around, const Node& parent) {
                      const Key* key = key_of(member, around);
                      if (member.key == here && around.kind == Kind::keyed)
                          all = keys_left(around, parent);
                      else if (key != nullptr && holds_the_place(member.value))
                          all = values_of(*key);
                  });
    return all;
}

std::vector<Suggestion> from_names(const std::vector<DeclaredName>& names) {
    std::map<std::pair<std::string, std::string>, std::string> once;
    for (const DeclaredName& each : names)
        if (each.name != here) once.emplace(std::pair(each.name, each.kind), each.words);
    std::vector<Suggestion> all;
    for (const auto& [name, words] : once) all.push_back({name.first, name.second, words});
    return all;
}

}  // namespace

std::vector<DeclaredName> declared_names(const std::vector<DefinitionFile>& files) {
    std::vector<DeclaredName> names;
    for (const DefinitionFile& file : files) {
        const auto root = tooling::root_of(file);
        if (!root) continue;
        visit_members(*root, tooling::shape_of_file(*root, file.path),
                      [&](const Member& member, const FormatShape& around, const Node&) {
                          if (declares(around))
                              names.push_back({member.key, kind_of(around), words_of(member.value),
                                               member.key_place});
                      });
    }
    return names;
}

std::vector<Hint> hints_at(const std::vector<DefinitionFile>& files, const std::string& path,
                           std::size_t offset) {
    const DefinitionFile* file = file_named(files, path);
    if (file == nullptr) return {};
    const Word word = word_at(file->bytes, offset);
    if (word.begin == word.end) return {};
    if (auto key = key_hint(*file, word); !key.empty()) return key;
    const auto names = declared_names(files);
    const auto whole = std::string_view(file->bytes).substr(word.begin, word.end - word.begin);
    for (const std::string_view reading : readings_of(whole))
        if (auto found = hints_for(names, reading, word); !found.empty()) return found;
    return {};
}

Suggestions suggestions_at(const std::vector<DefinitionFile>& files, const std::string& path,
                           std::size_t offset) {
    const DefinitionFile* file = file_named(files, path);
    if (file == nullptr) return {};
    Word word = word_at(file->bytes, offset);
    Suggestions found{word.begin, {}};
    std::vector<DefinitionFile> all = files;
    for (DefinitionFile& each : all)
        if (each.path == path) each.bytes = planted(file->bytes, word);
    found.all = from_the_table(*file_named(all, path));
    if (found.all.empty()) found.all = from_names(declared_names(all));
    return found;
}

}  // namespace throughgate

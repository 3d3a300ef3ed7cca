// SPDX-License-Identifier: MIT
// Where a definition says what becomes of live cases, and one line more of it.
#include "definition/checker_shape.hpp"
#include "throughgate/authoring.hpp"
#include "tooling/hints.hpp"
#include "tooling/source_text.hpp"

namespace throughgate {
namespace {

using definition::Member;
using definition::Node;
using tooling::SourceText;

struct Mapping {
    std::string was, now;
};

std::string_view line_end_of(std::string_view bytes) {
    return bytes.find("\r\n") == bytes.npos ? "\n" : "\r\n";
}

const Member* member_named(const Node& node, std::string_view key) {
    for (const Member& member : node.members)
        if (member.key == key) return &member;
    return nullptr;
}

bool is_in_brackets(const SourceText& text, const Node& mapping) {
    const std::size_t at = text.offset_of(mapping.place);
    return at < text.bytes().size() && text.bytes()[at] == '{';
}

/// Before the first member of a mapping: `lines` get its indentation.
TextEdit before_first(const SourceText& text, const Node& mapping,
                      const std::vector<std::string>& lines) {
    const std::string indent(mapping.members.front().key_place.column - 1, ' ');
    TextEdit edit;
    edit.offset = text.start_of(mapping.members.front().key_place.line);
    for (const std::string& line : lines)
        edit.text += indent + line + std::string(line_end_of(text.bytes()));
    return edit;
}

TextEdit into_brackets(const SourceText& text, const Node& mapping, const std::string& words) {
    TextEdit edit;
    edit.offset = text.offset_of(mapping.place) + 1;
    edit.text = words + (mapping.members.empty() ? "" : ", ");
    return edit;
}

/// A key without a value: what it holds begins on the line after it.
TextEdit below_key(const SourceText& text, const Member& key,
                   const std::vector<std::string>& lines) {
    const std::string end(line_end_of(text.bytes()));
    const std::string indent(key.key_place.column + 1, ' ');
    const std::size_t line = key.key_place.line;
    TextEdit edit;
    edit.offset = text.start_of(line) + text.line(line).size();
    for (const std::string& each : lines) edit.text += end + indent + each;
    return edit;
}

/// "~" and "null" are a value that says nothing.
bool says_nothing(std::string_view words) {
    return words == "~" || words == "null" || words == "Null" || words == "NULL";
}

std::string_view written_at(const SourceText& text, const Node& value) {
    const std::size_t begin = text.offset_of(value.place);
    return text.bytes().substr(begin, tooling::value_end(text.bytes(), begin, true) - begin);
}

TextEdit instead_of(const SourceText& text, const Node& value, std::string words) {
    TextEdit edit;
    edit.offset = text.offset_of(value.place);
    edit.length = written_at(text, value).size();
    edit.text = std::move(words);
    return edit;
}

TextEdit at_end(const SourceText& text, const Mapping& mapping) {
    const std::string end(line_end_of(text.bytes()));
    TextEdit edit;
    edit.offset = text.bytes().size();
    if (!text.bytes().empty() && text.bytes().back() != '\n') edit.text = end;
    edit.text +=
        "migrate:" + end + "  states:" + end + "    " + mapping.was + ": " + mapping.now + end;
    return edit;
}

TextEdit edit_for(const SourceText& text, const Node& root, const Mapping& mapping) {
    const std::string pair = mapping.was + ": " + mapping.now;
    const Member* migrate = member_named(root, "migrate");
    const std::string states_in_braces = "{states: {" + pair + "}}";
    if (migrate == nullptr && is_in_brackets(text, root))
        return into_brackets(text, root, "migrate: " + states_in_braces);
    if (migrate == nullptr) return at_end(text, mapping);
    const Member* states = member_named(migrate->value, "states");
    const Node& into = states == nullptr ? migrate->value : states->value;
    const bool new_key = states == nullptr;
    if (!into.is_mapping() && says_nothing(written_at(text, into)))
        return instead_of(text, into, new_key ? states_in_braces : "{" + pair + "}");
    if (is_in_brackets(text, into))
        return into_brackets(text, into, new_key ? "states: {" + pair + "}" : pair);
    const std::vector<std::string> lines =
        new_key ? std::vector<std::string>{"states:", "  " + pair} : std::vector{pair};
    if (into.members.empty()) return below_key(text, new_key ? *migrate : *states, lines);
    return before_first(text, into, lines);
}

Error fault(ErrorKind kind, std::string words, const std::string& subject) {
    return {kind, std::move(words), subject};
}

/// Ids with dots between them; each may be as long as an id may.
bool is_full_id(const std::string& id) {
    std::size_t begin = 0;
    for (std::size_t dot = 0; dot != std::string::npos; begin = dot + 1) {
        dot = id.find('.', begin);
        if (!definition::is_usable_id(std::string_view(id).substr(begin, dot - begin)))
            return false;
    }
    return true;
}

/// Where cases of a state stand now, as the file says it; nullptr: it does not.
const Node* mapped_in(const Node& root, const std::string& was) {
    const Node* migrate = root.find("migrate");
    const Node* states = migrate == nullptr ? nullptr : migrate->find("states");
    return states == nullptr ? nullptr : states->find(was);
}

/// There are more ways to write YAML than are known here: what comes of it is read once.
bool says_it(const DefinitionFile& file, const TextEdit& edit, const Mapping& mapping) {
    const auto root = tooling::root_of({file.path, with_edits(file.bytes, {edit})});
    const Node* now = root ? mapped_in(*root, mapping.was) : nullptr;
    return now != nullptr && now->text == mapping.now;
}

Result<Fix> fix_in(const DefinitionFile& file, const Node& root, const Mapping& mapping) {
    if (mapped_in(root, mapping.was) != nullptr)
        return fault(ErrorKind::conflict,
                     file.path + " says already where cases of '" + mapping.was + "' stand now",
                     mapping.was);
    TextEdit edit = edit_for(SourceText(file.bytes), root, mapping);
    edit.file = file.path;
    if (!says_it(file, edit, mapping))
        return fault(ErrorKind::invalid,
                     file.path + " is written so that no line can be added by itself; write " +
                         mapping.was + ": " + mapping.now + " below migrate: states: by hand",
                     file.path);
    return Fix{"let cases of '" + mapping.was + "' stand in '" + mapping.now + "'",
               {std::move(edit)}};
}

}  // namespace

Result<Fix> fix_of_missing_mapping(const std::vector<DefinitionFile>& files,
                                   const std::string& pathway, const std::string& was,
                                   const std::string& now) {
    for (const std::string& id : {was, now})
        if (!is_full_id(id))
            return fault(ErrorKind::invalid,
                         "'" + id + "' is no id of a state; write it in full, as place.sourcing",
                         "now");
    for (const DefinitionFile& file : files) {
        const auto root = tooling::root_of(file);
        const Node* id = root ? root->find("pathway") : nullptr;
        if (id == nullptr || id->text != pathway) continue;
        return fix_in(file, *root, {was, now});
    }
    return fault(ErrorKind::not_found, "no file declares the pathway '" + pathway + "'", pathway);
}

}  // namespace throughgate

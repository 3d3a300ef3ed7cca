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
    if (migrate == nullptr) return at_end(text, mapping);
    const Member* states = member_named(migrate->value, "states");
    const Node& into = states == nullptr ? migrate->value : states->value;
    const bool new_key = states == nullptr;
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

bool says_it_already(const Node& root, const std::string& was) {
    const Node* migrate = root.find("migrate");
    const Node* states = migrate == nullptr ? nullptr : migrate->find("states");
    return states != nullptr && states->find(was) != nullptr;
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
        if (says_it_already(*root, was))
            return fault(ErrorKind::conflict,
                         file.path + " says already where cases of '" + was + "' stand now", was);
        TextEdit edit = edit_for(SourceText(file.bytes), *root, {was, now});
        edit.file = file.path;
        return Fix{"let cases of '" + was + "' stand in '" + now + "'", {std::move(edit)}};
    }
    return fault(ErrorKind::not_found, "no file declares the pathway '" + pathway + "'", pathway);
}

}  // namespace throughgate

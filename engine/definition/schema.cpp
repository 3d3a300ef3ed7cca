// SPDX-License-Identifier: MIT
#include "definition/schema.hpp"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "definition/checker_shape.hpp"
#include "definition/keys.hpp"

namespace throughgate::definition {

namespace {

// --- a little of JSON, as text ------------------------------------------------------------------

std::string quoted(std::string_view words) {
    std::string out = "\"";
    for (const char c : words) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

using Members = std::vector<std::pair<std::string, std::string>>;

std::string object(const Members& members) {
    std::string out = "{";
    for (const auto& [name, value] : members)
        out += (out.size() > 1 ? "," : "") + quoted(name) + ":" + value;
    return out + "}";
}

std::string list(const std::vector<std::string>& items) {
    std::string out = "[";
    for (const std::string& item : items) out += (out.size() > 1 ? "," : "") + item;
    return out + "]";
}

/// One member or item a line.
std::string laid_out(std::string_view json) {
    std::string out, indent = "\n";
    bool in_words = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"' && (i == 0 || json[i - 1] != '\\')) in_words = !in_words;
        if (in_words) {
            out += c;
        } else if (c == '{' || c == '[') {
            out += c + (indent += "  ");
        } else if (c == '}' || c == ']') {
            out += indent.erase(indent.size() - 2) + c;
        } else {
            out += c;
            if (c == ',') out += indent;
            if (c == ':') out += ' ';
        }
    }
    return out + "\n";
}

// --- kinds of value -----------------------------------------------------------------------------

/// Whole documents need their required keys, changes of others do not: what they hold is named
/// apart.
enum class Extent : std::uint8_t { whole, change };

std::string reference(std::string_view name) {
    return object({{"$ref", quoted("#/definitions/" + std::string(name))}});
}

std::string any_of(const std::vector<std::string>& kinds) {
    return object({{"anyOf", list(kinds)}});
}

std::string list_of(const std::string& items) {
    return object({{"type", quoted("array")}, {"items", items}});
}

std::string mapping_to(const std::string& values) {
    return object({{"type", quoted("object")}, {"additionalProperties", values}});
}

/// "chart_state" of a mapping of that kind.
std::string name_of(Map map) {
    std::string name(spec_of(map).name);
    for (const char* article : {"a ", "an ", "the "})
        if (name.starts_with(article)) name.erase(0, std::string_view(article).size());
    for (char& c : name)
        if (c == ' ' || c == '\'') c = '_';
    return name;
}

std::string in_extent(std::string name, Extent extent) {
    return extent == Extent::change ? "change_of_" + name : name;
}

std::string mapping_reference(Map map, Extent extent) {
    return reference(in_extent(name_of(map), extent));
}

std::string words_from(const std::vector<std::string_view>& choices) {
    std::vector<std::string> words;
    for (const std::string_view choice : choices) {
        words.push_back(quoted(choice));
        if (choice == "1") words.emplace_back("1");
    }
    return object({{"enum", list(words)}});
}

bool stands_in_rules(Map map) {
    return map == Map::fact || map == Map::strand || map == Map::state || map == Map::gate;
}

std::string by_id(const std::string& values, bool no_rule_words) {
    return object({{"type", quoted("object")},
                   {"propertyNames", reference(no_rule_words ? "name" : "id")},
                   {"additionalProperties", values}});
}

std::string value_of(const Key& key, Extent extent) {
    switch (key.form) {
        case Form::choice: return words_from(key.choices);
        case Form::choices: return list_of(words_from(key.choices));
        case Form::whole: return reference("whole");
        case Form::flag: return object({{"enum", list({"true", quoted("true")})}});
        case Form::day: return reference("day");
        case Form::days: return list_of(reference("day"));
        case Form::time: return reference("time");
        case Form::ids:
        case Form::recipients:
        case Form::guards: return reference("words");
        case Form::deadline: return reference(in_extent("deadline", extent));
        case Form::deadlines: return list_of(reference(in_extent("deadline", extent)));
        case Form::map: return mapping_reference(key.of, extent);
        case Form::maps: return list_of(mapping_reference(key.of, extent));
        case Form::map_or_maps:
            return any_of(
                {mapping_reference(key.of, extent), list_of(mapping_reference(key.of, extent))});
        case Form::by_id: return by_id(mapping_reference(key.of, extent), stands_in_rules(key.of));
        case Form::ladder: return reference(in_extent("ladder", extent));
        case Form::ladders: return by_id(reference(in_extent("rungs", extent)), false);
        case Form::result: return reference(in_extent("result", extent));
        case Form::results:
            return by_id(reference(in_extent("result", extent)), key.name == "with");
        case Form::clock: return reference(in_extent("clock", extent));
        case Form::pairs:
        case Form::texts: return mapping_to(reference("word"));
        case Form::lists: return mapping_to(reference("words"));
        case Form::expressions: return by_id("true", false);
        case Form::actions: return list_of(mapping_reference(Map::chart_action, extent));
        case Form::blocks: return reference(in_extent("blocks", extent));
        default: return reference("word");
    }
}

std::string described(const std::string& value, std::string_view doc) {
    if (doc.empty()) return value;
    return "{" + quoted("description") + ":" + quoted(doc) + "," + value.substr(1);
}

/// A reference in draft-07 hides what stands beside it.
std::string of_key(const Key& key, Extent extent) {
    const std::string value = value_of(key, extent);
    if (!value.starts_with("{\"$ref\"")) return described(value, key.doc);
    return described(object({{"allOf", list({value})}}), key.doc);
}

std::string mapping_of(const MapSpec& spec, Extent extent) {
    Members properties;
    std::vector<std::string> required;
    for (const Key& key : spec.keys) {
        properties.emplace_back(key.name, of_key(key, extent));
        if (key.required && (extent == Extent::whole || key.name == "format"))
            required.push_back(quoted(key.name));
    }
    Members members{{"type", quoted("object")},
                    {"properties", object(properties)},
                    {"additionalProperties", "false"}};
    if (!required.empty()) members.emplace_back("required", list(required));
    const std::string mapping = object(members);
    if (!spec.short_form) return described(mapping, spec.doc);
    return described(any_of({reference("word"), mapping}), spec.doc);
}

// --- what several keys share --------------------------------------------------------------------

std::string pattern(std::string_view expression) {
    return object({{"type", quoted("string")}, {"pattern", quoted(expression)}});
}

std::string phrase_or(Map map, Extent extent) {
    return any_of({reference("word"), reference(in_extent(name_of(map), extent) + "_mapping")});
}

/// What is the same in documents and changes.
void add_words(Members& definitions) {
    const std::string word = list({quoted("string"), quoted("number"), quoted("boolean")});
    definitions.emplace_back("word", object({{"type", word}}));
    definitions.emplace_back("words", any_of({reference("word"), list_of(reference("word"))}));
    const std::string id = pattern("^[A-Za-z]([A-Za-z0-9_.-]{0,58}[A-Za-z0-9_-])?$");
    definitions.emplace_back("id", id);
    definitions.emplace_back(
        "whole",
        any_of({object({{"type", quoted("integer")}, {"minimum", "0"}, {"maximum", "999999"}}),
                pattern("^[0-9]{1,6}$")}));
    definitions.emplace_back("day", pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
}

void add_names(Members& definitions) {
    std::vector<std::string> words;
    for (const std::string_view each : rule_words()) words.push_back(quoted(each));
    const std::string refused = object({{"not", object({{"enum", list(words)}})}});
    definitions.emplace_back("name", object({{"allOf", list({reference("id"), refused})}}));
    definitions.emplace_back("time", pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"));
}

void add_phrases(Members& definitions, Extent extent) {
    const auto named = [extent](const char* name) { return in_extent(name, extent); };
    definitions.emplace_back(named("rungs"), by_id(mapping_reference(Map::rung, extent), false));
    definitions.emplace_back(named("ladder"),
                             any_of({reference("word"), reference(named("rungs"))}));
    definitions.emplace_back(named("deadline"), phrase_or(Map::deadline, extent));
    definitions.emplace_back(named("result"), phrase_or(Map::result, extent));
    definitions.emplace_back(named("clock"), any_of({reference(named("deadline")),
                                                     reference(named("clock") + "_mapping")}));
    const std::string actions = list_of(mapping_reference(Map::chart_action, extent));
    definitions.emplace_back(named("blocks"), any_of({actions, list_of(actions)}));
}

/// Those that a phrase may stand for are known by that phrase.
std::string name_in_schema(Map map, Extent extent) {
    const bool is_phrase = map == Map::deadline || map == Map::result || map == Map::clock;
    return in_extent(name_of(map), extent) + (is_phrase ? "_mapping" : "");
}

bool is_of_tests(Map map) {
    static const std::set<Map> maps{Map::test_file,   Map::test_defaults, Map::test_open,
                                    Map::test_person, Map::test,          Map::test_step,
                                    Map::test_expect, Map::test_notice,   Map::test_next};
    return maps.contains(map);
}

void add_mappings(Members& definitions, bool of_tests, Extent extent) {
    for (const MapSpec& spec : map_specs())
        if (is_of_tests(spec.map) == of_tests)
            definitions.emplace_back(name_in_schema(spec.map, extent), mapping_of(spec, extent));
}

std::string schema(std::string_view title, const std::string& start, const Members& definitions) {
    return laid_out(object({{"$schema", quoted("http://json-schema.org/draft-07/schema#")},
                            {"title", quoted(title)},
                            {"allOf", list({start})},
                            {"definitions", object(definitions)}}));
}

std::string if_has(std::string_view key, const std::string& then, const std::string& otherwise) {
    return object(
        {{"if", object({{"required", list({quoted(key)})}})}, {"then", then}, {"else", otherwise}});
}

/// Which kind a file is, its own key says; a pathway may also have the keys of others.
std::string by_kind() {
    std::string otherwise = "false";
    const std::vector<std::pair<const char*, Map>> kinds{
        {"labels", Map::labels},     {"catalogue", Map::catalogue}, {"rules", Map::rules},
        {"calendar", Map::calendar}, {"common", Map::common},       {"chart", Map::chart},
        {"pathway", Map::pathway}};
    for (const auto& [key, map] : kinds)
        otherwise = if_has(key,
                           if_has("extends", mapping_reference(map, Extent::change),
                                  mapping_reference(map, Extent::whole)),
                           otherwise);
    return otherwise;
}

}  // namespace

std::string definition_schema() {
    Members definitions;
    add_words(definitions);
    add_names(definitions);
    for (const Extent extent : {Extent::whole, Extent::change}) {
        add_phrases(definitions, extent);
        add_mappings(definitions, false, extent);
    }
    return schema("A workflow definition of Throughgate", by_kind(), definitions);
}

std::string test_schema() {
    Members definitions;
    add_words(definitions);
    add_mappings(definitions, true, Extent::whole);
    return schema("A file of tests of Throughgate",
                  mapping_reference(Map::test_file, Extent::whole), definitions);
}

}  // namespace throughgate::definition

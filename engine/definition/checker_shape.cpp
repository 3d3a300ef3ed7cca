// SPDX-License-Identifier: MIT
#include "definition/checker_shape.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "throughgate/time.hpp"

namespace throughgate::definition {

namespace {

std::string kind_text(const Node& node) {
    switch (node.kind) {
        case Node::Kind::nothing: return "nothing";
        case Node::Kind::scalar: return "'" + node.text + "'";
        case Node::Kind::list: return "a list";
        case Node::Kind::mapping: return "a mapping";
    }
    return {};
}

/// What a pathway writes instead of a key that only charts have; nullptr: it is no such key.
const char* said_in_charts(Map map, std::string_view key) {
    if (map != Map::state && map != Map::event && map != Map::branch) return nullptr;
    if (key == "gives" || key == "gives_value")
        return "let the final state set a fact with 'sets:'; it is set before 'done' is answered";
    if (key == "transitions") return "write 'events:', 'timers:', 'always:' and 'done:'";
    if (key == "on_entry") return "write the effects beside the state's other keys";
    if (key == "send" || key == "raise" || key == "cancel")
        return "write 'raises:', 'tells:' or 'sends:'";
    return nullptr;
}

class ShapeChecker {
public:
    explicit ShapeChecker(Faults& faults) : faults_(faults) {}

    void mapping(const Node& node, const MapSpec& spec) {
        if (node.is_scalar() && spec.short_form) return;
        if (!node.is_mapping()) return wrong(node, std::string(spec.name) + " is a mapping");
        for (const Member& member : node.members) known_key(member, spec);
        for (const Key& key : spec.keys)
            if (key.required && node.find(key.name) == nullptr)
                faults_.error("TG0111", node.place,
                              std::string(spec.name) + " needs '" + std::string(key.name) + "'",
                              "add '" + std::string(key.name) + ":' with " + form_text(key));
    }

    void words(const Node& node) {
        if (node.is_scalar() && !node.quoted) refuse_word(node.text, node.place);
        for (const Node& item : node.items) words(item);
        for (const Member& member : node.members) {
            if (!member.key_quoted) refuse_word(member.key, member.key_place);
            words(member.value);
        }
    }

private:
    void wrong(const Node& node, const std::string& wanted) {
        faults_.error("TG0112", node.place, wanted + ", but here stands " + kind_text(node));
    }

    void refuse_word(const std::string& text, const Place& place) {
        static constexpr std::array<std::string_view, 4> refused = {"yes", "no", "on", "off"};
        std::string lower = text;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (std::find(refused.begin(), refused.end(), lower) != refused.end())
            faults_.error("TG0114", place, "'" + text + "' is a truth value to other YAML readers");
    }

    void known_key(const Member& member, const MapSpec& spec) {
        if (const Key* key = spec.find(member.key)) return value(member, *key);
        if (const char* instead = said_in_charts(spec.map, member.key))
            return faults_.error("TG0238", member.key_place,
                                 "'" + member.key + "' is a key of plain charts", instead);
        if (spec.map == Map::timer && (member.key == "gate" || member.key == "if_shut"))
            return faults_.error("TG0502", member.key_place, "a timer cannot pass a gate");
        faults_.error(
            "TG0110", member.key_place, std::string(spec.name) + " has no key '" + member.key + "'",
            suggestion(member.key, spec.key_names(), "its keys are " + one_of(spec.key_names())));
    }

    void value(const Member& member, const Key& key) {
        const Node& node = member.value;
        if (node.kind == Node::Kind::nothing)
            return wrong(node, "'" + member.key + "' wants " + form_text(key));
        switch (key.form) {
            case Form::map: return mapping(node, spec_of(key.of));
            case Form::maps: return each_item(node, key, false);
            case Form::map_or_maps: return each_item(node, key, true);
            case Form::by_id: return each_member(node, key);
            case Form::ladder: return ladder(node);
            case Form::ladders: return all_ladders(node);
            case Form::deadline: return deadline(node);
            case Form::result: return result(node);
            case Form::results: return all_results(node, key);
            case Form::clock: return clock(node);
            default: return simple(node, key);
        }
    }

    void each_item(const Node& node, const Key& key, bool single_allowed) {
        if (!node.is_list() && single_allowed) return mapping(node, spec_of(key.of));
        if (!node.is_list()) return wrong(node, "'" + std::string(key.name) + "' wants a list");
        for (const Node& item : node.items) mapping(item, spec_of(key.of));
    }

    void ids_of(const Node& node, std::string_view what, bool stands_in_rules = false) {
        for (const Member& member : node.members)
            if (what == "an event" && member.key.ends_with('*'))
                faults_.error("TG0238", member.key_place,
                              "'" + member.key + "' would answer events of many names",
                              "draw each event: it says what it asks and who may send it");
            else if (!is_usable_id(member.key) || (stands_in_rules && is_rule_word(member.key)))
                faults_.error("TG0117", member.key_place,
                              "'" + member.key + "' cannot be the id of " + std::string(what));
    }

    void each_member(const Node& node, const Key& key) {
        const MapSpec& spec = spec_of(key.of);
        if (!node.is_mapping())
            return wrong(node, "'" + std::string(key.name) + "' wants a mapping from ids");
        const bool stands_in_rules = key.of == Map::fact || key.of == Map::strand ||
                                     key.of == Map::state || key.of == Map::gate;
        ids_of(node, spec.name, stands_in_rules);
        for (const Member& member : node.members) mapping(member.value, spec);
    }

    void ladder(const Node& node) {
        if (node.is_scalar()) return;
        if (!node.is_mapping()) return wrong(node, "a ladder is a name or a mapping of rungs");
        ids_of(node, "a rung");
        for (const Member& member : node.members) mapping(member.value, spec_of(Map::rung));
    }

    void all_ladders(const Node& node) {
        if (!node.is_mapping()) return wrong(node, "'ladders' wants a mapping from ids");
        ids_of(node, "a ladder");
        for (const Member& member : node.members)
            if (member.value.is_mapping())
                ladder(member.value);
            else
                wrong(member.value, "a ladder here is a mapping of rungs");
    }

    void deadline(const Node& node) {
        if (node.is_mapping()) return mapping(node, spec_of(Map::deadline));
        if (!node.is_scalar()) wrong(node, "a deadline is a phrase or a mapping");
    }

    void result(const Node& node) {
        if (node.is_mapping()) return mapping(node, spec_of(Map::result));
        if (!node.is_scalar()) wrong(node, "a result is a phrase or a mapping");
    }

    void all_results(const Node& node, const Key& key) {
        if (!node.is_mapping())
            return wrong(node, "'" + std::string(key.name) + "' wants a mapping from ids");
        ids_of(node, "a result", key.name == "with");
        for (const Member& member : node.members) result(member.value);
    }

    void clock(const Node& node) {
        const bool is_clock =
            node.is_mapping() && (node.find("due") != nullptr || node.find("ladder") != nullptr);
        if (is_clock) return mapping(node, spec_of(Map::clock));
        deadline(node);
    }

    void simple(const Node& node, const Key& key) {
        switch (key.form) {
            case Form::ids:
            case Form::recipients:
            case Form::guards: return scalars(node, key, true);
            case Form::deadlines: return all_deadlines(node);
            case Form::days: return all_days(node, key);
            case Form::choices: return all_choices(node, key);
            case Form::pairs: return pairs(node);
            case Form::expressions: return expressions(node);
            case Form::actions: return actions(node, key);
            case Form::blocks: return blocks(node, key);
            case Form::texts: return texts(node, key);
            case Form::lists: return lists(node, key);
            default: return one_scalar(node, key);
        }
    }

    void scalars(const Node& node, const Key& key, bool single_allowed) {
        if (node.is_scalar() && single_allowed) return;
        const bool sound =
            node.is_list() && std::all_of(node.items.begin(), node.items.end(),
                                          [](const Node& item) { return item.is_scalar(); });
        if (!sound) wrong(node, "'" + std::string(key.name) + "' wants " + form_text(key));
    }

    void all_deadlines(const Node& node) {
        if (!node.is_list()) return wrong(node, "a list of deadlines is wanted");
        for (const Node& item : node.items) deadline(item);
    }

    void all_days(const Node& node, const Key& key) {
        scalars(node, key, false);
        for (const Node& item : node.items) day(item);
    }

    void all_choices(const Node& node, const Key& key) {
        scalars(node, key, false);
        for (const Node& item : node.items) choice(item, key);
    }

    void pairs(const Node& node) {
        if (!node.is_mapping()) return wrong(node, "a mapping from facts to values is wanted");
        for (const Member& member : node.members)
            if (!member.value.is_scalar()) wrong(member.value, "a plain value is wanted");
    }

    void texts(const Node& node, const Key& key) {
        if (!node.is_mapping())
            return wrong(node, "'" + std::string(key.name) + "' wants " + form_text(key));
        for (const Member& member : node.members)
            if (!member.value.is_scalar())
                wrong(member.value, "'" + member.key + "' wants its words");
    }

    void lists(const Node& node, const Key& key) {
        if (!node.is_mapping())
            return wrong(node, "'" + std::string(key.name) + "' wants " + form_text(key));
        for (const Member& member : node.members) scalars(member.value, key, true);
    }

    void expressions(const Node& node) {
        if (!node.is_mapping()) return wrong(node, "a mapping from names to expressions is wanted");
        ids_of(node, "data");
    }

    void actions(const Node& node, const Key& key) {
        if (!node.is_list()) return wrong(node, "'" + std::string(key.name) + "' wants a list");
        for (const Node& item : node.items) mapping(item, spec_of(Map::chart_action));
    }

    void blocks(const Node& node, const Key& key) {
        const bool several = node.is_list() && !node.items.empty() && node.items[0].is_list();
        if (!several) return actions(node, key);
        for (const Node& item : node.items) actions(item, key);
    }

    void one_scalar(const Node& node, const Key& key) {
        if (!node.is_scalar())
            return wrong(node, "'" + std::string(key.name) + "' wants " + form_text(key));
        if (key.form == Form::choice) choice(node, key);
        if (key.form == Form::day) day(node);
        if (key.form == Form::whole) whole(node, key);
        if (key.form == Form::flag && node.text != "true") wrong(node, "'true' is wanted");
        if (key.form == Form::time && minutes_of(node.text) < 0) wrong(node, "a time is wanted");
    }

    void choice(const Node& node, const Key& key) {
        if (!node.is_scalar()) return;
        const std::vector<std::string> names(key.choices.begin(), key.choices.end());
        if (std::find(names.begin(), names.end(), node.text) != names.end()) return;
        if (key.name == "format")
            return faults_.error("TG0115", node.place, "format " + node.text + " is not known");
        faults_.error("TG0113", node.place,
                      "'" + node.text + "' is no value of '" + std::string(key.name) + "'",
                      suggestion(node.text, names, "write " + one_of(names)));
    }

    void day(const Node& node) {
        if (node.is_scalar() && !parse_date(node.text).has_value())
            wrong(node, "a date like 2026-12-25 is wanted");
    }

    void whole(const Node& node, const Key& key) {
        const bool digits = !node.text.empty() && node.text.size() <= 6 &&
                            std::all_of(node.text.begin(), node.text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!digits) wrong(node, "'" + std::string(key.name) + "' wants a whole number");
    }

    Faults& faults_;
};

}  // namespace

Map kind_of_file(const Node& root, const std::string& file, Faults& faults) {
    Map found = Map::none;
    int count = 0;
    for (const auto& [key, map] : {std::pair{"pathway", Map::pathway},
                                   {"common", Map::common},
                                   {"calendar", Map::calendar},
                                   {"rules", Map::rules},
                                   {"chart", Map::chart},
                                   {"catalogue", Map::catalogue},
                                   {"labels", Map::labels}}) {
        const bool second = (map != Map::pathway && root.find("pathway") != nullptr) ||
                            (map == Map::calendar && root.find("chart") != nullptr);
        if (root.find(key) == nullptr || second) continue;
        found = map;
        ++count;
    }
    if (count == 1) return found;
    faults.error("TG0116", {file, 0, 0}, "the file does not say what it is");
    return Map::none;
}

void check_shape(const Node& root, Map map, Faults& faults) {
    ShapeChecker checker(faults);
    checker.words(root);
    checker.mapping(root, spec_of(map));
}

bool is_usable_id(std::string_view text) {
    const auto inner = [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    };
    return !text.empty() && text.size() <= 60 && text.back() != '.' &&
           std::isalpha(static_cast<unsigned char>(text[0])) != 0 &&
           std::all_of(text.begin(), text.end(), inner);
}

std::span<const std::string_view> rule_words() {
    static constexpr std::array<std::string_view, 22> words = {
        "is",    "not",   "or",   "and",      "known",        "unknown", "before", "after",
        "today", "now",   "at",   "true",     "false",        "stay",    "entry",  "raised",
        "due",   "least", "most", "previous", "acknowledged", "on"};
    return words;
}

bool is_rule_word(std::string_view text) {
    const auto words = rule_words();
    return std::find(words.begin(), words.end(), text) != words.end();
}

int minutes_of(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    if (text.size() != 5 || text[2] != ':') return -1;
    for (const std::size_t i : {0u, 1u, 3u, 4u})
        if (text[i] < '0' || text[i] > '9') return -1;
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    return hours < 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

}  // namespace throughgate::definition

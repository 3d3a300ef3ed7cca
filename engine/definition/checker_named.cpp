// SPDX-License-Identifier: MIT
#include "definition/checker_named.hpp"

#include <algorithm>
#include <array>

#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

using Reading = rules::Declared::Reading;

struct InputType {
    std::string_view word;
    ValueType type;
    Reading reading;
};

constexpr std::array input_types = {
    InputType{"date", ValueType::date, Reading::plain},
    InputType{"instant", ValueType::instant, Reading::plain},
    InputType{"number", ValueType::number, Reading::plain},
    InputType{"truth", ValueType::truth, Reading::plain},
    InputType{"text", ValueType::text, Reading::plain},
    InputType{"code", ValueType::text, Reading::code},
    InputType{"local", ValueType::instant, Reading::wall},
    InputType{"time", ValueType::number, Reading::time},
};

std::vector<rules::InputSource> inputs_of(const Node& rule, Faults& faults) {
    std::vector<rules::InputSource> inputs;
    const Node* list = child(rule, "inputs");
    if (list == nullptr) return inputs;
    std::vector<std::string> words;
    for (const InputType& type : input_types) words.emplace_back(type.word);
    for (const Member& member : list->members) {
        const auto type =
            std::find_if(input_types.begin(), input_types.end(),
                         [&](const InputType& each) { return each.word == member.value.text; });
        const bool clock = member.key == "today" || member.key == "now";
        if (!is_usable_id(member.key) || (is_rule_word(member.key) && !clock))
            faults.error("TG0117", member.key_place,
                         "'" + member.key + "' cannot be the name of an input");
        if (type == input_types.end())
            faults.error("TG0810", member.value.place,
                         "'" + member.value.text + "' is no type of an input",
                         suggestion(member.value.text, words, "write " + one_of(words)));
        else
            inputs.push_back({member.key,
                              {rules::Declared::What::fact, type->type, {}, type->reading},
                              member.key_place});
    }
    return inputs;
}

class ResultReader {
public:
    explicit ResultReader(Faults& faults) : faults_(faults) {}

    rules::ResultSource result(const Node& node) {
        rules::ResultSource source;
        source.place = node.place;
        if (node.is_scalar()) {
            source.text = node.text;
            if (node.text == "nothing") source.kind = Kind::nothing;
            return source;
        }
        if (!node.is_mapping()) return source;
        int kinds = 0;
        for (const Member& member : node.members) kinds += read(member, source) ? 1 : 0;
        if (kinds != 1)
            faults_.error(
                "TG0811", node.place,
                kinds == 0 ? "the result says nothing" : "the result says several things");
        return source;
    }

private:
    using Kind = rules::ResultSource::Kind;

    bool read(const Member& member, rules::ResultSource& source) {
        if (member.key == "code") {
            source.kind = Kind::code;
            source.text = member.value.text;
        } else if (member.key == "fields") {
            source.kind = Kind::fields;
            for (const Member& field : member.value.members)
                source.fields.push_back({field.key, result(field.value)});
        } else if (member.key == "list" || member.key == "choose") {
            source.kind = member.key == "list" ? Kind::list : Kind::choose;
            source.choices = choices(member.value, member.key == "choose");
        } else {
            return false;
        }
        return true;
    }

    std::vector<rules::ChoiceSource> choices(const Node& list, bool ordered) {
        std::vector<rules::ChoiceSource> choices;
        for (const Node& item : list.items) {
            if (!item.is_mapping()) continue;
            if (ordered && !choices.empty() && choices.back().when.empty())
                faults_.error("TG0812", item.place, "nothing can follow 'otherwise'");
            choices.push_back(choice(item, ordered));
        }
        if (choices.empty()) faults_.error("TG0811", list.place, "the list is empty");
        return choices;
    }

    rules::ChoiceSource choice(const Node& item, bool ordered) {
        rules::ChoiceSource choice;
        const Node* otherwise = child(item, "otherwise");
        const Node* gives = child(item, "gives");
        const Word when = word_of(item, "when");
        choice.when = when.text;
        choice.when_place = when.given() ? when.place : item.place;
        choice.because = text_of(item, "because");
        const bool sound = otherwise != nullptr ? gives == nullptr && !when.given() && ordered
                                                : gives != nullptr && (when.given() || !ordered);
        if (!sound)
            faults_.error("TG0812", item.place, "a branch has a condition and what it gives");
        const Node* value = otherwise != nullptr ? otherwise : gives;
        if (value != nullptr) choice.gives = result(*value);
        return choice;
    }

    Faults& faults_;
};

rules::RuleSource rule_at(const Node& node, Faults& faults) {
    rules::RuleSource rule;
    const Word name = word_of(node, "rule");
    rule.name = name.text;
    rule.title = text_of(node, "title");
    rule.place = name.place;
    rule.from = parse_date(text_of(node, "from")).value_or(Date{});
    rule.until = parse_date(text_of(node, "until"));
    rule.inputs = inputs_of(node, faults);
    ResultReader reader(faults);
    if (const Node* with = child(node, "with"))
        for (const Member& member : with->members)
            rule.with.push_back({member.key, reader.result(member.value)});
    if (const Node* gives = child(node, "gives")) rule.gives = reader.result(*gives);
    return rule;
}

bool in_force(const rules::RuleSource& rule, Date day) {
    return rule.from <= day && (!rule.until || day <= *rule.until);
}

void check_periods(const RulesText& file, Faults& faults) {
    for (const rules::RuleSource& rule : file.rules) {
        if (rule.until && *rule.until < rule.from)
            faults.error("TG0809", rule.place, "'" + rule.name + "' ends before it starts");
        for (const rules::RuleSource& other : file.rules) {
            if (&other >= &rule || other.name != rule.name) continue;
            const bool apart = (rule.until && *rule.until < other.from) ||
                               (other.until && *other.until < rule.from);
            if (!apart)
                faults.error("TG0809", rule.place,
                             "two versions of '" + rule.name + "' are in force on the same day", {},
                             {{other.place, "the other version"}});
        }
    }
}

}  // namespace

RulesText parse_rules(const Node& root, const std::string& path, Faults& faults) {
    RulesText file;
    file.name = word_of(root, "rules");
    file.path = path;
    file.source = root;
    const std::size_t before = faults.errors();
    if (const Node* named = child(root, "named"))
        for (const Node& node : named->items)
            if (node.is_mapping()) file.rules.push_back(rule_at(node, faults));
    file.sound = faults.errors() == before;
    return file;
}

void check_named_rules(const RulesText& file, Faults& faults) {
    check_periods(file, faults);
    if (!file.sound) return;
    const FileScope scope(file);
    for (const rules::RuleSource& rule : file.rules) rules::compile_rule(rule, scope, faults.list);
}

const rules::RuleSource* find_rule(const RulesText& file, std::string_view name,
                                   std::optional<Date> day) {
    const rules::RuleSource* found = nullptr;
    for (const rules::RuleSource& rule : file.rules) {
        if (rule.name != name || (day && !in_force(rule, *day))) continue;
        if (found == nullptr || found->from < rule.from) found = &rule;
    }
    return found;
}

std::vector<std::string> FileScope::rule_names() const {
    std::vector<std::string> names;
    for (const rules::RuleSource& rule : file_->rules) names.push_back(rule.name);
    return names;
}

}  // namespace throughgate::definition

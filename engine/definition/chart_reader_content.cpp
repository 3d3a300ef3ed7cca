// SPDX-License-Identifier: MIT
// Data and actions of a plain chart.
#include <algorithm>
#include <array>

#include "definition/chart_reader.hpp"
#include "definition/checker_parse.hpp"

namespace throughgate::definition {

namespace {

using Verb = ChartAction::Kind;

/// A send's date may read the clock, nothing else.
class NoNames final : public rules::Scope {
public:
    [[nodiscard]] const rules::Declared* find(std::string_view) const override { return nullptr; }
    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
};

bool is_data_name(std::string_view text) {
    const auto inner = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
           std::all_of(text.begin(), text.end(), inner) && !rules::is_expression_word(text);
}

}  // namespace

void ChartReader::add_data() {
    const Node* data = child(root_, "data");
    if (data == nullptr) return;
    for (const Member& member : data->members) {
        if (!is_data_name(member.key)) {
            faults_.error("TG0904", member.key_place,
                          "'" + member.key + "' cannot be the name of data");
            continue;
        }
        slots_.emplace(member.key, static_cast<std::uint16_t>(program_->data.size()));
        program_->data.push_back({member.key, {}});
    }
    for (const Member& member : data->members)
        if (const auto slot = this->data(member.key))
            program_->data[*slot].initial = expression_at(member.value);
}

void ChartReader::add_content(StateIndex index) {
    const Node& node = *nodes_[index];
    ChartStateProgram& program = program_->states[index];
    program.on_entry = blocks_of(node, "on_entry");
    program.on_exit = blocks_of(node, "on_exit");
    program.on_start = actions_of(child(node, "on_start"));
    program.gives = expressions_of(node, "gives");
    program.gives_content = expression_of(node, "gives_value");
    if (!program.gives.empty() && !program.gives_content.empty())
        faults_.error("TG0908", child(node, "gives_value")->place,
                      "'gives' and 'gives_value' exclude each other");
}

std::vector<ChartBlock> ChartReader::blocks_of(const Node& mapping, std::string_view key) {
    std::vector<ChartBlock> blocks;
    const Node* node = child(mapping, key);
    if (node == nullptr || !node->is_list() || node->items.empty()) return blocks;
    if (!node->items.front().is_list()) return {actions_of(node)};
    for (const Node& block : node->items) blocks.push_back(actions_of(&block));
    return blocks;
}

ChartBlock ChartReader::actions_of(const Node* list) {
    ChartBlock block;
    if (list == nullptr) return block;
    for (const Node& node : list->items) {
        if (!node.is_mapping()) continue;
        const auto verbs =
            std::count_if(node.members.begin(), node.members.end(),
                          [](const Member& member) { return member.key != "label"; });
        if (verbs != 1) {
            faults_.error("TG0905", node.place,
                          verbs == 0 ? "this action does nothing" : "this action does two things");
            continue;
        }
        ChartAction action;
        read_verb(node, action, block);
    }
    return block;
}

void ChartReader::read_verb(const Node& node, ChartAction& action, ChartBlock& block) {
    if (const Node* sets = child(node, "set")) return read_sets(*sets, block);
    if (const Node* event = child(node, "raise")) {
        action.kind = Verb::raise;
        action.name = event->text;
        check_event_name(*event);
    } else if (const Node* send = child(node, "send")) {
        action.kind = Verb::send;
        read_send(*send, action.send);
    } else if (child(node, "cancel") != nullptr || child(node, "cancel_from") != nullptr) {
        action.kind = Verb::cancel;
        action.name = text_of(node, "cancel");
        action.value = expression_of(node, "cancel_from");
    } else if (const Node* choose = child(node, "choose")) {
        action.kind = Verb::choose;
        read_choices(*choose, action);
    } else if (const Node* each = child(node, "each")) {
        action.kind = Verb::each;
        read_each(*each, action);
    } else {
        action.kind = Verb::log;
        action.name = text_of(node, "label");
        action.value = expression_of(node, "log");
    }
    block.push_back(std::move(action));
}

void ChartReader::read_sets(const Node& node, ChartBlock& block) {
    for (const Member& member : node.members) {
        const auto slot = data(member.key);
        if (!slot) {
            faults_.error("TG0902", member.key_place,
                          "'" + member.key + "' is no data of this chart",
                          suggestion(member.key, data_names(), "declare it under 'data:'"));
            continue;
        }
        ChartAction action;
        action.kind = Verb::set;
        action.slot = *slot;
        action.name = member.key;
        action.value = expression_at(member.value);
        block.push_back(std::move(action));
    }
}

std::uint16_t ChartReader::slot_named(const Node& mapping, std::string_view key) {
    const Word word = word_of(mapping, key);
    if (!word.given()) return no_slot;
    const auto slot = data(word.text);
    if (!slot)
        faults_.error("TG0902", word.place, "'" + word.text + "' is no data of this chart",
                      suggestion(word.text, data_names(), "declare it under 'data:'"));
    return slot.value_or(no_slot);
}

void ChartReader::read_send(const Node& node, ChartSend& send) {
    if (node.is_scalar()) {
        send.event = node.text;
        return check_event_name(node);
    }
    send.event = text_of(node, "event");
    if (const Node* event = child(node, "event")) check_event_name(*event);
    send.event_from = expression_of(node, "event_from");
    send.id = text_of(node, "id");
    send.id_to = slot_named(node, "id_to");
    send.to = text_of(node, "to");
    send.to_from = expression_of(node, "to_from");
    send.with = expressions_of(node, "with");
    send.content = expression_of(node, "value");
    read_after(node, send);
    check_send(node, send);
}

void ChartReader::read_after(const Node& node, ChartSend& send) {
    send.after_from = expression_of(node, "after_from");
    if (const Node* after = child(node, "after")) {
        const auto duration = duration_of(after->text);
        if (!duration)
            faults_.error("TG0907", after->place, "'" + after->text + "' is no length of time");
        send.after = duration.value_or(std::chrono::milliseconds(0));
    }
    if (const Node* at = child(node, "at")) {
        const auto compiled = rules::compile_deadline(deadline_at(*at).source, NoNames(),
                                                      std::chrono::minutes(9 * 60), faults_.list);
        if (compiled) send.at = *compiled;
    }
}

/// What excludes each other, or is missing.
void ChartReader::check_send(const Node& node, const ChartSend& send) {
    const auto count = [&](std::initializer_list<std::string_view> keys) {
        return std::count_if(keys.begin(), keys.end(),
                             [&](std::string_view key) { return child(node, key) != nullptr; });
    };
    const auto refuse = [&](const std::string& why) { faults_.error("TG0908", node.place, why); };
    if (count({"event", "event_from"}) != 1) refuse("a sent event has one name");
    if (count({"after", "after_from", "at"}) > 1)
        refuse("'after', 'after_from' and 'at' exclude each other");
    if (count({"with", "value"}) > 1) refuse("'with' and 'value' exclude each other");
    if (count({"id", "id_to"}) > 1) refuse("'id' and 'id_to' exclude each other");
    if (count({"to", "to_from"}) > 1) refuse("'to' and 'to_from' exclude each other");
    if (send.to == "internal" && count({"after", "after_from", "at"}) > 0)
        refuse("an internal event cannot be delayed");
}

void ChartReader::read_choices(const Node& list, ChartAction& action) {
    bool closed = false;
    for (const Node& node : list.items) {
        if (!node.is_mapping()) continue;
        const Node* otherwise = child(node, "otherwise");
        const bool sound = otherwise != nullptr
                               ? child(node, "when") == nullptr && child(node, "do") == nullptr
                               : child(node, "when") != nullptr && child(node, "do") != nullptr;
        if (!sound || closed)
            faults_.error("TG0912", node.place,
                          closed ? "nothing is read after 'otherwise'"
                                 : "a branch has either 'when' and 'do', or 'otherwise'");
        closed = closed || otherwise != nullptr;
        action.choices.push_back(
            {expression_of(node, "when"), actions_of(otherwise ? otherwise : child(node, "do"))});
    }
}

void ChartReader::read_each(const Node& node, ChartAction& action) {
    action.value = expression_of(node, "of");
    action.slot = slot_named(node, "item");
    action.index = slot_named(node, "index");
    action.inner = actions_of(child(node, "do"));
}

/// A scalar is an expression; lists and mappings are put together from theirs.
rules::ChartExpression ChartReader::expression_at(const Node& node) {
    if (node.is_list()) {
        std::vector<rules::ChartExpression> items;
        for (const Node& item : node.items) items.push_back(expression_at(item));
        const bool sound =
            std::none_of(items.begin(), items.end(), [](const auto& item) { return item.empty(); });
        return sound ? rules::list_of(items) : rules::ChartExpression();
    }
    if (node.is_mapping()) {
        NamedExpressions fields;
        for (const Member& member : node.members)
            fields.emplace_back(member.key, expression_at(member.value));
        const bool sound = std::none_of(fields.begin(), fields.end(),
                                        [](const auto& each) { return each.second.empty(); });
        return sound ? rules::fields_of(fields) : rules::ChartExpression();
    }
    if (!node.is_scalar()) return {};
    return rules::compile_chart_expression(node.text, node.place, *this, faults_.list)
        .value_or(rules::ChartExpression());
}

rules::ChartExpression ChartReader::expression_of(const Node& mapping, std::string_view key) {
    const Node* node = child(mapping, key);
    return node == nullptr ? rules::ChartExpression() : expression_at(*node);
}

NamedExpressions ChartReader::expressions_of(const Node& mapping, std::string_view key) {
    NamedExpressions all;
    if (const Node* node = child(mapping, key))
        for (const Member& member : node->members)
            all.emplace_back(member.key, expression_at(member.value));
    return all;
}

}  // namespace throughgate::definition

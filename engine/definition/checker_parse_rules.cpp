// SPDX-License-Identifier: MIT
// Events, timers, branches, effects and ladders.
#include <array>
#include <utility>

#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 4> relations = {
    {{"manager of manager of ", Relation::upper_manager},
     {"deputy of ", Relation::deputy},
     {"manager of ", Relation::manager},
     {"team box of ", Relation::team_box}}};

/// The same with the relation that was probably meant.
std::string meant_recipient(const std::string& words) {
    const std::size_t of = words.rfind(" of ");
    if (of == std::string::npos) return {};  // no relation at all
    std::vector<std::string> known;
    for (const auto& [prefix, relation] : relations)
        known.push_back(std::string(prefix) + words.substr(of + 4));
    return suggestion(words, known);
}

std::optional<RecipientText> recipient_at(const Node& node, Faults& faults) {
    RecipientText recipient{word_at(node), Relation::holder};
    for (const auto& [prefix, relation] : relations)
        if (recipient.role.text.starts_with(prefix)) {
            recipient.role.text.erase(0, prefix.size());
            recipient.relation = relation;
            break;
        }
    if (is_usable_id(recipient.role.text)) return recipient;
    faults.error("TG0618", node.place, "'" + node.text + "' is not a recipient",
                 meant_recipient(node.text));
    return std::nullopt;
}

std::vector<std::pair<Word, Word>> pairs_of(const Node& mapping, std::string_view key) {
    std::vector<std::pair<Word, Word>> pairs;
    if (const Node* node = child(mapping, key))
        for (const Member& member : node->members)
            if (member.value.is_scalar())
                pairs.emplace_back(key_word(member), word_at(member.value));
    return pairs;
}

TellText tell_at(const Node& node, Faults& faults) {
    return {recipients_of(node, "who", faults), class_of(node), word_of(node, "message")};
}

RecordText record_at(const Node& node) {
    return {node.place, words_of(node, "in"), text_of(node, "as")};
}

/// Reads `to` or `otherwise`: `stay` is no target.
void read_targets(BranchText& branch, const std::vector<Word>& words) {
    for (const Word& word : words) {
        branch.says_where = true;
        if (word.text != "stay") branch.to.push_back(word);
    }
}

BranchText branch_at(const Node& node, Faults& faults) {
    BranchText branch;
    branch.place = node.place;
    if (node.is_scalar()) {
        read_targets(branch, {word_at(node)});
        return branch;
    }
    branch.when = guard_of(node, "when");
    branch.otherwise = child(node, "otherwise") != nullptr;
    read_targets(branch, words_of(node, "otherwise"));
    read_targets(branch, words_of(node, "to"));
    branch.effects = effects_of(node, faults);
    branch.because = text_of(node, "because");
    branch.refuses = word_of(node, "refuse");
    branch.restart = word_of(node, "restart");
    return branch;
}

int add_aside(RuleText& rule, const Node& node, Faults& faults) {
    rule.branches.push_back(branch_at(node, faults));
    rule.branches.back().aside = true;
    return static_cast<int>(rule.branches.size()) - 1;
}

/// `otherwise: stay, if_unknown: stay` is one branch for both; another target is one more branch.
void read_branch_unknown(RuleText& rule, const Node& node, std::vector<const Node*>& asides) {
    const Node* unknown = child(node, "if_unknown");
    if (unknown == nullptr) return;
    BranchText& branch = rule.branches.back();
    const std::string target = branch.to.empty() ? "stay" : branch.to.front().text;
    if (!unknown->is_scalar() || unknown->text != target) return asides.push_back(unknown);
    branch.if_unknown_here = true;
    rule.if_unknown = static_cast<int>(rule.branches.size()) - 1;
}

void read_choose(RuleText& rule, const Node& list, Faults& faults) {
    std::vector<const Node*> asides;
    for (const Node& item : list.items) {
        rule.branches.push_back(branch_at(item, faults));
        if (item.is_mapping()) read_branch_unknown(rule, item, asides);
    }
    for (const Node* aside : asides) rule.if_unknown = add_aside(rule, *aside, faults);
}

/// Effects written beside `choose` belong to every branch.
void add_shared_effects(RuleText& rule, const Node& node, Faults& faults) {
    const EffectsText shared = effects_of(node, faults);
    for (BranchText& branch : rule.branches) {
        const auto prepend = [](auto& to, const auto& from) {
            to.insert(to.begin(), from.begin(), from.end());
        };
        if (branch.aside || branch.refuses.given()) continue;
        prepend(branch.effects.sets, shared.sets);
        prepend(branch.effects.raises, shared.raises);
        prepend(branch.effects.tells, shared.tells);
        prepend(branch.effects.sends, shared.sends);
        prepend(branch.effects.opens, shared.opens);
        prepend(branch.effects.ends, shared.ends);
        prepend(branch.effects.completes, shared.completes);
        prepend(branch.effects.notify, shared.notify);
        prepend(branch.effects.records, shared.records);
    }
}

void read_ways(RuleText& rule, const Node& node, Faults& faults) {
    const Node* choose = child(node, "choose");
    rule.chooses = choose != nullptr;
    if (choose != nullptr && child(node, "to") != nullptr)
        faults.error("TG0207", node.place, "'" + rule.name.text + "' has both 'to' and 'choose'");
    if (choose != nullptr) {
        read_choose(rule, *choose, faults);
        add_shared_effects(rule, node, faults);
    } else {
        rule.branches.push_back(branch_at(node, faults));
    }
    if (const Node* shut = child(node, "if_shut")) rule.if_shut = add_aside(rule, *shut, faults);
    if (const Node* unknown = child(node, "if_unknown"))
        rule.if_unknown = add_aside(rule, *unknown, faults);
}

RungText rung_of(const Member& member, Faults& faults) {
    RungText rung;
    const Node& node = member.value;
    rung.id = key_word(member);
    rung.at = deadline_of(node, "at");
    rung.again = deadline_of(node, "again");
    if (rung.again.source.text.starts_with("every "))
        rung.again.source.text = rung.again.source.text.substr(6) + " after previous";
    if (const Node* most = child(node, "at_most"); most != nullptr && most->text.size() <= 6)
        rung.at_most = std::atoi(most->text.c_str());
    rung.tell = recipients_of(node, "tell", faults);
    rung.notice_class = class_of(node);
    rung.message = word_of(node, "message");
    return rung;
}

}  // namespace

std::vector<RecipientText> recipients_of(const Node& mapping, std::string_view key,
                                         Faults& faults) {
    std::vector<RecipientText> recipients;
    const Node* node = child(mapping, key);
    if (node == nullptr) return recipients;
    const std::vector<Node> single = node->is_scalar() ? std::vector<Node>{*node} : node->items;
    for (const Node& item : single)
        if (auto recipient = recipient_at(item, faults)) recipients.push_back(*recipient);
    return recipients;
}

EffectsText effects_of(const Node& mapping, Faults& faults) {
    EffectsText effects;
    effects.sets = pairs_of(mapping, "sets");
    effects.raises = words_of(mapping, "raises");
    effects.tells = words_of(mapping, "tells");
    effects.opens = words_of(mapping, "opens");
    effects.ends = words_of(mapping, "ends");
    effects.completes = words_of(mapping, "completes");
    if (const Node* sends = child(mapping, "sends"))
        for (const Node& item : sends->items)
            effects.sends.push_back({word_of(item, "event"), deadline_of(item, "at")});
    if (const Node* record = child(mapping, "record")) {
        if (record->is_mapping()) effects.records.push_back(record_at(*record));
        for (const Node& item : record->items) effects.records.push_back(record_at(item));
    }
    if (const Node* notify = child(mapping, "notify")) {
        if (notify->is_mapping()) effects.notify.push_back(tell_at(*notify, faults));
        for (const Node& item : notify->items) effects.notify.push_back(tell_at(item, faults));
    }
    return effects;
}

RuleText rule_of(const Node& node, Rule::Trigger trigger, const Word& name, Faults& faults) {
    RuleText rule;
    rule.trigger = trigger;
    rule.name = name;
    if (node.is_scalar()) {
        rule.branches.push_back(branch_at(node, faults));
        return rule;
    }
    rule.asks = words_of(node, "asks");
    rule.gate = word_of(node, "gate");
    rule.by = words_of(node, "by");
    rule.confirmed = flag_of(node, "confirmed");
    rule.internal = word_of(node, "internal");
    rule.restart = word_of(node, "restart");
    rule.at = deadline_of(node, "at");
    if (node.is_list()) {
        rule.chooses = true;
        read_choose(rule, node, faults);
    } else {
        read_ways(rule, node, faults);
    }
    return rule;
}

std::vector<RuleText> rules_of(const Node& mapping, std::string_view key, Rule::Trigger trigger,
                               Faults& faults) {
    std::vector<RuleText> rules;
    if (const Node* node = child(mapping, key))
        for (const Member& member : node->members)
            rules.push_back(rule_of(member.value, trigger, key_word(member), faults));
    return rules;
}

LadderText ladder_at(const Node& node, Faults& faults) {
    LadderText ladder;
    if (node.is_scalar()) ladder.name = word_at(node);
    for (const Member& member : node.members) ladder.rungs.push_back(rung_of(member, faults));
    return ladder;
}

LadderText ladder_of(const Node& mapping, std::string_view key, Faults& faults) {
    const Node* node = child(mapping, key);
    return node == nullptr ? LadderText{} : ladder_at(*node, faults);
}

}  // namespace throughgate::definition

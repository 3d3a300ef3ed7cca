// SPDX-License-Identifier: MIT
// Whole files: pathways, common parts, calendars, and what stands in them beside the states.
#include <algorithm>
#include <array>
#include <utility>

#include "definition/checker_parse.hpp"
#include "definition/checker_shape.hpp"

namespace throughgate::definition {

namespace {

ClockText clock_of(const Node& mapping, std::string_view key, Faults& faults) {
    ClockText clock;
    const Node* node = child(mapping, key);
    if (node == nullptr) return clock;
    clock.given = true;
    clock.place = node->place;
    if (node->is_scalar() && node->text == "on reply") {
        clock.on_reply = true;
    } else if (node->is_mapping() && node->find("due") != nullptr) {
        clock.due = deadline_of(*node, "due");
        clock.ladder = ladder_of(*node, "ladder", faults);
    } else {
        clock.due = deadline_at(*node);
    }
    return clock;
}

Until until_of(const Node& mapping) {
    const std::string text = text_of(mapping, "until");
    if (text == "state") return Until::state;
    if (text == "pathway") return Until::pathway;
    return text == "case" ? Until::case_end : Until::strand;
}

void read_receivers(HandoffText& handoff, const Node& node, Faults& faults) {
    handoff.to = words_of(node, "to_each");
    const Word single = word_of(node, "to");
    if (single.given() == !handoff.to.empty())
        faults.error("TG0619", handoff.id.place,
                     "handoff " + handoff.id.text + " must say either 'to' or 'to_each'");
    if (single.given()) handoff.to = {single};
}

HandoffText handoff_of(const Member& member, Faults& faults) {
    HandoffText handoff;
    const Node& node = member.value;
    handoff.id = key_word(member);
    handoff.title = text_of(node, "title");
    handoff.from = word_of(node, "from");
    read_receivers(handoff, node, faults);
    if (const Node* carries = child(node, "carries"))
        for (const Member& each : carries->members)
            handoff.carries.emplace_back(key_word(each), word_at(each.value));
    handoff.about = word_of(node, "about");
    handoff.notice_class = class_of(node);
    handoff.message = word_of(node, "message");
    handoff.acknowledge = clock_of(node, "acknowledge", faults);
    handoff.complete = clock_of(node, "complete", faults);
    handoff.ladder = ladder_of(node, "ladder", faults);
    handoff.until = until_of(node);
    handoff.decline_to = word_of(node, "decline_to");
    handoff.recorded_in = words_of(node, "record");
    handoff.contact = word_of(node, "contact");
    return handoff;
}

/// The one type key that a fact has; more or fewer are a fault.
void read_type(FactText& fact, const Node& node, Faults& faults) {
    static constexpr std::array<std::pair<std::string_view, ValueType>, 6> types = {
        {{"text", ValueType::text},
         {"choice", ValueType::choice},
         {"number", ValueType::number},
         {"date", ValueType::date},
         {"instant", ValueType::instant},
         {"truth", ValueType::truth}}};
    int found = 0;
    for (const auto& [key, type] : types) {
        if (child(node, key) == nullptr) continue;
        fact.declaration.type = type;
        ++found;
    }
    if (found != 1)
        faults.error("TG0111", fact.name.place, "fact '" + fact.name.text + "' needs one type",
                     "write one of text, choice, number, date, instant and truth");
}

void read_choices(FactText& fact, const Node& node, Faults& faults) {
    for (const Word& choice : words_of(node, "choice")) {
        if (!is_usable_id(choice.text) || is_rule_word(choice.text))
            faults.error("TG0117", choice.place, "'" + choice.text + "' cannot be a choice");
        fact.declaration.choices.push_back(Symbol::of(choice.text));
    }
}

/// Roles, or the one word `rules`.
void read_setters(FactText& fact, const std::vector<Word>& words, Faults& faults) {
    for (const Word& word : words)
        (word.text == "rules" ? fact.by_rules : fact.set_by.emplace_back()) = word;
    fact.declaration.by_rules = fact.by_rules.given();
    if (fact.by_rules.given() && words.size() > 1)
        faults.error("TG0241", fact.by_rules.place,
                     "'" + fact.name.text + "' is set by rules and by others");
}

FactText fact_of(const Member& member, Faults& faults) {
    FactText fact;
    const Node& node = member.value;
    fact.name = key_word(member);
    fact.declaration.name = Symbol::of(member.key);
    read_type(fact, node, faults);
    read_choices(fact, node, faults);
    fact.per = word_of(node, "per");
    read_setters(fact, words_of(node, "set_by"), faults);
    fact.declaration.per = Symbol::of(fact.per.text);
    for (const Word& role : fact.set_by) fact.declaration.set_by.push_back(Symbol::of(role.text));
    fact.declaration.label = Symbol::of(text_of(node, "label"));
    fact.declaration.title = text_of(node, "title");
    if (const std::string bytes = text_of(node, "text"); bytes.size() <= 6)
        fact.declaration.text_bytes = static_cast<std::uint32_t>(std::atoi(bytes.c_str()));
    return fact;
}

RoleText role_of(const Member& member) {
    RoleText role;
    const Node& node = member.value;
    role.id = key_word(member);
    role.role.id = Symbol::of(member.key);
    const std::string side = text_of(node, "side");
    role.role.side = side == "prison"    ? Side::prison
                     : side == "outside" ? Side::outside
                                         : Side::community;
    role.role.label = text_of(node, "label");
    role.role.label_crc = text_of(node, "label_crc");
    role.role.assigned = flag_of(node, "assigned");
    role.role.provider = flag_of(node, "provider");
    for (const Word& label : words_of(node, "sees"))
        role.role.sees.push_back(Symbol::of(label.text));
    role.manager = word_of(node, "manager");
    if (role.manager.given()) role.role.manager = Symbol::of(role.manager.text);
    return role;
}

ExemptionText exemption_of(const Member& member) {
    const Node& node = member.value;
    return {key_word(member), text_of(node, "title"), words_of(node, "set_by"),
            deadline_of(node, "gives"), deadline_of(node, "at_most")};
}

CompressionText compression_of(const Node& root) {
    const Node* node = child(root, "compression");
    if (node == nullptr) return {};
    return {deadline_of(*node, "not_before"), deadline_of(*node, "not_after"),
            deadline_of(*node, "late")};
}

template <typename Visit>
void each_member(const Node& mapping, std::string_view key, Visit visit) {
    if (const Node* node = child(mapping, key))
        for (const Member& member : node->members)
            if (member.value.is_mapping()) visit(member);
}

}  // namespace

Parts parts_of(const Node& mapping, Faults& faults) {
    Parts parts;
    each_member(mapping, "facts",
                [&](const Member& each) { parts.facts.push_back(fact_of(each, faults)); });
    each_member(mapping, "roles",
                [&](const Member& each) { parts.roles.push_back(role_of(each)); });
    each_member(mapping, "ladders", [&](const Member& each) {
        parts.ladders.push_back(ladder_at(each.value, faults));
        parts.ladders.back().id = key_word(each);
    });
    each_member(mapping, "messages", [&](const Member& each) {
        parts.messages.push_back(
            {key_word(each), word_of(each.value, "subject"), word_of(each.value, "body")});
    });
    each_member(mapping, "exemptions",
                [&](const Member& each) { parts.exemptions.push_back(exemption_of(each)); });
    parts.journeys = journeys_of(mapping);
    parts.notify = notify_of(mapping);
    parts.workload = workload_of(mapping);
    parts.sources = sources_of(mapping);
    return parts;
}

std::vector<HandoffText> handoffs_of(const Node& mapping, Faults& faults) {
    std::vector<HandoffText> handoffs;
    each_member(mapping, "handoffs",
                [&](const Member& each) { handoffs.push_back(handoff_of(each, faults)); });
    return handoffs;
}

namespace {

void read_start(PathwayText& pathway, const Node& root) {
    const Node* starts = child(root, "starts");
    if (starts == nullptr) return;
    pathway.starts_when = guard_of(*starts, "when");
    const Node* again = child(*starts, "again");
    if (again == nullptr) return;
    pathway.again_on =
        again->is_scalar() ? std::vector<Word>{word_at(*again)} : words_of(*again, "event");
    pathway.again_when = guard_of(*again, "when");
}

}  // namespace

CommonText parse_common(const Node& root, const std::string& path, Faults& faults) {
    return {word_of(root, "common"), path, root, parts_of(root, faults)};
}

PathwayText parse_pathway(const Node& root, const std::string& path, Faults& faults) {
    PathwayText pathway;
    pathway.id = word_of(root, "pathway");
    pathway.path = path;
    pathway.source = root;
    pathway.title = text_of(root, "title");
    pathway.common = words_of(root, "common");
    pathway.rules = words_of(root, "rules");
    pathway.calendar = word_of(root, "calendar");
    pathway.zone = text_of(root, "zone");
    const int minutes = minutes_of(text_of(root, "working_time"));
    if (minutes >= 0) pathway.working_time = minutes;
    pathway.settle = word_of(root, "settle");
    pathway.quiet = flag_of(root, "quiet");
    pathway.squeeze = deadline_of(root, "squeeze");
    pathway.compression = compression_of(root);
    read_start(pathway, root);
    pathway.parts = parts_of(root, faults);
    pathway.gates = gates_of(root);
    pathway.join = join_of(root, faults);
    if (!pathway.join.word.given()) pathway.join.join.kind = Join::Kind::main_line;
    pathway.strands = strands_of(root, faults);
    pathway.events = rules_of(root, "events", Rule::Trigger::event, faults);
    pathway.handoffs = handoffs_of(root, faults);
    pathway.appointments = appointments_of(root);
    pathway.checklist = checklist_of(root);
    pathway.migrate = migrate_of(root);
    return pathway;
}

}  // namespace throughgate::definition

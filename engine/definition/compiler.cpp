// SPDX-License-Identifier: MIT
#include "definition/compiler.hpp"

#include <algorithm>
#include <set>

#include "base/assert.hpp"
#include "definition/engine_messages.hpp"
#include "definition/value_text.hpp"

namespace throughgate::definition {

namespace {

std::vector<Symbol> symbols_of(const std::vector<Word>& words) {
    std::vector<Symbol> symbols;
    for (const Word& word : words) symbols.push_back(Symbol::of(word.text));
    return symbols;
}

Gate gate_from(const GateText& text) {
    Gate gate;
    gate.id = Symbol::of(text.id.text);
    gate.per = Symbol::of(text.per.text);
    gate.cleared_by = Symbol::of(text.cleared_by.text);
    gate.countersigned_by = Symbol::of(text.countersigned_by.text);
    gate.countersigned_when = text.countersigned_when.compiled;
    for (const GuardText& need : text.needs) gate.needs.push_back(need.compiled);
    gate.shut_by = symbols_of(text.shut_by);
    gate.title = text.title;
    return gate;
}

/// Nothing drawn sends these, the engine does.
void add_engine_messages(std::set<std::string>& used) {
    used.insert(case_messages.begin(), case_messages.end());
    used.insert(handoff_messages.begin(), handoff_messages.end());
    used.insert(moving_messages.begin(), moving_messages.end());
    used.emplace(glass_broken_message);
}

void tell(std::set<std::string>& used, const std::vector<Rung>& rungs) {
    for (const Rung& rung : rungs) used.emplace(rung.message.text());
}

void tell(std::set<std::string>& used, const Effects& effects) {
    for (const Effects::Tell& each : effects.notify) used.emplace(each.message.text());
}

}  // namespace

Compiler::Compiler(const CheckedPathway& checked)
    : checked_(checked), chart_(checked.chart), view_(*checked.view) {}

Definition compile(const CheckedPathway& checked) {
    Definition compiled = Compiler(checked).run();
    compiled.index();
    return compiled;
}

Definition Compiler::run() {
    add_names();
    add_facts();
    add_gates();
    add_handoffs();
    add_states();
    add_rules();
    index_events();
    add_messages();
    add_readers();
    return std::move(definition_);
}

void Compiler::add_names() {
    const PathwayText& text = *checked_.text;
    definition_.pathway = Symbol::of(text.id.text);
    definition_.title = text.title;
    definition_.calendar = text.calendar.text;
    definition_.zone = text.zone;
    definition_.settle = checked_.moving.settle;
    definition_.quiet = text.quiet;
    definition_.squeeze = checked_.moving.squeeze;
    definition_.compression = checked_.moving.compression;
    definition_.exemptions = checked_.moving.exemptions;
    definition_.start = {text.starts_when.compiled, symbols_of(text.again_on),
                         text.again_when.compiled};
    definition_.main_strand = chart_.states[0].children.front();
    definition_.initial = chart_.initial();
}

void Compiler::add_facts() {
    for (const Parts* part : view_.parts())
        for (const FactText& fact : part->facts) definition_.facts.push_back(fact.declaration);
    std::sort(definition_.facts.begin(), definition_.facts.end(),
              [](const FactDeclaration& a, const FactDeclaration& b) { return a.name < b.name; });
    const auto last = std::unique(
        definition_.facts.begin(), definition_.facts.end(),
        [](const FactDeclaration& a, const FactDeclaration& b) { return a.name == b.name; });
    definition_.facts.erase(last, definition_.facts.end());
}

void Compiler::add_gates() {
    for (const GateText& gate : checked_.text->gates) definition_.gates.push_back(gate_from(gate));
}

void Compiler::add_handoffs() {
    for (const HandoffText& handoff : checked_.text->handoffs)
        definition_.handoffs.push_back(handoff_from(handoff));
}

HandoffDeclaration Compiler::handoff_from(const HandoffText& text) const {
    HandoffDeclaration handoff;
    handoff.id = Symbol::of(text.id.text);
    handoff.title = text.title;
    handoff.from = Symbol::of(text.from.text);
    handoff.to = symbols_of(text.to);
    const RoleText* receiver = view_.find_role(text.to.front().text);
    handoff.outside = receiver != nullptr && receiver->role.side == Side::outside;
    for (const auto& [fact, label] : text.carries)
        handoff.carries.emplace_back(Symbol::of(fact.text), Symbol::of(label.text));
    handoff.about = Symbol::of(text.about.text);
    handoff.acknowledge.on_reply = text.acknowledge.on_reply;
    handoff.acknowledge.due = text.acknowledge.due.compiled;
    handoff.complete.due = text.complete.due.compiled;
    const auto& ladders = checked_.ladders;
    if (const auto found = ladders.acknowledge.find(&text); found != ladders.acknowledge.end())
        handoff.acknowledge.ladder = found->second;
    if (const auto found = ladders.complete.find(&text); found != ladders.complete.end())
        handoff.complete.ladder = found->second;
    handoff.until = text.until;
    handoff.notice_class = text.notice_class;
    handoff.message = Symbol::of(text.message.text);
    handoff.decline_to = Symbol::of(text.decline_to.text);
    handoff.recorded_in = symbols_of(text.recorded_in);
    return handoff;
}

Value Compiler::value_from(const Word& fact, const Word& value) const {
    const FactText* declared = view_.find_fact(fact.text);
    return value_of(declared->declaration, value.text).value_or(Value());
}

Recipient Compiler::recipient_from(const RecipientText& text, StateIndex at) const {
    Recipient recipient{Symbol::of(text.role.text), text.relation};
    if (text.role.text != "owner") return recipient;
    for (StateIndex s = at; s != no_state; s = chart_.states[s].parent)
        if (chart_.states[s].text->owner.given())
            return {Symbol::of(chart_.states[s].text->owner.text), text.relation};
    return recipient;
}

/// The definition is indexed last: until then its handoffs are looked through.
std::uint16_t Compiler::handoff_named(const Word& word) const {
    const Symbol name = Symbol::of(word.text);
    const auto& all = definition_.handoffs;
    const auto found = std::find_if(
        all.begin(), all.end(), [name](const HandoffDeclaration& each) { return each.id == name; });
    TG_ASSERT_WITH(found != all.end(), "unchecked handoff " + word.text);
    return static_cast<std::uint16_t>(found - all.begin());
}

Effects::Done Compiler::done_named(const Word& word) const {
    const std::size_t dot = word.text.find('.');
    Word id = word;
    id.text.resize(std::min(dot, id.text.size()));
    const bool one = dot != word.text.npos;
    return {handoff_named(id), one ? Symbol::of(word.text.substr(dot + 1)) : Symbol()};
}

Effects Compiler::effects_from(const EffectsText& text, StateIndex at) const {
    Effects effects;
    for (const auto& [fact, value] : text.sets)
        effects.sets.emplace_back(Symbol::of(fact.text), value_from(fact, value));
    effects.raises = symbols_of(text.raises);
    effects.tells_case = symbols_of(text.tells);
    for (const SendText& send : text.sends)
        effects.sends.push_back({Symbol::of(send.event.text), send.at.compiled});
    for (const Word& word : text.opens) effects.opens.push_back(handoff_named(word));
    for (const Word& word : text.ends) effects.ends.push_back(handoff_named(word));
    for (const Word& word : text.completes) effects.completes.push_back(done_named(word));
    for (const RecordText& record : text.records)
        effects.records.push_back({symbols_of(record.in), record.words});
    for (const TellText& tell : text.notify) {
        Effects::Tell& added = effects.notify.emplace_back();
        for (const RecipientText& who : tell.who) added.who.push_back(recipient_from(who, at));
        added.notice_class = tell.notice_class;
        added.message = Symbol::of(tell.message.text);
    }
    return effects;
}

/// The pathway's own messages, those of common files that it uses, and those that the engine sends
/// of itself.
void Compiler::add_messages() {
    std::set<std::string> used;
    for (const State& state : definition_.states) {
        tell(used, state.due_ladder);
        tell(used, state.on_entry);
        tell(used, state.on_exit);
        tell(used, state.on_start);
    }
    for (const Rule& rule : definition_.rules)
        for (const Branch& branch : rule.branches) tell(used, branch.effects);
    for (const HandoffDeclaration& handoff : definition_.handoffs) {
        used.emplace(handoff.message.text());
        tell(used, handoff.acknowledge.ladder);
        tell(used, handoff.complete.ladder);
    }
    for (const MessageText& own : checked_.text->parts.messages) used.insert(own.id.text);
    add_engine_messages(used);
    for (const std::string& id : used)
        if (const MessageText* text = view_.find_message(id))
            definition_.messages.push_back({Symbol::of(id), text->subject.text, text->body.text});
}

}  // namespace throughgate::definition

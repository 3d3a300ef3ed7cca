// SPDX-License-Identifier: MIT
#include "core/withheld.hpp"

#include <algorithm>
#include <cctype>

namespace throughgate::core {
namespace {

using definition::Definition;
using definition::State;

/// Shorter words would be found in texts that have nothing to do with them.
constexpr std::size_t shortest_word = 5;

/// A label protects everything below its state.
bool is_withheld(const Definition& definition, StateIndex index, const Labels& labels) {
    for (; index != no_state; index = definition.states[index].parent)
        if (!is_open(definition.states[index].label, labels)) return true;
    return false;
}

std::set<std::uint16_t> opened_by(const Definition& definition, StateIndex index) {
    std::set<std::uint16_t> opened;
    const auto add = [&](const definition::Effects& effects) {
        opened.insert(effects.opens.begin(), effects.opens.end());
    };
    const State& state = definition.states[index];
    add(state.on_entry);
    add(state.on_exit);
    add(state.on_start);
    for (const definition::Rule& rule : definition.rules)
        if (rule.source == index)
            for (const definition::Branch& branch : rule.branches) add(branch.effects);
    return opened;
}

bool is_part_of_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

/// "H13" stands in "H13 to be done", and not in "H130".
bool holds_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_part_of_word(text[at - 1]);
        if (begins && (end == text.size() || !is_part_of_word(text[end]))) return true;
    }
    return false;
}

std::string blank() { return std::string(withheld); }

}  // namespace

Withheld::Withheld(const Case& the_case, const Surroundings& around, Labels labels) {
    for (const Pathway& pathway : the_case.pathways)
        if (const Definition* definition = around.definitions.find(pathway.definition))
            look_at(pathway, *definition, labels);
    for (const Handoff& each : the_case.handoffs)
        if (handoffs_.contains({each.pathway, each.name})) numbers_.insert(each.id.number);
    note_fact_values(the_case);
}

void Withheld::look_at(const Pathway& pathway, const Definition& definition, const Labels& labels) {
    for (const definition::FactDeclaration& fact : definition.facts) {
        if (is_open(fact.label, labels)) continue;
        any_ = true;
        facts_.insert(fact.name);
        exact_.emplace(fact.name.text());
        if (fact.name.text().find('.') != std::string_view::npos)
            words_.emplace_back(fact.name.text());
        if (fact.title.size() >= shortest_word) words_.push_back(fact.title);
    }
    for (StateIndex i = 0; i < definition.states.size(); ++i) {
        if (!is_withheld(definition, i, labels)) continue;
        const State& state = definition.states[i];
        any_ = true;
        whole_.insert(pathway.name);
        states_.insert({pathway.name, state.id});
        words_.emplace_back(state.id.text());
        if (state.title.size() >= shortest_word) words_.push_back(state.title);
        for (const std::uint16_t opened : opened_by(definition, i)) {
            const auto& handoff = definition.handoffs[opened];
            handoffs_.insert({pathway.name, handoff.id});
            names_.emplace(handoff.id.text());
            if (handoff.title.size() >= shortest_word) words_.push_back(handoff.title);
        }
    }
    for (const definition::Gate& gate : definition.gates)
        if (facts_.contains(gate.per)) words_.push_back(gate.title);
}

/// Choices and truths are common words; they count where the name of their fact stands.
void Withheld::note_fact_values(const Case& the_case) {
    for (const Fact& each : the_case.facts) {
        if (!facts_.contains(each.name) || each.value.type() != ValueType::text) continue;
        const std::string text = to_text(each.value);
        exact_.insert(text);
        if (text.size() >= shortest_word) words_.push_back(text);
        if (each.subject.size() >= shortest_word) words_.push_back(each.subject);
    }
}

bool Withheld::handoff(const Handoff& handoff) const {
    return numbers_.contains(handoff.id.number);
}

bool Withheld::speaks(std::string_view text) const {
    if (text.empty() || !any_) return false;
    return exact_.contains(text) ||
           std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& name) { return holds_word(text, name); }) ||
           std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
               return text.find(word) != std::string_view::npos;
           });
}

void Withheld::from(std::string& text) const {
    if (speaks(text)) text = blank();
}

void Withheld::from(Error& error) const {
    if (!speaks(error.message) && !speaks(error.subject)) return;
    error.message =
        "this is not possible now; the reason is protected by a label that you do not "
        "hold, ask the officer of the case";
    error.subject.clear();
}

void Withheld::from(Receipt& receipt) const { from(receipt.note); }

void Withheld::from(PathwayView& view) const {
    const auto name = Symbol::find(view.id);
    for (StateView& each : view.states) {
        const auto id = Symbol::find(each.id);
        if (name && id && state(*name, *id))
            each = {blank(), blank(), "", each.owner, each.since};
        else
            from(each.instruction);
    }
    from(view.outcome);
}

void Withheld::from(DeadlineView& view, const Case& the_case) const {
    const Handoff* of = the_case.find_handoff(HandoffId{view.handoff});
    const bool hidden = (of != nullptr && handoff(*of)) || speaks(view.name);
    if (hidden) view.name = blank();
    if (hidden || speaks(view.why)) view.why.clear();
}

void Withheld::from(GateView& view) const {
    from(view.title);
    from(view.subject);
    if (view.title == withheld) view.subject.clear();
    std::erase_if(view.waits_for, [&](const std::string& each) { return speaks(each); });
}

void Withheld::from(NoticeView& view, const Case& the_case) const {
    const Handoff* of = the_case.find_handoff(HandoffId{view.handoff});
    if ((of != nullptr && handoff(*of)) || !whole_.empty()) view.message = blank();
    from(view.detail);
}

void Withheld::from(HandoffView& view, const Case& the_case) const {
    const Handoff* of = the_case.find_handoff(HandoffId{view.number});
    if (of != nullptr && handoff(*of)) {
        view.name = view.title = blank();
        view.reason.clear();
    }
    from(view.reason);
}

void Withheld::from(WorklistRow& row, const Case& the_case) const {
    const Handoff* of = the_case.find_handoff(HandoffId{row.handoff});
    const bool hidden = (of != nullptr && handoff(*of)) || speaks(row.title);
    if (hidden) row.title = blank();
    if (hidden || speaks(row.instruction)) row.instruction.clear();
    if (hidden || speaks(row.why)) row.why.clear();
}

void Withheld::from(CaseView& view, const Case& the_case) const {
    if (!any_) return;
    for (PathwayView& each : view.pathways) from(each);
    std::erase_if(view.facts, [&](const FactView& each) {
        const auto name = Symbol::find(each.name);
        return name && fact(*name);
    });
    for (FactView& each : view.facts) from(each.value);
    for (DeadlineView& each : view.deadlines) from(each, the_case);
    for (GateView& each : view.gates) from(each);
    for (HandoffView& each : view.handoffs) from(each, the_case);
    for (NoticeView& each : view.notices) from(each, the_case);
    from(view.parked_because);
    view.quality.clear();
}

/// The words of an entry, or the number of a handoff that is withheld.
bool Withheld::says(const HistoryEntry& entry) const {
    const auto said = [&](const auto& field) {
        const auto& [name, value] = field;
        if (name == "handoff")
            return std::any_of(numbers_.begin(), numbers_.end(), [&value = value](auto number) {
                return value == std::to_string(number);
            });
        return speaks(name) || speaks(value);
    };
    return speaks(entry.reason) || std::any_of(entry.fields.begin(), entry.fields.end(), said);
}

/// Entries of one decision stand side by side and have one time; what one of them says, the others
/// would give away.
void Withheld::from(std::vector<HistoryEntry>& entries) const {
    if (!any_) return;
    for (std::size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
        bool hidden = false;
        for (end = begin; end < entries.size() && entries[end].recorded == entries[begin].recorded;
             ++end)
            hidden = hidden || says(entries[end]);
        for (std::size_t i = begin; hidden && i < end; ++i)
            entries[i] = {entries[i].sequence,
                          std::string(withheld_kind),
                          entries[i].recorded,
                          entries[i].recorded,
                          "",
                          "",
                          "",
                          "",
                          {}};
    }
}

}  // namespace throughgate::core

// SPDX-License-Identifier: MIT
#include "journey/inputs.hpp"

#include "base/assert.hpp"

namespace throughgate::journey {
namespace {

const Value unknown;

}  // namespace

const Value& value_of(const Case& the_case, Symbol name, std::string_view subject) {
    const Fact* fact = the_case.find_fact(name, subject);
    return fact == nullptr ? unknown : fact->value;
}

std::string subject_of(const Case& the_case, Symbol per) {
    if (per.empty()) return {};
    const Value& key = value_of(the_case, per);
    return key.known() ? to_text(key) : std::string();
}

const GateClearance* clearance_of(const Case& the_case, Symbol pathway,
                                  const definition::Gate& gate) {
    const std::string subject = subject_of(the_case, gate.per);
    if (!gate.per.empty() && subject.empty()) return nullptr;
    for (const GateClearance& row : the_case.gates)
        if (row.pathway == pathway && row.gate == gate.id && row.subject == subject) return &row;
    return nullptr;
}

const Value& CaseInputs::fact(Symbol name) const {
    const definition::FactDeclaration* declared = definition_.find_fact(name);
    if (declared == nullptr || declared->per.empty()) return value_of(case_, name);
    const Value& key = value_of(case_, declared->per);
    if (key.type() == ValueType::text) return value_of(case_, name, key.text());
    if (key.type() == ValueType::choice) return value_of(case_, name, key.choice().text());
    return value_of(case_, name, key.known() ? to_text(key) : std::string());
}

std::optional<Instant> CaseInputs::anchor(Symbol name) const {
    const Names& n = names();
    if (name == n.entry) {
        if (anchors_.entry || pathway_ == nullptr || pathway_->entries.empty())
            return anchors_.entry;
        return pathway_->entries.front().at;
    }
    if (name == n.raised) return anchors_.raised;
    if (name == n.acknowledged) return anchors_.acknowledged;
    if (name == n.due) return anchors_.due;
    if (name == n.previous) return anchors_.previous;
    if (name == n.now) return now_;
    const Value& value = fact(name);
    if (value.type() == ValueType::instant) return value.instant();
    if (value.type() == ValueType::date) return zone().at(value.date(), std::chrono::minutes(0));
    return std::nullopt;
}

bool CaseInputs::strand_in(Symbol strand, Symbol state) const {
    return pathway_ != nullptr && definition_.is_in(strand, state, pathway_->configuration);
}

bool CaseInputs::gate_cleared(Symbol gate) const {
    if (pathway_ == nullptr) return false;
    const auto index = definition_.find_gate(gate);
    if (!index) return false;
    const GateClearance* row = clearance_of(case_, pathway_->name, definition_.gates[*index]);
    return row != nullptr && row->cleared;
}

const rules::Calendar& CaseInputs::calendar() const {
    if (calendar_ != nullptr && *calendar_ != nullptr) return **calendar_;
    const auto& calendars = world_.definitions->calendars;
    const auto found = calendars.find(definition_.calendar);
    TG_ASSERT_WITH(found != calendars.end(), "no calendar " + definition_.calendar);
    if (calendar_ != nullptr) *calendar_ = &found->second;
    return found->second;
}

CaseInputs inputs_of(const Draft& draft, std::size_t lane, Anchors anchors) {
    CaseInputs inputs(draft.world, draft.the_case(), &draft.pathway(lane), draft.definition(lane),
                      draft.now, anchors);
    inputs.share_calendar(draft.lanes[lane].calendar);
    return inputs;
}

}  // namespace throughgate::journey

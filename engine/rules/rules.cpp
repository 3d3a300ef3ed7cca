// SPDX-License-Identifier: MIT
#include "rules/rules.hpp"

#include <algorithm>

#include "rules/evaluate.hpp"
#include "rules/explain.hpp"
#include "rules/named_rule.hpp"

namespace throughgate::rules {
namespace {

const std::string no_text;
const std::vector<Symbol> no_names;

}  // namespace

Truth Guard::evaluate(const Inputs& inputs) const {
    if (empty()) return Truth::yes;
    return Evaluator(*program_, inputs).truth(program_->root);
}

std::vector<Symbol> Guard::waits_for(const Inputs& inputs) const {
    if (empty()) return {};
    return Explainer(*program_, inputs).missing_in_guard();
}

bool Guard::reads_clock() const { return !empty() && program_->reads_clock; }

std::vector<Symbol> Guard::names() const { return empty() ? no_names : program_->names; }

std::vector<std::pair<Symbol, Symbol>> Guard::places() const {
    std::vector<std::pair<Symbol, Symbol>> places;
    if (empty()) return places;
    for (const Node& node : program_->nodes) {
        if (node.op != Op::strand_in) continue;
        for (std::uint32_t i = 0; i < node.count; ++i)
            places.emplace_back(node.name, program_->values[node.first + i].choice());
    }
    return places;
}

bool Guard::can_be_unknown() const {
    if (empty()) return false;
    // What stands below `is known` is of another kind and asked there only whether it answers.
    const auto certain = [&](const auto& self, std::uint32_t index) -> bool {
        const Node& node = program_->node(index);
        switch (node.op) {
            case Op::fact_known:
            case Op::anchor_known:
            case Op::value_known:
            case Op::strand_in:
            case Op::gate_cleared: return true;
            case Op::all_of:
            case Op::any_of:
            case Op::negation:
                for (std::uint32_t i = 0; i < node.count; ++i)
                    if (!self(self, program_->child(node, i))) return false;
                return true;
            default: return false;
        }
    };
    return !certain(certain, program_->root);
}

const std::string& Guard::text() const { return empty() ? no_text : program_->text; }

std::string Guard::explain(const Inputs& inputs) const {
    return empty() ? no_text : Explainer(*program_, inputs).guard();
}

std::optional<Instant> Deadline::evaluate(const Inputs& inputs) const {
    if (empty()) return std::nullopt;
    const auto moment = Evaluator(*program_, inputs).moment(program_->root);
    if (!moment) return std::nullopt;
    return moment->instant();
}

std::vector<Symbol> Deadline::waits_for(const Inputs& inputs) const {
    if (empty()) return {};
    return Explainer(*program_, inputs).missing_in_deadline();
}

const std::vector<Symbol>& Deadline::names() const { return empty() ? no_names : program_->names; }

bool Deadline::reads_clock() const { return !empty() && program_->reads_clock; }

const std::string& Deadline::text() const { return empty() ? no_text : program_->text; }

std::string Deadline::explain(const Inputs& inputs) const {
    return empty() ? no_text : Explainer(*program_, inputs).deadline();
}

Datum Expression::evaluate(const Inputs& inputs) const {
    if (empty()) return {};
    return Evaluator(*program_, inputs).answer(program_->root);
}

std::vector<Symbol> Expression::waits_for(const Inputs& inputs) const {
    if (empty()) return {};
    return Explainer(*program_, inputs).missing();
}

bool Expression::reads_clock() const { return !empty() && program_->reads_clock; }

bool Expression::reads_calendar() const { return !empty() && program_->reads_calendar; }

std::string Expression::explain(const Inputs& inputs) const {
    return empty() ? no_text : Explainer(*program_, inputs).value();
}

}  // namespace throughgate::rules

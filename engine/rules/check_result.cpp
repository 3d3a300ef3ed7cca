// SPDX-License-Identifier: MIT
// Results of named rules: conditions in order, fields, lists; one rule inside another.
#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.hpp"
#include "rules/check.hpp"
#include "rules/parser.hpp"

namespace throughgate::rules {
namespace {

/// The inputs of a rule.
class InputScope final : public Scope {
public:
    InputScope(const RuleSource& rule, const Scope& rules) : rule_(&rule), rules_(&rules) {}
    [[nodiscard]] const Declared* find(std::string_view name) const override {
        if (name == "today" || name == "now") return nullptr;
        for (const InputSource& input : rule_->inputs)
            if (input.name == name) return &input.declared;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const InputSource& input : rule_->inputs) names.push_back(input.name);
        return names;
    }
    [[nodiscard]] const RuleSource* rule(std::string_view name,
                                         std::optional<Date> day) const override {
        return rules_->rule(name, day);
    }
    [[nodiscard]] std::vector<std::string> rule_names() const override {
        return rules_->rule_names();
    }

private:
    const RuleSource* rule_;
    const Scope* rules_;
};

/// A date of whichever kind, for branches: nothing fits everything.
Type joined(Type left, Type right) {
    if (left == right || right == Type::nothing) return left;
    if (left == Type::nothing) return right;
    return Type::faulty;
}

bool same_kind(Type found, const Declared& wanted) {
    switch (wanted.type) {
        case ValueType::date: return found == Type::day;
        case ValueType::instant: return found == Type::instant;
        case ValueType::truth: return found == Type::truth;
        case ValueType::number: return found == Type::number;
        default: return found == Type::text;
    }
}

/// What the rule needs that cannot be had here; empty: all is there.
std::string missing_inputs(const RuleSource& rule, const Context& around) {
    std::string names;
    for (const InputSource& input : rule.inputs) {
        if (input.name == "today" || input.name == "now") continue;
        const Declared* declared = around.declared(input.name);
        const auto with = around.find_with(input.name);
        const bool fits = with ? same_kind(with->type, input.declared)
                               : declared != nullptr && declared->type == input.declared.type &&
                                     declared->reading == input.declared.reading;
        const bool code = !with && declared != nullptr && declared->type == ValueType::text &&
                          input.declared.type == ValueType::text;
        if (!fits && !code) names += (names.empty() ? "" : ", ") + input.name;
    }
    return names;
}

}  // namespace

namespace {

std::size_t depth_of(const Context& context) {
    std::size_t depth = 0;
    for (const Context* at = context.outer; at != nullptr; at = at->outer) ++depth;
    return depth;
}

bool is_too_large(const Program& program) {
    return program.nodes.size() > limits::expression_steps;
}

}  // namespace

/// Each mention of a rule is expanded where it stands, so that rules of rules would grow without
/// end: it stops as soon as the whole is larger than what may be evaluated.
Checked ValueChecker::result(const syntax::Node& node) {
    if (is_too_large(*context_->program))
        return faults_->add(node.word.offset, messages::too_costly()), Checked{};
    if (depth_of(*context_) >= limits::expression_depth)
        return faults_->add(node.word.offset, messages::too_deep()), Checked{};
    std::optional<Date> day;
    if (node.relation_word.kind == TokenKind::date) day = node.relation_word.date;
    const RuleSource* rule = context_->scope->rule(node.word.text, day);
    if (rule == nullptr) {
        faults_->add(
            node.word.offset,
            messages::unknown_rule(node.word.text,
                                   did_you_mean(node.word.text, context_->scope->rule_names())));
        return {};
    }
    if (context_->inside(*rule))
        return faults_->add(node.word.offset, messages::needs_itself(node.word.text)), Checked{};
    if (const std::string names = missing_inputs(*rule, *context_); !names.empty())
        return faults_->add(node.word.offset, messages::inputs_missing(node.word.text, names)),
               Checked{};
    const InputScope scope(*rule, *context_->scope);
    Context inner{context_->program, &scope, {}, context_, rule};
    std::vector<Diagnostic> own;  // those of the rule are told where it stands
    const std::string_view field = node.values.empty() ? "" : node.values.front().text;
    const Checked checked = ResultChecker(inner, own).rule(*rule, field);
    if (is_too_large(*context_->program))
        return faults_->add(node.word.offset, messages::too_costly()), Checked{};
    if (!own.empty() || checked.type == Type::faulty) {
        faults_->add(node.word.offset, own.empty() ? messages::no_such_field(node.word.text, field)
                                                   : messages::faulty_rule(node.word.text));
        return {};
    }
    return checked;
}

Checked ResultChecker::rule(const RuleSource& rule, std::string_view field) {
    for (const auto& [name, source] : rule.with) {
        const Checked checked = result(source, {});
        if (checked.node < context_->program->nodes.size())
            context_->program->nodes[checked.node].label = Symbol::of(name);
        context_->with.insert_or_assign(name, checked);
    }
    return result(rule.gives, field);
}

Checked ResultChecker::result(const ResultSource& source, std::string_view field) {
    FaultSink sink(source.place, *faults_);
    if (++depth_ > limits::expression_depth) return sink.add(0, messages::too_deep()), Checked{};
    Checked checked;
    Node node;
    switch (source.kind) {
        case ResultSource::Kind::expression:
            if (field.empty()) checked = expression(source.text, source.place);
            break;
        case ResultSource::Kind::code:
            node.op = Op::text_value;
            node.texts = static_cast<std::uint32_t>(context_->program->values.size());
            context_->program->values.emplace_back(source.text);
            if (field.empty()) checked = {add_node(*context_->program, node, {}), Type::text};
            break;
        case ResultSource::Kind::nothing:
            node.op = Op::nothing;
            checked = {add_node(*context_->program, node, {}), Type::nothing};
            break;
        case ResultSource::Kind::fields:
            checked = field.empty() ? fields(source) : this->field(source, field);
            break;
        case ResultSource::Kind::list:
            if (field.empty()) checked = list(source);
            break;
        case ResultSource::Kind::choose: checked = chosen(source, field); break;
    }
    --depth_;
    return checked;
}

Checked ResultChecker::expression(const std::string& text, const Place& place) {
    FaultSink sink(place, *faults_);
    const auto tree = parse_value(text, sink);
    if (!tree) return {};
    switch (tree->kind) {
        case syntax::Kind::all_of:
        case syntax::Kind::any_of:
        case syntax::Kind::negation:
        case syntax::Kind::is_value:
        case syntax::Kind::is_known:
        case syntax::Kind::compare_number:
        case syntax::Kind::compare_date:
        case syntax::Kind::compare_time:
        case syntax::Kind::between:
        case syntax::Kind::day_is:
        case syntax::Kind::stands: {
            const std::uint32_t node = GuardChecker(*context_, sink).check(*tree);
            return {node, sink.any() ? Type::faulty : Type::truth};
        }
        default: return ValueChecker(*context_, sink).check(*tree);
    }
}

Checked ResultChecker::fields(const ResultSource& source) {
    std::vector<std::uint32_t> children;
    for (const auto& [name, inner] : source.fields) children.push_back(result(inner, {}).node);
    Node node;
    node.op = Op::fields;
    node.texts = static_cast<std::uint32_t>(context_->program->values.size());
    for (const auto& [name, inner] : source.fields) context_->program->values.emplace_back(name);
    return {add_node(*context_->program, std::move(node), children), Type::parts};
}

Checked ResultChecker::field(const ResultSource& source, std::string_view name) {
    for (const auto& [key, inner] : source.fields)
        if (key == name) return result(inner, {});
    return {};
}

std::uint32_t ResultChecker::condition(const ChoiceSource& choice) {
    if (choice.when.empty()) {
        Node always;
        always.op = Op::all_of;
        return add_node(*context_->program, always, {});
    }
    FaultSink sink(choice.when_place, *faults_);
    const auto tree = parse_guard(choice.when, sink);
    return tree ? GuardChecker(*context_, sink).check(*tree) : 0;
}

Checked ResultChecker::chosen(const ResultSource& source, std::string_view field) {
    std::vector<std::uint32_t> children;
    std::vector<std::string> reasons;
    Type type = Type::nothing;
    for (const ChoiceSource& choice : source.choices) {
        if (!choice.when.empty()) children.push_back(condition(choice));
        const Checked value = result(choice.gives, field);
        const Type both = joined(type, value.type);
        if (both == Type::faulty && value.type != Type::faulty && type != Type::faulty)
            FaultSink(choice.gives.place, *faults_)
                .add(0, messages::branches_differ(kind_of(type), kind_of(value.type)));
        type = both;
        children.push_back(value.node);
        reasons.push_back(choice.because);
        if (choice.when.empty()) break;  // otherwise; the reader refuses more after it
    }
    Node node;
    node.op = Op::choose;
    node.texts = static_cast<std::uint32_t>(context_->program->values.size());
    node.text_count = static_cast<std::uint32_t>(reasons.size());
    for (std::string& reason : reasons) context_->program->values.emplace_back(std::move(reason));
    return {add_node(*context_->program, std::move(node), children), type};
}

Checked ResultChecker::list(const ResultSource& source) {
    std::vector<std::uint32_t> children;
    for (const ChoiceSource& choice : source.choices) {
        children.push_back(condition(choice));
        children.push_back(result(choice.gives, {}).node);
    }
    Node node;
    node.op = Op::list;
    return {add_node(*context_->program, std::move(node), children), Type::parts};
}

std::optional<Expression> compile_expression(std::string_view text, const Place& place,
                                             const Scope& scope, std::vector<Diagnostic>& faults) {
    const std::size_t before = faults.size();
    auto program = std::make_shared<Program>();
    Context context{program.get(), &scope, {}, nullptr, nullptr};
    const Checked root = ResultChecker(context, faults).expression(std::string(text), place);
    program->root = root.node;
    program->type = root.type;
    program->text = std::string(text);
    FaultSink sink(place, faults);
    if (faults.size() == before) check_cost(*program, sink);
    if (faults.size() != before) return std::nullopt;
    return Expression(std::move(program));
}

std::optional<Expression> compile_rule(const RuleSource& source, const Scope& rules,
                                       std::vector<Diagnostic>& faults) {
    const std::size_t before = faults.size();
    auto program = std::make_shared<Program>();
    const InputScope scope(source, rules);
    Context context{program.get(), &scope, {}, nullptr, &source};
    const Checked root = ResultChecker(context, faults).rule(source, {});
    program->root = root.node;
    program->type = root.type;
    program->text = source.name;
    FaultSink sink(source.place, faults);
    if (faults.size() == before) check_cost(*program, sink);
    if (faults.size() != before) return std::nullopt;
    return Expression(std::move(program));
}

}  // namespace throughgate::rules

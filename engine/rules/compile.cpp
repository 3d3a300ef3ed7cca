// SPDX-License-Identifier: MIT
// From text to a Program: the stages in order, and combinations of deadlines.
#include <array>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "rules/check.hpp"
#include "rules/parser.hpp"
#include "rules/rules.hpp"

namespace throughgate::rules {
namespace {

class DeadlineCompiler {
public:
    DeadlineCompiler(Program& program, const Scope& scope, std::chrono::minutes default_time,
                     std::vector<Diagnostic>& faults)
        : program_(&program), scope_(&scope), default_time_(default_time), faults_(&faults) {}

    /// Its node, an instant. Meaningless after a fault.
    std::uint32_t compile(const DeadlineSource& source, std::size_t depth) {
        FaultSink sink(source.place, *faults_);
        if (depth >= limits::expression_depth) return sink.add(0, messages::too_deep()), 0;
        check_shape(source, sink);
        std::uint32_t date = base(source, depth);
        date = bounded(Op::not_after, source.but_not_after, date, depth);
        return bounded(Op::not_before, source.but_not_before, date, depth);
    }

private:
    static void check_shape(const DeadlineSource& source, FaultSink& sink) {
        const int dates = (source.text.empty() ? 0 : 1) + (source.first_of.empty() ? 0 : 1) +
                          (source.last_of.empty() ? 0 : 1);
        const bool bounds = !source.but_not_before.empty() || !source.but_not_after.empty();
        if (dates == 0)
            sink.add(0, bounds ? messages::combination_empty() : messages::empty_rule());
        if (dates > 1) sink.add(0, messages::combination_ambiguous());
        if (source.but_not_before.size() > 1) {
            sink.add(0, messages::bound_repeated("but_not_before"));
        }
        if (source.but_not_after.size() > 1) sink.add(0, messages::bound_repeated("but_not_after"));
    }

    std::uint32_t base(const DeadlineSource& source, std::size_t depth) {
        std::uint32_t node = 0;
        if (!source.text.empty()) node = phrase(source, depth);
        if (!source.first_of.empty()) node = list(Op::first_of, source.first_of, depth);
        if (!source.last_of.empty()) node = list(Op::last_of, source.last_of, depth);
        return node;
    }

    std::uint32_t phrase(const DeadlineSource& source, std::size_t depth) {
        FaultSink sink(source.place, *faults_);
        const auto tree = parse_date_phrase(source.text, depth, sink);
        if (!tree) return 0;
        const Context context{program_, scope_, {}, nullptr, nullptr};
        const Checked checked = DateChecker(context, sink).date(*tree);
        if (checked.type != Type::day) return checked.node;
        Node node;
        node.op = Op::default_time;
        node.time = default_time_;
        return add_node(*program_, std::move(node), std::array{checked.node});
    }

    std::uint32_t list(Op op, const std::vector<DeadlineSource>& sources, std::size_t depth) {
        std::vector<std::uint32_t> children;
        for (const DeadlineSource& source : sources) children.push_back(compile(source, depth + 1));
        Node node;
        node.op = op;
        return add_node(*program_, std::move(node), children);
    }

    std::uint32_t bounded(Op op, const std::vector<DeadlineSource>& bounds, std::uint32_t date,
                          std::size_t depth) {
        for (const DeadlineSource& bound : bounds) {
            Node node;
            node.op = op;
            date =
                add_node(*program_, std::move(node), std::array{date, compile(bound, depth + 1)});
        }
        return date;
    }

    Program* program_;
    const Scope* scope_;
    std::chrono::minutes default_time_;
    std::vector<Diagnostic>* faults_;
};

std::string text_of(const DeadlineSource& source);

std::string text_of(std::string_view name, const std::vector<DeadlineSource>& sources) {
    std::string text(name);
    for (const DeadlineSource& source : sources) {
        text += (&source == &sources.front() ? " (" : "; ") + text_of(source);
    }
    return text + ")";
}

/// A combination on one line: "first of (a; b), but not before (c)".
std::string text_of(const DeadlineSource& source) {
    std::string text = source.text;
    if (!source.first_of.empty()) text = text_of("first of", source.first_of);
    if (!source.last_of.empty()) text = text_of("last of", source.last_of);
    if (!source.but_not_after.empty()) text += text_of(", but not after", source.but_not_after);
    if (!source.but_not_before.empty()) text += text_of(", but not before", source.but_not_before);
    return text;
}

}  // namespace

std::optional<Guard> compile_guard(std::string_view text, const Place& place, const Scope& scope,
                                   std::vector<Diagnostic>& faults) {
    FaultSink sink(place, faults);
    const auto tree = parse_guard(text, sink);
    if (!tree) return std::nullopt;
    auto program = std::make_shared<Program>();
    program->text = std::string(text);
    const Context context{program.get(), &scope, {}, nullptr, nullptr};
    program->root = GuardChecker(context, sink).check(*tree);
    if (!sink.any()) check_cost(*program, sink);
    if (sink.any()) return std::nullopt;
    return Guard(std::move(program));
}

std::optional<Deadline> compile_deadline(const DeadlineSource& source, const Scope& scope,
                                         std::chrono::minutes default_time,
                                         std::vector<Diagnostic>& faults) {
    const std::size_t before = faults.size();
    auto program = std::make_shared<Program>();
    DeadlineCompiler compiler(*program, scope, default_time, faults);
    program->root = compiler.compile(source, 0);
    FaultSink sink(source.place, faults);
    if (faults.size() == before) check_cost(*program, sink);
    if (faults.size() != before) return std::nullopt;
    program->text = text_of(source);
    return Deadline(std::move(program));
}

}  // namespace throughgate::rules

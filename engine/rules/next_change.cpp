// SPDX-License-Identifier: MIT
// When a condition that reads the clock next changes by the clock alone.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "rules/evaluate.hpp"
#include "rules/rules.hpp"

namespace throughgate::rules {
namespace {

using namespace std::chrono_literals;

/// How a date expression reads the clock.
enum class Clock : std::uint8_t {
    none,
    bare,   ///< `today` or `now` by itself
    daily,  ///< an expression over `today`: changes at midnight only
    other,  ///< an expression over `now`: not worked out
};

/// The links of other nodes lead to values, not to nodes.
bool has_children(Op op) { return op != Op::fact_is && op != Op::strand_in; }

/// Which dates are in the future, and which is nearest, changes with the clock.
Clock reads_clock_itself(const Program& program, const Node& node) {
    if (node.op != Op::first_future && node.op != Op::nearest) return Clock::none;
    for (std::uint32_t i = 0; i < node.count; ++i)
        if (program.node(program.child(node, i)).op != Op::date_fact) return Clock::other;
    return Clock::daily;
}

Clock worse(Clock left, Clock right) { return left < right ? right : left; }

/// `today` by itself and inside an expression change together; `now` inside one is not worked out.
Clock clock_of(const Program& program, std::uint32_t index) {
    const Node& node = program.node(index);
    if (node.op == Op::today || node.op == Op::now) return Clock::bare;
    Clock clock = Clock::none;
    for (std::uint32_t i = 0; i < node.count && has_children(node.op); ++i) {
        const std::uint32_t child = program.child(node, i);
        Clock inner = clock_of(program, child);
        if (inner == Clock::bare)
            inner = program.node(child).op == Op::today ? Clock::daily : Clock::other;
        clock = worse(clock, inner);
    }
    return worse(clock, reads_clock_itself(program, node));
}

bool is_condition_group(Op op) {
    return op == Op::all_of || op == Op::any_of || op == Op::negation || op == Op::truth_is ||
           op == Op::choose;
}

/// Comparisons other than of two dates.
bool is_other_comparison(Op op) {
    return op == Op::between || op == Op::day_is || op == Op::numbers || op == Op::text_is ||
           op == Op::value_known || op == Op::time_of_day;
}

class ChangeFinder {
public:
    ChangeFinder(const Program& program, const Inputs& inputs)
        : program_(&program), inputs_(&inputs), evaluator_(program, inputs) {}

    std::optional<Instant> find(std::uint32_t index) {
        const Node& node = program_->node(index);
        if (node.op == Op::dates) comparison(node);
        if (is_other_comparison(node.op)) other_comparison(index);
        if (is_condition_group(node.op)) {
            for (std::uint32_t i = 0; i < node.count; ++i) find(program_->child(node, i));
        }
        return next_;
    }

private:
    void comparison(const Node& node) {
        const std::array sides{program_->child(node, 0), program_->child(node, 1)};
        const std::array clocks{clock_of(*program_, sides[0]), clock_of(*program_, sides[1])};
        if (clocks[0] == Clock::none && clocks[1] == Clock::none) return;
        if (clocks[0] == Clock::bare && clocks[1] == Clock::none)
            return crossing(sides[1], node, sides[0]);
        if (clocks[1] == Clock::bare && clocks[0] == Clock::none)
            return crossing(sides[0], node, sides[1]);
        offer(start_of(evaluator_.day_of(Moment(inputs_->now())) + std::chrono::days(1)));
    }

    void other_comparison(std::uint32_t index) {
        if (clock_of(*program_, index) == Clock::none) return;
        const Date today = evaluator_.day_of(Moment(inputs_->now()));
        offer(start_of(today + std::chrono::days(1)));
        const Node& node = program_->node(index);
        if (node.op != Op::time_of_day) return;
        for (const Date day : {today, today + std::chrono::days(1)}) {
            offer(inputs_->zone().at(day, node.time));
            offer(inputs_->zone().at(day, node.time) + 1ms);
        }
    }

    /// The clock by itself against a date that stands still.
    void crossing(std::uint32_t still, const Node& node, std::uint32_t clock) {
        const MaybeMoment moment = evaluator_.moment(still);
        if (!moment) return;
        const bool exact =
            moment->timed() && program_->node(clock).op == Op::now && node.relation != Relation::on;
        if (exact) {
            offer(moment->instant());
            offer(moment->instant() + 1ms);
        } else {
            const Date day = evaluator_.day_of(*moment);
            offer(start_of(day));
            offer(start_of(day + std::chrono::days(1)));
        }
    }

    Instant start_of(Date day) const { return inputs_->zone().at(day, 0ms); }

    void offer(Instant instant) {
        if (instant <= inputs_->now() || !in_range(instant)) return;
        next_ = next_ ? std::min(*next_, instant) : instant;
    }

    const Program* program_;
    const Inputs* inputs_;
    Evaluator evaluator_;
    std::optional<Instant> next_;
};

bool timeable(const Program& program, std::uint32_t index) {
    const Node& node = program.node(index);
    if (node.op == Op::dates) {
        const Clock left = clock_of(program, program.child(node, 0));
        const Clock right = clock_of(program, program.child(node, 1));
        if (left == Clock::other || right == Clock::other) return false;
        const bool both = left != Clock::none && right != Clock::none;
        const bool reads_now = program.node(program.child(node, 0)).op == Op::now ||
                               program.node(program.child(node, 1)).op == Op::now;
        return !(both && reads_now);
    }
    if (node.op == Op::time_of_day && program.node(program.child(node, 0)).op == Op::now)
        return true;
    if (is_other_comparison(node.op)) return clock_of(program, index) != Clock::other;
    if (!is_condition_group(node.op)) return true;
    for (std::uint32_t i = 0; i < node.count; ++i) {
        if (!timeable(program, program.child(node, i))) return false;
    }
    return true;
}

}  // namespace

bool Guard::change_can_be_timed() const { return empty() || timeable(*program_, program_->root); }

std::optional<Instant> Guard::next_change(const Inputs& inputs) const {
    if (!reads_clock()) return std::nullopt;
    return ChangeFinder(*program_, inputs).find(program_->root);
}

}  // namespace throughgate::rules

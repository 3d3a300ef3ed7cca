// SPDX-License-Identifier: MIT
// Which of two dates comes first whatever the inputs: known when both move one anchor in one unit.
#include "rules/program.hpp"
#include "rules/rules.hpp"

namespace throughgate::rules {
namespace {

/// "2 working days after due": the anchor, and how far it is moved.
struct Offset {
    Symbol anchor;
    Shift shift;
    const Node* time = nullptr;  ///< what gives it its time of day, if anything does
};

bool sets_time(Op op) { return op == Op::default_time || op == Op::at_time; }

std::optional<Offset> offset_of(const Program& program) {
    Offset offset;
    const Node* node = &program.node(program.root);
    if (sets_time(node->op)) {
        offset.time = node;
        node = &program.node(program.child(*node, 0));
    }
    if (node->op == Op::shift) {
        offset.shift = node->shift;
        node = &program.node(program.child(*node, 0));
    }
    if (node->op != Op::anchor && node->op != Op::date_fact) return std::nullopt;
    offset.anchor = node->name;
    return offset;
}

/// A move in working days alone, with its sign; nullopt for any other.
std::optional<std::int64_t> working_days_of(const Shift& shift) {
    Shift rest = shift;
    rest.working_days = 0;
    rest.backward = false;
    if (rest != Shift()) return std::nullopt;
    return std::int64_t{shift.working_days} * shift.sign();
}

bool same_time(const Node* left, const Node* right) {
    if (left == nullptr || right == nullptr) return left == right;
    return left->op == right->op && left->time == right->time;
}

}  // namespace

bool Deadline::never_before(const Deadline& other) const {
    if (empty() || other.empty()) return false;
    const auto mine = offset_of(*program_);
    const auto theirs = offset_of(*other.program_);
    if (!mine || !theirs || mine->anchor != theirs->anchor) return false;
    if (!same_time(mine->time, theirs->time)) return false;
    const auto later = working_days_of(mine->shift);
    const auto earlier = working_days_of(theirs->shift);
    return later && earlier && *later >= *earlier;
}

}  // namespace throughgate::rules

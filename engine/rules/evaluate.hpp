// SPDX-License-Identifier: MIT
// Evaluator: a Program over Inputs. Total and bounded; allocates nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rules/program.hpp"
#include "rules/rules.hpp"
#include "throughgate/datum.hpp"

namespace throughgate::rules {

/// A day, or an instant. Of a size that functions hand back in registers.
class Moment {
public:
    explicit Moment(Date day) : count_(day.time_since_epoch().count()), kind_(Kind::day) {}
    explicit Moment(Instant instant)
        : count_(instant.time_since_epoch().count()), kind_(Kind::instant) {}
    [[nodiscard]] bool timed() const { return kind_ == Kind::instant; }
    /// When not timed.
    [[nodiscard]] Date day() const {
        return Date(std::chrono::days(static_cast<std::chrono::days::rep>(count_)));
    }
    /// When timed.
    [[nodiscard]] Instant instant() const { return Instant(Milliseconds(count_)); }

private:
    friend class MaybeMoment;
    enum class Kind : std::uint8_t { none, day, instant };
    Moment() = default;
    std::int64_t count_ = 0;
    Kind kind_ = Kind::none;
};

/// As std::optional, and of the same size as what it may hold.
class MaybeMoment {
public:
    MaybeMoment(std::nullopt_t) {}
    MaybeMoment(Moment moment) : moment_(moment) {}
    explicit operator bool() const { return moment_.kind_ != Moment::Kind::none; }
    const Moment& operator*() const { return moment_; }
    const Moment* operator->() const { return &moment_; }

private:
    Moment moment_;
};

/// Which of several dates was taken.
struct Chosen {
    std::uint32_t node;
    Moment moment;
};

class Evaluator {
public:
    /// Both outlive it.
    Evaluator(const Program& program, const Inputs& inputs)
        : program_(&program), inputs_(&inputs) {}

    [[nodiscard]] Truth truth(std::uint32_t index) const;
    /// nullopt: a name is not known, or the years 1900 to 2200 are left.
    [[nodiscard]] MaybeMoment moment(std::uint32_t index) const;

    /// nullopt: not known.
    [[nodiscard]] std::optional<std::int64_t> number(std::uint32_t index) const;
    [[nodiscard]] std::optional<std::string_view> text(std::uint32_t index) const;
    /// Any of these, and what consists of them. Allocates.
    [[nodiscard]] Datum answer(std::uint32_t index) const;
    /// Is the answer of whichever type known?
    [[nodiscard]] bool answered(std::uint32_t index) const;

    // Parts of the above that explanations use too.
    /// The child of a `choose` that gives the answer, and which branch it is; nullopt: a condition
    /// is unknown, or none holds.
    struct Branch {
        std::uint32_t value = 0;
        std::uint32_t number = 0;
        std::optional<std::uint32_t> condition;
    };
    [[nodiscard]] std::optional<Branch> taken(const Node& node) const;
    /// The amount of a shift whose counts have names.
    [[nodiscard]] std::optional<Shift> amount(const Node& node) const;
    /// Is the day of one of the kinds?
    [[nodiscard]] bool day_is(Date day, std::uint16_t kinds) const;
    /// Does a move go on from this day?
    [[nodiscard]] bool moves_on(const Node& node, Date day) const;
    /// First and last day of an interval, both in it.
    struct Days {
        Date first{};
        Date last{};
    };
    [[nodiscard]] std::optional<Days> interval(const Node& node) const;
    [[nodiscard]] Date day_of(const Moment& moment) const;
    /// The child that gives the answer of first_of and last_of; nullopt: none is known.
    [[nodiscard]] std::optional<Chosen> chosen(const Node& node) const;
    /// The value of a name that is a fact; unknown also when it is not of the declared type.
    [[nodiscard]] const Value& fact(const Node& node) const;
    /// Is the name known? For nodes with a name that is a fact or an anchor.
    [[nodiscard]] bool known(const Node& node) const;

private:
    [[nodiscard]] Truth group(const Node& node) const;
    [[nodiscard]] Truth fact_is(const Node& node) const;
    [[nodiscard]] Truth strand_in(const Node& node) const;
    [[nodiscard]] Truth number(const Node& node) const;
    [[nodiscard]] Truth dates(const Node& node) const;
    [[nodiscard]] MaybeMoment named(const Node& node) const;
    [[nodiscard]] MaybeMoment shift(const Node& node) const;
    [[nodiscard]] MaybeMoment roll(const Node& node) const;
    [[nodiscard]] MaybeMoment timed(const Node& node) const;
    [[nodiscard]] MaybeMoment bounded(const Node& node) const;
    [[nodiscard]] Truth compared(const Node& node) const;
    [[nodiscard]] Truth truth_fact(const Node& node) const;
    [[nodiscard]] Truth truth_is(const Node& node) const;
    [[nodiscard]] Truth text_is(const Node& node) const;
    [[nodiscard]] Truth numbers(const Node& node) const;
    [[nodiscard]] Truth time_of_day(const Node& node) const;
    [[nodiscard]] Truth between(const Node& node) const;
    [[nodiscard]] Truth wall_is(const Node& node) const;
    [[nodiscard]] MaybeMoment shift_from(const Moment& from, const Shift& shift) const;
    [[nodiscard]] MaybeMoment shift_by(const Node& node) const;
    [[nodiscard]] MaybeMoment holiday_step(const Node& node) const;
    [[nodiscard]] MaybeMoment working_hours(const Node& node) const;
    [[nodiscard]] MaybeMoment edge(const Node& node) const;
    [[nodiscard]] MaybeMoment moved(const Node& node) const;
    [[nodiscard]] MaybeMoment at_time_of(const Node& node) const;
    [[nodiscard]] MaybeMoment clock_change(const Node& node) const;
    [[nodiscard]] bool better(const Node& node, const Moment& one,
                              const std::optional<Chosen>& best) const;
    [[nodiscard]] Milliseconds distance_from_now(const Moment& moment) const;
    [[nodiscard]] std::optional<std::int64_t> count(const Node& node) const;
    [[nodiscard]] std::optional<std::int64_t> whole(const Node& node) const;
    [[nodiscard]] std::optional<std::int64_t> offset(const Node& node) const;
    [[nodiscard]] Datum parts(const Node& node) const;
    [[nodiscard]] Datum local_text(const Node& node) const;
    [[nodiscard]] Moment moved_to(const Moment& from, Date day) const;

    const Program* program_;
    const Inputs* inputs_;
};

/// Which kind of answer an operation gives; `any` depends on the branch taken.
enum class OpKind : std::uint8_t { condition, moment, number, text, wall, any, parts };
OpKind kind_of(Op op);
/// Does `difference` (left minus right) satisfy the relation?
bool holds(Relation relation, std::int64_t difference);
inline Truth truth_of(bool yes) { return yes ? Truth::yes : Truth::no; }
MaybeMoment bounded_instant(Instant instant);
MaybeMoment bounded_day(Date day);

/// `left` before (-1), at (0) or after (1) `right`: instants when both are, else days.
int compare(const Evaluator& evaluator, const Moment& left, const Moment& right);

}  // namespace throughgate::rules

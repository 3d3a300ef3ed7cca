// SPDX-License-Identifier: MIT
// Evaluator: a Program over Inputs. Total and bounded; allocates nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "rules/program.hpp"
#include "rules/rules.hpp"

namespace throughgate::rules {

/// A day, or an instant.
struct Moment {
    bool timed = false;
    Date day{};         ///< when not timed
    Instant instant{};  ///< when timed
};

/// Which of several dates was taken.
struct Chosen {
    std::uint32_t node = 0;
    Moment moment;
};

class Evaluator {
public:
    /// Both outlive it.
    Evaluator(const Program& program, const Inputs& inputs)
        : program_(&program), inputs_(&inputs) {}

    [[nodiscard]] Truth truth(std::uint32_t index) const;
    /// nullopt: a name is not known, or the years 1900 to 2200 are left.
    [[nodiscard]] std::optional<Moment> moment(std::uint32_t index) const;

    // Parts of the above that explanations use too.
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
    [[nodiscard]] std::optional<Moment> named(const Node& node) const;
    [[nodiscard]] std::optional<Moment> shift(const Node& node) const;
    [[nodiscard]] std::optional<Moment> roll(const Node& node) const;
    [[nodiscard]] std::optional<Moment> timed(const Node& node) const;
    [[nodiscard]] std::optional<Moment> bounded(const Node& node) const;
    [[nodiscard]] Moment moved_to(const Moment& from, Date day) const;

    const Program* program_;
    const Inputs* inputs_;
};

/// `left` before (-1), at (0) or after (1) `right`: instants when both are, else days.
int compare(const Evaluator& evaluator, const Moment& left, const Moment& right);

}  // namespace throughgate::rules

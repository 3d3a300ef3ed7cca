// SPDX-License-Identifier: MIT
// Guards and deadlines: text -> typed, immutable, bounded programs; evaluation; explanation.
// Pure: every input comes through `Inputs`. Compiling collects all faults; evaluating never fails,
// never throws, never allocates on the way to an answer that needs no text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/calendar.hpp"
#include "rules/zone.hpp"
#include "throughgate/diagnostic.hpp"
#include "throughgate/value.hpp"

namespace throughgate::rules {

/// What a name in a rule may stand for, told by the definition that the rule is in.
struct Declared {
    enum class What {
        fact,    ///< `type`, `choices`
        anchor,  ///< an instant or date that the engine keeps: entry, raised, acknowledged, due
        strand,  ///< `choices` are its states: `place is sustain or done`
        gate,    ///< `address is cleared` / `is shut`
    };
    /// How the value of a fact is read; only the inputs of named rules differ from `plain`.
    enum class Reading {
        plain,
        code,  ///< a text that explanations may show
        wall,  ///< an instant that is a wall time of the zone, written as if it were UTC
        time,  ///< a number: minutes after midnight
    };
    What what = What::fact;
    ValueType type = ValueType::unknown;
    std::vector<Symbol> choices;
    Reading reading = Reading::plain;
};

struct RuleSource;  // rules/named_rule.hpp

class Scope {
public:
    virtual ~Scope() = default;
    /// nullptr when nothing of that name may be used here.
    [[nodiscard]] virtual const Declared* find(std::string_view name) const = 0;
    /// Every usable name, for "did you mean".
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;
    /// The named rule of that name in force on `day`, the newest when there is no day; nullptr:
    /// none. It outlives the compiling.
    [[nodiscard]] virtual const RuleSource* rule(std::string_view, std::optional<Date>) const {
        return nullptr;
    }
    [[nodiscard]] virtual std::vector<std::string> rule_names() const { return {}; }
};

/// Where evaluation reads. `name` is always one that Scope declared when the rule was compiled.
class Inputs {
public:
    virtual ~Inputs() = default;
    [[nodiscard]] virtual const Value& fact(Symbol name) const = 0;  ///< Unknown when not set
    [[nodiscard]] virtual std::optional<Instant> anchor(Symbol name) const = 0;
    [[nodiscard]] virtual bool strand_in(Symbol strand, Symbol state) const = 0;
    [[nodiscard]] virtual bool gate_cleared(Symbol gate) const = 0;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual const Calendar& calendar() const = 0;  ///< the definition's working days
    [[nodiscard]] virtual const Zone& zone() const = 0;
};

enum class Truth : std::uint8_t { no, yes, unknown };

struct Program;  // private to rules/

/// A compiled condition: `address.kind is cas and booking.status is not cancelled`.
class Guard {
public:
    Guard() = default;
    explicit Guard(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    [[nodiscard]] bool empty() const { return program_ == nullptr; }
    /// An empty guard is `yes`.
    [[nodiscard]] Truth evaluate(const Inputs& inputs) const;
    /// Facts that are unknown and would have to be known; empty unless evaluate says unknown.
    [[nodiscard]] std::vector<Symbol> waits_for(const Inputs& inputs) const;
    /// True when the answer depends on the clock (`today`, `now`).
    [[nodiscard]] bool reads_clock() const;
    /// True when `next_change` can be relied on: not for expressions such as `2 hours after now`.
    [[nodiscard]] bool change_can_be_timed() const;
    /// The first instant after now at which the clock alone may change the answer; nullopt: never
    /// again, as long as facts and anchors stay.
    [[nodiscard]] std::optional<Instant> next_change(const Inputs& inputs) const;
    [[nodiscard]] std::vector<Symbol> names() const;
    /// Every (strand, state) it asks for: `home is sustain or done` asks for two.
    [[nodiscard]] std::vector<std::pair<Symbol, Symbol>> places() const;
    /// False when it asks only for states, gates and whether something is known: then it always
    /// answers yes or no.
    [[nodiscard]] bool can_be_unknown() const;
    [[nodiscard]] const std::string& text() const;
    /// "address.kind is cas (it is social)".
    [[nodiscard]] std::string explain(const Inputs& inputs) const;

private:
    std::shared_ptr<const Program> program_;
};

/// A compiled date rule: `10 working days before release at 09:00`.
class Deadline {
public:
    Deadline() = default;
    explicit Deadline(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    [[nodiscard]] bool empty() const { return program_ == nullptr; }
    /// nullopt: an anchor is absent (`waits_for` names it).
    [[nodiscard]] std::optional<Instant> evaluate(const Inputs& inputs) const;
    [[nodiscard]] std::vector<Symbol> waits_for(const Inputs& inputs) const;
    /// Names of facts and anchors it reads, sorted: a change of one of them recomputes it.
    [[nodiscard]] const std::vector<Symbol>& names() const;
    /// True when the date depends on the clock (`today`, `now`, `first future of`).
    [[nodiscard]] bool reads_clock() const;
    [[nodiscard]] const std::string& text() const;
    /// Can it be proved, whatever the inputs, that it never gives an instant before `other` does?
    /// Only of two moves from one anchor: `2 working days after due`, `due`.
    [[nodiscard]] bool never_before(const Deadline& other) const;
    /// "Tue 3 Mar 2026 09:00: 10 working days before release on Tue 17 Mar 2026", naming skipped
    /// holidays, rolls and which of several was taken.
    [[nodiscard]] std::string explain(const Inputs& inputs) const;

private:
    std::shared_ptr<const Program> program_;
};

/// A node of a definition as rules sees it: text with its place, or a combination of deadlines.
struct DeadlineSource {
    std::string text;  ///< a phrase; empty when a combination is used
    Place place;
    std::vector<DeadlineSource> first_of;
    std::vector<DeadlineSource> last_of;
    std::vector<DeadlineSource> but_not_before;  ///< at most one
    std::vector<DeadlineSource> but_not_after;   ///< at most one
};

/// nullopt when at least one fault was added to `faults` (codes TG03xx).
std::optional<Guard> compile_guard(std::string_view text, const Place& place, const Scope& scope,
                                   std::vector<Diagnostic>& faults);
/// `default_time`: wall time of a date without `at HH:MM` (09:00 in shipped definitions).
std::optional<Deadline> compile_deadline(const DeadlineSource& source, const Scope& scope,
                                         std::chrono::minutes default_time,
                                         std::vector<Diagnostic>& faults);

}  // namespace throughgate::rules

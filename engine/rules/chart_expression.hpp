// SPDX-License-Identifier: MIT
// ChartExpression: what charts compute with. `count + 1`, `in waiting and event.data.kind is
// "new"`. Compiled once into a flat program. Evaluating is bounded and never throws; what has no
// meaning (a text minus a number, a division by zero) gives a fault in words. Numbers, truths and
// texts that are only read are not copied, so a guard over them allocates nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/datum.hpp"
#include "throughgate/diagnostic.hpp"

namespace throughgate::rules {

/// What of the event in hand an expression may read.
enum class EventPart : std::uint8_t { name, type, send_id, data };

/// Which names an expression may use, told by the chart that it is in.
class ExpressionScope {
public:
    virtual ~ExpressionScope() = default;
    [[nodiscard]] virtual std::optional<std::uint16_t> data(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<std::uint16_t> state(std::string_view id) const = 0;
    [[nodiscard]] virtual std::vector<std::string> data_names() const = 0;
    [[nodiscard]] virtual std::vector<std::string> state_names() const = 0;
};

/// Where evaluation reads. What is given must live until the answer was used.
class ExpressionInputs {
public:
    virtual ~ExpressionInputs() = default;
    [[nodiscard]] virtual const Datum& data(std::uint16_t slot) const = 0;
    [[nodiscard]] virtual const Datum& event(EventPart part) const = 0;
    [[nodiscard]] virtual bool is_in(std::uint16_t state) const = 0;
};

struct ExpressionProgram;  // private to rules/

class ChartExpression {
public:
    ChartExpression() = default;
    explicit ChartExpression(std::shared_ptr<const ExpressionProgram> program)
        : program_(std::move(program)) {}
    [[nodiscard]] bool empty() const { return program_ == nullptr; }
    [[nodiscard]] const std::string& text() const;

    /// The value, or a fault in words: "5 / 0: a division by zero".
    struct Answer {
        Datum value;
        std::string fault;
        [[nodiscard]] bool ok() const { return fault.empty(); }
    };
    [[nodiscard]] Answer evaluate(const ExpressionInputs& inputs) const;

    /// nullopt: it has no truth as its value; `evaluate` says why.
    [[nodiscard]] std::optional<bool> holds(const ExpressionInputs& inputs) const;

    /// For putting programs together; not empty.
    [[nodiscard]] const ExpressionProgram& program() const { return *program_; }

private:
    std::shared_ptr<const ExpressionProgram> program_;
};

/// nullopt when at least one fault was added to `faults` (codes TG0901 to TG0903).
std::optional<ChartExpression> compile_chart_expression(std::string_view text, const Place& place,
                                                        const ExpressionScope& scope,
                                                        std::vector<Diagnostic>& faults);

/// A list or the fields of a mapping, put together from expressions of their own.
ChartExpression list_of(const std::vector<ChartExpression>& items);
ChartExpression fields_of(const std::vector<std::pair<std::string, ChartExpression>>& fields);

/// A word with a meaning in expressions: no name of data.
bool is_expression_word(std::string_view text);

/// JSON, on one line: 3, "text", true, null, [1,2], {"a":1}.
std::string to_json(const Datum& datum);

}  // namespace throughgate::rules

// SPDX-License-Identifier: MIT
// Evaluation of expressions: a stack of cells that point at data where they can.
#include "rules/chart_expression.hpp"

#include <array>
#include <limits>

#include "rules/chart_expression_program.hpp"

namespace throughgate::rules {
namespace {

using Op = ExpressionOp;
using Kind = Datum::Kind;

/// A value on the stack. Texts, lists and fields are held elsewhere.
struct Cell {
    Kind kind = Kind::nothing;
    bool truth = false;
    std::int64_t number = 0;
    const Datum* held = nullptr;
};

class Stack {
public:
    void push(Cell cell) {
        if (size_ < near_.size())
            near_[size_] = cell;
        else
            far_.push_back(cell);
        ++size_;
    }
    Cell pop() {
        --size_;
        if (size_ < near_.size()) return near_[size_];
        const Cell cell = far_.back();
        far_.pop_back();
        return cell;
    }

private:
    std::array<Cell, 16> near_;
    std::vector<Cell> far_;
    std::size_t size_ = 0;
};

std::string_view name_of(Kind kind) {
    constexpr std::array<std::string_view, 6> names = {"nothing", "a truth", "a number",
                                                       "a text",  "a list",  "a mapping"};
    return names[static_cast<std::size_t>(kind)];
}

Cell cell_of(const Datum& datum) { return {datum.kind, datum.truth, datum.number, &datum}; }
Cell truth_cell(bool truth) { return {Kind::truth, truth, 0, nullptr}; }
Cell number_cell(std::int64_t number) { return {Kind::number, false, number, nullptr}; }

Datum datum_of(const Cell& cell) {
    if (cell.kind == Kind::truth) return Datum::of(cell.truth);
    if (cell.kind == Kind::number) return Datum::of(cell.number);
    return cell.held == nullptr ? Datum{} : *cell.held;
}

bool same(const Cell& a, const Cell& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == Kind::truth) return a.truth == b.truth;
    if (a.kind == Kind::number) return a.number == b.number;
    if (a.kind == Kind::nothing) return true;
    return *a.held == *b.held;
}

/// A number or truth as it stands in a text that it is joined to.
std::string plain(const Cell& cell) {
    return cell.kind == Kind::text ? cell.held->text : to_json(datum_of(cell));
}

class Run {
public:
    Run(const ExpressionProgram& program, const ExpressionInputs& inputs)
        : program_(program), inputs_(inputs) {}

    Cell run() {
        std::size_t at = 0;
        while (at < program_.steps.size() && fault_.empty()) at = step(at);
        return fault_.empty() ? stack_.pop() : Cell{};
    }
    [[nodiscard]] const std::string& fault() const { return fault_; }
    void refuse(const std::string& why) {
        if (fault_.empty()) fault_ = program_.text + ": " + why;
    }

private:
    std::size_t step(std::size_t at) {
        const ExpressionStep& step = program_.steps[at];
        switch (step.op) {
            case Op::constant: push(cell_of(program_.constants[step.argument])); break;
            case Op::data:
                push(cell_of(inputs_.data(static_cast<std::uint16_t>(step.argument))));
                break;
            case Op::event:
                push(cell_of(inputs_.event(static_cast<EventPart>(step.argument))));
                break;
            case Op::in_state:
                push(truth_cell(inputs_.is_in(static_cast<std::uint16_t>(step.argument))));
                break;
            case Op::skip_if_no:
            case Op::skip_if_yes: return skip(step, at);
            case Op::list: make_list(step.argument); break;
            case Op::fields: make_fields(step); break;
            default: one_or_two(step);
        }
        return at + 1;
    }

    void push(const Cell& cell) { stack_.push(cell); }
    void hold(Datum datum) {
        held_.push_back(std::make_unique<Datum>(std::move(datum)));
        push(cell_of(*held_.back()));
    }

    std::size_t skip(const ExpressionStep& step, std::size_t at) {
        const Cell left = stack_.pop();
        if (!is_truth(left)) return at + 1;
        if (left.truth != (step.op == Op::skip_if_yes)) return at + 1;
        push(left);
        return step.argument;
    }
    bool is_truth(const Cell& cell) {
        if (cell.kind != Kind::truth)
            refuse(std::string(name_of(cell.kind)) + " is neither true nor false");
        return cell.kind == Kind::truth;
    }

    void one_or_two(const ExpressionStep& step) {
        const Cell last = stack_.pop();
        switch (step.op) {
            case Op::field: return field(last, program_.constants[step.argument].text);
            case Op::size: return size(last);
            case Op::negative: return arithmetic(Op::minus, number_cell(0), last);
            case Op::opposite: return is_truth(last) ? push(truth_cell(!last.truth)) : void();
            case Op::must_be_truth: return is_truth(last) ? push(last) : void();
            case Op::known: return push(truth_cell(last.kind != Kind::nothing));
            case Op::unknown: return push(truth_cell(last.kind == Kind::nothing));
            default: two(step.op, stack_.pop(), last);
        }
    }

    void two(Op op, const Cell& left, const Cell& right) {
        switch (op) {
            case Op::is: return push(truth_cell(same(left, right)));
            case Op::is_not: return push(truth_cell(!same(left, right)));
            case Op::item: return item(left, right);
            case Op::less:
            case Op::at_most:
            case Op::more:
            case Op::at_least: return order(op, left, right);
            case Op::plus: return plus(left, right);
            default: arithmetic(op, left, right);
        }
    }

    void order(Op op, const Cell& left, const Cell& right) {
        int found = 0;
        if (left.kind == Kind::number && right.kind == Kind::number)
            found = left.number < right.number ? -1 : left.number > right.number ? 1 : 0;
        else if (left.kind == Kind::text && right.kind == Kind::text)
            found = left.held->text.compare(right.held->text);
        else
            return refuse(std::string(name_of(left.kind)) + " and " +
                          std::string(name_of(right.kind)) + " have no order");
        const bool holds = op == Op::less      ? found < 0
                           : op == Op::at_most ? found <= 0
                           : op == Op::more    ? found > 0
                                               : found >= 0;
        push(truth_cell(holds));
    }

    /// Numbers add up, a text takes on what stands beside it, a list takes on items.
    void plus(const Cell& left, const Cell& right) {
        if (left.kind == Kind::list) return longer(left, right);
        const bool text = left.kind == Kind::text || right.kind == Kind::text;
        const bool missing = left.kind == Kind::nothing || right.kind == Kind::nothing;
        if (!text || missing) return arithmetic(Op::plus, left, right);
        std::string joined = plain(left) + plain(right);
        if (joined.size() > longest_text) return refuse("the text would be too long");
        hold(Datum::of(std::move(joined)));
    }
    void longer(const Cell& left, const Cell& right) {
        Datum list = *left.held;
        if (right.kind == Kind::list)
            list.items.insert(list.items.end(), right.held->items.begin(), right.held->items.end());
        else
            list.items.push_back(datum_of(right));
        if (list.items.size() > longest_list) return refuse("the list would be too long");
        hold(std::move(list));
    }

    void arithmetic(Op op, const Cell& left, const Cell& right) {
        if (left.kind != Kind::number || right.kind != Kind::number)
            return refuse("numbers are wanted, not " + std::string(name_of(left.kind)) + " and " +
                          std::string(name_of(right.kind)));
        const std::int64_t a = left.number;
        const std::int64_t b = right.number;
        const bool divides = op == Op::divided || op == Op::remainder;
        if (divides && b == 0) return refuse("a division by zero");
        if (divides && b == -1 && a == std::numeric_limits<std::int64_t>::min())
            return refuse("the number is too large");
        std::int64_t result = 0;
        bool over = false;
        if (op == Op::plus) over = __builtin_add_overflow(a, b, &result);
        if (op == Op::minus) over = __builtin_sub_overflow(a, b, &result);
        if (op == Op::times) over = __builtin_mul_overflow(a, b, &result);
        if (op == Op::divided) result = a / b;
        if (op == Op::remainder) result = a % b;
        if (over) return refuse("the number is too large");
        push(number_cell(result));
    }

    void field(const Cell& from, const std::string& name) {
        if (from.kind == Kind::nothing) return refuse("nothing has no field '" + name + "'");
        if (from.kind != Kind::fields)
            return refuse(std::string(name_of(from.kind)) + " has no field '" + name + "'");
        const Datum* found = from.held->find(name);
        push(found == nullptr ? Cell{} : cell_of(*found));
    }
    void item(const Cell& list, const Cell& index) {
        if (list.kind == Kind::fields && index.kind == Kind::text)
            return field(list, index.held->text);
        if (list.kind != Kind::list || index.kind != Kind::number)
            return refuse("an item is picked from a list by a number");
        const auto& items = list.held->items;
        const bool inside =
            index.number >= 0 && static_cast<std::uint64_t>(index.number) < items.size();
        push(inside ? cell_of(items[static_cast<std::size_t>(index.number)]) : Cell{});
    }
    void size(const Cell& of) {
        if (of.kind == Kind::text) return push(number_cell(count(of.held->text.size())));
        if (of.kind == Kind::list) return push(number_cell(count(of.held->items.size())));
        refuse(std::string(name_of(of.kind)) + " has no size");
    }
    static std::int64_t count(std::size_t size) { return static_cast<std::int64_t>(size); }

    void make_list(std::uint32_t size) {
        Datum list;
        list.kind = Kind::list;
        list.items.resize(size);
        for (std::size_t i = size; i-- > 0;) list.items[i] = datum_of(stack_.pop());
        hold(std::move(list));
    }
    void make_fields(const ExpressionStep& step) {
        Datum mapping;
        mapping.kind = Kind::fields;
        // With a value: Clang 14 holds the pair for one that cannot be made from nothing.
        mapping.fields.resize(step.argument, {std::string(), Datum()});
        for (std::size_t i = step.argument; i-- > 0;)
            mapping.fields[i] = {program_.constants[step.second + i].text, datum_of(stack_.pop())};
        hold(std::move(mapping));
    }

    static constexpr std::size_t longest_text = 64 * 1024;
    static constexpr std::size_t longest_list = 10000;

    const ExpressionProgram& program_;
    const ExpressionInputs& inputs_;
    Stack stack_;
    std::vector<std::unique_ptr<Datum>> held_;
    std::string fault_;
};

void append(ExpressionProgram& program, const ExpressionProgram& part) {
    const auto first = static_cast<std::uint32_t>(program.constants.size());
    const auto from = static_cast<std::uint32_t>(program.steps.size());
    for (ExpressionStep step : part.steps) {
        if (step.op == Op::constant || step.op == Op::field) step.argument += first;
        if (step.op == Op::fields) step.second += first;
        if (step.op == Op::skip_if_no || step.op == Op::skip_if_yes) step.argument += from;
        program.steps.push_back(step);
    }
    program.constants.insert(program.constants.end(), part.constants.begin(), part.constants.end());
}

void write_text(const std::string& text, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

void write(const Datum& datum, std::string& out) {
    switch (datum.kind) {
        case Kind::nothing: out += "null"; return;
        case Kind::truth: out += datum.truth ? "true" : "false"; return;
        case Kind::number: out += std::to_string(datum.number); return;
        case Kind::text: return write_text(datum.text, out);
        case Kind::list:
            out += '[';
            for (std::size_t i = 0; i < datum.items.size(); ++i) {
                if (i > 0) out += ',';
                write(datum.items[i], out);
            }
            out += ']';
            return;
        case Kind::fields: break;
    }
    out += '{';
    for (std::size_t i = 0; i < datum.fields.size(); ++i) {
        if (i > 0) out += ',';
        write_text(datum.fields[i].first, out);
        out += ':';
        write(datum.fields[i].second, out);
    }
    out += '}';
}

}  // namespace

const std::string& ChartExpression::text() const { return program_->text; }

ChartExpression::Answer ChartExpression::evaluate(const ExpressionInputs& inputs) const {
    Run run(*program_, inputs);
    const Cell cell = run.run();
    if (!run.fault().empty()) return {{}, run.fault()};
    return {datum_of(cell), {}};
}

std::optional<bool> ChartExpression::holds(const ExpressionInputs& inputs) const {
    Run run(*program_, inputs);
    const Cell cell = run.run();
    if (!run.fault().empty() || cell.kind != Kind::truth) return std::nullopt;
    return cell.truth;
}

ChartExpression list_of(const std::vector<ChartExpression>& items) {
    auto program = std::make_shared<ExpressionProgram>();
    program->text = "a list";
    for (const ChartExpression& item : items) append(*program, item.program());
    program->steps.push_back({Op::list, static_cast<std::uint32_t>(items.size()), 0});
    return ChartExpression(std::move(program));
}

ChartExpression fields_of(const std::vector<std::pair<std::string, ChartExpression>>& fields) {
    auto program = std::make_shared<ExpressionProgram>();
    program->text = "a mapping";
    for (const auto& [name, value] : fields) append(*program, value.program());
    const auto first = static_cast<std::uint32_t>(program->constants.size());
    for (const auto& [name, value] : fields) program->constants.push_back(Datum::of(name));
    program->steps.push_back({Op::fields, static_cast<std::uint32_t>(fields.size()), first});
    return ChartExpression(std::move(program));
}

std::string to_json(const Datum& datum) {
    std::string out;
    write(datum, out);
    return out;
}

}  // namespace throughgate::rules

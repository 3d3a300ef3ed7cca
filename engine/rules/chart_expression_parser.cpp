// SPDX-License-Identifier: MIT
// From text to a flat program. One method a level of binding, loosest first.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/limits.hpp"
#include "rules/chart_expression.hpp"
#include "rules/chart_expression_program.hpp"

namespace throughgate::rules {
namespace {

using Op = ExpressionOp;

constexpr std::array<std::string_view, 18> words = {
    "is",   "not",   "and",  "or",   "in",   "true",    "false", "nothing", "event",
    "size", "known", "less", "more", "than", "unknown", "at",    "least",   "most"};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

struct Token {
    enum class Kind { end, word, number, text, symbol, bad };
    Kind kind = Kind::end;
    std::string text;
    std::size_t at = 0;
};

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        skip_spaces();
        Token token;
        token.at = at_;
        if (at_ == text_.size()) return token;
        const char c = text_[at_];
        if (is_letter(c)) return take(token, Token::Kind::word, word_end());
        if (is_digit(c)) return take(token, Token::Kind::number, number_end());
        if (c == '"') return quoted(token);
        const bool known = std::string_view("+-*/%()[]{}.,:").find(c) != std::string_view::npos;
        return take(token, known ? Token::Kind::symbol : Token::Kind::bad, at_ + 1);
    }

    /// Ids of states may hold what is an operator elsewhere.
    Token next_state_id() {
        skip_spaces();
        if (at_ < text_.size() && text_[at_] == '"') return next();
        std::size_t end = at_;
        const auto inner = [](char c) {
            return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == ':';
        };
        while (end < text_.size() && inner(text_[end])) ++end;
        Token token;
        token.at = at_;
        return end == at_ ? next() : take(token, Token::Kind::word, end);
    }

    void go_back(std::size_t at) { at_ = at; }

private:
    void skip_spaces() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
            ++at_;
    }
    [[nodiscard]] std::size_t word_end() const {
        std::size_t end = at_;
        while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
        return end;
    }
    [[nodiscard]] std::size_t number_end() const {
        std::size_t end = at_;
        while (end < text_.size() && is_digit(text_[end])) ++end;
        return end;
    }
    Token take(Token token, Token::Kind kind, std::size_t end) {
        token.kind = kind;
        token.text = std::string(text_.substr(at_, end - at_));
        at_ = end;
        return token;
    }
    Token quoted(Token token) {
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '"') {
                token.kind = Token::Kind::text;
                at_ = i + 1;
                return token;
            }
            if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
            token.text += text_[i];
        }
        token.kind = Token::Kind::bad;
        token.text = "a text without its closing quote";
        at_ = text_.size();
        return token;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

class Parser {
public:
    Parser(std::string_view text, const Place& place, const ExpressionScope& scope,
           std::vector<Diagnostic>& faults)
        : lexer_(text), place_(place), scope_(scope), faults_(faults) {
        program_.text = std::string(text);
        next();
    }

    std::optional<ExpressionProgram> run() {
        either();
        if (!failed_ && token_.kind != Token::Kind::end) unexpected("the end");
        if (failed_) return std::nullopt;
        return std::move(program_);
    }

private:
    void next() { token_ = lexer_.next(); }
    [[nodiscard]] bool at_word(std::string_view word) const {
        return token_.kind == Token::Kind::word && token_.text == word;
    }
    [[nodiscard]] bool at_symbol(std::string_view symbol) const {
        return token_.kind == Token::Kind::symbol && token_.text == symbol;
    }
    bool take_word(std::string_view word) {
        if (!at_word(word)) return false;
        next();
        return true;
    }
    bool take_symbol(std::string_view symbol) {
        if (!at_symbol(symbol)) return false;
        next();
        return true;
    }
    std::size_t add(Op op, std::size_t argument = 0, std::size_t second = 0) {
        program_.steps.push_back(
            {op, static_cast<std::uint32_t>(argument), static_cast<std::uint32_t>(second)});
        return program_.steps.size() - 1;
    }
    std::size_t constant(Datum datum) {
        program_.constants.push_back(std::move(datum));
        return program_.constants.size() - 1;
    }

    void fault(std::string_view code, std::string message, std::string hint) {
        if (failed_) return;
        failed_ = true;
        Diagnostic diagnostic;
        diagnostic.code = std::string(code);
        diagnostic.severity = Severity::error;
        diagnostic.place = place_;
        diagnostic.message = std::move(message);
        diagnostic.hint = std::move(hint);
        faults_.push_back(std::move(diagnostic));
    }
    void unexpected(std::string_view wanted) {
        const bool bad_text = token_.kind == Token::Kind::bad && token_.text.size() > 1;
        const std::string met = token_.kind == Token::Kind::end ? "the end"
                                : bad_text                      ? token_.text
                                                                : "'" + token_.text + "'";
        fault("TG0901",
              "in '" + program_.text + "' " + std::string(wanted) + " is wanted, not " + met,
              token_.text == "=" || token_.text == "<" || token_.text == ">" || token_.text == "!"
                  ? "write 'is', 'is not', 'is less than', 'is at most', 'is more than' or "
                    "'is at least'"
                  : "");
    }
    void want_symbol(std::string_view symbol) {
        if (!take_symbol(symbol)) unexpected("'" + std::string(symbol) + "'");
    }
    void want_word(std::string_view word) {
        if (!take_word(word)) unexpected("'" + std::string(word) + "'");
    }

    // --- levels, loosest first
    void either() {
        if (++depth_ > limits::expression_depth)
            return fault("TG0901", "this expression is nested too deeply", "split it");
        both();
        while (!failed_ && take_word("or")) {
            const std::size_t skip = add(Op::skip_if_yes);
            both();
            add(Op::must_be_truth);
            program_.steps[skip].argument = static_cast<std::uint32_t>(program_.steps.size());
        }
        --depth_;
    }
    void both() {
        opposite();
        while (!failed_ && take_word("and")) {
            const std::size_t skip = add(Op::skip_if_no);
            opposite();
            add(Op::must_be_truth);
            program_.steps[skip].argument = static_cast<std::uint32_t>(program_.steps.size());
        }
    }
    void opposite() {
        bool turned = false;
        while (take_word("not")) turned = !turned;
        comparison();
        if (turned) add(Op::opposite);
    }
    void comparison() {
        sum();
        if (failed_ || !take_word("is")) return;
        if (take_word("known")) return void(add(Op::known));
        if (take_word("unknown")) return void(add(Op::unknown));
        Op op = Op::is;
        if (take_word("not")) {
            op = Op::is_not;
        } else if (take_word("less")) {
            want_word("than");
            op = Op::less;
        } else if (take_word("more")) {
            want_word("than");
            op = Op::more;
        } else if (take_word("at")) {
            op = at_word("least") ? Op::at_least : Op::at_most;
            if (!take_word("least")) want_word("most");
        }
        sum();
        add(op);
    }
    void sum() {
        product();
        while (!failed_ && (at_symbol("+") || at_symbol("-"))) {
            const Op op = at_symbol("+") ? Op::plus : Op::minus;
            next();
            product();
            add(op);
        }
    }
    void product() {
        negated();
        while (!failed_ && (at_symbol("*") || at_symbol("/") || at_symbol("%"))) {
            const Op op = at_symbol("*") ? Op::times : at_symbol("/") ? Op::divided : Op::remainder;
            next();
            negated();
            add(op);
        }
    }
    void negated() {
        bool negative = false;
        while (take_symbol("-")) negative = !negative;
        inside();
        if (negative) add(Op::negative);
    }
    /// A value and what is picked out of it.
    void inside() {
        value();
        while (!failed_) {
            if (take_symbol(".")) {
                if (token_.kind != Token::Kind::word) return unexpected("the name of a field");
                add(Op::field, constant(Datum::of(token_.text)));
                next();
            } else if (take_symbol("[")) {
                either();
                want_symbol("]");
                add(Op::item);
            } else {
                return;
            }
        }
    }
    void value() {
        if (failed_) return;
        switch (token_.kind) {
            case Token::Kind::number: return number();
            case Token::Kind::text:
                add(Op::constant, constant(Datum::of(token_.text)));
                return next();
            case Token::Kind::word: return named();
            case Token::Kind::symbol: return bracketed();
            default: unexpected("a value");
        }
    }
    void number() {
        if (token_.text.size() > 18)
            return fault("TG0901", "the number " + token_.text + " is too large", "");
        add(Op::constant, constant(Datum::of(std::int64_t{std::stoll(token_.text)})));
        next();
    }
    void bracketed() {
        if (take_symbol("(")) {
            either();
            return want_symbol(")");
        }
        if (take_symbol("[")) return listed();
        if (take_symbol("{")) return fielded();
        unexpected("a value");
    }
    void listed() {
        std::size_t count = 0;
        while (!failed_ && !at_symbol("]")) {
            if (count++ > 0) want_symbol(",");
            either();
        }
        want_symbol("]");
        add(Op::list, count);
    }
    void fielded() {
        std::vector<Datum> names;
        while (!failed_ && !at_symbol("}")) {
            if (!names.empty()) want_symbol(",");
            if (token_.kind != Token::Kind::word && token_.kind != Token::Kind::text)
                return unexpected("the name of a field");
            names.push_back(Datum::of(token_.text));
            next();
            want_symbol(":");
            either();
        }
        want_symbol("}");
        const std::size_t first = program_.constants.size();
        for (Datum& name : names) constant(std::move(name));
        add(Op::fields, names.size(), first);
    }
    void named() {
        if (at_word("in")) return in_state();
        if (take_word("true")) return void(add(Op::constant, constant(Datum::of(true))));
        if (take_word("false")) return void(add(Op::constant, constant(Datum::of(false))));
        if (take_word("nothing")) return void(add(Op::constant, constant(Datum{})));
        if (take_word("event")) return event();
        if (take_word("size")) {
            if (!at_symbol("(")) return unexpected("'('");
            value();
            return void(add(Op::size));
        }
        if (is_expression_word(token_.text)) return unexpected("a value");
        const auto slot = scope_.data(token_.text);
        if (!slot)
            return fault("TG0902", "'" + token_.text + "' is no data of this chart",
                         did_you_mean(token_.text, scope_.data_names()).empty()
                             ? "declare it under 'data:'; a text stands in double quotes"
                             : did_you_mean(token_.text, scope_.data_names()));
        add(Op::data, *slot);
        next();
    }
    void in_state() {
        token_ = lexer_.next_state_id();
        const auto state = scope_.state(token_.text);
        if (!state)
            return fault("TG0903", "'" + token_.text + "' is no state of this chart",
                         did_you_mean(token_.text, scope_.state_names()));
        add(Op::in_state, *state);
        next();
    }
    void event() {
        want_symbol(".");
        if (take_word("name")) return part(EventPart::name);
        if (take_word("type")) return part(EventPart::type);
        if (take_word("sendid")) return part(EventPart::send_id);
        if (take_word("data")) return part(EventPart::data);
        unexpected("'name', 'data', 'type' or 'sendid'");
    }
    void part(EventPart which) { add(Op::event, static_cast<std::size_t>(which)); }

    Lexer lexer_;
    const Place& place_;
    const ExpressionScope& scope_;
    std::vector<Diagnostic>& faults_;
    ExpressionProgram program_;
    Token token_;
    std::size_t depth_ = 0;
    bool failed_ = false;
};

}  // namespace

bool is_expression_word(std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<ChartExpression> compile_chart_expression(std::string_view text, const Place& place,
                                                        const ExpressionScope& scope,
                                                        std::vector<Diagnostic>& faults) {
    if (text.size() > limits::expression_bytes) {
        Diagnostic diagnostic;
        diagnostic.code = "TG0901";
        diagnostic.place = place;
        diagnostic.message =
            "this expression is longer than " + std::to_string(limits::expression_bytes) + " bytes";
        faults.push_back(std::move(diagnostic));
        return std::nullopt;
    }
    auto program = Parser(text, place, scope, faults).run();
    if (!program) return std::nullopt;
    return ChartExpression(std::make_shared<const ExpressionProgram>(std::move(*program)));
}

}  // namespace throughgate::rules

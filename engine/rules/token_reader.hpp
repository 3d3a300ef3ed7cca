// SPDX-License-Identifier: MIT
// TokenReader: the parsers' place in the words of one rule. Keeps the first fault only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "rules/fault_sink.hpp"
#include "rules/lexer.hpp"

namespace throughgate::rules {

class TokenReader {
public:
    /// `depth`: how deep in combinations the rule stands.
    TokenReader(std::vector<Token> tokens, std::size_t depth, FaultSink& faults)
        : tokens_(std::move(tokens)), depth_(depth), faults_(&faults) {}

    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    bool peek_is(std::string_view word, std::size_t ahead = 0) const {
        return peek(ahead).kind == TokenKind::word && peek(ahead).text == word;
    }
    Token take() {
        const Token token = peek();
        if (at_ + 1 < tokens_.size()) ++at_;
        return token;
    }
    bool take_word(std::string_view word) {
        if (!peek_is(word)) return false;
        take();
        return true;
    }
    /// The rule's text from `token` on.
    std::string rest_from(const Token& token) const {
        return {token.text.data(), tokens_.back().text.data()};
    }
    /// Takes `word` or fails.
    void expect(std::string_view word, std::string hint = {}) {
        if (failed_ || take_word(word)) return;
        refuse("'" + std::string(word) + "'", std::move(hint));
    }
    /// Fails at the next word.
    void refuse(std::string_view wanted, std::string hint = {}) {
        fail(peek(), messages::expected(wanted, peek().text, std::move(hint)));
    }
    void fail(const Token& token, Message message) {
        if (!failed_) faults_->add(token.offset, std::move(message));
        failed_ = true;
    }
    /// Takes ")" or fails.
    void close() {
        if (failed_) return;
        if (peek().kind == TokenKind::close) {
            take();
        } else {
            refuse("')'");
        }
    }
    /// One level deeper; false past the limit or after a fault.
    bool descend() {
        if (++depth_ > limits::expression_depth) fail(peek(), messages::too_deep());
        return !failed_;
    }
    void ascend() { --depth_; }
    [[nodiscard]] bool failed() const { return failed_; }
    /// False when a fault was met; words that are left over are one.
    bool finish() {
        if (!failed_ && peek().kind != TokenKind::end)
            fail(peek(), messages::left_over(peek().text));
        return !failed_;
    }

private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t depth_;
    FaultSink* faults_;
    bool failed_ = false;
};

/// "and", "or", "not", "is": never a name or a value.
inline bool is_joint(const Token& token) {
    return token.kind == TokenKind::word &&
           (token.text == "and" || token.text == "or" || token.text == "not" || token.text == "is");
}

}  // namespace throughgate::rules

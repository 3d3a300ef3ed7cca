// SPDX-License-Identifier: MIT
// verdict: what a talk with a mail server means for the notice. Pure.
#pragma once

#include <string>
#include <string_view>

#include <curl/curl.h>

#include "throughgate/plugin.hpp"

namespace email_smtp {

/// The last command of a talk and the last reply to it. Never holds what was signed in with.
class Talk {
public:
    void sent(std::string_view line);
    void received(std::string_view line);

    [[nodiscard]] const std::string& command() const { return command_; }  ///< "RCPT"; or ""
    [[nodiscard]] int code() const { return code_; }                       ///< 0: no reply yet
    [[nodiscard]] const std::string& reply() const { return reply_; }      ///< without the code

private:
    bool over_ = false;  // QUIT was sent: what follows is not about the message
    std::string command_;
    int code_ = 0;
    std::string reply_;
};

/// 4xx and everything about the connection: retry. 5xx to this recipient or this content: failed.
/// 5xx to our own standing (signing in, sender, greeting): retry, because an operator can mend it.
throughgate::notifier::Answer verdict(CURLcode result, const Talk& talk,
                                      std::string_view recipient);

/// `text` without addresses and without the recipient's own name in it.
std::string masked(std::string_view text, std::string_view recipient);

}  // namespace email_smtp

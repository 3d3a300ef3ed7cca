// SPDX-License-Identifier: MIT
// What the other system's reply means. Pure.
#pragma once

#include <string>
#include <string_view>

#include "throughgate/plugin.hpp"

namespace record_http {

struct Reply {
    long status = 0;    ///< HTTP; 0: none came
    std::string body;   ///< as far as it is kept
    std::string fault;  ///< why none came
};

/// 2xx: taken. A refusal of this very entry (400, 404, 409, 410, 413, 422): never as it is. All
/// else, also a refused token, says nothing about the entry: later.
throughgate::notifier::Answer answer_of(const Reply& reply);

/// The sentence in a JSON body ("detail", "userMessage", "message", "title"), else the body; one
/// line, short.
std::string words_of(std::string_view body);

}  // namespace record_http

// SPDX-License-Identifier: MIT
// What the doctor sees of the tokens of the HTTP API.
#include "host/cli/doctor.hpp"
#include "host/cli/doctor_findings.hpp"
#include "host/http/token_file.hpp"

namespace throughgate::cli {
namespace {

constexpr std::chrono::days soon{14};

}  // namespace

std::vector<std::string> look_at_tokens(const Arguments& arguments, Instant now, Found& found) {
    const auto records = http::read_tokens(
        arguments.tokens.empty() ? http::token_file_of(arguments.store) : arguments.tokens);
    if (!records.ok()) {
        found.push_back(findings::tokens_unreadable(records.error()));
        return {};
    }
    std::vector<std::string> acting;
    for (const http::TokenRecord& each : *records) {
        if (each.expires && *each.expires <= now) {
            found.push_back(findings::token_expired(each.id, each.name, *each.expires));
            continue;
        }
        if (each.expires && *each.expires <= now + soon)
            found.push_back(findings::token_expires_soon(each.id, each.name, *each.expires));
        if (!each.person.empty()) acting.push_back(each.person);
    }
    return acting;
}

}  // namespace throughgate::cli

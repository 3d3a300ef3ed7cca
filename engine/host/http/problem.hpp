// SPDX-License-Identifier: MIT
// Problems: every answer that is not what was asked for, as application/problem+json (RFC 9457).
// All texts of the HTTP API stand in problem.cpp. Codes are stable: never rename one.
#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/http/message.hpp"
#include "throughgate/error.hpp"

namespace throughgate::http {

/// One place that is wrong.
struct Fault {
    std::string where;  ///< "query limit", "header Idempotency-Key", or a JSON pointer "/fields/x"
    std::string message;
};

struct Problem {
    std::string_view code;
    std::string detail;          ///< what happened and what to do; no personal data
    std::string subject;         ///< id of the thing it is about; may be empty
    std::vector<Fault> faults;   ///< all of them
    unsigned retry_seconds = 0;  ///< not 0: a Retry-After header
};

/// One kind of problem.
struct ProblemKind {
    std::string_view code;
    unsigned status;
    std::string_view title;
};
std::span<const ProblemKind> problem_kinds();
const ProblemKind& kind_of(std::string_view code);

/// The problem that an engine's refusal is to the caller. `gave_version`: the caller said which
/// version it had read.
Problem problem_of(const Error& error, bool gave_version = false);
Problem invalid(std::vector<Fault> faults);

boost::json::object to_json(const Problem& problem);
Response to_response(const Problem& problem);

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
#include "host/http/problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "host/http/limits.hpp"
#include "host/http/utf8.hpp"

namespace throughgate::http {
namespace {

namespace json = boost::json;

constexpr ProblemKind kinds[] = {
    {"bad-request", 400, "The request cannot be read"},
    {"invalid", 400, "Something in the request is wrong"},
    {"key-missing", 400, "A command needs an Idempotency-Key"},
    {"no-token", 401, "A token is needed"},
    {"bad-token", 401, "The token is not known here"},
    {"expired-token", 401, "The token has expired"},
    {"not-allowed", 403, "The token does not allow this"},
    {"forbidden", 403, "The person may not see or do this"},
    {"not-found", 404, "There is no such thing"},
    {"unknown-route", 404, "There is no such address"},
    {"wrong-method", 405, "This address does not know the method"},
    {"time-out", 408, "The request took too long to arrive"},
    {"conflict", 409, "Somebody was faster"},
    {"key-expired", 409, "The window of this Idempotency-Key has passed"},
    {"cursor-gone", 410, "The cursor belongs to another store"},
    {"stale-version", 412, "It has changed since you read it"},
    {"too-large", 413, "The body is too large"},
    {"target-too-long", 414, "The address is too long"},
    {"wrong-type", 415, "The body is of the wrong type"},
    {"key-reused", 422, "The Idempotency-Key was used with another body"},
    {"refused", 422, "A rule forbids it"},
    {"too-many-requests", 429, "Too many attempts"},
    {"header-too-large", 431, "The head of the request is too large"},
    {"our-mistake", 500, "Our own mistake"},
    {"corrupt", 500, "Stored data contradict themselves"},
    {"unknown-method", 501, "No such method"},
    {"busy", 503, "Try again shortly"},
    {"unavailable", 503, "Out of reach"},
    {"stopping", 503, "The server is stopping"},
    {"too-slow", 504, "No answer in time"},
    {"wrong-version", 505, "Only HTTP/1.1 and HTTP/1.0 are spoken"},
};

bool is_version_of_something(const std::string& subject) {
    return subject.starts_with("Case ") || subject.starts_with("Handoff ");
}

std::string_view conflict_code(const Error& error, bool gave_version) {
    if (error.subject == "key")
        return error.message.starts_with("expired_key") ? "key-expired" : "key-reused";
    return gave_version && is_version_of_something(error.subject) ? "stale-version" : "conflict";
}

std::string_view code_of(const Error& error, bool gave_version) {
    switch (error.kind) {
        case ErrorKind::not_found: return "not-found";
        case ErrorKind::forbidden: return "forbidden";
        case ErrorKind::refused: return "refused";
        case ErrorKind::conflict: return conflict_code(error, gave_version);
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::busy: return "busy";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::corrupt: break;
    }
    return "corrupt";
}

/// As RFC 6750 has it; empty: no question of tokens.
std::string challenge_of(std::string_view code) {
    const std::string realm = "Bearer realm=\"throughgate\"";
    if (code == "no-token") return realm;
    if (code == "bad-token") return realm + ", error=\"invalid_token\"";
    if (code == "expired-token")
        return realm + ", error=\"invalid_token\", error_description=\"the token expired\"";
    if (code == "not-allowed") return realm + ", error=\"insufficient_scope\"";
    return "";
}

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kinds; }

const ProblemKind& kind_of(std::string_view code) {
    for (const ProblemKind& kind : kinds)
        if (kind.code == code) return kind;
    std::abort();  // a code that nobody declared: our own mistake, met by the first test of it
}

Problem problem_of(const Error& error, bool gave_version) {
    Problem problem{code_of(error, gave_version), error.message, error.subject, {}, 0};
    if (error.kind == ErrorKind::busy || error.kind == ErrorKind::unavailable)
        problem.retry_seconds = 1;
    return problem;
}

Problem invalid(std::vector<Fault> faults) {
    Problem problem{"invalid", "", "", std::move(faults), 0};
    const std::size_t count = problem.faults.size();
    const bool too_many = count > limits::faults_told;
    if (too_many) problem.faults.resize(limits::faults_told);
    problem.detail = count == 1 ? problem.faults[0].where + ": " + problem.faults[0].message
                     : too_many ? "more than " + std::to_string(limits::faults_told) +
                                      " faults; `errors` lists the first"
                                : std::to_string(count) + " faults; `errors` lists them";
    return problem;
}

json::object to_json(const Problem& problem) {
    const ProblemKind& kind = kind_of(problem.code);
    json::object object{{"type", "urn:throughgate:problem:" + std::string(problem.code)},
                        {"title", kind.title},
                        {"status", kind.status},
                        {"code", kind.code},
                        {"detail", well_formed(problem.detail)}};
    if (!problem.subject.empty()) object["subject"] = well_formed(problem.subject);
    if (problem.faults.empty()) return object;
    json::array errors;
    for (const Fault& fault : problem.faults)
        errors.push_back(json::object{{"where", well_formed(fault.where)},
                                      {"message", well_formed(fault.message)}});
    object["errors"] = std::move(errors);
    return object;
}

Response to_response(const Problem& problem) {
    Response response;
    response.status = kind_of(problem.code).status;
    response.type = "application/problem+json";
    response.problem = kind_of(problem.code).code;
    response.body = json::serialize(to_json(problem));
    if (const std::string challenge = challenge_of(problem.code); !challenge.empty())
        response.headers.emplace_back("WWW-Authenticate", challenge);
    if (problem.retry_seconds != 0)
        response.headers.emplace_back("Retry-After", std::to_string(problem.retry_seconds));
    return response;
}

}  // namespace throughgate::http

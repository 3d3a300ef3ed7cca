// SPDX-License-Identifier: MIT
#include "host/http/request_check.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cctype>
#include <charconv>

namespace throughgate::http {
namespace {

namespace json = boost::json;

void check_path(const Route& route, const Call& call, std::vector<Fault>& faults) {
    for (const Parameter& parameter : route.in_path) {
        const std::string fault = fault_of_text(*parameter.shape, call.in_path(parameter.name));
        if (!fault.empty()) faults.push_back({"path " + parameter.name, fault});
    }
}

const Parameter* find_parameter(const Route& route, std::string_view name) {
    for (const Parameter& parameter : route.in_query)
        if (parameter.name == name) return &parameter;
    return nullptr;
}

std::string names_of(const std::vector<Parameter>& parameters) {
    std::string text;
    for (const Parameter& each : parameters) text += (text.empty() ? "" : ", ") + each.name;
    return text.empty() ? "none is taken here" : "known: " + text;
}

void read_query(const Route& route, Target& target, Call& call, std::vector<Fault>& faults) {
    for (auto& [name, value] : target.query) {
        const Parameter* parameter = find_parameter(route, name);
        std::string fault;
        if (parameter == nullptr)
            fault = "there is no such parameter; " + names_of(route.in_query);
        else if (call.query.contains(name))
            fault = "stands twice; give it once";
        else
            fault = fault_of_text(*parameter->shape, value);
        if (!fault.empty()) faults.push_back({"query " + name.substr(0, 60), std::move(fault)});
        call.query.emplace(name, std::move(value));
    }
}

/// Bare, or as a structured header's string in quotes.
std::string key_of(std::string_view field) {
    const bool quoted = field.size() >= 2 && field.front() == '"' && field.back() == '"';
    return std::string(quoted ? field.substr(1, field.size() - 2) : field);
}

void read_headers(const Route& route, Call& call, std::vector<Fault>& faults) {
    call.key = key_of(call.headers.idempotency_key);
    const bool printable =
        std::all_of(call.key.begin(), call.key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (route.wants_key && (!printable || call.key.size() > limits::key_bytes))
        faults.push_back(
            {"header Idempotency-Key",
             "must be at most " + std::to_string(limits::key_bytes) + " visible ASCII characters"});
    if (call.headers.if_match.empty() || call.headers.if_match == "*") return;
    call.if_version = version_of_tag(call.headers.if_match);
    if (!route.takes_version)
        faults.push_back({"header If-Match", "this route has no version to hold it against"});
    else if (!call.if_version)
        faults.push_back({"header If-Match", "must be one ETag as it was given, like \"12\""});
}

/// "application/json; charset=utf-8" -> "application/json", in small letters.
std::string media_type(std::string_view field) {
    std::string type(field.substr(0, field.find(';')));
    while (!type.empty() && type.back() == ' ') type.pop_back();
    for (char& c : type) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return type;
}

bool other_charset(std::string_view field) {
    std::string lower(field);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::size_t at = lower.find("charset=");
    return at != lower.npos && lower.find("utf-8", at) == lower.npos;
}

std::optional<Problem> wrong_type(const Route& route, const Headers& headers) {
    const std::string wanted = route.body ? "application/json" : route.raw_type;
    const std::string detail = "send it as " + wanted + ", in UTF-8, not compressed";
    const bool fine = media_type(headers.content_type) == wanted &&
                      !other_charset(headers.content_type) && headers.content_encoding.empty();
    return fine ? std::nullopt : std::optional(Problem{"wrong-type", detail, "", {}, 0});
}

void read_json(const Route& route, const std::string& text, Call& call,
               std::vector<Fault>& faults) {
    json::parse_options options;
    options.max_depth = limits::nesting;
    json::error_code problem;
    call.body = json::parse(text, problem, {}, options);
    if (problem)
        faults.push_back({"/", text.empty()
                                   ? "is missing; send JSON"
                                   : "is not JSON that can be read: " + problem.message()});
    else
        check(*route.body, call.body, "", faults);
}

std::optional<Problem> read_body(const Route& route, Request& request, Call& call,
                                 std::vector<Fault>& faults) {
    const bool takes_one = route.body || !route.raw_type.empty();
    if (!takes_one && !request.body.empty() && route.refusal == nullptr)
        faults.push_back({"body", "this route takes none; leave it out"});
    if (!takes_one) return std::nullopt;
    if (auto wrong = wrong_type(route, call.headers)) return wrong;
    if (route.body) {
        read_json(route, request.body, call, faults);
        return std::nullopt;
    }
    if (request.body.empty()) faults.push_back({"body", "is missing"});
    call.raw = std::move(request.body);
    return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> version_of_tag(std::string_view tag) {
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
    const char* end = tag.data() + tag.size() - 1;
    std::uint64_t version = 0;
    const auto [read, error] = std::from_chars(tag.data() + 1, end, version);
    return error == std::errc() && read == end ? std::optional(version) : std::nullopt;
}

std::string tag_of_version(std::uint64_t version) { return '"' + std::to_string(version) + '"'; }

std::variant<Call, Problem> read_call(const Router::Found& found, Target target, Request& request) {
    const Route& route = *found.route;
    if (route.wants_key && request.headers.idempotency_key.empty())
        return Problem{"key-missing",
                       "send an Idempotency-Key header, derived from what happened; the same key "
                       "is applied once, so that you may send it again after a time-out",
                       "",
                       {},
                       0};
    Call call;
    call.path = found.path;
    call.headers = std::move(request.headers);
    std::vector<Fault> faults;
    if (route.refusal == nullptr) {
        check_path(route, call, faults);
        read_query(route, target, call, faults);
    }
    read_headers(route, call, faults);
    if (auto problem = read_body(route, request, call, faults)) return *problem;
    if (!faults.empty()) return invalid(std::move(faults));
    return call;
}

}  // namespace throughgate::http

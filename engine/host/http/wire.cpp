// SPDX-License-Identifier: MIT
#include "host/http/wire.hpp"

#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>
#include <utility>

#include "host/http/assertion.hpp"

namespace throughgate::http {
namespace {

namespace wire = boost::beast::http;

struct Taken {
    wire::field field;
    std::string Headers::* into;
};

constexpr std::array taken{
    Taken{wire::field::accept, &Headers::accept},
    Taken{wire::field::accept_encoding, &Headers::accept_encoding},
    Taken{wire::field::authorization, &Headers::authorization},
    Taken{wire::field::content_encoding, &Headers::content_encoding},
    Taken{wire::field::content_type, &Headers::content_type},
    Taken{wire::field::cookie, &Headers::cookie},
    Taken{wire::field::host, &Headers::host},
    Taken{wire::field::if_match, &Headers::if_match},
    Taken{wire::field::if_none_match, &Headers::if_none_match},
};

/// Fields that Beast has no number for.
std::string* by_name(Headers& headers, boost::beast::string_view name) {
    if (boost::beast::iequals(name, "Idempotency-Key")) return &headers.idempotency_key;
    if (boost::beast::iequals(name, "Last-Event-ID")) return &headers.last_event_id;
    if (boost::beast::iequals(name, person_header)) return &headers.person;
    if (boost::beast::iequals(name, purpose_header)) return &headers.purpose;
    if (boost::beast::iequals(name, rights_header)) return &headers.rights;
    if (boost::beast::iequals(name, "Sec-Fetch-Site")) return &headers.fetch_site;
    if (boost::beast::iequals(name, "traceparent")) return &headers.traceparent;
    if (boost::beast::iequals(name, "X-Forwarded-For")) return &headers.forwarded_for;
    return nullptr;
}

std::string* find_field(Headers& headers, const wire::fields::value_type& field) {
    if (field.name() == wire::field::unknown) return by_name(headers, field.name_string());
    for (const Taken& each : taken)
        if (each.field == field.name()) return &(headers.*each.into);
    return by_name(headers, field.name_string());
}

/// Each proxy on the way may add a line of its own.
bool is_list(const Headers& headers, const std::string* into) {
    return into == &headers.forwarded_for || into == &headers.accept ||
           into == &headers.accept_encoding;
}

void add_number(std::string& text, std::size_t number, int base = 10) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    text.append(digits.data(), end);
}

void add_field(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

void add_framing(std::string& text, const Response& response, const WireOptions& options) {
    if (options.stream) {
        add_field(text, "Connection", "close");
        if (options.version == 11) add_field(text, "Transfer-Encoding", "chunked");
        return;
    }
    if (!options.keep) add_field(text, "Connection", "close");
    if (options.keep && options.version == 10) add_field(text, "Connection", "keep-alive");
    if (response.status == 204 || response.status == 304) return;
    text.append("Content-Length: ");
    add_number(text, response.body.size());
    text.append("\r\n");
}

}  // namespace

Request to_request(Parser& parser, const std::string& peer) {
    auto& message = parser.get();
    Request request;
    request.peer = peer;
    request.method = std::string(message.method_string());
    if (request.method == "HEAD") request.method = "GET";
    request.target = std::string(message.target());
    for (const auto& field : message) {
        std::string* into = find_field(request.headers, field);
        if (into == nullptr) continue;
        if (into->empty())
            *into = std::string(field.value());
        else if (is_list(request.headers, into))
            into->append(", ").append(field.value().data(), field.value().size());
        else
            request.repeated_field = std::string(field.name_string());
    }
    request.body = std::move(message.body());
    return request;
}

std::string to_wire(const Response& response, const WireOptions& options) {
    std::string text;
    text.reserve(512 + response.body.size());
    text.append(options.version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ");
    add_number(text, response.status);
    text.append(" ")
        .append(std::string(wire::obsolete_reason(wire::int_to_status(response.status))))
        .append("\r\n");
    const bool has_body = !response.body.empty() || options.stream;
    if (has_body && !response.type.empty()) add_field(text, "Content-Type", response.type);
    for (const auto& [name, value] : response.headers) add_field(text, name, value);
    add_framing(text, response, options);
    text.append("\r\n");
    const bool silent =
        options.head_only || options.stream || response.status == 204 || response.status == 304;
    if (!silent) text.append(response.body);
    if (options.stream && !response.body.empty())
        text.append(options.version == 11 ? chunk_of(response.body, false) : response.body);
    return text;
}

std::string chunk_of(const std::string& piece, bool last) {
    std::string text;
    if (!piece.empty()) {
        add_number(text, piece.size(), 16);
        text.append("\r\n").append(piece).append("\r\n");
    }
    if (last) text.append("0\r\n\r\n");
    return text;
}

}  // namespace throughgate::http

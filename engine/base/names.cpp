// SPDX-License-Identifier: MIT
// Texts of the public enumerations. Stored and shown; never rename.
#include "throughgate/command.hpp"
#include "throughgate/error.hpp"
#include "throughgate/value.hpp"

namespace throughgate {

std::string_view name_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::forbidden: return "forbidden";
        case ErrorKind::refused: return "refused";
        case ErrorKind::conflict: return "conflict";
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::busy: return "busy";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::corrupt: return "corrupt";
    }
    return "invalid";
}

std::string_view name_of(ValueType type) {
    switch (type) {
        case ValueType::unknown: return "unknown";
        case ValueType::truth: return "truth";
        case ValueType::number: return "number";
        case ValueType::text: return "text";
        case ValueType::choice: return "choice";
        case ValueType::date: return "date";
        case ValueType::instant: return "instant";
    }
    return "unknown";
}

std::string_view name_of(HandoffAction action) {
    switch (action) {
        case HandoffAction::acknowledge: return "acknowledge";
        case HandoffAction::accept: return "accept";
        case HandoffAction::decline: return "decline";
        case HandoffAction::query: return "query";
        case HandoffAction::complete: return "complete";
        case HandoffAction::answer: return "answer";
    }
    return "acknowledge";
}

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::applied: return "applied";
        case Outcome::duplicate: return "duplicate";
        case Outcome::unchanged: return "unchanged";
        case Outcome::stale: return "stale";
        case Outcome::buffered: return "buffered";
        case Outcome::unknown_person: return "unknown_person";
        case Outcome::ambiguous: return "ambiguous";
    }
    return "applied";
}

std::string to_text(const Value& value) {
    switch (value.type()) {
        case ValueType::unknown: return "unknown";
        case ValueType::truth: return value.truth() ? "true" : "false";
        case ValueType::number: return std::to_string(value.number());
        case ValueType::text: return value.text();
        case ValueType::choice: return std::string(value.choice().text());
        case ValueType::date: return format_date(value.date());
        case ValueType::instant: return format_instant(value.instant());
    }
    return "unknown";
}

}  // namespace throughgate

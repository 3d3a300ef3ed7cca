// SPDX-License-Identifier: MIT
// Error and Result: how every function that may refuse answers.
// Owned by value; no exception crosses a layer. Code branches on `kind`, people read `message`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace throughgate {

/// Closed list; stored in incidents and shown in JSON output; never rename.
enum class ErrorKind {
    not_found,    ///< the named thing does not exist
    forbidden,    ///< whoever asks may not see or do it; nothing changed, and it is logged
    refused,      ///< a rule forbids it (law, gate, role, state); nothing changed
    conflict,     ///< somebody was faster (stale version, key reused with another body)
    invalid,      ///< the input itself is wrong
    busy,         ///< try again shortly; nothing changed
    unavailable,  ///< store, channel or peer cannot be reached; outcome may be unknown, retry same
                  ///< key
    corrupt,      ///< stored bytes contradict themselves
};

std::string_view name_of(ErrorKind kind);

/// What was refused, about what, and what to do. `message` names the thing, says what happened,
/// then what to do; it never holds personal data.
struct Error {
    ErrorKind kind = ErrorKind::invalid;
    std::string message;
    std::string subject;  ///< id of the thing it is about: a case reference, file, state, plug-in
};

/// Either a value or an Error. Reading the wrong side is our own mistake and aborts (TG_ASSERT).
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T&& value() && { return std::get<0>(std::move(content_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

private:
    std::variant<T, Error> content_;
};

/// Result of an action without a value.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !error_.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace throughgate

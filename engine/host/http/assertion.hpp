// SPDX-License-Identifier: MIT
// Assertion: in whose name a service asks. A token of nobody in particular may name one of its own
// users by header, with what it is for and, where the staff directory is not asked, with the rights
// that the service vouches for. Pure.
#pragma once

#include <optional>
#include <variant>

#include "host/http/message.hpp"
#include "host/http/principal.hpp"
#include "host/http/problem.hpp"
#include "host/http/shape.hpp"
#include "throughgate/viewer.hpp"

namespace throughgate::http {

inline constexpr std::string_view person_header = "Throughgate-Person";
inline constexpr std::string_view purpose_header = "Throughgate-Purpose";
inline constexpr std::string_view rights_header = "Throughgate-Rights";

/// The principal as the header fields make it; not-allowed: a token that acts as one person names
/// another; invalid-request: every fault of the fields.
std::variant<Principal, Problem> with_assertion(Principal principal, const Headers& headers);

/// What Throughgate-Rights holds, as JSON.
ShapePointer rights_shape();

}  // namespace throughgate::http

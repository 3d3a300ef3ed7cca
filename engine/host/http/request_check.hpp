// SPDX-License-Identifier: MIT
// What a route asks of a request, checked: parameters, headers and body, all faults together.
#pragma once

#include <variant>

#include "host/http/problem.hpp"
#include "host/http/router.hpp"

namespace throughgate::http {

/// A Call without its principal, or why it is none. `request.body` is moved out where it is taken
/// as it comes.
std::variant<Call, Problem> read_call(const Router::Found& found, Target target, Request& request);

/// Version that an If-Match or If-None-Match field names: `"12"`; nullopt for anything else.
std::optional<std::uint64_t> version_of_tag(std::string_view tag);
std::string tag_of_version(std::uint64_t version);

}  // namespace throughgate::http

// SPDX-License-Identifier: MIT
// Queries as the caller may make them, each look in the log of reads: in a person's name what that
// person may see; a token of nobody in particular sees every case, under the labels of the token.
#pragma once

#include "host/http/principal.hpp"
#include "throughgate/access.hpp"

namespace throughgate::http {

Access reading(Engine& engine, const Principal& principal);

/// Leaves so many lines of the log of reads; true: there were more. A line stays or goes with all
/// the cases that it names.
bool cut_to_lines(std::vector<ReadEntry>& entries, std::size_t lines);

}  // namespace throughgate::http

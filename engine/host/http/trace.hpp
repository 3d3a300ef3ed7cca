// SPDX-License-Identifier: MIT
// W3C trace context: the trace of a request goes on under the id that the caller gave it.
#pragma once

#include <string>
#include <string_view>

namespace throughgate::http {

struct Trace {
    std::string id;    ///< 32 hex digits
    std::string span;  ///< 16 hex digits, of this request
    bool sampled = false;
};
/// The trace of a `traceparent` field with a new span; a new trace when there is none, or none that
/// the recommendation allows.
Trace trace_of(std::string_view traceparent);
/// "00-TRACE-SPAN-01"
std::string to_traceparent(const Trace& trace);

}  // namespace throughgate::http

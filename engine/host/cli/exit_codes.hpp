// SPDX-License-Identifier: MIT
// How the program ends. Scripts rely on these; never change one.
#pragma once

#include "throughgate/error.hpp"

namespace throughgate::cli {

inline constexpr int exit_clean = 0;
inline constexpr int exit_findings = 1;     ///< faults in what was checked
inline constexpr int exit_usage = 2;        ///< wrong usage or unreadable input
inline constexpr int exit_refused = 3;      ///< a rule forbids it; nothing changed
inline constexpr int exit_unreachable = 4;  ///< store, owner or channel
inline constexpr int exit_our_error = 70;

/// Exit code of an error.
int exit_of(const Error& error);

}  // namespace throughgate::cli

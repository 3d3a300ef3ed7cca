// SPDX-License-Identifier: MIT
// Tells systemd how far we are, by the socket that it names in NOTIFY_SOCKET (sd_notify(3)).
#pragma once

#include <string_view>

namespace throughgate::cli {

/// "READY=1", "STOPPING=1". Does nothing when nobody listens; never fails.
void tell_service_manager(std::string_view state);

}  // namespace throughgate::cli

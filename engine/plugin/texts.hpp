// SPDX-License-Identifier: MIT
// Every sentence of plugin/ that people read, for the engine's side of the socket.
#pragma once

#include <chrono>
#include <string>

#include "throughgate/error.hpp"

namespace throughgate::plugin::texts {

// How a child ended; follows "the plug-in ...".
std::string left_with(int code);
std::string ended_by_signal(int signal);
std::string was_stopped();
std::string has_ended();

// Why a channel cannot be opened.
Error cannot_start(const std::string& program, const std::string& reason);
Error settings_too_long(const std::string& library);
Error ended_while_loading(const std::string& library, const std::string& how);
Error late_while_loading(const std::string& library, std::chrono::milliseconds limit);
Error unreadable_while_loading(const std::string& library);

// Why an attempt came to nothing.
std::string message_too_long();
std::string no_answer_in_time(std::chrono::milliseconds limit);
std::string unreadable_answer();
std::string ended_without_answer(const std::string& how);

}  // namespace throughgate::plugin::texts

// SPDX-License-Identifier: MIT
#include "plugin/texts.hpp"

#include "base/limits.hpp"

namespace throughgate::plugin::texts {

namespace {

std::string in_words(std::chrono::milliseconds limit) {
    return std::to_string(limit.count()) + " ms";
}

Error unavailable(std::string message, const std::string& subject) {
    return {ErrorKind::unavailable, std::move(message), subject};
}

}  // namespace

std::string left_with(int code) { return "left with code " + std::to_string(code); }
std::string ended_by_signal(int signal) { return "was ended by signal " + std::to_string(signal); }
std::string was_stopped() { return "was stopped"; }
std::string has_ended() { return "has ended"; }

Error cannot_start(const std::string& program, const std::string& reason) {
    return unavailable("the plug-in host '" + program + "' cannot be started: " + reason +
                           "; check that it is installed beside throughgate",
                       program);
}

Error settings_too_long(const std::string& library) {
    return {ErrorKind::invalid,
            "the settings of plug-in '" + library + "' take more than " +
                std::to_string(limits::plugin_message_bytes) + " bytes; shorten them",
            library};
}

Error ended_while_loading(const std::string& library, const std::string& how) {
    return unavailable("the plug-in '" + library + "' " + how +
                           " while it was being opened; see its own words on standard error",
                       library);
}

Error late_while_loading(const std::string& library, std::chrono::milliseconds limit) {
    return unavailable("the plug-in '" + library + "' was not ready within " + in_words(limit) +
                           " and was stopped; try again or raise the limit",
                       library);
}

Error unreadable_while_loading(const std::string& library) {
    return unavailable("the plug-in '" + library +
                           "' or its host gave an unreadable answer; check that both are of this "
                           "version of throughgate",
                       library);
}

std::string message_too_long() {
    return "the message is longer than " + std::to_string(limits::plugin_message_bytes) +
           " bytes and was not given to the plug-in";
}

std::string no_answer_in_time(std::chrono::milliseconds limit) {
    return "the plug-in gave no answer within " + in_words(limit) + " and was stopped";
}

std::string unreadable_answer() { return "the plug-in gave an unreadable answer and was stopped"; }

std::string ended_without_answer(const std::string& how) {
    return "the plug-in " + how + " before it answered";
}

}  // namespace throughgate::plugin::texts

// SPDX-License-Identifier: MIT
// Options: the settings of one SMTP channel, read and checked once.
#pragma once

#include <array>
#include <chrono>
#include <string>

#include "../mail/mail.hpp"
#include "throughgate/plugin.hpp"

namespace email_smtp {

enum class Tls {
    none,      ///< never: a relay on this machine
    starttls,  ///< when the server offers it
    required,  ///< or nothing is sent
};

struct Options {
    std::string url;
    mail::Sender sender;
    std::string user;
    std::string password;
    Tls tls = Tls::required;
    std::string ca_file;
    std::chrono::milliseconds timeout{};
};

using throughgate::notifier::choice;
using throughgate::notifier::number;
using throughgate::notifier::optional_setting;
using throughgate::notifier::required_setting;

inline constexpr std::array settings{
    required_setting("url", "smtp://host:port, or smtps://host:port for TLS from the first byte"),
    required_setting("from", "address@domain or Name <address@domain>"),
    optional_setting("user", "name to sign in with; empty: no signing in", ""),
    throughgate::notifier::file(
        optional_setting("password_file", "file that holds the password and nothing else", "")),
    choice(optional_setting("tls", "whether connections are encrypted; starttls: when offered",
                            "required"),
           "none|starttls|required"),
    throughgate::notifier::file(
        optional_setting("ca_file", "certificates to trust instead of the system's", "")),
    number(optional_setting("timeout_ms", "longest time for one message", "20000"), "100..28000"),
};

/// Throws std::runtime_error that names the setting and what to write.
Options read_options(const throughgate::notifier::Settings& given);

}  // namespace email_smtp

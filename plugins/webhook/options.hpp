// SPDX-License-Identifier: MIT
// Settings of webhook.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "throughgate/plugin.hpp"

namespace webhook {

namespace notifier = throughgate::notifier;

inline constexpr std::array settings{
    notifier::required_setting("url", "where events are posted: https://host/path"),
    notifier::secret(notifier::required_setting("secret", "what signs them: whsec_ and base64")),
    notifier::secret(notifier::optional_setting(
        "old_secret", "the secret before, which signs too while receivers change over", "")),
    notifier::optional_setting("source", "who sends: the events' source", "throughgate"),
    notifier::truth(notifier::optional_setting(
        "with_text", "true: the notice's text goes along, not its subject alone", "false")),
    notifier::file(
        notifier::optional_setting("ca_file", "certificates to trust instead of the system's", "")),
    notifier::number(
        notifier::optional_setting(
            "ask_again_hours",
            "so long a receiver that has unsubscribed is left alone; 0: until a restart", "24"),
        "0..720"),
    notifier::number(
        notifier::optional_setting("timeout_ms", "longest wait for one answer", "10000"),
        "100..28000"),
};

struct Options {
    std::string url;
    std::vector<std::string> keys;  ///< the bytes; the newest first
    std::string source;
    bool with_text = false;
    std::string ca_file;
    std::chrono::milliseconds timeout{};
    std::chrono::hours ask_again{24};  ///< 0: never
};

/// Throws std::runtime_error with a sentence for the operator, which never holds a secret.
Options read_options(const notifier::Settings& given);

}  // namespace webhook

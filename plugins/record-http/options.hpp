// SPDX-License-Identifier: MIT
// Settings of record-http.
#pragma once

#include <array>
#include <chrono>
#include <string>

#include "throughgate/plugin.hpp"

namespace record_http {

inline constexpr std::array settings{
    throughgate::notifier::required_setting("url", "Where entries are posted: https://host/path"),
    throughgate::notifier::file(
        throughgate::notifier::optional_setting("token_file", "File with the bearer token", "")),
    throughgate::notifier::file(throughgate::notifier::optional_setting(
        "ca_file", "Certificates to trust instead of the system's", "")),
    throughgate::notifier::number(throughgate::notifier::optional_setting(
                                      "timeout_ms", "Longest wait for one answer", "10000"),
                                  "100..28000")};

struct Options {
    std::string url;
    std::string token;  ///< empty: none is sent
    std::string ca_file;
    std::chrono::milliseconds timeout{10'000};
};

/// Throws std::runtime_error with a sentence for the operator.
Options read_options(const throughgate::notifier::Settings& given);

}  // namespace record_http

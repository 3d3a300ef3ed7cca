// SPDX-License-Identifier: MIT
// Settings of govuk-notify.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "throughgate/plugin.hpp"

namespace govuk_notify {

namespace notifier = throughgate::notifier;

inline constexpr std::array settings{
    notifier::secret(notifier::required_setting("api_key", "the API key, as Notify shows it once")),
    notifier::required_setting("template", "id of the e-mail template"),
    notifier::optional_setting("template_critical", "another template for critical notices", ""),
    notifier::optional_setting("template_action", "another template for action notices", ""),
    notifier::optional_setting("template_info", "another template for info notices", ""),
    notifier::optional_setting("subject_key", "the template's place for the subject", "subject"),
    notifier::optional_setting("body_key", "the template's place for the text", "body"),
    notifier::optional_setting("reference_key", "the template's place for the case reference",
                               "reference"),
    notifier::optional_setting("reply_to", "id of a reply-to address of the service", ""),
    notifier::truth(notifier::optional_setting(
        "confirm", "true: delivered means that it arrived, asked for until it is known", "true")),
    notifier::optional_setting("url", "where Notify is",
                               "https://api.notifications.service.gov.uk"),
    notifier::file(
        notifier::optional_setting("ca_file", "certificates to trust instead of the system's", "")),
    notifier::number(
        notifier::optional_setting("timeout_ms", "longest wait for one answer", "10000"),
        "100..13000"),
};

struct Options {
    std::string service;  ///< who we are, from the API key
    std::string secret;   ///< what signs, from the API key
    std::string usual_template;
    std::string critical_template;
    std::string action_template;
    std::string info_template;
    std::string subject_key;
    std::string body_key;
    std::string reference_key;
    std::string reply_to;
    bool confirm = true;
    std::string url;
    std::string ca_file;
    std::chrono::milliseconds timeout{};
};

/// Throws std::runtime_error with a sentence for the operator, which never holds the key.
Options read_options(const notifier::Settings& given);

const std::string& template_for(const Options& options, std::string_view notice_class);

}  // namespace govuk_notify

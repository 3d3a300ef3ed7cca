// SPDX-License-Identifier: MIT
#include "govuk-notify/options.hpp"

#include <algorithm>
#include <stdexcept>

#include "http/http.hpp"

namespace govuk_notify {

namespace {

constexpr std::size_t id_length = 36;

/// "8d5f9e0c-0000-4000-8000-000000000000".
bool is_id(std::string_view text) {
    if (text.size() != id_length) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash != (text[i] == '-')) return false;
        if (!dash && std::string_view("0123456789abcdefABCDEF").find(text[i]) == text.npos)
            return false;
    }
    return true;
}

std::string read_id(const notifier::Settings& given, const char* setting) {
    const std::string& id = given.get(setting);
    if (!id.empty() && !is_id(id))
        throw std::runtime_error(std::string(setting) +
                                 ": write an id as Notify shows it, such as "
                                 "8d5f9e0c-0000-4000-8000-000000000000");
    return id;
}

/// "name-SERVICE-SECRET", both ids.
void read_key(Options& options, const std::string& key) {
    const bool long_enough = key.size() >= 2 * id_length + 1;
    if (long_enough) {
        options.secret = key.substr(key.size() - id_length);
        options.service = key.substr(key.size() - 2 * id_length - 1, id_length);
    }
    if (!is_id(options.secret) || !is_id(options.service))
        throw std::runtime_error("api_key: it is no key of Notify; a key ends with two ids");
}

}  // namespace

Options read_options(const notifier::Settings& given) {
    Options options;
    read_key(options, given.get("api_key"));
    options.usual_template = read_id(given, "template");
    if (options.usual_template.empty()) throw std::runtime_error("template: write its id");
    options.critical_template = read_id(given, "template_critical");
    options.action_template = read_id(given, "template_action");
    options.info_template = read_id(given, "template_info");
    options.reply_to = read_id(given, "reply_to");
    options.subject_key = given.get("subject_key");
    options.body_key = given.get("body_key");
    options.reference_key = given.get("reference_key");
    options.confirm = given.truth("confirm");
    options.url = http::checked_url("url", given.get("url"));
    while (options.url.ends_with('/')) options.url.pop_back();
    options.ca_file = given.get("ca_file");
    options.timeout = std::chrono::milliseconds(given.number("timeout_ms", 100, 13000));
    return options;
}

const std::string& template_for(const Options& options, std::string_view notice_class) {
    const std::string* special = &options.usual_template;
    if (notice_class == "critical") special = &options.critical_template;
    if (notice_class == "action") special = &options.action_template;
    if (notice_class == "info") special = &options.info_template;
    return special->empty() ? options.usual_template : *special;
}

}  // namespace govuk_notify

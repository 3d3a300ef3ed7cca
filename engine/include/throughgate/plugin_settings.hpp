// SPDX-License-Identifier: MIT
// Settings of a plug-in, for authors: what it understands, of which kind, and what it was given.
// Part of plugin.hpp. Header only. See docs/embed/plugins.md.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "throughgate/plugin.h"

namespace throughgate::notifier {

inline std::string_view view(throughgate_text text) {
    return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.length);
}
constexpr throughgate_text text(std::string_view view) { return {view.data(), view.size()}; }

/// The settings of one channel: the host has refused unknown ones and filled in the defaults.
class Settings {
public:
    Settings(const throughgate_setting* settings, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            values_.emplace_back(view(settings[i].name), view(settings[i].value));
    }
    /// Throws std::runtime_error when there is none of that name.
    [[nodiscard]] const std::string& get(std::string_view name) const {
        for (const auto& [known, value] : values_)
            if (known == name) return value;
        throw std::runtime_error("setting '" + std::string(name) + "' is not there");
    }
    /// "true" or "false"; anything else throws, naming the setting.
    [[nodiscard]] bool truth(std::string_view name) const {
        const std::string& value = get(name);
        if (value == "true" || value == "false") return value == "true";
        throw std::runtime_error(std::string(name) + ": write true or false");
    }
    /// A whole number within [least, most]; anything else throws, naming the setting.
    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t least,
                                      std::int64_t most) const {
        const std::string& value = get(name);
        if (!value.empty() && value.size() < 18 &&
            value.find_first_not_of("0123456789") == std::string::npos) {
            const std::int64_t number = std::stoll(value);
            if (number >= least && number <= most) return number;
        }
        throw std::runtime_error(std::string(name) + ": write a whole number from " +
                                 std::to_string(least) + " to " + std::to_string(most));
    }

private:
    std::vector<std::pair<std::string, std::string>> values_;
};

/// A setting with a default, and one that must be given.
constexpr throughgate_setting_description optional_setting(std::string_view name,
                                                           std::string_view help,
                                                           std::string_view default_value) {
    return {text(name), text(help), text(default_value), {nullptr, 0}, throughgate_text_setting};
}
constexpr throughgate_setting_description required_setting(std::string_view name,
                                                           std::string_view help) {
    return {text(name), text(help), {nullptr, 0}, {nullptr, 0}, throughgate_text_setting};
}

/// The same setting, of another kind: the host checks it before the plug-in is opened.
constexpr throughgate_setting_description of_kind(throughgate_setting_description setting,
                                                  throughgate_setting_kind kind,
                                                  std::string_view allowed = {}) {
    setting.kind = kind;
    setting.allowed = text(allowed);
    return setting;
}
/// "100..28000".
constexpr throughgate_setting_description number(throughgate_setting_description setting,
                                                 std::string_view allowed) {
    return of_kind(setting, throughgate_number_setting, allowed);
}
/// "none|starttls|required".
constexpr throughgate_setting_description choice(throughgate_setting_description setting,
                                                 std::string_view allowed) {
    return of_kind(setting, throughgate_choice_setting, allowed);
}
constexpr throughgate_setting_description truth(throughgate_setting_description setting) {
    return of_kind(setting, throughgate_truth_setting);
}
/// Given as file:PATH or env:NAME; the plug-in gets what is there, without its line end.
constexpr throughgate_setting_description secret(throughgate_setting_description setting) {
    return of_kind(setting, throughgate_secret_setting);
}
constexpr throughgate_setting_description file(throughgate_setting_description setting) {
    return of_kind(setting, throughgate_file_setting);
}

}  // namespace throughgate::notifier

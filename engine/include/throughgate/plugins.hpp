// SPDX-License-Identifier: MIT
// What a notifier plug-in says of itself. The plug-in is loaded in a child process, never here.
#pragma once

#include <string>
#include <vector>

#include "throughgate/error.hpp"

namespace throughgate {

struct PluginSetting {
    std::string name;
    std::string help;
    std::string default_value;
    bool required = false;
};

struct PluginDescription {
    std::string name;
    std::string description;
    std::vector<PluginSetting> settings;
};

/// `library`: path of the shared library; `host`: path of throughgate-plugin-host.
/// not_found (no such file), invalid (no plug-in, wrong version), unavailable (no child process).
Result<PluginDescription> describe_plugin(const std::string& library, const std::string& host);

}  // namespace throughgate

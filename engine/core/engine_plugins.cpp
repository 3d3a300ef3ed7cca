// SPDX-License-Identifier: MIT
#include "plugin/channel.hpp"
#include "throughgate/plugins.hpp"

namespace throughgate {

Result<PluginDescription> describe_plugin(const std::string& library, const std::string& host) {
    auto described = plugin::describe(library, host);
    if (!described.ok()) return described.error();
    PluginDescription answer{described->name, described->description, {}};
    for (const plugin::SettingDescription& setting : described->settings)
        answer.settings.push_back(
            {setting.name, setting.help, setting.default_value, setting.required});
    return answer;
}

}  // namespace throughgate

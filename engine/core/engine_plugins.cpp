// SPDX-License-Identifier: MIT
#include "plugin/channel.hpp"
#include "throughgate/plugins.hpp"

namespace throughgate {

namespace {

const char* name_of(plugin::Answer::What what) {
    switch (what) {
        case plugin::Answer::What::delivered: return "delivered";
        case plugin::Answer::What::failed: return "failed";
        case plugin::Answer::What::pending: return "pending";
        default: return "retry";
    }
}

class OpenedChannel final : public PluginChannel {
public:
    explicit OpenedChannel(std::unique_ptr<plugin::Channel> channel)
        : channel_(std::move(channel)) {}

    PluginAnswer deliver(const PluginMessage& message) override {
        plugin::Answer answer =
            channel_->deliver({message.effect_id, message.recipient, message.subject, message.body,
                               message.reference, message.notice_class, message.now});
        return {name_of(answer.what), std::move(answer.detail), answer.wait};
    }

private:
    std::unique_ptr<plugin::Channel> channel_;
};

}  // namespace

Result<PluginDescription> describe_plugin(const std::string& library, const std::string& host) {
    auto described = plugin::describe(library, host);
    if (!described.ok()) return described.error();
    PluginDescription answer{described->name, described->description, {}};
    for (const plugin::SettingDescription& setting : described->settings)
        answer.settings.push_back({setting.name, setting.help, setting.default_value,
                                   setting.required, setting.kind, setting.allowed});
    return answer;
}

Result<std::unique_ptr<PluginChannel>> PluginChannel::open(
    const std::string& library, const std::string& host,
    const std::vector<std::pair<std::string, std::string>>& settings) {
    plugin::ChannelOptions options;
    options.library = library;
    options.host = host;
    options.settings = settings;
    auto channel = plugin::open_channel(options);
    if (!channel.ok()) return channel.error();
    return std::unique_ptr<PluginChannel>(
        std::make_unique<OpenedChannel>(std::move(channel).value()));
}

}  // namespace throughgate

// SPDX-License-Identifier: MIT
// What a notifier plug-in says of itself. The plug-in is loaded in a child process, never here.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate {

struct PluginSetting {
    std::string name;
    std::string help;
    std::string default_value;
    bool required = false;
    std::string kind = "text";  ///< text, number, truth, choice, secret, file
    std::string allowed;        ///< "100..28000" of a number, "a|b" of a choice
};

struct PluginDescription {
    std::string name;
    std::string description;
    std::vector<PluginSetting> settings;
};

/// One message for a channel, as plugin.h has it.
struct PluginMessage {
    std::string effect_id;
    std::string recipient;
    std::string subject;
    std::string body;
    std::string reference;
    std::string notice_class = "info";
    Instant now{};
};

struct PluginAnswer {
    std::string outcome;  ///< delivered, retry, failed, pending
    std::string detail;
    Milliseconds wait{0};
};

/// One channel, opened apart from any engine: for trying a plug-in, and for calendars. One caller
/// at a time; calls block, at most 30 s each.
class PluginChannel {
public:
    /// not_found, invalid (no plug-in, wrong version, bad settings: all of them named),
    /// unavailable.
    static Result<std::unique_ptr<PluginChannel>> open(
        const std::string& library, const std::string& host,
        const std::vector<std::pair<std::string, std::string>>& settings);
    virtual ~PluginChannel() = default;
    virtual PluginAnswer deliver(const PluginMessage& message) = 0;
};

/// `library`: path of the shared library; `host`: path of throughgate-plugin-host.
/// not_found (no such file), invalid (no plug-in, wrong version), unavailable (no child process).
Result<PluginDescription> describe_plugin(const std::string& library, const std::string& host);

}  // namespace throughgate

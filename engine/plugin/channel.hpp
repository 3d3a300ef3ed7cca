// SPDX-License-Identifier: MIT
// Channel: one plug-in running in a child process of its own, spoken to over a socket pair.
// Blocking, one caller at a time; a crash, hang or protocol fault ends the child, answers `retry`
// and starts a new child on the next call. Never loads plug-in code into this process.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::plugin {

struct Message {
    std::string effect_id;
    std::string recipient;
    std::string subject;
    std::string body;
    std::string reference;
    std::string notice_class;
    Instant now{};
};

struct Answer {
    /// pending: taken, and whether it arrives is asked by delivering it again.
    enum class What : std::uint8_t { delivered, retry, failed, pending };
    What what = What::retry;
    std::string detail;
    std::chrono::milliseconds wait{0};  ///< not before; 0: the channel does not say
};

struct SettingDescription {
    std::string name;
    std::string help;
    std::string default_value;
    bool required = false;
    std::string kind = "text";  ///< text, number, truth, choice, secret, file
    std::string allowed;
};

struct Description {
    std::string name;
    std::string description;
    std::vector<SettingDescription> settings;
};

using Settings = std::vector<std::pair<std::string, std::string>>;

struct ChannelOptions {
    std::string library;  ///< path of the plug-in's shared library
    std::string host;     ///< path of the `throughgate-plugin-host` program
    Settings settings;
    std::chrono::milliseconds call_timeout{30000};
    std::size_t memory = limits::plugin_memory_bytes;  ///< its process starts anew above
};

class Channel {
public:
    virtual ~Channel() = default;  ///< closes the socket and reaps the child
    virtual const Description& description() const = 0;
    /// Never fails as a call: what went wrong is an answer `retry` or `failed`.
    virtual Answer deliver(const Message& message) = 0;
};

/// Starts the child, loads and checks the plug-in and its settings. not_found (no such file),
/// invalid (missing symbol, wrong version, bad settings: all of them named), unavailable (no
/// child).
Result<std::unique_ptr<Channel>> open_channel(const ChannelOptions& options);

/// What the plug-in says of itself, without opening it.
Result<Description> describe(const std::string& library, const std::string& host);

}  // namespace throughgate::plugin

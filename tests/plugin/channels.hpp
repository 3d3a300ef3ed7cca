// SPDX-License-Identifier: MIT
// What the tests of this folder share: where the built things lie, and a usual message.
#pragma once

#include <memory>
#include <string>

#include "plugin/channel.hpp"
#include "support/catch.hpp"

namespace throughgate::testing {

inline std::string built(const std::string& path) { return std::string(TG_BUILD_DIR) + "/" + path; }
inline std::string plugin_host() { return built("throughgate-plugin-host"); }

inline plugin::Message usual_message() {
    return {"00000000000000a1-7-42-0",
            "officer.aspen@example.org",
            "TG-000007: acknowledge by Tue 3 Mar 2026",
            "Somebody waits for you.\nOpen the record: https://tg.example/TG-000007\n",
            "TG-000007",
            "action",
            Instant(Milliseconds(1773738000000))};  // 2026-03-17T09:00:00Z
}

inline std::unique_ptr<plugin::Channel> opened(const plugin::ChannelOptions& options) {
    auto channel = plugin::open_channel(options);
    INFO((channel ? "" : channel.error().message));
    REQUIRE(channel.ok());
    return std::move(channel).value();
}

inline std::string told(const plugin::Answer& answer) {
    static constexpr const char* words[] = {"delivered", "retry", "failed", "pending"};
    return std::string(words[static_cast<int>(answer.what)]) + ": " + answer.detail;
}

}  // namespace throughgate::testing

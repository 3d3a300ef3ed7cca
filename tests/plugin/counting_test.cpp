// SPDX-License-Identifier: MIT
// Goal: the counting channel takes every notice, keeps none, and tells how many there were.
// Method: the built plug-in in its child process, which writes its counts when it is closed.
#include <filesystem>

#include "channels.hpp"
#include "support/golden.hpp"
#include "support/temporary_folder.hpp"

using namespace throughgate;
using namespace throughgate::testing;

namespace {

plugin::ChannelOptions options_for(const std::string& file) {
    return {built("plugins/counting.so"),
            plugin_host(),
            {{"file", file}},
            std::chrono::milliseconds{30000}};
}

}  // namespace

TEST_CASE("notices are counted by class, and the counts written when the channel closes") {
    const TemporaryFolder folder;
    {
        const auto channel = opened(options_for(folder / "notices.txt"));
        for (const char* notice_class : {"action", "critical", "action", "info", "action"}) {
            plugin::Message message = usual_message();
            message.notice_class = notice_class;
            CHECK(told(channel->deliver(message)) == "delivered: counted");
        }
    }
    CHECK(read_file(folder / "notices.txt") == "action 3\ncritical 1\ninfo 1\n");
}

TEST_CASE("a counting channel that cannot write its counts is refused when it is opened") {
    const TemporaryFolder folder;
    const auto channel = plugin::open_channel(options_for(folder / "missing/notices.txt"));
    REQUIRE_FALSE(channel.ok());
    CHECK(channel.error().message.find("file: cannot write") != std::string::npos);
}

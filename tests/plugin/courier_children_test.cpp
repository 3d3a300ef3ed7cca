// SPDX-License-Identifier: MIT
// Goal: the courier with real plug-ins in real children: mail and files go out while a third
// channel crashes and a fourth hangs. Method: four channels, live mode, a real SMTP server.
#include <filesystem>
#include <map>

#include "channels.hpp"
#include "delivery/courier.hpp"
#include "support/smtp_server.hpp"
#include "support/temporary_folder.hpp"

#include "../unit/delivery/delivery_support.hpp"

using namespace throughgate;
using namespace throughgate::testing;
using lifecycle::DeliveryState;

namespace {

plugin::ChannelOptions plugin_at(const std::string& library, plugin::Settings settings,
                                 std::chrono::milliseconds limit = std::chrono::seconds(30)) {
    return {built(library), plugin_host(), std::move(settings), limit};
}

std::size_t files_in(const std::string& folder) {
    const std::filesystem::directory_iterator entries(folder);
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

delivery::Send usual_send(std::uint32_t ordinal, const std::string& channel) {
    delivery::Send send = send_number(ordinal, channel);
    send.message = usual_message();
    send.message.effect_id.clear();
    return send;
}

}  // namespace

TEST_CASE("mail and files go out while one plug-in crashes and another hangs") {
    constexpr std::uint32_t rounds = 5;
    const TemporaryFolder folder;
    SmtpServer server;
    const auto random = make_seeded_random(3);
    VirtualClock clock(Instant(Milliseconds(1773738000000)));
    Reports reports;
    delivery::Courier courier(*random);
    const auto add = [&](const std::string& name, const plugin::ChannelOptions& options) {
        REQUIRE(courier.add_channel(name, opened(options)).ok());
    };
    add("mail",
        plugin_at("plugins/email-smtp.so",
                  {{"url", server.url()}, {"from", "notices@example.org"}, {"tls", "none"}}));
    add("files", plugin_at("plugins/file-drop.so", {{"directory", folder / "mail"}}));
    add("crashing", plugin_at("tests/plugins/misbehaving.so", {{"mode", "exit"}}));
    add("hanging",
        plugin_at("tests/plugins/misbehaving.so", {{"mode", "hang"}}, std::chrono::seconds(3)));
    courier.start(clock, [&](delivery::Report report) { reports.add(std::move(report)); });
    REQUIRE(courier.submit(usual_send(0, "hanging")).ok());
    for (std::uint32_t i = 0; i < rounds; ++i)
        for (const char* name : {"crashing", "mail", "files"})
            REQUIRE(courier.submit(usual_send(i, name)).ok());
    std::map<std::pair<std::string, DeliveryState>, std::uint32_t> ends;
    for (const auto& report : reports.wait_for(3 * rounds + 1))
        ++ends[{report.channel, report.state}];
    courier.stop();
    CHECK(ends[{"mail", DeliveryState::delivered}] == rounds);
    CHECK(ends[{"files", DeliveryState::delivered}] == rounds);
    CHECK(ends[{"crashing", DeliveryState::retrying}] == rounds);
    CHECK(ends[{"hanging", DeliveryState::retrying}] == 1);
    CHECK(server.count() == rounds);
    CHECK(files_in(folder / "mail/new") == rounds);
}

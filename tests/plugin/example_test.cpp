// SPDX-License-Identifier: MIT
// Goal: the example plug-in does what its text says, and the C++ helper it is written with keeps
// its promises to authors. Method: examples/03-write-a-notifier as built, and the helper's own
// class.
#include <fstream>

#include "channels.hpp"
#include "support/golden.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/plugin.hpp"

using namespace throughgate;
using namespace throughgate::testing;

namespace {

plugin::ChannelOptions display(const std::string& file, const std::string& only = "all") {
    return {built("examples/03-write-a-notifier.so"),
            plugin_host(),
            {{"file", file}, {"only", only}},
            std::chrono::milliseconds{30000}};
}

/// Throws, or answers at length, as told.
class Difficult final : public notifier::Plugin {
public:
    explicit Difficult(int kind) : kind_(kind) {}

protected:
    notifier::Answer do_deliver(const notifier::Message&) override {
        if (kind_ == 0) throw std::runtime_error("the far end is away");
        if (kind_ == 1) throw 7;
        return notifier::delivered(std::string(5000, 'x'));
    }

private:
    int kind_;
};

notifier::Settings settings_with(const char* value) {
    const throughgate_setting setting{notifier::text("speed"), notifier::text(value)};
    return {&setting, 1};
}

}  // namespace

TEST_CASE("the example shows each notice once, also when it comes twice") {
    const TemporaryFolder folder;
    const auto channel = opened(display(folder / "wall.txt"));
    plugin::Message message = usual_message();
    CHECK(told(channel->deliver(message)) == "delivered: ");
    CHECK(told(channel->deliver(message)) == "delivered: shown before");
    message.effect_id = "other";
    CHECK(told(channel->deliver(message)) == "delivered: ");
    const std::string line = "action TG-000007: TG-000007: acknowledge by Tue 3 Mar 2026\n";
    CHECK(read_file(folder / "wall.txt") == line + line);
}

TEST_CASE("the example leaves out what is not wanted and retries what cannot be written") {
    const TemporaryFolder folder;
    CHECK(told(opened(display(folder / "wall.txt", "critical"))->deliver(usual_message())) ==
          "delivered: not shown: its class is not wanted here");
    const auto channel = opened(display(folder / "none/wall.txt"));
    CHECK(told(channel->deliver(usual_message())) == "retry: the display's file cannot be written");
    std::filesystem::create_directory(folder / "none");
    CHECK(told(channel->deliver(usual_message())) == "delivered: ");
}

TEST_CASE("the example refuses settings with its own words") {
    const auto channel = plugin::open_channel(display("x", "sometimes"));
    REQUIRE_FALSE(channel.ok());
    CHECK(channel.error().message ==
          "plug-in 'wall-display': only: write all, critical, action or info");
}

TEST_CASE("the helper hands on what is under way, and a wait") {
    const notifier::Answer answer = notifier::pending("under way", std::chrono::minutes(1));
    CHECK(answer.outcome == throughgate_pending);
    CHECK(answer.wait == std::chrono::minutes(1));
    CHECK(notifier::retry("later").wait == std::chrono::milliseconds(0));
}

TEST_CASE("what an author's code throws becomes a retry with its words") {
    CHECK(Difficult(0).deliver({}).outcome == throughgate_retry);
    CHECK(Difficult(0).deliver({}).detail == "the far end is away");
    CHECK(Difficult(1).deliver({}).outcome == throughgate_retry);
}

TEST_CASE("a long detail is cut") {
    CHECK(Difficult(2).deliver({}).outcome == throughgate_delivered);
    CHECK(Difficult(2).deliver({}).detail.size() == 1000);
}

TEST_CASE("settings are read with a sentence for each mistake") {
    CHECK(settings_with("12").number("speed", 1, 20) == 12);
    CHECK(settings_with("true").truth("speed"));
    CHECK_FALSE(settings_with("false").truth("speed"));
    CHECK_THROWS_WITH(settings_with("yes").truth("speed"), "speed: write true or false");
    CHECK_THROWS_WITH(settings_with("1").get("sped"), "setting 'sped' is not there");
    for (const char* bad : {"", "0", "21", "-3", "1x", "99999999999999999999"})
        CHECK_THROWS_WITH(settings_with(bad).number("speed", 1, 20),
                          "speed: write a whole number from 1 to 20");
}

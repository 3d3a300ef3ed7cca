// SPDX-License-Identifier: MIT
// Goal: each notice is one whole file of a maildir that any mail program can read.
// Method: the built plug-in in its child process, writing into a folder of the test.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "channels.hpp"
#include "support/golden.hpp"
#include "support/temporary_folder.hpp"

using namespace throughgate;
using namespace throughgate::testing;
using plugin::Answer;

namespace {

plugin::ChannelOptions options_for(const std::string& directory, plugin::Settings more = {}) {
    more.emplace_back("directory", directory);
    return {built("plugins/file-drop.so"), plugin_host(), more, std::chrono::milliseconds{30000}};
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("a notice is one file in new, named by time, effect and a counter") {
    const TemporaryFolder folder;
    const auto channel = opened(options_for(folder / "mail"));
    const std::string name = "1773738000000.00000000000000a1-7-42-0.1";
    CHECK(told(channel->deliver(usual_message())) == "delivered: written as " + name);
    CHECK(files_in(folder / "mail") == std::vector<std::string>{"cur", "new", "tmp"});
    CHECK(files_in(folder / "mail/tmp").empty());
    CHECK(files_in(folder / "mail/new") == std::vector<std::string>{name});
    check_golden("plugin/file_drop.eml", read_file(folder / ("mail/new/" + name)));
}

TEST_CASE("only the owner can read the folder and its messages") {
    const TemporaryFolder folder;
    opened(options_for(folder / "mail"))->deliver(usual_message());
    const std::string name = files_in(folder / "mail/new").at(0);
    struct stat file{};
    REQUIRE(stat((folder / ("mail/new/" + name)).c_str(), &file) == 0);
    CHECK((file.st_mode & 0777u) == 0600u);
    REQUIRE(stat((folder / "mail/new").c_str(), &file) == 0);
    CHECK((file.st_mode & 0777u) == 0700u);
}

TEST_CASE("the same effect again is a file of its own, and nothing is written over") {
    const TemporaryFolder folder;
    const auto channel = opened(options_for(folder / "mail", {{"fsync", "false"}}));
    for (int i = 0; i < 3; ++i)
        CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    CHECK(files_in(folder / "mail/new").size() == 3);
}

TEST_CASE("what a killed process left in tmp is stepped over") {
    const TemporaryFolder folder;
    const auto channel = opened(options_for(folder / "mail"));
    const std::string start = "1773738000000.00000000000000a1-7-42-0.";
    std::filesystem::create_directory(folder / ("mail/tmp/" + start + "1"));
    CHECK(told(channel->deliver(usual_message())) == "delivered: written as " + start + "2");
}

TEST_CASE("a field that could add a header or leave the folder is refused by name") {
    const TemporaryFolder folder;
    const auto channel = opened(options_for(folder / "mail"));
    plugin::Message message = usual_message();
    message.subject = "x\nBcc: all@example.org";
    CHECK(told(channel->deliver(message)) == "failed: the subject cannot stand in a mail header");
    message = usual_message();
    message.effect_id = "../../outside";
    CHECK(told(channel->deliver(message)) == "failed: the effect id cannot stand in a mail header");
    CHECK(files_in(folder / "mail/new").empty());
}

TEST_CASE("a folder that has gone is a retry, not a loss") {
    const TemporaryFolder folder;
    const auto channel = opened(options_for(folder / "mail"));
    std::filesystem::remove_all(folder / "mail");
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: creating the message: No such file or directory");
    std::filesystem::create_directories(folder / "mail/tmp");
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: moving the message into new/: No such file or directory");
    CHECK(files_in(folder / "mail/tmp").empty());
}

TEST_CASE("a maildir channel whose settings cannot work is refused when it is opened") {
    const TemporaryFolder folder;
    const auto refusal = [](const plugin::ChannelOptions& options) {
        const auto channel = plugin::open_channel(options);
        REQUIRE_FALSE(channel.ok());
        return channel.error().message;
    };
    CHECK(refusal(options_for("")) == "plug-in 'file-drop': directory: name a folder");
    CHECK(refusal(options_for(folder / "mail", {{"fsync", "maybe"}})) ==
          "plug-in 'file-drop': fsync: write true or false");
    CHECK_THAT(refusal(options_for("/dev/null/mail")), Catch::Contains("Not a directory"));
}

// SPDX-License-Identifier: MIT
// Goal: whatever a plug-in does, the engine gets an answer in time and can go on.
// Method: the real host program with tests/plugin/misbehaving, one broken rule per case.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "base/limits.hpp"
#include "channels.hpp"
#include "support/golden.hpp"
#include "support/temporary_folder.hpp"
#include "throughgate/plugin.h"

using namespace throughgate;
using namespace throughgate::testing;
using plugin::Answer;
using plugin::ChannelOptions;

namespace {

const std::string misbehaving = built("tests/plugins/misbehaving.so");

ChannelOptions in_mode(const std::string& mode) {
    return {misbehaving, plugin_host(), {{"mode", mode}}, std::chrono::milliseconds{10000}};
}

/// Short, yet long enough for a sanitized host on a busy machine to load.
constexpr std::chrono::milliseconds short_limit{2000};

ChannelOptions impatient(const std::string& mode, std::chrono::milliseconds limit = short_limit) {
    ChannelOptions options = in_mode(mode);
    options.call_timeout = limit;
    return options;
}

Error refusal_of(const ChannelOptions& options) {
    const auto channel = plugin::open_channel(options);
    REQUIRE_FALSE(channel.ok());
    return channel.error();
}

std::string outcome(const ChannelOptions& options) {
    const auto channel = opened(options);
    return told(channel->deliver(usual_message()));
}

bool has_children() { return waitpid(-1, nullptr, WNOHANG) >= 0; }

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a channel describes its plug-in and settings") {
    const auto channel = opened(in_mode("fine"));
    const auto& description = channel->description();
    CHECK(description.name == "misbehaving");
    REQUIRE(description.settings.size() == 2);
    CHECK(description.settings[0].name == "mode");
    CHECK(description.settings[0].required);
    CHECK_FALSE(description.settings[1].required);
}

TEST_CASE("a plug-in describes itself without being opened") {
    const auto description = plugin::describe(misbehaving, plugin_host());
    REQUIRE(description.ok());
    CHECK(description->description == "Breaks one rule of the boundary.");
    CHECK(plugin::describe(built("tests/plugins/none.so"), plugin_host()).error().kind ==
          ErrorKind::not_found);
}

TEST_CASE("the outcome and detail of a plug-in come through") {
    CHECK(outcome(in_mode("fine")) == "delivered: got 70 bytes");
    CHECK(outcome(in_mode("retry")) == "retry: got 70 bytes");
    CHECK(outcome(in_mode("fail")) == "failed: got 70 bytes");
}

TEST_CASE("one child serves many messages") {
    const auto channel = opened(in_mode("process"));
    const std::string first = told(channel->deliver(usual_message()));
    for (int i = 0; i < 50; ++i) CHECK(told(channel->deliver(usual_message())) == first);
}

TEST_CASE("a detail is one bounded line, whatever the plug-in writes") {
    CHECK(outcome(in_mode("lines")) == "delivered: two lines [31m");
    const auto channel = opened(in_mode("long"));
    CHECK(channel->deliver(usual_message()).detail.size() <= limits::text_bytes);
    CHECK(outcome(in_mode("null-detail")) == "delivered: ");
}

TEST_CASE("what a plug-in prints on standard output does not disturb the channel") {
    CHECK(outcome(in_mode("print")) == "delivered: got 70 bytes");
}

TEST_CASE("a plug-in that crashes, exits or throws is answered by retry, with how it ended") {
    CHECK(outcome(in_mode("exit")) == "retry: the plug-in left with code 3 before it answered");
    CHECK(outcome(in_mode("throw")) == "retry: the plug-in threw: thrown across the boundary");
    CHECK(outcome(in_mode("throw-int")) ==
          "retry: the plug-in threw: something that is no std::exception");
    CHECK(outcome(in_mode("crash")) ==
          "retry: the plug-in was ended by signal 11 before it answered");
}

TEST_CASE("a plug-in that hangs is stopped at the limit and answered by retry") {
    CHECK(outcome(impatient("hang")) ==
          "retry: the plug-in gave no answer within 2000 ms and was stopped");
}

TEST_CASE("bytes that are no answer, and answers to other calls, are answered by retry") {
    const auto mode = GENERATE("garbage", "huge", "forge", "outcome");
    INFO(mode);
    CHECK(outcome(in_mode(mode)) == "retry: the plug-in gave an unreadable answer and was stopped");
}

TEST_CASE("after a crash or a hang the next call finds a new child") {
    const TemporaryFolder folder;
    const char* mode = GENERATE("crash-once", "hang-once");
    ChannelOptions options = impatient(mode);
    options.settings.emplace_back("mark", folder / "mark");
    const auto channel = opened(options);
    CHECK(channel->deliver(usual_message()).what == Answer::What::retry);
    CHECK(told(channel->deliver(usual_message())) == "delivered: got 70 bytes");
}

TEST_CASE("an answer of a hundred megabytes is cut before it crosses") {
    const auto channel = opened(in_mode("long"));
    const Answer answer = channel->deliver(usual_message());
    CHECK(answer.what == Answer::What::delivered);
    CHECK(answer.detail.size() <= limits::text_bytes);
}

TEST_CASE("an answer that comes before its question is not believed: the question is put again") {
    const TemporaryFolder folder;
    ChannelOptions options = in_mode("foretell");
    options.settings.emplace_back("mark", folder / "asked");
    const auto channel = opened(options);
    for (int i = 0; i < 3; ++i)
        CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    CHECK(read_file(folder / "asked") == "asked\nasked\nasked\n");
}

TEST_CASE("a plug-in that leaks gets a new process between two calls, and no attempt is lost") {
    ChannelOptions options = in_mode("leak");
    options.memory = 400u << 20;
    const auto channel = opened(options);
    for (int i = 0; i < 4; ++i)
        CHECK(told(channel->deliver(usual_message())) == "delivered: got 70 bytes");
}

TEST_CASE("a plug-in may say that it is taken and not yet known, and when to ask again") {
    CHECK(told(opened(in_mode("pending"))->deliver(usual_message())) == "pending: got 70 bytes");
    const auto wait = [](const char* mode) {
        return opened(in_mode(mode))->deliver(usual_message()).wait;
    };
    CHECK(wait("wait") == std::chrono::seconds(90));
    CHECK(wait("wait-for-ever") == limits::receipt_wait_longest);
    CHECK(wait("wait-backwards") == Milliseconds(0));
    CHECK(wait("fine") == Milliseconds(0));
}

TEST_CASE("when no new child can be had the answer is retry and says why") {
    const TemporaryFolder folder;
    ChannelOptions options = in_mode("exit");
    options.library = folder / "goes-away.so";
    std::filesystem::copy_file(misbehaving, options.library);
    const auto channel = opened(options);
    CHECK(channel->deliver(usual_message()).what == Answer::What::retry);
    std::filesystem::remove(options.library);
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: there is no plug-in '" + options.library + "'");
}

TEST_CASE("a message over the bound fails without reaching the plug-in") {
    const auto channel = opened(in_mode("fine"));
    plugin::Message message = usual_message();
    message.body.assign(limits::plugin_message_bytes, 'x');
    CHECK(told(channel->deliver(message)) ==
          "failed: the message is longer than 1048576 bytes and was not given to the plug-in");
    message.body.resize(limits::plugin_message_bytes - 1000);
    CHECK(told(channel->deliver(message)) == "delivered: got 1047576 bytes");
}

TEST_CASE("a missing plug-in is not found and named") {
    ChannelOptions options = in_mode("fine");
    options.library = built("tests/plugins/none.so");
    const Error error = refusal_of(options);
    CHECK(error.kind == ErrorKind::not_found);
    CHECK(error.message == "there is no plug-in '" + options.library + "'");
    CHECK(error.subject == options.library);
}

TEST_CASE("a file that is no library, or a library that is no plug-in, is invalid and named") {
    const TemporaryFolder folder;
    ChannelOptions options = in_mode("fine");
    options.library = folder / "text.so";
    std::ofstream(options.library) << "not a library";
    CHECK(refusal_of(options).kind == ErrorKind::invalid);
    CHECK_THAT(refusal_of(options).message,
               Catch::StartsWith("plug-in '" + options.library + "': it cannot be loaded: "));
    options.library = built("tests/plugins/no_symbol.so");
    CHECK(refusal_of(options).message ==
          "plug-in '" + options.library + "': it does not export throughgate_plugin_v1");
}

TEST_CASE("a plug-in of another version or size is refused, with both numbers") {
    ChannelOptions options = in_mode("fine");
    options.library = built("tests/plugins/wrong_version.so");
    CHECK(refusal_of(options).kind == ErrorKind::invalid);
    CHECK_THAT(refusal_of(options).message,
               Catch::Contains("made for version 2") && Catch::Contains("speaks version 1"));
    options.library = built("tests/plugins/wrong_size.so");
    constexpr std::size_t size = sizeof(throughgate_plugin);
    CHECK_THAT(refusal_of(options).message,
               Catch::Contains("has " + std::to_string(size - 8) + " bytes, " +
                               std::to_string(size) + " are wanted"));
}

TEST_CASE("all unknown, doubled and missing settings are named in one refusal") {
    ChannelOptions options = in_mode("fine");
    options.settings = {{"mdoe", "x"}, {"mark", "1"}, {"mark", "2"}, {"speed", "high"}};
    const Error error = refusal_of(options);
    CHECK(error.kind == ErrorKind::invalid);
    CHECK(error.message ==
          "plug-in 'misbehaving': unknown setting 'mdoe', setting 'mark' twice, unknown setting "
          "'speed', missing setting 'mode'");
}

TEST_CASE("a plug-in that refuses its settings says why, or is said not to say") {
    CHECK(refusal_of(in_mode("refuse")).kind == ErrorKind::invalid);
    CHECK(refusal_of(in_mode("refuse")).message ==
          "plug-in 'misbehaving': mode: this one is refused");
    CHECK_THAT(refusal_of(in_mode("refuse-silently")).message,
               Catch::EndsWith("cannot be opened and does not say why"));
    CHECK_THAT(refusal_of(in_mode("throw-at-open")).message,
               Catch::EndsWith("the plug-in threw: thrown while opening"));
}

TEST_CASE("a plug-in that crashes or hangs while opening is unavailable") {
    CHECK(refusal_of(in_mode("crash-at-open")).kind == ErrorKind::unavailable);
    CHECK_THAT(refusal_of(in_mode("crash-at-open")).message,
               Catch::Contains("while it was being opened"));
    CHECK(refusal_of(impatient("hang-at-open", std::chrono::milliseconds{100})).kind ==
          ErrorKind::unavailable);
    CHECK_THAT(refusal_of(impatient("hang-at-open", std::chrono::milliseconds{100})).message,
               Catch::Contains("was not ready within 100 ms and was stopped"));
}

TEST_CASE("a missing host program is unavailable and named") {
    ChannelOptions options = in_mode("fine");
    options.host = built("no-such-host");
    const Error error = refusal_of(options);
    CHECK(error.kind == ErrorKind::unavailable);
    CHECK_THAT(error.message, Catch::Contains(options.host));
}

TEST_CASE("a closed channel leaves no child and no descriptor behind, even when close hangs") {
    REQUIRE_FALSE(has_children());
    const std::size_t before = open_descriptors();
    for (const char* mode : {"fine", "exit", "garbage", "hang-at-close"}) {
        INFO(mode);
        outcome(in_mode(mode));
        CHECK_FALSE(has_children());
        CHECK(open_descriptors() == before);
    }
    CHECK_FALSE(plugin::open_channel(in_mode("refuse")).ok());
    CHECK_FALSE(has_children());
    CHECK(open_descriptors() == before);
}

TEST_CASE("a program that ignores SIGCHLD gets the same answers") {
    const auto usual = signal(SIGCHLD, SIG_IGN);
    CHECK(outcome(in_mode("fine")) == "delivered: got 70 bytes");
    CHECK(outcome(in_mode("exit")) == "retry: the plug-in has ended before it answered");
    CHECK(outcome(in_mode("garbage")) ==
          "retry: the plug-in gave an unreadable answer and was stopped");
    signal(SIGCHLD, usual);
}

TEST_CASE("a child gets its socket and the standard descriptors, nothing else of ours") {
    const int secret = open("/dev/null", O_RDONLY);  // on purpose without O_CLOEXEC
    const int higher = fcntl(secret, F_DUPFD, 20);
    REQUIRE(higher >= 20);
    CHECK(outcome(in_mode("descriptors")) == "delivered: 0 1 2 3");
    close(higher);
    close(secret);
}

TEST_CASE("two channels of one plug-in do not know of each other") {
    const auto good = opened(in_mode("process"));
    const auto bad = opened(in_mode("exit"));
    const std::string first = told(good->deliver(usual_message()));
    CHECK(bad->deliver(usual_message()).what == Answer::What::retry);
    CHECK(told(good->deliver(usual_message())) == first);
}

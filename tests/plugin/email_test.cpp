// SPDX-License-Identifier: MIT
// Goal: a notice becomes exactly one e-mail, or an answer that says what to do; never cleartext
// where TLS was asked for. Method: the built plug-in in its child process against a real SMTP
// server (tests/support/smtp_server.py) on the loopback interface.
#include <fstream>

#include "channels.hpp"
#include "support/smtp_server.hpp"

using namespace throughgate;
using namespace throughgate::testing;
using plugin::Answer;

namespace {

plugin::ChannelOptions options_for(const std::string& url, plugin::Settings more) {
    plugin::Settings settings{{"url", url}, {"from", "Throughgate <notices@example.org>"}};
    settings.insert(settings.end(), more.begin(), more.end());
    return {built("plugins/email-smtp.so"), plugin_host(), settings,
            std::chrono::milliseconds{30000}};
}

std::unique_ptr<plugin::Channel> plain_channel(const SmtpServer& server) {
    return opened(options_for(server.url(), {{"tls", "none"}}));
}

std::string refusal_of(plugin::Settings more, const std::string& url = "smtp://127.0.0.1:1") {
    const auto channel = plugin::open_channel(options_for(url, std::move(more)));
    REQUIRE_FALSE(channel.ok());
    CHECK(channel.error().kind == ErrorKind::invalid);
    return channel.error().message;
}

bool has_line(const std::string& text, const std::string& line) {
    return ("\r\n" + text).find("\r\n" + line + "\r\n") != std::string::npos;
}

std::string password_file(const TemporaryFolder& folder, const std::string& password) {
    std::ofstream(folder / "password") << password << "\n";
    return folder / "password";
}

}  // namespace

TEST_CASE("a notice arrives once, with its headers and text") {
    SmtpServer server;
    const auto channel = plain_channel(server);
    CHECK(told(channel->deliver(usual_message())) == "delivered: taken by the mail server");
    const ReceivedMail mail = server.next();
    CHECK(server.count() == 1);
    for (const char* line :
         {"Date: Tue, 17 Mar 2026 09:00:00 +0000", "From: Throughgate <notices@example.org>",
          "To: officer.aspen@example.org", "Subject: TG-000007: acknowledge by Tue 3 Mar 2026",
          "Message-ID: <00000000000000a1-7-42-0@example.org>", "Auto-Submitted: auto-generated",
          "X-Throughgate-Effect: 00000000000000a1-7-42-0", "X-Throughgate-Reference: TG-000007",
          "Content-Type: text/plain; charset=utf-8", "Somebody waits for you.",
          "Open the record: https://tg.example/TG-000007"}) {
        INFO(line << "\n--- in ---\n" << mail.text);
        CHECK(has_line(mail.text, line));
    }
    CHECK(mail.envelope ==
          R"({"from": "notices@example.org", "to": )"
          R"(["officer.aspen@example.org"], "tls": false, "authenticated": false})");
}

TEST_CASE("words beyond ASCII arrive encoded in the subject and the text") {
    SmtpServer server;
    plugin::Message message = usual_message();
    message.subject =
        "Caf\xc3\xa9 visit for TG-000007, moved twice and now long enough to be folded";
    message.body =
        "Caf\xc3\xa9 = open\n.\nafter a lone full stop\n" + std::string(2000, 'y') + "\n";
    CHECK(plain_channel(server)->deliver(message).what == Answer::What::delivered);
    const std::string text = server.next().text;
    INFO(text);
    CHECK_THAT(text, Catch::Contains("Subject: =?UTF-8?B?Q2Fmw6kg"));
    CHECK(has_line(text, "Caf=C3=A9 =3D open"));
    CHECK(has_line(text, "after a lone full stop"));
    CHECK(text.find("\xc3") == std::string::npos);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        REQUIRE(end - at <= 998);
        at = end + 2;
    }
}

TEST_CASE("one connection carries many notices and each arrives once") {
    SmtpServer server;
    const auto channel = plain_channel(server);
    for (int i = 0; i < 20; ++i) {
        plugin::Message message = usual_message();
        message.effect_id = "a1-7-" + std::to_string(i) + "-0";
        REQUIRE(channel->deliver(message).what == Answer::What::delivered);
        CHECK_THAT(server.next().text,
                   Catch::Contains("X-Throughgate-Effect: " + message.effect_id + "\r\n"));
    }
    CHECK(server.count() == 20);
}

TEST_CASE("a field that could add a header is refused by name, and nothing is sent") {
    SmtpServer server;
    const auto channel = plain_channel(server);
    const std::string smuggled = GENERATE(as<std::string>(), "x\r\nBcc: all@example.org", "x\ny",
                                          "x\ry", std::string("x\0y", 3));
    const auto answer_with = [&](std::string plugin::Message::* field) {
        plugin::Message message = usual_message();
        message.*field = smuggled;
        return told(channel->deliver(message));
    };
    CHECK(answer_with(&plugin::Message::recipient) ==
          "failed: the recipient cannot stand in a mail header");
    CHECK(answer_with(&plugin::Message::subject) ==
          "failed: the subject cannot stand in a mail header");
    CHECK(answer_with(&plugin::Message::reference) ==
          "failed: the reference cannot stand in a mail header");
    CHECK(answer_with(&plugin::Message::effect_id) ==
          "failed: the effect id cannot stand in a mail header");
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    server.next();
    CHECK(server.count() == 1);
}

TEST_CASE("a recipient that is refused for now is retried and then arrives") {
    SmtpServer server({"--answer", "rcpt:officer.aspen@example.org=450x1"});
    const auto channel = plain_channel(server);
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: the mail server answered 450 to RCPT: <[address]>: the test wants it so for "
          "[address]");
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    server.next();
    CHECK(server.count() == 1);
}

TEST_CASE("a recipient that is refused for good fails, and the next one is not harmed") {
    SmtpServer server({"--answer", "rcpt:officer.aspen@example.org=550"});
    const auto channel = plain_channel(server);
    CHECK(told(channel->deliver(usual_message())) ==
          "failed: the mail server answered 550 to RCPT: <[address]>: the test wants it so for "
          "[address]");
    plugin::Message other = usual_message();
    other.recipient = "officer.birch@example.org";
    CHECK(channel->deliver(other).what == Answer::What::delivered);
}

TEST_CASE("a server that refuses the text or the sender is understood") {
    SmtpServer later({"--answer", "data=451"});
    CHECK(plain_channel(later)->deliver(usual_message()).what == Answer::What::retry);
    SmtpServer never({"--answer", "data=554"});
    CHECK(plain_channel(never)->deliver(usual_message()).what == Answer::What::failed);
    SmtpServer sender({"--answer", "mail=550"});
    CHECK_THAT(told(plain_channel(sender)->deliver(usual_message())),
               Catch::StartsWith("retry: the mail server answered 550 to MAIL"));
}

TEST_CASE("a server that is down, or goes away, is retried and found again") {
    SmtpServer server;
    const auto channel = plain_channel(server);
    const std::string port = std::to_string(server.port());
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    server.stop();
    CHECK_THAT(told(channel->deliver(usual_message())),
               Catch::StartsWith("retry: no mail was sent"));
    SmtpServer again({"--port", port});
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
}

TEST_CASE("a server that takes the text but not the time to say so leads to a retry") {
    SmtpServer server({"--hang-up-after-data"});
    CHECK(plain_channel(server)->deliver(usual_message()).what == Answer::What::retry);
    CHECK_THAT(server.next().text,
               Catch::Contains("X-Throughgate-Effect: 00000000000000a1-7-42-0"));
}

TEST_CASE("a server that says nothing is given up after timeout_ms") {
    SmtpServer server({"--silent"});
    const auto channel =
        opened(options_for(server.url(), {{"tls", "none"}, {"timeout_ms", "100"}}));
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: no mail was sent: Timeout was reached");
}

TEST_CASE("where TLS is required a plain server gets nothing") {
    SmtpServer server;
    const auto channel = opened(options_for(server.url(), {}));
    CHECK(told(channel->deliver(usual_message())) ==
          "retry: the mail server does not offer TLS, which this channel requires; nothing was "
          "sent");
    CHECK(server.count() == 0);
}

TEST_CASE("STARTTLS is used when it is offered, and only a trusted certificate will do") {
    SmtpServer server({"--tls", "--require-starttls"});
    const std::string tls = GENERATE("starttls", "required");
    const auto stranger = opened(options_for(server.url(), {{"tls", tls}}));
    CHECK(stranger->deliver(usual_message()).what == Answer::What::retry);
    CHECK(server.count() == 0);
    const auto channel =
        opened(options_for(server.url(), {{"tls", tls}, {"ca_file", server.certificate()}}));
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    CHECK_THAT(server.next().envelope, Catch::Contains("\"tls\": true"));
}

TEST_CASE("with tls: starttls a server without it is served in the clear") {
    SmtpServer server;
    const auto channel = opened(options_for(server.url(), {{"tls", "starttls"}}));
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    CHECK_THAT(server.next().envelope, Catch::Contains("\"tls\": false"));
}

TEST_CASE("smtps speaks TLS from the first byte") {
    SmtpServer server({"--smtps"});
    const auto channel =
        opened(options_for(server.url("smtps"), {{"ca_file", server.certificate()}}));
    CHECK(channel->deliver(usual_message()).what == Answer::What::delivered);
    CHECK(server.count() == 1);
}

TEST_CASE("signing in works over TLS, and a wrong password is a retry that says so") {
    const TemporaryFolder folder;
    SmtpServer server({"--tls", "--auth", "demo:right"});
    plugin::Settings settings{{"user", "demo"}, {"ca_file", server.certificate()}};
    settings.emplace_back("password_file", password_file(folder, "right"));
    CHECK(told(opened(options_for(server.url(), settings))->deliver(usual_message())) ==
          "delivered: taken by the mail server");
    CHECK_THAT(server.next().envelope, Catch::Contains("\"authenticated\": true"));
    password_file(folder, "wrong");
    CHECK_THAT(told(opened(options_for(server.url(), settings))->deliver(usual_message())),
               Catch::StartsWith("retry: the mail server answered 535 to AUTH"));
    CHECK(server.count() == 1);
}

TEST_CASE("a mail channel whose settings cannot work is refused when it is opened") {
    const std::string start = "plug-in 'email-smtp': ";
    CHECK(refusal_of({}, "http://127.0.0.1") ==
          start + "url: write smtp://host:port or smtps://host:port");
    CHECK_THAT(refusal_of({}, "smtp://me:secret@127.0.0.1"), Catch::Contains("do not belong here"));
    CHECK(refusal_of({{"tls", "yes"}}) == start + "tls: write none, starttls or required");
    CHECK(refusal_of({{"timeout_ms", "60000"}}) ==
          start + "timeout_ms: write a whole number from 100 to 28000");
    CHECK_THAT(refusal_of({{"user", "demo"}, {"tls", "starttls"}}),
               Catch::Contains("over TLS only"));
    CHECK_THAT(refusal_of({{"user", "demo"}}), Catch::Contains("give both or neither"));
    CHECK_THAT(refusal_of({{"user", "demo"}, {"password_file", "/nonexistent"}}),
               Catch::Contains("password_file: '/nonexistent'"));
}

// SPDX-License-Identifier: MIT
// Goal: each way a talk with a mail server can end means the right thing for the notice, and
// nothing personal is repeated. Method: recorded talks, one row each.
#include "email-smtp/verdict.hpp"

#include "support/catch.hpp"

using email_smtp::Talk;

namespace {

std::string verdict(CURLcode result, const char* command, const char* reply) {
    Talk talk;
    if (*command != '\0') talk.sent(command);
    if (*reply != '\0') talk.received(reply);
    const auto answer = email_smtp::verdict(result, talk, "officer.aspen@example.org");
    static constexpr const char* words[] = {"delivered", "retry", "failed"};
    return std::string(words[answer.outcome]) + ": " + answer.detail;
}

}  // namespace

TEST_CASE("a server's answer decides between retry and failed") {
    struct Row {
        CURLcode result;
        const char* command;
        const char* reply;
        const char* expected;
    };
    const Row row = GENERATE(
        Row{CURLE_OK, "DATA\r\n", "250 taken\r\n", "delivered: "},
        Row{CURLE_SEND_ERROR, "RCPT TO:<x@y>\r\n", "450 later\r\n", "retry: "},
        Row{CURLE_SEND_ERROR, "RCPT TO:<x@y>\r\n", "550 no such user\r\n", "failed: "},
        Row{CURLE_SEND_ERROR, "RCPT TO:<x@y>\r\n", "530 sign in first\r\n", "retry: "},
        Row{CURLE_WEIRD_SERVER_REPLY, "DATA\r\n", "451 later\r\n", "retry: "},
        Row{CURLE_WEIRD_SERVER_REPLY, "DATA\r\n", "554 refused\r\n", "failed: "},
        Row{CURLE_LOGIN_DENIED, "AUTH PLAIN\r\n", "535 wrong\r\n", "retry: "},
        Row{CURLE_SEND_ERROR, "MAIL FROM:<x@y>\r\n", "550 who are you\r\n", "retry: "},
        Row{CURLE_WEIRD_SERVER_REPLY, "", "554 no service\r\n", "retry: "},
        Row{CURLE_COULDNT_CONNECT, "", "", "retry: no mail was sent: "},
        Row{CURLE_OPERATION_TIMEDOUT, "DATA\r\n", "354 go on\r\n", "retry: "},
        Row{CURLE_USE_SSL_FAILED, "EHLO x\r\n", "250 ok\r\n", "retry: the mail server does not"});
    INFO(row.command << row.reply);
    CHECK_THAT(verdict(row.result, row.command, row.reply), Catch::StartsWith(row.expected));
}

TEST_CASE("the detail quotes the server without addresses and names") {
    CHECK(
        verdict(CURLE_SEND_ERROR, "RCPT TO:<officer.aspen@example.org>\r\n",
                "550 5.1.1 <Officer.Aspen@example.org>: OFFICER.ASPEN unknown; ask it@help.org") ==
        "failed: the mail server answered 550 to RCPT: 5.1.1 <[address]>: [address] unknown; ask "
        "[address]");
    CHECK(email_smtp::masked("no address here", "al@example.org") == "no address here");
}

TEST_CASE("what was signed in with is never kept, and nothing after QUIT counts") {
    Talk talk;
    talk.sent("AUTH PLAIN\r\n");
    talk.received("334 \r\n");
    talk.sent("AGRlbW8Ac2VjcmV0\r\n");
    talk.received("535 5.7.8 wrong\r\n");
    CHECK(talk.command() == "AUTH");
    CHECK(talk.code() == 535);
    talk.sent("QUIT\r\n");
    talk.received("221 bye\r\n");
    CHECK(talk.code() == 535);
    CHECK(talk.reply() == "5.7.8 wrong");
}

TEST_CASE("an answer to an earlier command is not taken for one to a later") {
    Talk talk;
    talk.sent("MAIL FROM:<a@b>\r\n");
    talk.received("250 OK\r\n");
    talk.sent("RCPT TO:<c@d>\r\n");
    CHECK(talk.code() == 0);
}

TEST_CASE("a reply is one printable, bounded line") {
    Talk talk;
    talk.received("421 " + std::string(5000, 'x') + "\r\n");
    CHECK(talk.reply().size() <= 200);
    talk.received("421 a\tb\x1b[31m\r\n");
    CHECK(talk.reply() == "a b [31m");
    talk.received("not a reply");
    CHECK(talk.reply() == "a b [31m");
}

// SPDX-License-Identifier: MIT
// Goal: mail headers that every reader understands, and no way to smuggle another header in.
// Method: pure functions of plugins/mail, checked against texts worked out by hand.
#include "mail/mail.hpp"

#include "support/catch.hpp"

using throughgate::notifier::Message;

namespace {

Message usual() {
    Message message;
    message.effect_id = "a1-7-42-0";
    message.recipient = "officer.aspen@example.org";
    message.subject = "TG-000007: acknowledge by Tue 3 Mar 2026";
    message.reference = "TG-000007";
    message.notice_class = "action";
    message.now = std::chrono::sys_time(std::chrono::milliseconds(1773738000250));
    return message;
}

std::string_view fault_with(std::string_view Message::* field, std::string_view value) {
    Message message = usual();
    message.*field = value;
    return mail::unusable_field(message);
}

}  // namespace

TEST_CASE("the headers of a notice are those that mail readers and filters want") {
    const auto sender = mail::read_sender("Throughgate <notices@example.org>");
    const std::vector<std::string> expected{
        "Date: Tue, 17 Mar 2026 09:00:00 +0000",
        "From: Throughgate <notices@example.org>",
        "To: officer.aspen@example.org",
        "Subject: TG-000007: acknowledge by Tue 3 Mar 2026",
        "Message-ID: <a1-7-42-0@example.org>",
        "Auto-Submitted: auto-generated",
        "X-Throughgate-Effect: a1-7-42-0",
        "X-Throughgate-Class: action",
        "X-Throughgate-Reference: TG-000007",
    };
    CHECK(mail::headers(usual(), sender) == expected);
}

TEST_CASE("a usable notice has no fault, also without a reference") {
    CHECK(mail::unusable_field(usual()).empty());
    CHECK(fault_with(&Message::reference, "").empty());
}

TEST_CASE("line ends and zero bytes in a field are refused by the field's name") {
    const std::string_view smuggled =
        GENERATE(as<std::string_view>(), "a\rb", "a\nb", "a\r\nBcc: all@example.org",
                 std::string_view("a\0b", 3));
    CHECK(fault_with(&Message::recipient, smuggled) == "recipient");
    CHECK(fault_with(&Message::subject, smuggled) == "subject");
    CHECK(fault_with(&Message::reference, smuggled) == "reference");
    CHECK(fault_with(&Message::effect_id, smuggled) == "effect id");
    CHECK(fault_with(&Message::notice_class, smuggled) == "notice class");
}

TEST_CASE("a recipient is one plain address") {
    for (const char* good : {"a@b", "first.last+tag@sub.example.org", "o'neill@example.org"})
        CHECK(mail::is_address(good));
    for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>", "a@b;c",
                            "\"a\"@b", "a@b\t", "\xc3\xa4@b"})
        CHECK_FALSE(mail::is_address(bad));
    CHECK_FALSE(mail::is_address(std::string(250, 'a') + "@example.org"));
}

TEST_CASE("a sender is an address, or a name and an address") {
    CHECK(mail::read_sender("a@b.org").header == "a@b.org");
    CHECK(mail::read_sender("T\xc3\xbcr <a@b.org>").header == "=?UTF-8?B?VMO8cg==?= <a@b.org>");
    CHECK(mail::read_sender("Throughgate <a@b.org>").address == "a@b.org");
    CHECK(mail::read_sender("Throughgate <a@b.org>").domain == "b.org");
    for (const char* bad : {"", "nobody", "Name <a@b", "Name <>", "a@b\r\nBcc: c@d", "<a@b> c"})
        CHECK_THROWS_WITH(mail::read_sender(bad), Catch::StartsWith("from: write"));
}

TEST_CASE("printable ASCII stays as it is, anything else becomes encoded words") {
    CHECK(mail::encoded_words("Due today") == "Due today");
    CHECK(mail::encoded_words("Gef\xc3\xa4ngnis") == "=?UTF-8?B?R2Vmw6RuZ25pcw==?=");
    CHECK(mail::encoded_words("a =?fake?=") == "=?UTF-8?B?YSA9P2Zha2U/PQ==?=");
}

TEST_CASE("a long subject is folded into words of at most 75 bytes that split no character") {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "\xe2\x82\xac";  // three bytes each
    std::string folded = mail::encoded_words(subject);
    std::size_t words = 0;
    for (std::size_t at = 0; at != std::string::npos; ++words) {
        const auto end = folded.find("\r\n ", at);
        const std::string word = folded.substr(at, end == std::string::npos ? end : end - at);
        CHECK(word.size() <= 75);
        CHECK((word.size() - 12) % 4 == 0);
        CHECK(word.find('=', 10) >= word.size() - 2);  // whole groups: three-byte characters
        at = end == std::string::npos ? end : end + 3;
    }
    CHECK(words == 3);
}

TEST_CASE("dates are written as RFC 5322 wants them") {
    using namespace std::chrono;
    CHECK(mail::date_header(sys_time(milliseconds(0))) == "Thu, 01 Jan 1970 00:00:00 +0000");
    CHECK(mail::date_header(sys_days(2028y / February / 29) + 23h + 59min + 59s + 999ms) ==
          "Tue, 29 Feb 2028 23:59:59 +0000");
}

TEST_CASE("line ends of a body become those asked for, and the last line gets one") {
    CHECK(mail::with_line_ends("a\nb", "\r\n") == "a\r\nb\r\n");
    CHECK(mail::with_line_ends("a\r\nb\r\n", "\n") == "a\nb\n");
    CHECK(mail::with_line_ends("", "\n") == "\n");
}

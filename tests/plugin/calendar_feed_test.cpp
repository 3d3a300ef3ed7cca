// SPDX-License-Identifier: MIT
// Goal: a calendar follows what is due, entry by entry, and its text keeps the rules of RFC 5545.
// Method: the pure parts; what other software makes of it is tests/host/calendar_test.py.
#include "ical-feed/calendar.hpp"
#include "ical-feed/message.hpp"
#include "support/catch.hpp"

using namespace ical_feed;

namespace {

const Instant first_day(std::chrono::milliseconds(1773738000000));
constexpr auto day = std::chrono::hours(24);
constexpr auto keep = 30 * day;

Item item(const std::string& id, const std::string& due, const std::string& title = "Hand over") {
    return {id, title, due, "", ""};
}

std::vector<Entry> after(std::vector<Entry> before, const std::vector<Item>& items, int days) {
    const Instant now = first_day + days * day;
    return brought_up(std::move(before), items, now, now - keep);
}

std::string told(const std::vector<Entry>& entries) {
    std::string text;
    for (const Entry& entry : entries)
        text += entry.item.id + " " + entry.item.due + " " + std::to_string(entry.sequence) +
                (entry.cancelled ? " cancelled" : "") + "; ";
    return text;
}

}  // namespace

TEST_CASE("entries begin, move, end and come back, each change one further") {
    auto entries = after({}, {item("b", "2026-03-20"), item("a", "2026-03-20")}, 0);
    CHECK(told(entries) == "a 2026-03-20 0; b 2026-03-20 0; ");
    entries = after(entries, {item("a", "2026-03-27"), item("b", "2026-03-20")}, 1);
    CHECK(told(entries) == "b 2026-03-20 0; a 2026-03-27 1; ");
    entries = after(entries, {item("a", "2026-03-27")}, 2);
    CHECK(told(entries) == "b 2026-03-20 1 cancelled; a 2026-03-27 1; ");
    entries = after(entries, {item("a", "2026-03-27"), item("b", "2026-03-20")}, 3);
    CHECK(told(entries) == "b 2026-03-20 2; a 2026-03-27 1; ");
}

TEST_CASE("the same list again changes nothing, not even the stamps") {
    const auto entries = after({}, {item("a", "2026-03-20")}, 0);
    CHECK(feed_of(after(entries, {item("a", "2026-03-20")}, 9), "x") == feed_of(entries, "x"));
}

TEST_CASE("a cancelled entry is kept for a while, then forgotten") {
    auto entries = after(after({}, {item("a", "2026-03-20")}, 0), {}, 1);
    CHECK(told(after(entries, {}, 31)) == "a 2026-03-20 1 cancelled; ");
    CHECK(told(after(entries, {}, 32)).empty());
}

TEST_CASE("lines are folded at 75 octets between characters, and texts cannot break out") {
    std::string title;
    for (int i = 0; i < 60; ++i) title += "\xc3\xa9";
    title += "; a, b\nBEGIN:VEVENT\r\x07\\";
    const std::string feed = feed_of(after({}, {item("a", "2026-03-20", title)}, 0), "x");
    for (std::size_t at = 0; at < feed.size();) {
        const std::size_t end = feed.find("\r\n", at);
        REQUIRE(end != std::string::npos);
        CHECK(end - at <= 75);
        CHECK((static_cast<unsigned char>(feed[at + (feed[at] == ' ' ? 1 : 0)]) & 0xc0u) != 0x80u);
        at = end + 2;
    }
    CHECK(feed.find("\r\nBEGIN:VEVENT\r\n") == feed.rfind("\r\nBEGIN:VEVENT\r\n"));
    CHECK(feed.find('\x07') == std::string::npos);
}

TEST_CASE("the memory of a calendar reads back as it was, and nothing else does") {
    auto entries = after(after({}, {item("a", "2026-03-20", "\"q\" \n")}, 0), {}, 1);
    const auto again = read_memory(remembered(entries));
    REQUIRE(again);
    CHECK(told(*again) == told(entries));
    CHECK(feed_of(*again, "x") == feed_of(entries, "x"));
    for (const char* text : {"", "[]", "{}", R"({"entries": [{"id": "a"}]})"})
        CHECK_FALSE(read_memory(text));
}

TEST_CASE("a list that cannot be used says why") {
    const auto fault = [](const char* body) {
        try {
            read_list(body);
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(fault("no json") == "the message is no list of what is due");
    CHECK(fault(R"({"items": []})") == "the list says of nobody whose it is");
    const auto fault_of_items = [&](const std::string& items) {
        return fault((R"({"person": "S01", "items": [)" + items + "]}").c_str());
    };
    const std::string good = R"({"id": "a", "title": "t", "due": "2026-02-28"})";
    CHECK(fault_of_items(R"({"id": "a", "title": "t", "due": "2026-02-30"})") ==
          "entry 1 has no id, title or day");
    CHECK(fault_of_items(good + ", 7") == "entry 2 has no id, title or day");
    CHECK(fault_of_items(good + ", " + good) == "entry 2 has the id of another");
    CHECK(fault_of_items(good).empty());
    CHECK(fault_of_items("").empty());
}

TEST_CASE("an address depends on the secret, the person and the turn, and on nothing else") {
    const std::string address = address_of("a secret of some length", "S01", 1);
    CHECK(address.size() == 40);
    CHECK(address == address_of("a secret of some length", "S01", 1));
    CHECK(address != address_of("a secret of some length", "S01", 2));
    CHECK(address != address_of("a secret of some length", "S02", 1));
    CHECK(address != address_of("another secret of such", "S01", 1));
}

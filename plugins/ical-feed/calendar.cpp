// SPDX-License-Identifier: MIT
#include "ical-feed/calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <tuple>

namespace ical_feed {

namespace {

using namespace std::chrono;

constexpr std::size_t longest_line = 75;  // octets, RFC 5545 section 3.1

Entry* find(std::vector<Entry>& entries, const std::string& id) {
    const auto same = [&](const Entry& entry) { return entry.item.id == id; };
    const auto found = std::find_if(entries.begin(), entries.end(), same);
    return found == entries.end() ? nullptr : &*found;
}

void change(Entry& entry, bool cancelled, Instant now) {
    entry.cancelled = cancelled;
    ++entry.sequence;
    entry.changed = now;
}

void take_in(std::vector<Entry>& entries, const Item& item, Instant now) {
    Entry* entry = find(entries, item.id);
    if (entry == nullptr) return entries.push_back({item, 0, now, false});
    if (!entry->cancelled && entry->item == item) return;
    entry->item = item;
    change(*entry, false, now);
}

bool holds(const std::vector<Item>& items, const std::string& id) {
    return std::any_of(items.begin(), items.end(), [&](const Item& i) { return i.id == id; });
}

int number_in(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

year_month_day day_of(std::string_view text) {
    return {year(number_in(text.substr(0, 4))),
            month(static_cast<unsigned>(number_in(text.substr(5, 2)))),
            day(static_cast<unsigned>(number_in(text.substr(8, 2))))};
}

std::string digits(const char* format, int a, unsigned b, unsigned c) {
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), format, a, b, c);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string basic_date(sys_days date) {
    const year_month_day parts(date);
    return digits("%04d%02u%02u", static_cast<int>(parts.year()),
                  static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::string basic_time(Instant instant) {
    const auto date = floor<days>(instant);
    const hh_mm_ss time(floor<seconds>(instant - date));
    return basic_date(date) + digits("T%02d%02u%02uZ", static_cast<int>(time.hours().count()),
                                     static_cast<unsigned>(time.minutes().count()),
                                     static_cast<unsigned>(time.seconds().count()));
}

/// RFC 5545 section 3.3.11; other control characters cannot stand in a text at all.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '\n')
            out += "\\n";
        else if (letter == '\\' || letter == ';' || letter == ',')
            (out += '\\') += letter;
        else if (byte >= 0x20 && byte != 0x7f)
            out += letter;
    }
    return out;
}

bool continues_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xc0u) == 0x80u;
}

/// One content line, folded between characters, never within one.
void put(std::string& feed, std::string_view line) {
    std::size_t room = longest_line;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && continues_character(line[end])) --end;
        feed.append(line.substr(0, end)) += "\r\n ";
        line.remove_prefix(end);
        room = longest_line - 1;  // the space counts
    }
    feed.append(line) += "\r\n";
}

/// A link holds no character that could end its line.
std::string plain(std::string_view link) {
    std::string out;
    for (const char letter : link)
        if (static_cast<unsigned char>(letter) > 0x20 && letter != 0x7f) out += letter;
    return out;
}

void put_entry(std::string& feed, const Entry& entry) {
    const sys_days due(day_of(entry.item.due));
    const std::string stamp = basic_time(entry.changed);
    put(feed, "BEGIN:VEVENT");
    put(feed, "UID:" + escaped(entry.item.id) + "@throughgate");
    put(feed, "SEQUENCE:" + std::to_string(entry.sequence));
    put(feed, "DTSTAMP:" + stamp);
    put(feed, "LAST-MODIFIED:" + stamp);
    put(feed, "DTSTART;VALUE=DATE:" + basic_date(due));
    put(feed, "DTEND;VALUE=DATE:" + basic_date(due + days(1)));
    put(feed, "SUMMARY:" + escaped(entry.item.title));
    if (!entry.item.text.empty()) put(feed, "DESCRIPTION:" + escaped(entry.item.text));
    if (!entry.item.link.empty()) put(feed, "URL:" + plain(entry.item.link));
    put(feed, std::string("STATUS:") + (entry.cancelled ? "CANCELLED" : "CONFIRMED"));
    put(feed, "TRANSP:TRANSPARENT");
    put(feed, "END:VEVENT");
}

}  // namespace

bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (const std::size_t at : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u})
        if (text[at] < '0' || text[at] > '9') return false;
    return day_of(text).ok();
}

std::vector<Entry> brought_up(std::vector<Entry> before, const std::vector<Item>& items,
                              Instant now, Instant forget) {
    for (Entry& entry : before)
        if (!entry.cancelled && !holds(items, entry.item.id)) change(entry, true, now);
    for (const Item& item : items) take_in(before, item, now);
    std::erase_if(before, [&](const Entry& e) { return e.cancelled && e.changed < forget; });
    std::sort(before.begin(), before.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.item.due, a.item.id) < std::tie(b.item.due, b.item.id);
    });
    return before;
}

std::string feed_of(const std::vector<Entry>& entries, std::string_view name) {
    std::string feed;
    put(feed, "BEGIN:VCALENDAR");
    put(feed, "VERSION:2.0");
    put(feed, "PRODID:-//Throughgate//Handoffs//EN");
    put(feed, "CALSCALE:GREGORIAN");
    put(feed, "METHOD:PUBLISH");
    put(feed, "X-WR-CALNAME:" + escaped(name));
    put(feed, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    put(feed, "X-PUBLISHED-TTL:PT1H");
    for (const Entry& entry : entries) put_entry(feed, entry);
    put(feed, "END:VCALENDAR");
    return feed;
}

}  // namespace ical_feed

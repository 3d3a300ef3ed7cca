// SPDX-License-Identifier: MIT
// One person's calendar: what was published so far, what is due now, and the text of the feed.
// Pure: the same list twice changes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ical_feed {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// What is due now, as it is told to the plug-in.
struct Item {
    std::string id;  ///< stable; becomes the entry's UID
    std::string title;
    std::string due;   ///< "2026-03-03"
    std::string text;  ///< may be empty
    std::string link;  ///< may be empty
    friend bool operator==(const Item&, const Item&) = default;
};

/// An entry as it stands in the feed.
struct Entry {
    Item item;
    std::uint32_t sequence = 0;  ///< RFC 5545: one more with each change
    Instant changed{};
    bool cancelled = false;
};

/// Entries of `before`, brought up to `items`: new ones begin at sequence 0; changed, ended and
/// revived ones are one further; what ended before `forget` goes. In the order of due and id.
std::vector<Entry> brought_up(std::vector<Entry> before, const std::vector<Item>& items,
                              Instant now, Instant forget);

/// The whole feed: CRLF line ends, lines folded at 75 octets, texts escaped.
std::string feed_of(const std::vector<Entry>& entries, std::string_view name);

/// A date of the calendar, "2026-03-03".
bool is_day(std::string_view text);

}  // namespace ical_feed

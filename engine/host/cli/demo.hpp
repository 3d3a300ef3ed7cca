// SPDX-License-Identifier: MIT
// The parts of the demo that are not about the engine: the event feed by time, and the maildir.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::cli {

/// One line of the feed and when it is brought in: at its own time, but never before the line above
/// it (feeds arrive out of order), and never at the same instant (so that a restart knows where it
/// was: at most one line belongs to the instant at which the store's clock stands).
struct FeedLine {
    Instant arrival{};
    std::string text;
};

/// invalid when the first line has no readable time.
Result<std::vector<FeedLine>> read_feed(const std::string& json_lines);

/// Effect ids in a maildir and how often each was written.
std::map<std::string, std::size_t> effects_in(const std::string& maildir);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// The parts of the demo that are not about the engine: the event feed by time, and the maildir.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::cli {

/// Lines of the feed that are brought in together, as a nightly or four-hourly extract would be.
/// No person twice in one delivery, and no two deliveries at one instant: so a person's lines keep
/// their order wherever the program is killed, and a restart knows where it was.
struct FeedDelivery {
    Instant arrival{};
    std::string lines;
    std::size_t count = 0;
};

/// `records`: the prisoner records, which say whose CRN belongs to which prison number.
/// invalid when the first line has no readable time.
Result<std::vector<FeedDelivery>> read_feed(const std::string& json_lines,
                                            const std::string& records);

/// Effect ids in a maildir and how often each was written.
std::map<std::string, std::size_t> effects_in(const std::string& maildir);

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
// The parts of the demo that are not about the engine: the event feed by time, what the channels
// left, and whether the log explains how a case stands.
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "throughgate/clock.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"
#include "throughgate/views.hpp"

namespace throughgate::cli {

/// Lines of the feed that are brought in together, as a nightly or four-hourly extract would be.
/// No person twice in one delivery, and no two deliveries at one instant: so a person's lines keep
/// their order wherever the program is killed, and a restart knows where it was.
struct FeedDelivery {
    Instant arrival{};
    std::string lines;
    std::size_t count = 0;
};

struct FeedOptions {
    std::string path;
    std::string records;  ///< prisoner records: whose CRN belongs to which prison number
    bool person_once =
        true;  ///< false: all lines of four hours are one delivery, as fast as can be
};

/// The feed, one delivery after another; holds no more than one of them and a line.
class FeedReader {
public:
    explicit FeedReader(const FeedOptions& options);

    /// nullopt: the end. invalid: no such file, or its first line has no readable time.
    Result<std::optional<FeedDelivery>> next();

private:
    struct Line {
        std::string text;
        std::string person;
        Instant window_end{};
    };
    Result<std::optional<Line>> read_line();

    const std::string path_;
    const bool person_once_;
    std::ifstream file_;
    std::map<std::string, std::string> numbers_;  // by CRN
    std::optional<Line> waiting_;                 // first of the next delivery
    std::optional<Instant> window_;
    std::optional<Instant> last_arrival_;
};

/// A later extract of a caseload: prisoners-2026-10-05.json.
struct Intake {
    Date day{};
    std::string path;
};
std::vector<Intake> find_intakes(const std::string& caseload);

/// Effect ids in a maildir and how often each was written.
std::map<std::string, std::size_t> effects_in(const std::string& maildir);

/// Sum of what the channel `counting` wrote; 0 without its file.
std::uint64_t count_in(const std::string& file);

/// What of the case its log does not explain, as sentences: states, stages, facts, holders of roles
/// and handoffs are folded from the entries and compared. Empty: the log explains it all.
std::vector<std::string> unexplained(const CaseView& view,
                                     const std::vector<HistoryEntry>& history);

/// An engine whose caseload was played, on a clock that stands where playing ended.
struct Played {
    std::unique_ptr<VirtualClock> clock;
    std::unique_ptr<Engine> engine;
};
Result<Played> play_demo(const Arguments& arguments, const Console& console);

/// `demo --serve`: plays into a temporary store and opens it in the console, on loopback alone.
int serve_played(Arguments arguments, const Console& console);

}  // namespace throughgate::cli

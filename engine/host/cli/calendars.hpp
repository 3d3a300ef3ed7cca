// SPDX-License-Identifier: MIT
// What is due for people, handed to a calendar plug-in as one whole list a person: once, or by
// `run` and `serve` every so often.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "host/cli/arguments.hpp"
#include "host/cli/console.hpp"
#include "throughgate/engine.hpp"
#include "throughgate/plugins.hpp"

namespace throughgate::cli {

/// "S02", "S02=2" for the second address of S02, "S02=0" when S02 has left: no address any more.
struct CalendarReader {
    std::string person;
    std::int64_t turn = 1;
};

/// invalid: all that are wrong are named.
Result<std::vector<CalendarReader>> calendar_readers_of(const std::vector<std::string>& given);

/// What this person may see, which is logged as any other reading.
Result<PluginAnswer> write_calendar(const CalendarReader& reader, Engine& engine,
                                    PluginChannel& channel);

/// The plug-in that keeps calendars, with its settings: what was given as --channel of
/// `calendars`, else ical-feed.
Result<std::unique_ptr<PluginChannel>> open_calendars(const Arguments& arguments);

/// What is left of the arguments of `run` and `serve` for channels of notices.
Arguments without_calendars(Arguments arguments);

/// Writes the calendars of `--calendar` when it starts, then each hour between seven and seven, on
/// a thread of its own. What cannot be written is said, and tried again.
class CalendarWriter {
public:
    /// nullptr: nobody asked for one. invalid and not_found as of plug-ins.
    static Result<std::unique_ptr<CalendarWriter>> open(const Arguments& arguments,
                                                        const Console& console);
    explicit CalendarWriter(const Console& console) : console_(console) {}
    CalendarWriter(const CalendarWriter&) = delete;
    CalendarWriter& operator=(const CalendarWriter&) = delete;
    ~CalendarWriter() { stop(); }

    /// `engine` outlives `stop`.
    void start(Engine& engine);
    void stop();

private:
    void run(Engine& engine);
    void write(Engine& engine);
    bool stops();

    const Console& console_;
    std::vector<CalendarReader> readers_;
    std::unique_ptr<PluginChannel> channel_;
    std::map<std::string, std::string> said_;  ///< of its thread
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;  // guarded by mutex_
};

}  // namespace throughgate::cli

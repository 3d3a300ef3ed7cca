// SPDX-License-Identifier: MIT
// `calendars`: what is due for people, written into their calendars once.
#include "host/cli/calendars.hpp"
#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"

namespace throughgate::cli {

int run_calendars(const Arguments& arguments, const Console& console) {
    const auto readers = calendar_readers_of(arguments.files);
    if (!readers.ok()) return console.fail(readers.error());
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    auto channel = open_calendars(arguments);
    if (!channel.ok()) return console.fail(channel.error());
    int code = exit_clean;
    for (const CalendarReader& reader : *readers) {
        const auto answer = write_calendar(reader, (*session)->engine(), **channel);
        if (!answer.ok()) {
            code = console.fail(answer.error());
            continue;
        }
        console.line(reader.person + " " + answer->outcome + ": " + answer->detail);
        if (answer->outcome != "delivered") code = exit_findings;
    }
    return code;
}

}  // namespace throughgate::cli

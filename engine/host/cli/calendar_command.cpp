// SPDX-License-Identifier: MIT
// `calendars`: what is due for people, handed to a calendar plug-in as one whole list a person.
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "host/cli/commands.hpp"
#include "host/cli/exit_codes.hpp"
#include "host/cli/session.hpp"
#include "throughgate/access.hpp"
#include "throughgate/plugins.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t most_entries = 2000;

/// "S02", or "S02=2" for the second address of S02.
struct Reader {
    std::string person;
    std::int64_t turn = 1;
};

Result<Reader> reader_of(const std::string& given) {
    const std::size_t equals = std::min(given.find('='), given.size());
    Reader reader{given.substr(0, equals), 1};
    if (equals == given.size()) return reader;
    const char* end = given.data() + given.size();
    const auto read = std::from_chars(given.data() + equals + 1, end, reader.turn);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    if (whole && reader.turn >= 1 && reader.turn <= 1000 && !reader.person.empty()) return reader;
    return Error{ErrorKind::invalid,
                 "'" + given + "': write a staff id, or ID=2 for its second address (at most 1000)",
                 given};
}

/// All that are wrong are named.
Result<std::vector<Reader>> readers_of(const std::vector<std::string>& given) {
    std::vector<Reader> readers;
    std::string faults;
    for (const std::string& each : given) {
        auto reader = reader_of(each);
        if (reader.ok())
            readers.push_back(*std::move(reader));
        else
            faults += (faults.empty() ? "" : "; ") + reader.error().message;
    }
    if (!faults.empty()) return Error{ErrorKind::invalid, faults, "people"};
    return readers;
}

/// The local day in "Tue 17 Mar 2026 09:00", as 2026-03-17.
std::string day_in(const std::string& words) {
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<std::string, 4> part;
    std::size_t count = 0;
    for (const char letter : words)
        if (letter == ' ')
            ++count;
        else if (count < part.size())
            part[count] += letter;
    const auto month = std::find(months.begin(), months.end(), part[2]);
    const auto two = [](std::string text) { return text.size() == 1 ? "0" + text : text; };
    return part[3] + "-" + two(std::to_string(month - months.begin() + 1)) + "-" + two(part[1]);
}

/// A row of the worklist that somebody waits for. Titles that may not be seen are not in it.
json::object entry_of(const WorklistRow& row, Engine& engine) {
    const std::string number = std::to_string(row.handoff);
    return {{"id", row.case_reference + "-" + number},
            {"title", row.case_reference + ": " + row.title},
            {"due", day_in(engine.in_words(*row.due))},
            {"text", "Due " + engine.in_words(*row.due) + ". Handoff " + number + " of " +
                         row.case_reference + "."}};
}

json::object list_of(const Reader& reader, const std::vector<WorklistRow>& rows, Engine& engine) {
    json::array items;
    for (const WorklistRow& row : rows)
        if (row.handoff != 0 && row.due && items.size() < most_entries)
            items.push_back(entry_of(row, engine));
    return {{"person", reader.person}, {"turn", reader.turn}, {"items", std::move(items)}};
}

/// What this person may see, which is logged as any other reading.
Result<PluginAnswer> write_calendar(const Reader& reader, Session& session,
                                    PluginChannel& channel) {
    Viewer viewer;
    viewer.person = reader.person;
    viewer.asserted_by = principal();
    viewer.purpose = "calendar";
    const auto rows = Access(session.engine(), viewer).worklist(reader.person);
    if (!rows.ok()) return rows.error();
    PluginMessage message;
    message.effect_id = "calendar-" + reader.person;
    message.notice_class = "calendar";
    message.body = json::serialize(list_of(reader, *rows, session.engine()));
    message.now = session.engine().now();
    return channel.deliver(message);
}

}  // namespace

int run_calendars(const Arguments& arguments, const Console& console) {
    const auto readers = readers_of(arguments.files);
    if (!readers.ok()) return console.fail(readers.error());
    Arguments wanted_channel = arguments;
    if (arguments.channels.empty()) wanted_channel.channels = {"ical-feed"};
    const auto options = with_channels({}, wanted_channel);
    if (!options.ok()) return console.fail(options.error());
    auto session = Session::open(arguments, console, false);
    if (!session.ok()) return console.fail(session.error());
    const ChannelOptions& wanted = options->channels.front();
    auto channel = PluginChannel::open(wanted.library, options->plugin_host, wanted.settings);
    if (!channel.ok()) return console.fail(channel.error());
    int code = exit_clean;
    for (const Reader& reader : *readers) {
        const auto answer = write_calendar(reader, **session, **channel);
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

// SPDX-License-Identifier: MIT
#include "host/cli/calendars.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "host/cli/session.hpp"
#include "throughgate/access.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t most_entries = 2000;
constexpr std::chrono::minutes between_writings{60};

Result<CalendarReader> reader_of(const std::string& given) {
    const std::size_t equals = std::min(given.find('='), given.size());
    CalendarReader reader{given.substr(0, equals), 1};
    if (equals == given.size()) return reader;
    const char* end = given.data() + given.size();
    const auto read = std::from_chars(given.data() + equals + 1, end, reader.turn);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    if (whole && reader.turn >= 0 && reader.turn <= 1000 && !reader.person.empty()) return reader;
    return Error{
        ErrorKind::invalid,
        "'" + given +
            "': write a staff id, ID=2 for its second address (at most 1000), or ID=0 for none",
        given};
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

json::object list_of(const CalendarReader& reader, const std::vector<WorklistRow>& rows,
                     Engine& engine) {
    json::array items;
    for (const WorklistRow& row : rows)
        if (row.handoff != 0 && row.due && items.size() < most_entries)
            items.push_back(entry_of(row, engine));
    return {{"person", reader.person}, {"turn", reader.turn}, {"items", std::move(items)}};
}

/// not_found: nobody has this id; says who is there.
Status is_known(Engine& engine, const std::string& person) {
    HandoffQuery query;
    query.person = person;
    query.limit = 1;
    const auto known = engine.list_handoffs(query);
    return known.ok() ? Status() : Status(known.error());
}

bool is_of_calendars(const std::string& setting) { return setting.starts_with("ical-feed."); }

/// In working hours there is somebody to read it. "Tue 17 Mar 2026 09:00" ends with the time.
bool is_worth_writing(const Engine& engine) {
    const std::string words = engine.in_words(engine.now());
    const std::string hour = words.size() < 5 ? "" : words.substr(words.size() - 5, 2);
    return hour >= "07" && hour < "19";
}

}  // namespace

Result<std::vector<CalendarReader>> calendar_readers_of(const std::vector<std::string>& given) {
    std::vector<CalendarReader> readers;
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

Result<PluginAnswer> write_calendar(const CalendarReader& reader, Engine& engine,
                                    PluginChannel& channel) {
    PluginMessage message;
    message.effect_id = "calendar-" + reader.person;
    message.notice_class = "calendar";
    message.now = engine.now();
    if (reader.turn == 0) {
        message.body = json::serialize(
            json::object{{"person", reader.person}, {"gone", true}, {"items", json::array()}});
        return channel.deliver(message);
    }
    Viewer viewer;
    viewer.person = reader.person;
    viewer.asserted_by = principal();
    viewer.purpose = "calendar";
    const auto rows = Access(engine, viewer).worklist(reader.person);
    if (!rows.ok()) {
        const auto known = is_known(engine, reader.person);
        return known.ok() ? rows.error() : known.error();
    }
    message.body = json::serialize(list_of(reader, *rows, engine));
    return channel.deliver(message);
}

Result<std::unique_ptr<PluginChannel>> open_calendars(const Arguments& arguments) {
    Arguments wanted = arguments;
    if (wanted.channels.empty()) wanted.channels = {"ical-feed"};
    const auto options = with_channels({}, wanted);
    if (!options.ok()) return options.error();
    const ChannelOptions& channel = options->channels.front();
    return PluginChannel::open(channel.library, options->plugin_host, channel.settings);
}

Arguments without_calendars(Arguments arguments) {
    if (!arguments.files.empty()) std::erase_if(arguments.settings, is_of_calendars);
    return arguments;
}

Result<std::unique_ptr<CalendarWriter>> CalendarWriter::open(const Arguments& arguments,
                                                             const Console& console) {
    if (arguments.files.empty()) return std::unique_ptr<CalendarWriter>();
    auto readers = calendar_readers_of(arguments.files);
    if (!readers.ok()) return readers.error();
    Arguments wanted;
    for (const std::string& setting : arguments.settings)
        if (is_of_calendars(setting)) wanted.settings.push_back(setting);
    auto channel = open_calendars(wanted);
    if (!channel.ok()) return channel.error();
    auto writer = std::make_unique<CalendarWriter>(console);
    writer->readers_ = std::move(*readers);
    writer->channel_ = std::move(*channel);
    return writer;
}

void CalendarWriter::start(Engine& engine) {
    thread_ = std::thread([this, &engine] { run(engine); });
}

void CalendarWriter::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool CalendarWriter::stops() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void CalendarWriter::run(Engine& engine) {
    for (bool first = true; !stops(); first = false) {
        if (first || is_worth_writing(engine)) write(engine);
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, between_writings, [this] { return stopping_; });
    }
}

/// One that cannot be written is said once, until it can.
void CalendarWriter::write(Engine& engine) {
    for (const CalendarReader& reader : readers_) {
        if (stops()) return;
        std::string fault;
        try {
            const auto answer = write_calendar(reader, engine, *channel_);
            if (!answer.ok()) fault = answer.error().message;
            if (answer.ok() && answer->outcome != "delivered") fault = answer->detail;
        } catch (const std::exception& mistake) {
            fault = mistake.what();
        }
        std::string& said = said_[reader.person];
        if (!fault.empty() && fault != said)
            console_.say("the calendar of " + reader.person + " was not written: " + fault);
        said = std::move(fault);
    }
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/cli/demo.hpp"

namespace throughgate::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

/// The time of an event in one of the shapes that a feed may hold.
std::optional<Instant> time_in(const std::string& line) {
    boost::system::error_code problem;
    const json::value value = json::parse(line, problem);
    if (problem || !value.is_object()) return std::nullopt;
    const json::object& object = value.as_object();
    for (const char* key : {"at", "occurredAt"})
        if (const auto* time = object.if_contains(key); time != nullptr && time->is_string())
            return parse_instant(std::string_view(time->as_string()));
    if (const auto* message = object.if_contains("Message");
        message != nullptr && message->is_string())
        return time_in(std::string(message->as_string()));
    return std::nullopt;
}

std::string effect_in(const fs::path& mail) {
    constexpr std::string_view header = "X-Throughgate-Effect: ";
    std::ifstream file(mail);
    for (std::string line; std::getline(file, line) && !line.empty() && line != "\r";)
        if (line.starts_with(header)) {
            std::string id = line.substr(header.size());
            if (id.ends_with('\r')) id.pop_back();
            return id;
        }
    return "";
}

}  // namespace

Result<std::vector<FeedLine>> read_feed(const std::string& json_lines) {
    std::vector<FeedLine> feed;
    std::istringstream lines(json_lines);
    std::optional<Instant> last;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        const auto own = time_in(line);
        if (!own && !last)
            return Error{ErrorKind::invalid, "the first line of the event feed has no time",
                         "events.jsonl:1"};
        const Instant earliest = last ? *last + Milliseconds{1} : *own;
        last = own ? std::max(*own, earliest) : earliest;
        feed.push_back({*last, line});
    }
    return feed;
}

std::map<std::string, std::size_t> effects_in(const std::string& maildir) {
    std::map<std::string, std::size_t> effects;
    const fs::path folder = fs::path(maildir) / "new";
    if (!fs::is_directory(folder)) return effects;
    for (const auto& entry : fs::directory_iterator(folder))
        if (const std::string id = effect_in(entry.path()); !id.empty()) ++effects[id];
    return effects;
}

}  // namespace throughgate::cli

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
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

/// The end of the four hours in which something happened: late lines come with a later delivery.
Instant window_end(Instant instant) {
    constexpr std::chrono::hours four{4};
    const auto since = instant.time_since_epoch();
    return Instant{(since / four + 1) * Milliseconds{four}};
}

using NumbersByCrn = std::map<std::string, std::string>;

NumbersByCrn numbers_by_crn(const std::string& records) {
    NumbersByCrn numbers;
    boost::system::error_code problem;
    const json::value value = json::parse(records, problem);
    if (problem) return numbers;
    const json::value* content =
        value.is_object() ? value.as_object().if_contains("content") : &value;
    if (content == nullptr || !content->is_array()) return numbers;
    for (const json::value& record : content->as_array()) {
        if (!record.is_object()) continue;
        const auto* crn = record.as_object().if_contains("crn");
        const auto* number = record.as_object().if_contains("prisonerNumber");
        if (crn != nullptr && number != nullptr && crn->is_string() && number->is_string())
            numbers.emplace(crn->as_string(), number->as_string());
    }
    return numbers;
}

/// The person a line is about: the first prison number in it, else the one its CRN belongs to.
std::string person_in(const std::string& line, const NumbersByCrn& numbers) {
    static const std::regex prison_number("[A-Z][0-9]{4}[A-Z]{2}");
    static const std::regex crn("X[0-9]{6}");
    std::smatch found;
    if (std::regex_search(line, found, prison_number)) return found.str();
    if (!std::regex_search(line, found, crn)) return line;
    const auto known = numbers.find(found.str());
    return known == numbers.end() ? found.str() : known->second;
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

Result<std::vector<FeedDelivery>> read_feed(const std::string& json_lines,
                                            const std::string& records) {
    const auto numbers = numbers_by_crn(records);
    std::vector<FeedDelivery> feed;
    std::set<std::string> people;  // of the delivery being filled
    std::istringstream lines(json_lines);
    std::optional<Instant> window;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        const auto own = time_in(line);
        if (!own && !window)
            return Error{ErrorKind::invalid, "the first line of the event feed has no time",
                         "events.jsonl:1"};
        const Instant ends = own ? window_end(*own) : *window;
        const std::string person = person_in(line, numbers);
        const bool later = !window || ends > *window;
        if (later || people.contains(person)) {
            const Instant next = feed.empty() ? ends : feed.back().arrival + Milliseconds{1};
            feed.push_back({later ? std::max(ends, next) : next, "", 0});
            people.clear();
        }
        window = later ? ends : window;
        people.insert(person);
        feed.back().lines += line + "\n";
        ++feed.back().count;
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

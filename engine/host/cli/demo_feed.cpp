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

FeedReader::FeedReader(const FeedOptions& options)
    : path_(options.path),
      person_once_(options.person_once),
      file_(options.path, std::ios::binary),
      numbers_(numbers_by_crn(options.records)) {}

Result<std::optional<FeedReader::Line>> FeedReader::read_line() {
    if (!file_.is_open()) return Error{ErrorKind::invalid, "cannot read " + path_, path_};
    Line line;
    do {
        if (!std::getline(file_, line.text)) return std::optional<Line>{};
    } while (line.text.empty());
    const auto own = time_in(line.text);
    if (!own && !window_)
        return Error{ErrorKind::invalid, "the first line of the event feed has no time",
                     path_ + ":1"};
    line.window_end = own ? window_end(*own) : *window_;
    line.person = person_in(line.text, numbers_);
    if (!window_) window_ = line.window_end;
    return std::optional(std::move(line));
}

Result<std::optional<FeedDelivery>> FeedReader::next() {
    if (!waiting_) {
        auto first = read_line();
        if (!first.ok()) return first.error();
        if (!*first) return std::optional<FeedDelivery>{};
        waiting_ = std::move(*first);
    }
    const bool later = !last_arrival_ || waiting_->window_end > *window_;
    const Instant after = last_arrival_ ? *last_arrival_ + Milliseconds{1} : waiting_->window_end;
    FeedDelivery delivery{later ? std::max(waiting_->window_end, after) : after, "", 0};
    if (later) window_ = waiting_->window_end;
    std::set<std::string> people;
    while (waiting_ && waiting_->window_end <= *window_ &&
           (people.insert(waiting_->person).second || !person_once_)) {
        delivery.lines += waiting_->text + "\n";
        ++delivery.count;
        auto following = read_line();
        if (!following.ok()) return following.error();
        waiting_ = std::move(*following);
    }
    last_arrival_ = delivery.arrival;
    return std::optional(std::move(delivery));
}

std::vector<Intake> find_intakes(const std::string& caseload) {
    static const std::regex name("prisoners-([0-9]{4}-[0-9]{2}-[0-9]{2})\\.json");
    std::vector<Intake> intakes;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(caseload, problem)) {
        const std::string file = entry.path().filename().string();
        std::smatch found;
        if (!std::regex_match(file, found, name)) continue;
        if (const auto day = parse_date(found[1].str()))
            intakes.push_back({*day, entry.path().string()});
    }
    std::sort(intakes.begin(), intakes.end(),
              [](const Intake& a, const Intake& b) { return a.day < b.day; });
    return intakes;
}

std::map<std::string, std::size_t> effects_in(const std::string& maildir) {
    std::map<std::string, std::size_t> effects;
    const fs::path folder = fs::path(maildir) / "new";
    if (!fs::is_directory(folder)) return effects;
    for (const auto& entry : fs::directory_iterator(folder))
        if (const std::string id = effect_in(entry.path()); !id.empty()) ++effects[id];
    return effects;
}

std::uint64_t count_in(const std::string& file) {
    std::ifstream counts(file);
    std::uint64_t sum = 0;
    std::uint64_t count = 0;
    for (std::string notice_class; counts >> notice_class >> count;) sum += count;
    return sum;
}

}  // namespace throughgate::cli

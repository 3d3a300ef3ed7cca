// SPDX-License-Identifier: MIT
#include "exchange/record_reader.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/limits.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"

namespace throughgate::exchange {

namespace json = boost::json;

RecordReader::RecordReader(const json::object& record, ImportedPerson& person, Instant now)
    : record_(record), person_(person), today_(std::chrono::floor<std::chrono::days>(now)) {}

const json::value* RecordReader::find(std::string_view key) const {
    const json::object* object = &record_;
    for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
        object = object_member(*object, key.substr(0, dot));
        if (object == nullptr) return nullptr;
        key.remove_prefix(dot + 1);
    }
    return member(*object, key);
}

std::optional<std::string> RecordReader::word(std::string_view key, const json::value& value) {
    std::string content =
        value.is_string() ? std::string(trim(view(value.get_string()))) : json::serialize(value);
    if (content.size() > limits::import_text_bytes) {
        note(key, messages::too_long);
        return std::nullopt;
    }
    if (means_nothing(content)) {
        if (!content.empty()) note(key, messages::word_null);
        return std::nullopt;
    }
    return content;
}

std::optional<std::string> RecordReader::text(std::string_view key) {
    const json::value* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_structured() || value->is_bool()) {
        note(key, messages::not_text);
        return std::nullopt;
    }
    return word(key, *value);
}

std::optional<bool> RecordReader::truth(std::string_view key) {
    const json::value* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_bool()) return value->get_bool();
    const std::string answer = lower(text(key).value_or(""));
    if (answer == "true" || answer == "y" || answer == "yes") return true;
    if (answer == "false" || answer == "n" || answer == "no") return false;
    if (!answer.empty()) note(key, messages::not_truth);
    return std::nullopt;
}

std::optional<Date> RecordReader::date(std::string_view key) {
    const std::optional<std::string> content = text(key);
    if (!content) return std::nullopt;
    const std::optional<Date> day = parse_date(*content);
    if (!day) {
        note(key, messages::not_date);
        return std::nullopt;
    }
    if (*day > today_ + limits::import_date_ahead || *day < today_ - limits::import_date_back) {
        note(key, messages::far_date);
        return std::nullopt;
    }
    return day;
}

std::optional<Date> RecordReader::past_date(std::string_view key) {
    const std::optional<Date> day = date(key);
    if (!day || *day <= today_) return day;
    note(key, messages::future_date);
    return std::nullopt;
}

void RecordReader::note(std::string_view key, std::string_view problem) {
    std::string place = person_.place;
    if (!key.empty()) place += ", " + std::string(key);
    QualityItem item{std::move(place), std::string(problem)};
    auto& items = person_.quality;
    if (std::find(items.begin(), items.end(), item) == items.end())
        items.push_back(std::move(item));
}

void RecordReader::keep(std::string_view fact, Value value) {
    person_.facts.push_back(Field{std::string(fact), std::move(value)});
}

void RecordReader::doubt(std::string_view fact, std::string_view key, std::string_view problem) {
    note(key, problem);
    person_.doubtful.emplace_back(fact);
}

bool RecordReader::noted(std::string_view key) const {
    const std::string place = person_.place + ", " + std::string(key);
    return std::any_of(person_.quality.begin(), person_.quality.end(),
                       [&](const QualityItem& item) { return item.place == place; });
}

}  // namespace throughgate::exchange

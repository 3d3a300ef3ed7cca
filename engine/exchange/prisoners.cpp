// SPDX-License-Identifier: MIT
#include "exchange/prisoners.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <iterator>
#include <optional>
#include <unordered_map>

#include "base/limits.hpp"
#include "exchange/identity.hpp"
#include "exchange/json_text.hpp"
#include "exchange/messages.hpp"
#include "exchange/prisoner_record.hpp"

namespace throughgate::exchange {
namespace {

namespace json = boost::json;

class ExtractReader {
public:
    ExtractReader(std::string_view file_name, Instant now) : file_name_(file_name), now_(now) {}

    PrisonerImport read(const json::array& records) {
        for (std::size_t i = 0; i < records.size(); ++i) read_one(records[i], i + 1);
        return std::move(result_);
    }

private:
    void read_one(const json::value& value, std::size_t number) {
        ImportedPerson person;
        person.record = number;
        person.place = std::string(file_name_) + ": record " + std::to_string(number);
        const json::object* record = value.if_object();
        if (record == nullptr)
            return reject(person, std::string(messages::record_not_object), value);
        if (!read_identity(*record, person))
            return reject(person, std::string(messages::no_identity), value);
        if (std::string twice = twin(person.identity); !twice.empty())
            return reject(person, std::move(twice), value);
        remember(person);
        read_record(*record, person, now_);
        result_.people.push_back(std::move(person));
    }

    /// Why the identity was seen before, or empty.
    std::string twin(const PersonIdentity& identity) const {
        if (const auto found = seen_.find(identity.noms_number); found != seen_.end())
            return std::string(messages::same_noms_number) + std::to_string(found->second);
        if (const auto found = seen_.find(identity.crn); found != seen_.end())
            return std::string(messages::same_crn) + std::to_string(found->second);
        return {};
    }

    void remember(const ImportedPerson& person) {
        if (!person.identity.noms_number.empty())
            seen_.emplace(person.identity.noms_number, person.record);
        if (!person.identity.crn.empty()) seen_.emplace(person.identity.crn, person.record);
    }

    void reject(const ImportedPerson& person, std::string reason, const json::value& value) {
        result_.rejects.push_back(Reject{person.place, std::move(reason), json::serialize(value)});
    }

    std::string_view file_name_;
    Instant now_;
    PrisonerImport result_;
    std::unordered_map<std::string, std::size_t> seen_;  ///< identity -> record; shapes never mix
};

/// A record by itself, not a page of them.
bool is_record(const json::value& value) {
    const json::object* object = value.if_object();
    return object != nullptr && (object->contains("prisonerNumber") || object->contains("crn"));
}

struct Lines {
    json::array records;
    std::vector<Reject> rejects;  ///< lines that are no JSON
};

/// One record a line, as a reject file has them; nullopt: the first line is none.
std::optional<Lines> read_lines(const Result<json::value>& whole, std::string_view bytes,
                                std::string_view file_name) {
    Lines lines;
    if (whole.ok() && !is_record(*whole)) return std::nullopt;
    if (bytes.size() > limits::import_bytes) return std::nullopt;
    for (std::size_t number = 1; !bytes.empty(); ++number) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (trim(line).empty()) continue;
        Result<json::value> value = parse_json(line, file_name, number);
        const bool first = lines.records.empty() && lines.rejects.empty();
        if (first && (!value.ok() || !is_record(*value))) return std::nullopt;
        if (value.ok())
            lines.records.push_back(std::move(*value));
        else
            lines.rejects.push_back({std::string(file_name) + ":" + std::to_string(number),
                                     std::string(messages::line_not_json), std::string(line)});
    }
    if (lines.records.empty()) return std::nullopt;
    return lines;
}

const json::array* records_of(const json::value& document) {
    if (const json::array* bare = document.if_array()) return bare;
    const json::object* page = document.if_object();
    const json::value* content = page == nullptr ? nullptr : member(*page, "content");
    return content == nullptr ? nullptr : content->if_array();
}

}  // namespace

PrisonerImport read_prisoners(std::string_view json_bytes, std::string_view file_name,
                              Instant now) {
    PrisonerImport nothing;
    const Result<json::value> document = parse_json(json_bytes, file_name);
    if (auto lines = read_lines(document, json_bytes, file_name)) {
        PrisonerImport read = ExtractReader(file_name, now).read(lines->records);
        read.partial = true;
        std::move(lines->rejects.begin(), lines->rejects.end(), std::back_inserter(read.rejects));
        return read;
    }
    if (!document) {
        nothing.unreadable = document.error();
        return nothing;
    }
    const json::array* records = records_of(*document);
    if (records != nullptr) return ExtractReader(file_name, now).read(*records);
    nothing.unreadable = Error{
        ErrorKind::invalid, std::string(file_name) + ":1:1: " + std::string(messages::not_a_list),
        std::string(file_name)};
    return nothing;
}

std::vector<std::string> raw_records(std::string_view json_bytes,
                                     const std::vector<std::size_t>& numbers) {
    std::vector<std::string> raw;
    if (numbers.empty()) return raw;
    const Result<json::value> document = parse_json(json_bytes, "");
    const auto lines = read_lines(document, json_bytes, "");
    const json::array* whole = document.ok() ? records_of(*document) : nullptr;
    const json::array* records = lines ? &lines->records : whole;
    for (const std::size_t number : numbers)
        if (records != nullptr && number >= 1 && number <= records->size())
            raw.push_back(json::serialize((*records)[number - 1]));
    return raw;
}

}  // namespace throughgate::exchange

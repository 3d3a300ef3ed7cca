// SPDX-License-Identifier: MIT
#include "exchange/prisoners.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <unordered_map>

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

}  // namespace throughgate::exchange

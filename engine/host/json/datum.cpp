// SPDX-License-Identifier: MIT
#include "host/json/datum.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <limits>

namespace throughgate {
namespace {

namespace json = boost::json;

/// nullptr: all read; else what was met.
const char* convert(const json::value& value, Datum& datum) {
    switch (value.kind()) {
        case json::kind::null: return nullptr;
        case json::kind::bool_: datum = Datum::of(value.get_bool()); return nullptr;
        case json::kind::int64: datum = Datum::of(value.get_int64()); return nullptr;
        case json::kind::string: datum = Datum::of(std::string(value.get_string())); return nullptr;
        case json::kind::uint64: return "a number that is too large";
        case json::kind::double_: return "a number that is not whole";
        case json::kind::array: break;
        case json::kind::object: break;
    }
    const char* wrong = nullptr;
    if (const json::array* array = value.if_array()) {
        datum.kind = Datum::Kind::list;
        for (const json::value& item : *array) {
            const char* met = convert(item, datum.items.emplace_back());
            if (met != nullptr) wrong = met;
        }
    } else {
        datum.kind = Datum::Kind::fields;
        for (const auto& member : value.get_object()) {
            datum.fields.emplace_back(std::string(member.key()), Datum{});
            const char* met = convert(member.value(), datum.fields.back().second);
            if (met != nullptr) wrong = met;
        }
    }
    return wrong;
}

}  // namespace

Result<Datum> datum_from_json(std::string_view text, const std::string& subject) {
    json::error_code problem;
    const json::value value = json::parse({text.data(), text.size()}, problem);
    if (problem)
        return Error{ErrorKind::invalid, subject + " is not JSON: " + problem.message(), subject};
    Datum datum;
    if (const char* wrong = convert(value, datum))
        return Error{ErrorKind::invalid, subject + " holds " + wrong, subject};
    return datum;
}

boost::json::value json_of(const Datum& datum) {
    switch (datum.kind) {
        case Datum::Kind::nothing: return nullptr;
        case Datum::Kind::truth: return datum.truth;
        case Datum::Kind::number: return datum.number;
        case Datum::Kind::text: return json::value(datum.text);
        case Datum::Kind::list: {
            json::array array;
            for (const Datum& item : datum.items) array.push_back(json_of(item));
            return array;
        }
        case Datum::Kind::fields: break;
    }
    json::object object;
    for (const auto& [name, value] : datum.fields) object.emplace(name, json_of(value));
    return object;
}

}  // namespace throughgate

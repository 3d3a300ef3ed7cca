// SPDX-License-Identifier: MIT
// Reads the fields of one prisoner record and keeps the doubts. Private to exchange/.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/prisoners.hpp"

namespace throughgate::exchange {

/// Each reading answers nullopt for "not there" and for "not usable"; the second leaves a quality
/// item in the person. Keys may be dotted: "communityManager.code".
class RecordReader {
public:
    RecordReader(const boost::json::object& record, ImportedPerson& person, Instant now);

    std::optional<std::string> text(std::string_view key);
    std::optional<bool> truth(std::string_view key);
    /// A real day within reach of today.
    std::optional<Date> date(std::string_view key);
    /// A real day that is not after today.
    std::optional<Date> past_date(std::string_view key);

    [[nodiscard]] const boost::json::value* find(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] Date today() const { return today_; }
    ImportedPerson& person() { return person_; }

    void note(std::string_view key, std::string_view problem);
    void keep(std::string_view fact, Value value);
    /// Notes the problem and marks the fact as unknown because of it.
    void doubt(std::string_view fact, std::string_view key, std::string_view problem);
    /// True when reading `key` left a quality item.
    [[nodiscard]] bool noted(std::string_view key) const;

private:
    std::optional<std::string> word(std::string_view key, const boost::json::value& value);

    const boost::json::object& record_;
    ImportedPerson& person_;
    Date today_;
};

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Datum: a value with structure, as it goes into a rule and comes out of one.
// A plain value without places or types of its own: the shape of JSON, read and written by hosts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace throughgate {

struct Datum {
    enum class Kind : std::uint8_t { nothing, truth, number, text, list, fields };
    Kind kind = Kind::nothing;
    bool truth = false;
    std::int64_t number = 0;
    std::string text;                                   ///< dates and instants too, as ISO text
    std::vector<Datum> items;                           ///< of a list
    std::vector<std::pair<std::string, Datum>> fields;  ///< in their order

    static Datum of(bool truth) {
        Datum datum;
        datum.kind = Kind::truth;
        datum.truth = truth;
        return datum;
    }
    static Datum of(std::int64_t number) {
        Datum datum;
        datum.kind = Kind::number;
        datum.number = number;
        return datum;
    }
    static Datum of(std::string text) {
        Datum datum;
        datum.kind = Kind::text;
        datum.text = std::move(text);
        return datum;
    }
    /// The field of that name, or nullptr.
    [[nodiscard]] const Datum* find(std::string_view name) const {
        for (const auto& [key, value] : fields)
            if (key == name) return &value;
        return nullptr;
    }
    friend bool operator==(const Datum&, const Datum&) = default;
};

}  // namespace throughgate

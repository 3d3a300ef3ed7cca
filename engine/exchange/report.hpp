// SPDX-License-Identifier: MIT
// What an import says beside the values it read: doubts about single fields, and whole rows that
// could not be used. Neither sentence ever repeats the value it complains of; `raw` does, and goes
// to the reject file only, never to a log.
#pragma once

#include <string>

namespace throughgate::exchange {

/// One field that was left out because its value cannot be right.
struct QualityItem {
    std::string place;    ///< "prisoners.json: record 12, confirmedReleaseDate"
    std::string problem;  ///< "is not a real calendar date"
    friend bool operator==(const QualityItem&, const QualityItem&) = default;
};

/// A row that was not used, kept so that somebody can repair it and import it again.
struct Reject {
    std::string place;   ///< "prisoners.json: record 12"
    std::string reason;  ///< one sentence without the row's values
    std::string raw;     ///< the row itself
    friend bool operator==(const Reject&, const Reject&) = default;
};

}  // namespace throughgate::exchange

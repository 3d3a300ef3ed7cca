// SPDX-License-Identifier: MIT
// Prisoner search records (JSON) to people with facts. Pure: bytes in, values out.
// A row without a usable identity is rejected with its place; any other bad value leaves the fact
// out and adds a quality item. Nobody is dropped for a bad date.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "throughgate/command.hpp"
#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::exchange {

struct ImportedPerson {
    std::size_t record = 0;  ///< from 1, as it stands in the file
    std::string place;       ///< "prisoners.json: record 12"
    PersonIdentity identity;
    std::vector<Field> facts;              ///< sorted by name, each name once
    std::vector<Assignment> assignments;   ///< sorted by role; never an empty person
    std::vector<std::string> unallocated;  ///< roles of which the record says nobody holds them
    std::vector<std::string> doubtful;     ///< facts left unknown because the value was bad
    std::vector<QualityItem> quality;
};

struct PrisonerImport {
    std::vector<ImportedPerson> people;  ///< in file order
    std::vector<Reject> rejects;         ///< in file order
    bool partial = false;                ///< records one a line: says nothing of who is not in it
    std::optional<Error> unreadable;     ///< set when the file is not JSON; then the rest is empty
};

/// `json_bytes` is {"content":[...]}, a bare list, or one record a line (as reject files are), at
/// most 256 MiB. `now` is only used to judge which dates cannot be meant.
PrisonerImport read_prisoners(std::string_view json_bytes, std::string_view file_name, Instant now);

/// The records with these numbers (sorted) as JSON, one each, in order; of bytes that were read.
std::vector<std::string> raw_records(std::string_view json_bytes,
                                     const std::vector<std::size_t>& numbers);

}  // namespace throughgate::exchange

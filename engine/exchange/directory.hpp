// SPDX-License-Identifier: MIT
// Staff directory (CSV, RFC 4180) to a Directory. Pure.
// Header row: id,name,email,login,roles,team,deputy,manager,absent_from,absent_until,kind,works,
// opt_out in any order; id, name, roles and team are compulsory. Roles are separated by blanks.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "model/directory.hpp"
#include "throughgate/error.hpp"

namespace throughgate::exchange {

struct DirectoryImport {
    Directory directory;   ///< version 0: the store gives it its number
    std::size_t rows = 0;  ///< of the file, without those rejected
    std::vector<QualityItem>
        problems;                     ///< "staff.csv:7, deputy" and what is wrong; the row is kept
    std::vector<Reject> rejects;      ///< rows without a usable id, or with one twice
    std::optional<Error> unreadable;  ///< no header, a compulsory column missing, a quote left open
};

/// What is known beside the file.
struct DirectoryBasis {
    const Directory* kept = nullptr;  ///< whoever the file lacks stays as here
    const std::set<std::string>* roles =
        nullptr;  ///< of the workflows; a row naming another is told
};

DirectoryImport read_directory(std::string_view csv, std::string_view file_name,
                               const DirectoryBasis& basis = {});

}  // namespace throughgate::exchange

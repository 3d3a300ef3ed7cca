// SPDX-License-Identifier: MIT
// Duty rota (CSV): columns team, day, person, and until for a run of days. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "exchange/report.hpp"
#include "model/directory.hpp"
#include "throughgate/error.hpp"

namespace throughgate::exchange {

struct RotaImport {
    std::vector<Duty> duties;
    std::size_t rows = 0;
    std::vector<Reject> rejects;      ///< rows that cannot be used, and why
    std::optional<Error> unreadable;  ///< no header, or a column missing
};

/// `directory` says who is there: a row is rejected that names nobody or no team of it, or
/// somebody else for a day that an earlier row has filled.
RotaImport read_rota(std::string_view csv, std::string_view file_name, const Directory& directory);

/// The rota with the days of `read` in place of what was there.
std::vector<Duty> with_rota(std::vector<Duty> before, const std::vector<Duty>& read);

}  // namespace throughgate::exchange

// SPDX-License-Identifier: MIT
// Zone: local time of one named zone (Abseil Time inside, nowhere else).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "throughgate/error.hpp"
#include "throughgate/time.hpp"

namespace throughgate::rules {

class Zone {
public:
    /// not_found when the zone database does not know `name` ("Europe/London").
    static Result<Zone> load(std::string_view name);

    /// Instant of a wall time. In a gap: shifted forward by the gap; in an overlap: the earlier.
    [[nodiscard]] Instant at(Date day, Milliseconds time_of_day) const;
    /// What the clock on the wall shows.
    struct Local {
        Date day{};
        Milliseconds time{};  ///< since midnight
    };
    [[nodiscard]] Local local(Instant instant) const;
    [[nodiscard]] Date date_of(Instant instant) const;
    [[nodiscard]] Milliseconds time_of_day(Instant instant) const;
    /// East of UTC at `instant`.
    [[nodiscard]] Milliseconds offset_at(Instant instant) const;
    /// What a wall time (written as if UTC) meets: a gap is skipped, an overlap comes twice.
    struct WallTime {
        Milliseconds before{};          ///< offset before the change; the only one when plain
        Milliseconds after{};           ///< offset after it
        std::optional<Instant> change;  ///< empty: the time comes once
        [[nodiscard]] bool skipped() const { return change && after > before; }
        [[nodiscard]] bool repeated() const { return change && after < before; }
    };
    [[nodiscard]] WallTime wall_time(Instant local) const;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    struct Impl;
    std::shared_ptr<const Impl> impl_;
    std::string name_;
};

/// Version of the installed zone database ("2026f"), "unknown" when it does not say. Reads a file:
/// called by core only.
std::string zone_database_version();

}  // namespace throughgate::rules

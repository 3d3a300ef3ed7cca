// SPDX-License-Identifier: MIT
// Findings: every sentence that an inspection of a store can say. Pure.
#pragma once

#include "model/change_rows.hpp"
#include "model/directory.hpp"
#include "model/rows.hpp"
#include "throughgate/inspection.hpp"

namespace throughgate::core::findings {

using Names = std::vector<std::string>;

Finding store_missing(const std::string& path);
Finding store_unreadable(const Error& error);
Finding store_older(const std::string& path, int version, int known);
Finding store_damaged(const std::string& path, std::string_view fault);

Finding no_definitions();
Finding faulty_definitions(std::size_t errors);
Finding definitions_differ(const Names& pathways);
Finding calendar_ends(std::string_view name, Date known_until, Date today);

Finding no_staff();
Finding unreachable_staff(const Names& ids);
Finding staff_without_email(const Names& ids);
Finding staff_without_manager(const Names& ids);
Finding staff_gone(const Names& ids);
Finding roles_without_holder(const Names& roles);

Finding unfired(Instant since, std::size_t rows, bool more);
Finding silent(std::optional<Instant> since);
Finding clock_held(std::string_view since);
Finding clock_behind(Instant newest, Instant now);

Finding notices_wait(Instant since);
Finding notices_fail(std::size_t rows, bool more, std::string_view channel, std::string_view why);
Finding notices_held();
Finding dead_letters(const Names& cases);
Finding incidents(std::string_view kind, std::size_t count);
Finding recompute_open(std::string_view cause, std::uint64_t done, std::uint64_t total);
Finding change_open(const ChangeRun& run);
Finding change_waits(Instant since);
Finding in_shadow(Instant since);
/// `named`: the system's title.
Finding system_away(const std::string& named, const UpstreamState& state, std::uint64_t waiting);
Finding entries_refused(const std::string& named, std::uint64_t count);
Finding nobody_records(const std::string& named, const UpstreamCount& items);

}  // namespace throughgate::core::findings

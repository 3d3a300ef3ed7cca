// SPDX-License-Identifier: MIT
// The fact and role names that imports fill, as the shared definitions declare them.
// Stored in cases; never rename. Private to exchange/.
#pragma once

#include <string_view>

namespace throughgate::exchange::fact {

inline constexpr std::string_view release = "release";
inline constexpr std::string_view release_calculated = "release.calculated";
inline constexpr std::string_view release_type = "release.type";
inline constexpr std::string_view release_certainty = "release.certainty";
inline constexpr std::string_view sentence_start = "sentence_start";
inline constexpr std::string_view sentence_end = "sentence_end";
inline constexpr std::string_view supervision_end = "supervision_end";
inline constexpr std::string_view admission = "admission";
inline constexpr std::string_view prison = "prison";
inline constexpr std::string_view location = "location";
inline constexpr std::string_view nation = "nation";
inline constexpr std::string_view sex = "sex";
inline constexpr std::string_view supervised = "supervised";
inline constexpr std::string_view ro_team = "ro_team";
inline constexpr std::string_view risk_rosh = "risk.rosh";
inline constexpr std::string_view mappa_level = "mappa.level";
inline constexpr std::string_view tier = "tier";
inline constexpr std::string_view victim_contact = "victim_contact";
inline constexpr std::string_view limited_access = "limited_access";
inline constexpr std::string_view limited_access_officers = "limited_access.officers";
inline constexpr std::string_view handover_date = "handover.date";
inline constexpr std::string_view expected_custody_days = "expected_custody_days";
inline constexpr std::string_view gate_time = "gate_time";
inline constexpr std::string_view return_date = "return.date";

}  // namespace throughgate::exchange::fact

namespace throughgate::exchange::role {

inline constexpr std::string_view ro = "ro";
inline constexpr std::string_view pom = "pom";

}  // namespace throughgate::exchange::role

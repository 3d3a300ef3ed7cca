// SPDX-License-Identifier: MIT
// Every sentence that the doctor says of what lies around a store. Pure.
#pragma once

#include <cstdint>

#include "throughgate/inspection.hpp"

namespace throughgate::cli::findings {

Finding open_to_others(const std::string& path, const std::string& mode);
Finding folder_open_to_others(const std::string& path, const std::string& mode);
Finding long_log(const std::string& path, std::uintmax_t mebibytes);
Finding little_room(const std::string& path, std::uintmax_t free_mib, std::uintmax_t wanted_mib);

Finding backups_not_looked_at();
Finding no_backup(const std::string& folder);
Finding old_backup(const std::string& path, long hours, unsigned allowed_hours);
Finding backup_open_to_others(const std::string& path, const std::string& mode);
Finding backup_on_the_same_disk(const std::string& folder);

Finding channels_not_looked_at();
Finding plugin_missing(const std::string& library);
Finding plugin_host_missing(const std::string& host);
Finding plugin_faulty(const std::string& library, const Error& error);

Finding tokens_unreadable(const Error& error);
Finding token_expired(const std::string& id, const std::string& name, Instant expired);
Finding token_expires_soon(const std::string& id, const std::string& name, Instant expires);

}  // namespace throughgate::cli::findings

// SPDX-License-Identifier: MIT
// Rows of command_key, incident, quality, buffered_event and meta.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::optional<KeyRecord>> find_key(Connection& connection, const Digest& key);
Status put_key(Connection& connection, const KeyRecord& record);
/// Looks at a bounded run of keys after `cursor` and deletes the expired ones; the next call goes
/// on from there and begins again at the end. No second index is kept for it.
Status purge_keys(Connection& connection, Instant now, std::size_t limit, std::string& cursor);

Result<std::vector<Incident>> open_incidents_of(Connection& connection, CaseId id);
Result<std::vector<Incident>> list_incidents(Connection& connection, bool open_only,
                                             std::size_t limit);
Result<std::int64_t> open_incident(Connection& connection, const Incident& incident);
Status resolve_incident(Connection& connection, std::int64_t id, Instant at, std::string_view by);

Result<std::vector<QualityItem>> list_quality(Connection& connection, CaseId case_id,
                                              std::size_t limit);
Status put_quality(Connection& connection, const QualityItem& item);

Result<std::vector<BufferedEvent>> buffered_for(Connection& connection,
                                                const PersonIdentity& person);
Status put_buffered(Connection& connection, const BufferedEvent& event);
Status drop_buffered(Connection& connection, std::int64_t id);

Result<std::optional<std::string>> get_meta(Connection& connection, std::string_view name);
Status put_meta(Connection& connection, std::string_view name, std::string_view value);

}  // namespace throughgate::store::sqlite

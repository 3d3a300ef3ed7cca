// SPDX-License-Identifier: MIT
// Rows of upstream_item, upstream, upstream_total and inbound: what goes to other systems, and what
// came from them.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::vector<UpstreamItem>> upstream_heads(Connection& connection, std::string_view upstream,
                                                 Instant until, std::size_t limit);
Result<std::optional<Instant>> next_upstream(Connection& connection, std::string_view upstream);
Result<std::optional<UpstreamItem>> find_upstream_item(Connection& connection,
                                                       const EffectId& effect);
Result<std::vector<UpstreamItem>> list_upstream_items(Connection& connection,
                                                      const UpstreamFilter& filter,
                                                      const EffectId& after, std::size_t limit);
Result<std::vector<UpstreamCount>> count_upstream_items(Connection& connection);
Result<std::vector<UpstreamState>> upstreams(Connection& connection);
Result<std::vector<InboundCount>> inbound(Connection& connection);
Result<std::vector<BufferedEvent>> list_buffered(Connection& connection, std::int64_t after,
                                                 std::size_t limit);

Status insert_upstream_item(Connection& connection, const UpstreamItem& item);
/// Counts it too when it has ended.
Status update_upstream_item(Connection& connection, const UpstreamItem& item);
Status put_upstream(Connection& connection, const UpstreamState& state);
/// Nothing of it waits beyond `now` any more.
Status wake_upstream(Connection& connection, std::string_view upstream, Instant now);
Status count_inbound(Connection& connection, std::string_view source, std::string_view outcome,
                     Instant at);

}  // namespace throughgate::store::sqlite

// SPDX-License-Identifier: MIT
// Rows of mailing, delivery and duty: mails of several notices, and what became of each attempt.
#pragma once

#include "store/sqlite/connection.hpp"
#include "store/store.hpp"

namespace throughgate::store::sqlite {

Result<std::vector<Mailing>> due_mailings(Connection& connection, Instant until, std::size_t limit);
Result<std::optional<Instant>> next_mailing(Connection& connection);
Result<std::optional<Mailing>> find_mailing(Connection& connection, std::int64_t number);
Result<std::optional<Mailing>> find_summary(Connection& connection, std::string_view person,
                                            std::string_view cause, Instant since);
Result<std::vector<std::pair<std::string, std::uint64_t>>> count_summaries(Connection& connection,
                                                                           std::string_view cause,
                                                                           Instant since);
Result<std::int64_t> open_mailing(Connection& connection, const Mailing& mailing, Instant now);
Status update_mailing(Connection& connection, const Mailing& mailing);
Status move_notices(Connection& connection, std::int64_t from, std::int64_t to);

Status put_delivery(Connection& connection, const DeliveryLine& line);
Result<std::vector<DeliveryLine>> deliveries_to(Connection& connection, std::string_view person,
                                                Instant since, std::size_t limit);
Result<std::vector<DeliveryLine>> deliveries_of(Connection& connection, const EffectId& effect);
Result<ToldToday> told(Connection& connection, std::string_view person, Instant from,
                       Instant until);

Result<std::vector<Duty>> list_duties(Connection& connection);
Status put_duties(Connection& connection, const std::vector<Duty>& duties);

}  // namespace throughgate::store::sqlite

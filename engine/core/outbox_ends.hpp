// SPDX-License-Identifier: MIT
// outbox_ends: how a notice or a mail of several ended, as it is to be written. Pure.
#pragma once

#include "core/request.hpp"

namespace throughgate::core {

NoticeEnd without_sending(OutboxRow row, lifecycle::DeliveryMove move, std::string detail,
                          std::string incident);
/// It is looked at again in an hour.
NoticeEnd put_off(OutboxRow row, Instant now, const char* because);
NoticeEnd wait_for_channel(OutboxRow row, Instant now);

/// Nothing is sent; `notices` end as they say.
MailingEnd without_mail(Mailing mailing, std::string because, std::vector<NoticeEnd> notices);

NoticeEnd completed(NoticeEnd end, const delivery::Report& report);
MailingEnd completed(MailingEnd end, const delivery::Report& report);

}  // namespace throughgate::core

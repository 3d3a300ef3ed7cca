// SPDX-License-Identifier: MIT
// Notices and their delivery record as JSON.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/notices.hpp"

namespace throughgate {

boost::json::object to_json(const DeliveryView& delivery);
boost::json::object to_json(const NoticeRecord& record);
boost::json::object to_json(const RoutedNotice& notice);

}  // namespace throughgate

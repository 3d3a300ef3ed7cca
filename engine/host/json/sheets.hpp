// SPDX-License-Identifier: MIT
// Sheets and lists as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/sheets.hpp"

namespace throughgate {

boost::json::object to_json(const FactsView& facts);
boost::json::object to_json(const NeedsList& needs);
boost::json::object to_json(const ReleaseSheet& sheet);
boost::json::object to_json(const ReleaseList& list);
boost::json::object to_json(const ReceptionList& list);
boost::json::object to_json(const ContactText& contact);

}  // namespace throughgate

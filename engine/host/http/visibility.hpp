// SPDX-License-Identifier: MIT
// Who may see what: the one place that withholds. A value whose data label the caller lacks is left
// out; that there is one stays visible. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "host/http/principal.hpp"
#include "throughgate/views.hpp"

namespace throughgate::http {

boost::json::object shown(CaseView view, const Principal& principal);
/// `of`: the case, whose facts say which names carry a label.
boost::json::object shown(HistoryEntry entry, const CaseView& of, const Principal& principal);

}  // namespace throughgate::http

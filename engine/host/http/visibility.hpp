// SPDX-License-Identifier: MIT
// What a token of nobody in particular may see; what a person may is Access's matter. A value whose
// data label the token lacks is left out; that there is one stays visible. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "host/http/principal.hpp"
#include "throughgate/sheets.hpp"
#include "throughgate/views.hpp"

namespace throughgate::http {

boost::json::object shown(CaseView view, const Principal& principal);
/// `of`: the case, whose facts say which names carry a label.
boost::json::object shown(HistoryEntry entry, const CaseView& of, const Principal& principal);

/// Without the facts whose label the caller lacks.
void withhold(FactsView& facts, const Principal& principal);

}  // namespace throughgate::http

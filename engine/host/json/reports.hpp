// SPDX-License-Identifier: MIT
// Reports as JSON and back. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "throughgate/reports.hpp"

namespace throughgate {

/// Cells by the ids of their columns; counts as numbers, truths as true or false, what is not
/// known as null. `digest` is report_digest.
boost::json::object to_json(const Report& report);
/// What `to_json` wrote. invalid: it is something else, or its digest is not that of what it says.
Result<Report> report_of(const boost::json::value& value);

}  // namespace throughgate

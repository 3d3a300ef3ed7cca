// SPDX-License-Identifier: MIT
// Plans, their life and runs as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/comparison.hpp"
#include "throughgate/migration.hpp"

namespace throughgate {

/// Without its text: the plan itself is another document.
boost::json::object to_json(const ChangePlan& plan);
boost::json::object to_json(const PublicationView& publication);
boost::json::object to_json(const ChangeRunView& run);
boost::json::object to_json(const CaseLeft& left);
boost::json::object to_json(const DefinitionChange& change);

}  // namespace throughgate

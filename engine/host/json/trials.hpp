// SPDX-License-Identifier: MIT
// Tests and simulations of workflows as JSON. Key names are an interface: never rename.
#pragma once

#include <boost/json/object.hpp>

#include "throughgate/simulation.hpp"
#include "throughgate/testing.hpp"

namespace throughgate {

boost::json::object to_json(const WorkflowTestResult& result);
/// How much was reached, and what was not.
boost::json::object to_json(const PathwayCoverage& pathway);
boost::json::object to_json(const SimulationStep& step);
boost::json::object to_json(const ScriptResult& result);

}  // namespace throughgate
